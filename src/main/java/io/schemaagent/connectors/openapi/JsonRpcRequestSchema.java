package io.schemaagent.connectors.openapi;

import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A message to the MCP endpoint, for the documentation alone.
 *
 * @param jsonrpc {@code 2.0}
 * @param id text or an integer; none in a notification
 * @param method MCP's
 * @param params what the method takes
 */
@Schema(name = "JsonRpcRequest", description = "A message of MCP")
record JsonRpcRequestSchema(
        String jsonrpc,
        @Schema(implementation = Object.class) Object id,
        String method,
        Map<String, Object> params) {}
