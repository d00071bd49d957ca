package io.schemaagent.connectors.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/**
 * A tool in MCP's words, such that a client of any revision takes it (server/tools, "Tool"). Clients read a list as a
 * whole: what one server has wrong would cost its owner all other tools.
 */
final class McpWording {

    /** Asks the caller to repeat an argument for whoever is between the two of them; nobody there is the server's. */
    private static final String MIRRORED = "x-mcp-header";

    private static final Set<String> HINTS =
            Set.of("readOnlyHint", "destructiveHint", "idempotentHint", "openWorldHint");

    private static final Set<String> THEMES = Set.of("light", "dark");

    /** Values, not schemas: what looks like a keyword in there is none. */
    private static final Set<String> DATA = Set.of("const", "enum", "default", "examples");

    /** Schemas by names that the server chose: what looks like a keyword is such a name. */
    private static final Set<String> NAMED_SCHEMAS =
            Set.of("properties", "$defs", "definitions", "patternProperties", "dependentSchemas");

    private McpWording() {}

    /** Adds what its server says of the tool, beside its name and its texts. */
    static void add(JsonNode definition, ObjectNode described) {
        described.set("inputSchema", arguments(definition.path("inputSchema")));
        JsonNode result = definition.path("outputSchema");
        // Others are allowed since 2026-07-28; clients of before take none of them.
        if (isOfObjects(result)) {
            described.set("outputSchema", result);
        }
        JsonNode hints = hints(definition.path("annotations"));
        if (!hints.isEmpty()) {
            described.set("annotations", hints);
        }
        JsonNode icons = icons(definition.path("icons"));
        if (!icons.isEmpty()) {
            described.set("icons", icons);
        }
    }

    private static boolean isOfObjects(JsonNode schema) {
        return schema.path("type").asText().equals("object");
    }

    private static JsonNode arguments(JsonNode schema) {
        JsonNode worded = schema.findValue(MIRRORED) == null ? schema : withoutMirrors(schema);
        return isOfObjects(worded) ? worded : typed(worded);
    }

    /** Arguments are an object whatever the schema says. */
    private static ObjectNode typed(JsonNode schema) {
        ObjectNode typed = JsonNodeFactory.instance.objectNode().put("type", "object");
        schema.properties().stream()
                .filter(keyword -> !keyword.getKey().equals("type"))
                .forEach(keyword -> typed.set(keyword.getKey(), keyword.getValue()));
        return typed;
    }

    private static JsonNode withoutMirrors(JsonNode schema) {
        if (schema.isArray()) {
            ArrayNode list = JsonNodeFactory.instance.arrayNode();
            schema.forEach(element -> list.add(withoutMirrors(element)));
            return list;
        }
        return schema.isObject() ? objectWithoutMirrors(schema) : schema;
    }

    private static ObjectNode objectWithoutMirrors(JsonNode schema) {
        ObjectNode kept = JsonNodeFactory.instance.objectNode();
        schema.properties().stream()
                .filter(keyword -> !keyword.getKey().equals(MIRRORED))
                .forEach(keyword -> kept.set(keyword.getKey(), value(keyword.getKey(), keyword.getValue())));
        return kept;
    }

    private static JsonNode value(String keyword, JsonNode value) {
        if (DATA.contains(keyword)) {
            return value;
        }
        return NAMED_SCHEMAS.contains(keyword) && value.isObject() ? namedSchemas(value) : withoutMirrors(value);
    }

    private static ObjectNode namedSchemas(JsonNode schemas) {
        ObjectNode kept = JsonNodeFactory.instance.objectNode();
        schemas.properties().forEach(named -> kept.set(named.getKey(), withoutMirrors(named.getValue())));
        return kept;
    }

    /** Those that are what they should be. */
    private static ObjectNode hints(JsonNode annotations) {
        ObjectNode hints = JsonNodeFactory.instance.objectNode();
        annotations.properties().stream()
                .filter(hint -> hint.getKey().equals("title")
                        ? hint.getValue().isTextual()
                        : HINTS.contains(hint.getKey()) && hint.getValue().isBoolean())
                .forEach(hint -> hints.set(hint.getKey(), hint.getValue()));
        return hints;
    }

    private static ArrayNode icons(JsonNode icons) {
        ArrayNode worded = JsonNodeFactory.instance.arrayNode();
        icons.forEach(icon -> worded.add(icon(icon)));
        return worded;
    }

    private static ObjectNode icon(JsonNode icon) {
        ObjectNode worded = JsonNodeFactory.instance
                .objectNode()
                .put("src", icon.path("src").asText());
        if (icon.path("mimeType").isTextual()) {
            worded.set("mimeType", icon.get("mimeType"));
        }
        if (icon.path("sizes").isArray()) {
            ArrayNode sizes = worded.putArray("sizes");
            icon.path("sizes").forEach(size -> sizes.add(size.asText()));
        }
        if (THEMES.contains(icon.path("theme").asText())) {
            worded.set("theme", icon.get("theme"));
        }
        return worded;
    }
}
