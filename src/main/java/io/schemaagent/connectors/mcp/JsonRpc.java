package io.schemaagent.connectors.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.Optional;

/** JSON-RPC 2.0 messages as MCP uses them. */
final class JsonRpc {

    /** The code of an unknown method (JSON-RPC 2.0, section 5.1). */
    static final int METHOD_NOT_FOUND = -32601;

    private JsonRpc() {}

    static ObjectNode params() {
        return JsonNodeFactory.instance.objectNode();
    }

    static Buffer request(int id, String method, ObjectNode params) {
        ObjectNode message = message(method).put("id", id);
        message.set("params", params);
        return Buffer.buffer(message.toString());
    }

    static Buffer notification(String method) {
        return Buffer.buffer(message(method).toString());
    }

    private static ObjectNode message(String method) {
        return params().put("jsonrpc", "2.0").put("method", method);
    }

    static JsonNode parse(ObjectMapper json, byte[] bytes) {
        try {
            return json.readTree(bytes);
        } catch (IOException | StackOverflowError malformed) {
            throw McpException.of(FailureReason.JSON_INVALID);
        }
    }

    /** The reply to this request, if the message is it or, as in 2025-03-26, a batch that contains it. */
    static Optional<JsonNode> replyIn(JsonNode message, int id) {
        if (message.isArray()) {
            for (JsonNode part : message) {
                if (isReply(part, id)) {
                    return Optional.of(part);
                }
            }
            return Optional.empty();
        }
        return isReply(message, id) ? Optional.of(message) : Optional.empty();
    }

    /** A server that could not read the id answers an error with a null one; nothing else is in flight here. */
    private static boolean isReply(JsonNode message, int id) {
        JsonNode theirs = message.path("id");
        boolean ours =
                theirs.isNumber() ? theirs.asDouble() == id : theirs.asText().equals(Integer.toString(id));
        boolean unattributed = theirs.isNull() && message.has("error");
        return unattributed || (ours && (message.has("result") || message.has("error")));
    }

    /** The result of a reply; throws where it is an error or neither. */
    static JsonNode result(JsonNode reply) {
        JsonNode error = reply.get("error");
        if (error != null && !error.isNull()) {
            throw McpException.ofJsonRpc(error.path("code").asInt());
        }
        JsonNode result = reply.get("result");
        if (result == null || !result.isObject()) {
            throw McpException.of(FailureReason.JSON_INVALID);
        }
        return result;
    }
}
