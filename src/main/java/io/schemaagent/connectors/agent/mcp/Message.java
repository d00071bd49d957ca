package io.schemaagent.connectors.agent.mcp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Optional;

/** A JSON-RPC message of a client: one a body, since batches are gone since 2025-06-18. */
sealed interface Message {

    /**
     * It wants an answer.
     *
     * @param id text or an integer
     * @param params missing where there are none
     */
    record Request(JsonNode id, String method, JsonNode params) implements Message {

        /** What the protocol says beside the method's own parameters. */
        JsonNode meta() {
            return params.path("_meta");
        }

        /** Under which the client wants to hear how far this is: text or an integer; empty where it does not. */
        Optional<JsonNode> progressToken() {
            return Optional.of(meta().path("progressToken"))
                    .filter(token -> token.isTextual() || token.isIntegralNumber());
        }
    }

    /** It wants none. */
    record Notification() implements Message {}

    /** The message in a body, null for none; fails with a {@link Refusal} where there is no such message. */
    static Message parse(ObjectMapper json, String body) {
        JsonNode document = read(json, body);
        if (document.isArray()) {
            throw Refusal.badRequest(Refusal.INVALID_REQUEST, "Send one message at a time, not a batch");
        }
        JsonNode method = document.path("method");
        if (!document.path("jsonrpc").asText().equals("2.0") || !method.isTextual()) {
            throw Refusal.badRequest(Refusal.INVALID_REQUEST, "This is no request of JSON-RPC 2.0");
        }
        return document.has("id") ? request(document, method.asText()) : new Notification();
    }

    private static JsonNode read(ObjectMapper json, String body) {
        try {
            return unlessEmpty(body == null ? MissingNode.getInstance() : json.readTree(body));
        } catch (JsonProcessingException malformed) {
            throw Refusal.badRequest(Refusal.PARSE_ERROR, "This is no JSON");
        }
    }

    private static JsonNode unlessEmpty(JsonNode document) {
        if (document.isMissingNode()) {
            throw Refusal.badRequest(Refusal.PARSE_ERROR, "There is nothing");
        }
        return document;
    }

    private static Request request(JsonNode document, String method) {
        JsonNode id = document.get("id");
        if (!id.isTextual() && !id.isIntegralNumber()) {
            throw Refusal.badRequest(Refusal.INVALID_REQUEST, "An id is text or an integer");
        }
        JsonNode params = document.path("params");
        return new Request(id, method, params.isNull() ? JsonNodeFactory.instance.missingNode() : params);
    }
}
