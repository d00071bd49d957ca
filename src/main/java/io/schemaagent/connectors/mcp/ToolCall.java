package io.schemaagent.connectors.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Objects;

/**
 * A tool with what it shall do. Arguments may be anybody's secret, so {@link #toString} leaves them out.
 *
 * @param name how the server knows the tool
 * @param inputSchema the tool's schema as it was listed, which says what is repeated in headers
 * @param arguments by the names of the schema; not checked against it here
 */
public record ToolCall(String name, JsonNode inputSchema, ObjectNode arguments) {

    public ToolCall {
        Objects.requireNonNull(name);
        Objects.requireNonNull(inputSchema);
        Objects.requireNonNull(arguments);
    }

    @Override
    public String toString() {
        return "call of " + name;
    }
}
