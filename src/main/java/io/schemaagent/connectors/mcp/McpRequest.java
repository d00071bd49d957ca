package io.schemaagent.connectors.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.schemaagent.connectors.mcp.catalogue.ParameterHeaders;
import io.schemaagent.connectors.mcp.wire.HeaderValue;
import io.schemaagent.connectors.mcp.wire.JsonRpc;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One request of ours, whatever the era.
 *
 * @param method MCP's name for it
 * @param params its parameters, without those that an era adds
 * @param headers what a modern request repeats in its headers beside the method
 */
record McpRequest(String method, ObjectNode params, Map<String, String> headers) {

    static final String CALL = "tools/call";
    static final String META = "_meta";
    static final String PROGRESS_TOKEN = "progressToken";

    /** The first page of tools. */
    static McpRequest listTools() {
        return new McpRequest("tools/list", JsonRpc.object(), Map.of());
    }

    /** The page of tools that a cursor stands for. */
    static McpRequest listTools(String cursor) {
        return new McpRequest("tools/list", JsonRpc.object().put("cursor", cursor), Map.of());
    }

    /**
     * The call of a tool.
     *
     * @param progressToken under which the server is to say how far it is; empty where it need not
     */
    static McpRequest call(ToolCall call, Optional<String> progressToken) {
        ObjectNode params = JsonRpc.object().put("name", call.name());
        params.set("arguments", call.arguments());
        progressToken.ifPresent(token -> params.putObject(META).put(PROGRESS_TOKEN, token));
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Mcp-Name", HeaderValue.of(call.name()));
        headers.putAll(ParameterHeaders.of(call.inputSchema(), call.arguments()));
        return new McpRequest(CALL, params, headers);
    }

    /** Under which the server says how far this is; empty where it was not asked to. */
    Optional<String> progressToken() {
        return Optional.ofNullable(params.path(META).path(PROGRESS_TOKEN).textValue());
    }

    boolean isCall() {
        return method.equals(CALL);
    }
}
