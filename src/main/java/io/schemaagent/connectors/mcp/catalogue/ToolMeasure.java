package io.schemaagent.connectors.mcp.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * What a tool's definition takes.
 *
 * @param whole all of it
 * @param schema its {@code inputSchema}, which is what a model has to read
 */
record ToolMeasure(JsonMeasure whole, JsonMeasure schema) {

    static ToolMeasure of(JsonNode tool) {
        JsonMeasure whole = JsonMeasure.ofEmptyObject();
        JsonMeasure schema = JsonMeasure.ofEmptyObject();
        for (Map.Entry<String, JsonNode> field : tool.properties()) {
            JsonMeasure value = JsonMeasure.of(field.getValue());
            whole.addField(field.getKey(), value);
            if (field.getKey().equals("inputSchema")) {
                schema = value;
            }
        }
        return new ToolMeasure(whole, schema);
    }
}
