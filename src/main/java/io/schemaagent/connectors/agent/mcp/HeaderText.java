package io.schemaagent.connectors.agent.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** A header that repeats a text of the body (MCP 2026-07-28, basic/transports/streamable-http, "Value Encoding"). */
final class HeaderText {

    private static final String OPENING = "=?base64?";
    private static final String CLOSING = "?=";

    private HeaderText() {}

    /**
     * Whether it says the same as the body.
     *
     * @param header null where there is none
     */
    static boolean says(String header, JsonNode body) {
        return header != null
                && body.isTextual()
                && decoded(header.strip()).filter(body.asText()::equals).isPresent();
    }

    private static Optional<String> decoded(String value) {
        boolean encoded = value.startsWith(OPENING)
                && value.endsWith(CLOSING)
                && value.length() >= OPENING.length() + CLOSING.length();
        return encoded
                ? text(value.substring(OPENING.length(), value.length() - CLOSING.length()))
                : Optional.of(value);
    }

    private static Optional<String> text(String base64) {
        try {
            byte[] utf8 = Base64.getDecoder().decode(base64);
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString());
        } catch (IllegalArgumentException | CharacterCodingException broken) {
            return Optional.empty();
        }
    }
}
