package io.schemaagent.connectors.mcp.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Locale;

/** Makes a {@link Tool} of what a server lists. */
final class ToolReader {

    /** What a model's tokenizer makes of JSON, roughly. */
    private static final int CHARACTERS_A_TOKEN = 4;

    private ToolReader() {}

    /**
     * The tool under this name, of a definition that can be stored.
     *
     * @param description as it shall be kept
     * @param schema what its {@code inputSchema} takes
     */
    static Tool read(String name, String description, JsonNode tool, JsonMeasure schema) {
        boolean saysWhatItTakes = tool.path("inputSchema").isObject();
        JsonNode inputSchema = saysWhatItTakes ? tool.path("inputSchema") : anyObject();
        JsonMeasure read = saysWhatItTakes ? schema : JsonMeasure.of(inputSchema);
        return new Tool(
                name,
                tool.path("title").textValue(),
                description,
                inputSchema,
                objectOrNull(tool.path("outputSchema")),
                objectOrNull(tool.path("annotations")),
                icons(tool.path("icons")),
                tokens(name.length() + description.length() + read.characters()));
    }

    private static JsonNode anyObject() {
        return JsonNodeFactory.instance.objectNode().put("type", "object");
    }

    private static int tokens(int characters) {
        return (characters + CHARACTERS_A_TOKEN - 1) / CHARACTERS_A_TOKEN;
    }

    private static JsonNode objectOrNull(JsonNode node) {
        return node.isObject() ? node : null;
    }

    /** Whoever shows an icon follows its address, so only harmless ones get there (MCP, basic, "icons"). */
    private static JsonNode icons(JsonNode icons) {
        ArrayNode harmless = JsonNodeFactory.instance.arrayNode();
        icons.forEach(icon -> {
            if (isHarmless(icon.path("src").asText("").toLowerCase(Locale.ROOT))) {
                harmless.add(icon);
            }
        });
        return harmless.isEmpty() ? null : harmless;
    }

    private static boolean isHarmless(String address) {
        return address.startsWith("https://") || address.startsWith("data:image/");
    }
}
