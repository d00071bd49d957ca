package io.schemaagent.connectors.mcp.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** A message that came from the other side (JSON-RPC 2.0, sections 4 and 5). */
public sealed interface Message {

    /** Reads one message; empty where the JSON is none. Extra fields, and a missing {@code jsonrpc}, do not matter. */
    static Optional<Message> of(JsonNode json) {
        JsonNode id = json.path("id");
        if (json.path("method").isTextual()) {
            String method = json.path("method").asText();
            return Optional.of(
                    id.isTextual() || id.isNumber()
                            ? new Request(id, method, json.path("params"))
                            : new Notification(method, json.path("params")));
        }
        if (json.hasNonNull("error")) {
            return Optional.of(Failure.of(id, json.path("error")));
        }
        return json.has("result") || json.has("error")
                ? Optional.of(new Result(id, json.path("result")))
                : Optional.empty();
    }

    /** The end of a request. */
    sealed interface Reply extends Message {

        /** As the server repeats it; some make a text of a number. */
        JsonNode id();

        /**
         * Whether it ends the request with this id. A server that could not read the id answers an error with a null
         * one, or none; nothing else is under way then.
         */
        default boolean answers(int request) {
            boolean unattributed = this instanceof Failure && (id().isNull() || id().isMissingNode());
            return unattributed
                    || (id().isNumber()
                            ? id().asDouble() == request
                            : id().asText().equals(Integer.toString(request)));
        }
    }

    /** A request ended well; what is not an object is nothing that MCP knows. */
    record Result(JsonNode id, JsonNode result) implements Reply {}

    /**
     * A request was refused.
     *
     * @param code by JSON-RPC 2.0, section 5.1, or MCP; 0 where it is no integer
     * @param message the server's words
     * @param data more about it, missing where there is none
     */
    record Failure(JsonNode id, int code, String message, JsonNode data) implements Reply {

        static Failure of(JsonNode id, JsonNode error) {
            return new Failure(
                    id,
                    error.path("code").canConvertToInt() ? error.path("code").asInt() : 0,
                    error.path("message").asText(""),
                    error.path("data"));
        }
    }

    /** The server wants something of us. */
    record Request(JsonNode id, String method, JsonNode params) implements Message {}

    /** The server tells something. */
    record Notification(String method, JsonNode params) implements Message {}
}
