package io.schemaagent.connectors.agent.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a page of the list begins: after a tool, be it there still or not. So tools that come or go meanwhile make nobody
 * miss another, or see it twice.
 *
 * @param after the name of the last tool of the page before; empty for the first page
 */
record Cursor(Optional<String> after) {

    private static final String SEPARATOR = "__";
    private static final Pattern NAME = Pattern.compile("[a-z0-9-]+__[A-Za-z0-9_-]+");
    private static final Comparator<String> ORDER =
            Comparator.comparing(Cursor::slug).thenComparing(Comparator.naturalOrder());

    private static String slug(String name) {
        return name.substring(0, name.indexOf(SEPARATOR));
    }

    /** Of the parameter; fails where it is none of ours. */
    static Cursor parse(JsonNode parameter) {
        if (parameter.isMissingNode() || parameter.isNull()) {
            return new Cursor(Optional.empty());
        }
        String name = Optional.of(parameter)
                .filter(JsonNode::isTextual)
                .flatMap(text -> decoded(text.asText()))
                .filter(text -> NAME.matcher(text).matches())
                .orElseThrow(() -> Refusal.of(Refusal.INVALID_PARAMS, "cursor is none that was given here"));
        return new Cursor(Optional.of(name));
    }

    private static Optional<String> decoded(String text) {
        try {
            return Optional.of(new String(Base64.getUrlDecoder().decode(text), StandardCharsets.ISO_8859_1));
        } catch (IllegalArgumentException foreign) {
            return Optional.empty();
        }
    }

    /** Whether a tool comes later. */
    boolean isBefore(String name) {
        return after.map(last -> ORDER.compare(last, name) < 0).orElse(true);
    }

    /** For the client, to whom it means nothing. */
    static String after(String name) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(name.getBytes(StandardCharsets.ISO_8859_1));
    }
}
