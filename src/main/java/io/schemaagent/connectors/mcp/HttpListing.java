package io.schemaagent.connectors.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.schemaagent.connectors.egress.Destination;
import io.schemaagent.connectors.egress.Egress;
import io.schemaagent.connectors.egress.EgressRequest;
import io.schemaagent.connectors.egress.EgressResponse;
import io.smallrye.mutiny.Uni;
import java.util.LinkedHashMap;
import java.util.Map;

/** The last resort: servers made for the system this one replaces answer {@code GET {url}/mcp/tools} with their tools. */
final class HttpListing implements Transport {

    private final Egress egress;
    private final ObjectMapper json;
    private final Destination listing;
    private final McpServer server;
    private final DiagnosticsRecorder recorder;

    HttpListing(
            Egress egress, ObjectMapper json, Destination destination, McpServer server, DiagnosticsRecorder recorder) {
        this.egress = egress;
        this.json = json;
        this.listing = destination.append("/mcp/tools");
        this.server = server;
        this.recorder = recorder;
    }

    @Override
    public Kind kind() {
        return Kind.HTTP_LISTING;
    }

    @Override
    public Uni<Void> open() {
        return Uni.createFrom().voidItem();
    }

    @Override
    public Uni<JsonNode> request(String method, ObjectNode params) {
        Map<String, String> headers = new LinkedHashMap<>(server.headers());
        headers.put("Accept", HttpReplies.JSON);
        return egress.send(listing, EgressRequest.get(headers)).chain(this::tools);
    }

    private Uni<JsonNode> tools(EgressResponse response) {
        if (!HttpReplies.isSuccess(response)) {
            return HttpReplies.refuse(
                    response, HttpReplies.failure(response, !server.headers().isEmpty()));
        }
        return response.body().map(body -> JsonRpc.parse(json, body.getBytes())).invoke(this::check);
    }

    private void check(JsonNode listed) {
        if (!listed.path("tools").isArray()) {
            throw McpException.of(FailureReason.JSON_INVALID);
        }
        recorder.passed(Phase.HTTP);
        recorder.passed(Phase.AUTH);
        recorder.passed(Phase.PROTOCOL);
    }

    @Override
    public Uni<Void> close() {
        return Uni.createFrom().voidItem();
    }
}
