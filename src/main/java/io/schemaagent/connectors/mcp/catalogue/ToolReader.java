package io.schemaagent.connectors.mcp.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Locale;

/** Makes a {@link Tool} of what a server lists, fit to be stored and shown. */
final class ToolReader {

    /** What a model's tokenizer makes of JSON, roughly. */
    private static final int CHARACTERS_A_TOKEN = 4;

    private ToolReader() {}

    /**
     * The tool under this name.
     *
     * @param description as it shall be kept
     */
    static Tool read(String name, String description, JsonNode tool) {
        JsonNode inputSchema = tool.path("inputSchema").isObject()
                ? StorableText.clean(tool.path("inputSchema"))
                : JsonNodeFactory.instance.objectNode().put("type", "object");
        String text = StorableText.clean(description);
        return new Tool(
                name,
                tool.path("title").isTextual()
                        ? StorableText.clean(tool.path("title").asText())
                        : null,
                text,
                inputSchema,
                objectOrNull(tool.path("outputSchema")),
                objectOrNull(tool.path("annotations")),
                icons(tool.path("icons")),
                tokens(name.length() + text.length() + JsonSize.of(inputSchema)));
    }

    private static int tokens(int characters) {
        return (characters + CHARACTERS_A_TOKEN - 1) / CHARACTERS_A_TOKEN;
    }

    private static JsonNode objectOrNull(JsonNode node) {
        return node.isObject() ? StorableText.clean(node) : null;
    }

    /** Whoever shows an icon follows its address, so only harmless ones get there (MCP, basic, "icons"). */
    private static JsonNode icons(JsonNode icons) {
        ArrayNode harmless = JsonNodeFactory.instance.arrayNode();
        icons.forEach(icon -> {
            if (isHarmless(icon.path("src").asText("").toLowerCase(Locale.ROOT))) {
                harmless.add(StorableText.clean(icon));
            }
        });
        return harmless.isEmpty() ? null : harmless;
    }

    private static boolean isHarmless(String address) {
        return address.startsWith("https://") || address.startsWith("data:image/");
    }
}
