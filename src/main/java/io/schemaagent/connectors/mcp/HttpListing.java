package io.schemaagent.connectors.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.schemaagent.connectors.egress.EgressResponse;
import io.schemaagent.connectors.mcp.diagnostics.DiagnosticsRecorder;
import io.schemaagent.connectors.mcp.diagnostics.FailureReason;
import io.schemaagent.connectors.mcp.wire.JsonRpc;
import io.schemaagent.connectors.mcp.wire.MalformedMessageException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import java.util.Map;

/**
 * The last resort: servers made for the system this one replaces answer {@code GET {url}/mcp/tools} with their tools
 * and {@code POST {url}/mcp/call} with what a tool gives.
 */
final class HttpListing implements Conversation {

    private final Line line;
    private final Rpc rpc;
    private final ObjectMapper json;
    private final DiagnosticsRecorder recorder;
    private final boolean known;

    private JsonNode listed;

    /**
     * A conversation with a server.
     *
     * @param known whether it is known to be such a server; otherwise its list shows that it is
     */
    HttpListing(Line line, ObjectMapper json, DiagnosticsRecorder recorder, boolean known) {
        this.line = line;
        this.rpc = new Rpc(line, json, recorder);
        this.json = json;
        this.recorder = recorder;
        this.known = known;
    }

    @Override
    public Dialect dialect() {
        return Dialect.LISTING;
    }

    @Override
    public Uni<Void> open() {
        return known
                ? Uni.createFrom().voidItem()
                : list().invoke(list -> listed = list).replaceWithVoid();
    }

    @Override
    public Uni<JsonNode> request(McpRequest request) {
        if (request.isCall()) {
            return call(request.params());
        }
        return listed == null ? list() : Uni.createFrom().item(listed);
    }

    private Uni<JsonNode> list() {
        return line.append("/mcp/tools")
                .get(HttpReplies.JSON, Map.of())
                .chain(this::document)
                .invoke(this::checkTools);
    }

    private Uni<JsonNode> call(JsonNode params) {
        ObjectNode body = JsonRpc.object();
        body.set("tool", params.get("name"));
        body.set("arguments", params.get("arguments"));
        return line.append("/mcp/call")
                .post(Buffer.buffer(body.toString()), Map.of())
                .chain(this::document)
                .map(HttpListing::asToolResult);
    }

    private Uni<JsonNode> document(EgressResponse response) {
        return response.isSuccess()
                ? response.body()
                        .map(body -> JsonRpc.parse(json, body.getBytes()))
                        .onFailure(MalformedMessageException.class)
                        .transform(McpException::of)
                : rpc.refused(response);
    }

    private void checkTools(JsonNode listed) {
        if (!listed.path("tools").isArray()) {
            throw McpException.of(FailureReason.JSON_INVALID);
        }
        recorder.answered();
        recorder.agreed(Transport.HTTP_LISTING.value(), null);
    }

    /** Whatever such a server gives, in the form that MCP has for it. */
    private static JsonNode asToolResult(JsonNode answer) {
        JsonNode given = answer.path("result");
        if (given.isMissingNode()) {
            throw McpException.of(FailureReason.JSON_INVALID);
        }
        if (given.path("content").isArray()) {
            return given;
        }
        ObjectNode result = JsonRpc.object();
        result.putArray("content")
                .addObject()
                .put("type", "text")
                .put("text", given.isTextual() ? given.asText() : given.toString());
        if (!given.isTextual()) {
            result.set("structuredContent", given);
        }
        return result;
    }

    @Override
    public boolean toolsChanged() {
        return false;
    }
}
