package io.schemaagent.connectors.oauth.server;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** Reads members of a server's JSON as what they should be; what is something else is not there. */
final class Json {

    /** So that no list of a server's makes us work. */
    private static final int MAX_ELEMENTS = 1000;

    private Json() {}

    static Optional<String> text(JsonNode object, String member) {
        JsonNode value = object.path(member);
        return value.isTextual() && !value.asText().isBlank() ? Optional.of(value.asText()) : Optional.empty();
    }

    static boolean flag(JsonNode object, String member) {
        return object.path(member).asBoolean(false);
    }

    /** The texts of an array, in order; empty where it is none. */
    static Set<String> texts(JsonNode object, String member) {
        Set<String> texts = new LinkedHashSet<>();
        for (JsonNode element : object.path(member)) {
            if (element.isTextual() && texts.size() < MAX_ELEMENTS) {
                texts.add(element.asText());
            }
        }
        return texts;
    }
}
