package io.schemaagent.connectors.openapi;

import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What the MCP endpoint answers, for the documentation alone.
 *
 * @param jsonrpc {@code 2.0}
 * @param id of the request
 * @param result what came of it
 * @param error what is wrong with it, in place of a result
 */
@Schema(name = "JsonRpcResponse", description = "An answer of MCP: a result or an error")
record JsonRpcResponseSchema(
        String jsonrpc,
        @Schema(implementation = Object.class) Object id,
        Map<String, Object> result,
        Map<String, Object> error) {}
