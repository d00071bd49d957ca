package io.schemaagent.connectors.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.schemaagent.connectors.mcp.diagnostics.FailureReason;
import io.schemaagent.connectors.mcp.wire.JsonRpc;
import io.smallrye.mutiny.Uni;
import java.util.Map;

/** Answers all that a server wants to know before it goes on (MCP 2026-07-28, basic/patterns/mrtr). */
final class InputResponses {

    private InputResponses() {}

    /** An answer under each key; fails where one cannot be given, since the server cannot go on without it. */
    static Uni<ObjectNode> to(JsonNode inputRequests, ClientFeatures features) {
        Uni<ObjectNode> responses = Uni.createFrom().item(JsonRpc.object());
        for (Map.Entry<String, JsonNode> question : inputRequests.properties()) {
            responses = responses.call(given -> answer(question, features, given));
        }
        return responses;
    }

    private static Uni<?> answer(Map.Entry<String, JsonNode> question, ClientFeatures features, ObjectNode given) {
        String method = question.getValue().path("method").asText("");
        return features.answer(method, question.getValue().path("params"))
                .invoke(answer -> given.set(
                        question.getKey(), answer.orElseThrow(() -> McpException.of(FailureReason.INPUT_REQUIRED))));
    }
}
