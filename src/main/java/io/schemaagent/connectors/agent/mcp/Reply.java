package io.schemaagent.connectors.agent.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.OptionalLong;

/**
 * What a client gets.
 *
 * @param status of HTTP
 * @param body a JSON-RPC response, null where there is none
 * @param retryAfter the seconds to wait before the next try; empty where waiting would not help
 */
record Reply(int status, JsonNode body, OptionalLong retryAfter) {

    private static final int OK = 200;
    private static final int ACCEPTED = 202;

    /** A notification, to which there is nothing to say. */
    static Reply accepted() {
        return new Reply(ACCEPTED, null, OptionalLong.empty());
    }

    static Reply result(JsonNode id, ObjectNode result) {
        return new Reply(OK, message().<ObjectNode>set("id", id).set("result", result), OptionalLong.empty());
    }

    static Reply error(JsonNode id, Refusal refusal) {
        return error(message().set("id", id), refusal);
    }

    /** To something that has no id, or none that could be read: it is left out then, as MCP's schema has it. */
    static Reply error(Refusal refusal) {
        return error(message(), refusal);
    }

    private static Reply error(ObjectNode message, Refusal refusal) {
        ObjectNode error =
                message.putObject("error").put("code", refusal.code()).put("message", refusal.getMessage());
        refusal.data().ifPresent(data -> error.set("data", data));
        return new Reply(refusal.status(), message, refusal.retryAfter());
    }

    private static ObjectNode message() {
        return JsonNodeFactory.instance.objectNode().put("jsonrpc", "2.0");
    }
}
