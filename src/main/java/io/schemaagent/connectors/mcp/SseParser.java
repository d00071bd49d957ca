package io.schemaagent.connectors.mcp;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Cuts a {@code text/event-stream} into the data of its events (HTML standard, section 9.2), whatever the chunks it
 * arrives in. Events without data, such as those that only prime a stream, do not appear. Not for use by two threads.
 */
final class SseParser {

    private static final byte[] DATA = "data".getBytes(StandardCharsets.US_ASCII);
    private static final byte LF = '\n';
    private static final byte CR = '\r';

    private final ByteArrayOutputStream data = new ByteArrayOutputStream();
    private byte[] line = new byte[1024];
    private int lineLength;
    private boolean hasData;
    private boolean afterCr;
    private boolean firstLine = true;

    /** Takes the next bytes and gives the data of every event that they complete. */
    List<byte[]> feed(Buffer chunk) {
        List<byte[]> events = new ArrayList<>(1);
        byte[] bytes = chunk.getBytes();
        int start = 0;
        for (int i = 0; i < bytes.length; i++) {
            byte next = bytes[i];
            if (next == LF && afterCr && i == start) {
                // The second half of a CRLF; its line is done already.
                start = i + 1;
            } else if (next == LF || next == CR) {
                append(bytes, start, i);
                endLine(events);
                start = i + 1;
            }
            afterCr = next == CR;
        }
        append(bytes, start, bytes.length);
        return events;
    }

    private void append(byte[] bytes, int from, int to) {
        int added = to - from;
        if (lineLength + added > line.length) {
            line = Arrays.copyOf(line, Math.max(lineLength + added, line.length * 2));
        }
        System.arraycopy(bytes, from, line, lineLength, added);
        lineLength += added;
    }

    private void endLine(List<byte[]> events) {
        int start = firstLine && startsWithByteOrderMark() ? 3 : 0;
        firstLine = false;
        if (lineLength == start) {
            dispatch(events);
        } else if (isDataField(start)) {
            appendData(start + DATA.length + 1);
        }
        lineLength = 0;
    }

    private void dispatch(List<byte[]> events) {
        if (hasData && data.size() > 0) {
            events.add(data.toByteArray());
        }
        data.reset();
        hasData = false;
    }

    private boolean isDataField(int start) {
        int end = start + DATA.length;
        return lineLength >= end
                && Arrays.equals(line, start, end, DATA, 0, DATA.length)
                && (lineLength == end || line[end] == ':');
    }

    private void appendData(int valueStart) {
        if (hasData) {
            data.write(LF);
        }
        hasData = true;
        int start = valueStart < lineLength && line[valueStart] == ' ' ? valueStart + 1 : valueStart;
        if (start < lineLength) {
            data.write(line, start, lineLength - start);
        }
    }

    private boolean startsWithByteOrderMark() {
        return lineLength >= 3 && line[0] == (byte) 0xEF && line[1] == (byte) 0xBB && line[2] == (byte) 0xBF;
    }
}
