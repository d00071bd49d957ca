package io.schemaagent.connectors.agent.mcp;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.schemaagent.connectors.agent.AgentTools.Listed;
import java.util.List;

/**
 * A part of the list.
 *
 * @param last whether nothing comes after it
 */
record Page(List<Listed> tools, boolean last) {

    /** That many tools from there on. */
    static Page of(List<Listed> all, Cursor from, int size) {
        List<Listed> rest =
                all.stream().filter(tool -> from.isBefore(tool.name())).toList();
        return rest.size() <= size ? new Page(rest, true) : new Page(rest.subList(0, size), false);
    }

    /** MCP's {@code ListToolsResult}. */
    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode list = json.putArray("tools");
        tools.forEach(tool -> list.addPOJO(tool.json()));
        if (!last) {
            json.put("nextCursor", Cursor.after(tools.get(tools.size() - 1).name()));
        }
        return json;
    }
}
