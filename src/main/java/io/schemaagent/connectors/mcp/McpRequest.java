package io.schemaagent.connectors.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.schemaagent.connectors.mcp.catalogue.ParameterHeaders;
import io.schemaagent.connectors.mcp.wire.HeaderValue;
import io.schemaagent.connectors.mcp.wire.JsonRpc;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One request of ours, whatever the era.
 *
 * @param method MCP's name for it
 * @param params its parameters, without those that an era adds
 * @param headers what a modern request repeats in its headers beside the method
 */
record McpRequest(String method, ObjectNode params, Map<String, String> headers) {

    static final String CALL = "tools/call";

    /** The first page of tools. */
    static McpRequest listTools() {
        return new McpRequest("tools/list", JsonRpc.object(), Map.of());
    }

    /** The page of tools that a cursor stands for. */
    static McpRequest listTools(String cursor) {
        return new McpRequest("tools/list", JsonRpc.object().put("cursor", cursor), Map.of());
    }

    static McpRequest call(ToolCall call) {
        ObjectNode params = JsonRpc.object().put("name", call.name());
        params.set("arguments", call.arguments());
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Mcp-Name", HeaderValue.of(call.name()));
        headers.putAll(ParameterHeaders.of(call.inputSchema(), call.arguments()));
        return new McpRequest(CALL, params, headers);
    }

    boolean isCall() {
        return method.equals(CALL);
    }
}
