package io.schemaagent.connectors.mcp.wire;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Cuts a {@code text/event-stream} into its events (HTML standard, section 9.2), whatever the chunks it arrives in.
 * Events without data, such as those that only prime a stream, do not appear, but what they say about resuming it
 * counts. Not for use by two threads.
 */
public final class SseParser {

    private static final byte[] DATA = "data".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] EVENT = "event".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ID = "id".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] RETRY = "retry".getBytes(StandardCharsets.US_ASCII);
    private static final byte LF = '\n';
    private static final byte CR = '\r';

    /** Longer ids are not worth to be sent back in a header. */
    private static final int MAX_ID_LENGTH = 1024;

    /** Nine digits of milliseconds are eleven days. */
    private static final Pattern MILLISECONDS = Pattern.compile("[0-9]{1,9}");

    private final ByteArrayOutputStream data = new ByteArrayOutputStream();
    private byte[] line = new byte[1024];
    private int lineLength;
    private boolean hasData;
    private boolean afterCr;
    private boolean firstLine = true;
    private String type = ServerSentEvent.MESSAGE;
    private String id = "";
    private String lastEventId = "";
    private Duration retry;

    /** Takes the next bytes and gives every event that they complete. */
    public List<ServerSentEvent> feed(Buffer chunk) {
        List<ServerSentEvent> events = new ArrayList<>(1);
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

    /** Where a stream that breaks off can be resumed; empty where the server gave no id. */
    public Optional<String> lastEventId() {
        return Optional.of(lastEventId).filter(id -> !id.isEmpty());
    }

    /** How long the server wants us to wait before we resume; empty where it did not say. */
    public Optional<Duration> retry() {
        return Optional.ofNullable(retry);
    }

    private void append(byte[] bytes, int from, int to) {
        int added = to - from;
        if (lineLength + added > line.length) {
            line = Arrays.copyOf(line, Math.max(lineLength + added, line.length * 2));
        }
        System.arraycopy(bytes, from, line, lineLength, added);
        lineLength += added;
    }

    private void endLine(List<ServerSentEvent> events) {
        int start = firstLine && startsWithByteOrderMark() ? 3 : 0;
        firstLine = false;
        if (lineLength == start) {
            dispatch(events);
        } else if (isField(DATA, start)) {
            appendData(valueStart(DATA, start));
        } else if (isField(EVENT, start)) {
            type = value(EVENT, start);
        } else if (isField(ID, start)) {
            remember(value(ID, start));
        } else if (isField(RETRY, start)) {
            pauseFor(value(RETRY, start));
        }
        lineLength = 0;
    }

    private void dispatch(List<ServerSentEvent> events) {
        // Only now: a stream that breaks off within an event is resumed before it.
        lastEventId = id;
        if (hasData && data.size() > 0) {
            events.add(new ServerSentEvent(type.isEmpty() ? ServerSentEvent.MESSAGE : type, data.toByteArray()));
        }
        data.reset();
        hasData = false;
        type = ServerSentEvent.MESSAGE;
    }

    private boolean isField(byte[] name, int start) {
        int end = start + name.length;
        return lineLength >= end
                && Arrays.equals(line, start, end, name, 0, name.length)
                && (lineLength == end || line[end] == ':');
    }

    private int valueStart(byte[] name, int start) {
        int afterColon = start + name.length + 1;
        return afterColon < lineLength && line[afterColon] == ' ' ? afterColon + 1 : afterColon;
    }

    private String value(byte[] name, int start) {
        int from = valueStart(name, start);
        return from < lineLength ? new String(line, from, lineLength - from, StandardCharsets.UTF_8) : "";
    }

    private void appendData(int from) {
        if (hasData) {
            data.write(LF);
        }
        hasData = true;
        if (from < lineLength) {
            data.write(line, from, lineLength - from);
        }
    }

    private void remember(String value) {
        if (value.indexOf(0) < 0) {
            id = value.length() > MAX_ID_LENGTH ? "" : value;
        }
    }

    private void pauseFor(String milliseconds) {
        if (MILLISECONDS.matcher(milliseconds).matches()) {
            retry = Duration.ofMillis(Long.parseLong(milliseconds));
        }
    }

    private boolean startsWithByteOrderMark() {
        return lineLength >= 3 && line[0] == (byte) 0xEF && line[1] == (byte) 0xBB && line[2] == (byte) 0xBF;
    }
}
