package io.schemaagent.connectors.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.HashSet;
import java.util.Set;

/** Asks for input before a call of the modern era comes to a result. */
final class FakeInput {

    /** What becomes of a call. */
    enum Turn {
        ASK,
        REFUSE,
        SERVE
    }

    private String requests;
    private String state;
    private boolean asks;
    private boolean forever;
    private JsonNode asked;

    /** Asks for this from now on; either may be null and is left out then. */
    synchronized void ask(String inputRequests, String requestState, boolean always) {
        requests = inputRequests;
        state = requestState;
        forever = always;
        asks = true;
        asked = null;
    }

    synchronized void answerNormally() {
        asks = false;
        asked = null;
    }

    synchronized Turn next(JsonNode call) {
        if (!asks) {
            return Turn.SERVE;
        }
        boolean first = asked == null || (forever && !isRetry(call));
        if (!first && !isRightRetry(call)) {
            return Turn.REFUSE;
        }
        asks = first || forever;
        asked = asks ? call : null;
        return asks ? Turn.ASK : Turn.SERVE;
    }

    /** The JSON of the result that asks. */
    synchronized String result() {
        return "{\"resultType\":\"input_required\""
                + (requests == null ? "" : ",\"inputRequests\":" + requests)
                + (state == null ? "" : ",\"requestState\":" + TextNode.valueOf(state))
                + "}";
    }

    private static boolean isRetry(JsonNode call) {
        return call.path("params").has("requestState") || call.path("params").has("inputResponses");
    }

    /** Whether it is the same call under a new id, with the same state and an answer to each request. */
    private boolean isRightRetry(JsonNode call) {
        JsonNode before = asked.path("params");
        JsonNode params = call.path("params");
        return !call.path("id").equals(asked.path("id"))
                && params.path("name").equals(before.path("name"))
                && params.path("arguments").equals(before.path("arguments"))
                && (state == null
                        ? !params.has("requestState")
                        : params.path("requestState").equals(TextNode.valueOf(state)))
                && keysOf(params.path("inputResponses"))
                        .equals(requests == null ? Set.of() : keysOf(FakeMcpServer.parse(requests)));
    }

    private static Set<String> keysOf(JsonNode object) {
        Set<String> keys = new HashSet<>();
        object.fieldNames().forEachRemaining(keys::add);
        return keys;
    }
}
