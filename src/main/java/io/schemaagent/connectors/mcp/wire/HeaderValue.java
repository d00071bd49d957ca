package io.schemaagent.connectors.mcp.wire;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Any text as a header field's value (MCP 2026-07-28, basic/transports/streamable-http, "Value Encoding"). */
public final class HeaderValue {

    private static final String OPENING = "=?base64?";
    private static final String CLOSING = "?=";

    private HeaderValue() {}

    /** The text as it is where it can be sent so, otherwise {@code =?base64?…?=} of its UTF-8. */
    public static String of(String text) {
        return isPlain(text)
                ? text
                : OPENING + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)) + CLOSING;
    }

    private static boolean isPlain(String text) {
        boolean looksEncoded = text.startsWith(OPENING) && text.endsWith(CLOSING);
        return !looksEncoded
                && text.equals(text.strip())
                && text.chars().allMatch(character -> character >= ' ' && character <= '~');
    }
}
