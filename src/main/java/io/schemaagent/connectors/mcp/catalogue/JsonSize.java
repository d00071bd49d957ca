package io.schemaagent.connectors.mcp.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** How many characters a tree takes as JSON, without writing it: exact but for escapes and the last comma. */
final class JsonSize {

    private static final int QUOTES = 2;
    private static final int BRACKETS = 2;
    private static final int COMMA = 1;
    private static final int COLON = 1;

    private JsonSize() {}

    static int of(JsonNode node) {
        if (node.isTextual()) {
            return node.textValue().length() + QUOTES;
        }
        if (node.isObject()) {
            int size = BRACKETS;
            for (Map.Entry<String, JsonNode> field : node.properties()) {
                size += field.getKey().length() + QUOTES + COLON + of(field.getValue()) + COMMA;
            }
            return size;
        }
        if (node.isArray()) {
            int size = BRACKETS;
            for (JsonNode element : node) {
                size += of(element) + COMMA;
            }
            return size;
        }
        return node.asText().length();
    }
}
