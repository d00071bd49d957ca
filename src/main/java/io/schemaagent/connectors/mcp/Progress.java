package io.schemaagent.connectors.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import io.schemaagent.connectors.mcp.catalogue.StorableText;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How far a call is, as its server says it (MCP, basic/utilities/progress). Whether it grows is for whoever hears it.
 *
 * @param done how far; finite, of a measure that only the server knows
 * @param total how far it will be in the end, in the same measure; empty where the server does not know
 * @param message a line for people, cut and cleaned; empty where there is none
 */
public record Progress(double done, OptionalDouble total, Optional<String> message) {

    private static final int MAX_MESSAGE_LENGTH = 500;

    /** What a notification says; empty where it is not as MCP has it. */
    static Optional<Progress> of(JsonNode params) {
        JsonNode total = params.path("total");
        JsonNode message = params.path("message");
        return isFinite(params.path("progress"))
                        && (isAbsent(total) || isFinite(total))
                        && (isAbsent(message) || message.isTextual())
                ? Optional.of(new Progress(params.path("progress").doubleValue(), number(total), line(message)))
                : Optional.empty();
    }

    private static boolean isAbsent(JsonNode value) {
        return value.isMissingNode() || value.isNull();
    }

    /** JSON has no number that is not, but some that are too large for any. */
    private static boolean isFinite(JsonNode value) {
        return value.isNumber() && Double.isFinite(value.doubleValue());
    }

    private static OptionalDouble number(JsonNode value) {
        return isAbsent(value) ? OptionalDouble.empty() : OptionalDouble.of(value.doubleValue());
    }

    private static Optional<String> line(JsonNode text) {
        return Optional.ofNullable(text.textValue())
                .map(words -> StorableText.shortened(words, MAX_MESSAGE_LENGTH))
                .map(VisibleLine::of)
                .filter(words -> !words.isEmpty());
    }
}
