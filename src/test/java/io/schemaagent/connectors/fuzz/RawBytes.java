package io.schemaagent.connectors.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Bytes in a text, so that one corpus serves parsers of both: what is no UTF-8 stands in it as half a surrogate pair,
 * U+DC80 to U+DCFF, which no UTF-8 can mean (PEP 383).
 */
public final class RawBytes {

    private static final char FIRST = '\uDC00';

    private RawBytes() {}

    /** The bytes that a text stands for. */
    public static byte[] of(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        text.codePoints().forEach(point -> write(point, bytes));
        return bytes.toByteArray();
    }

    private static void write(int point, ByteArrayOutputStream bytes) {
        if (point >= FIRST + 0x80 && point <= FIRST + 0xFF) {
            bytes.write(point - FIRST);
        } else {
            bytes.writeBytes(Character.toString(point).getBytes(StandardCharsets.UTF_8));
        }
    }

    static String escaped(byte one) {
        return String.valueOf((char) (FIRST + Byte.toUnsignedInt(one)));
    }

    /** A text for the same bytes, which can be cut between any two of them. */
    static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        for (byte one : of(text)) {
            escaped.append(one < 0 ? escaped(one) : String.valueOf((char) one));
        }
        return escaped.toString();
    }
}
