package io.schemaagent.connectors.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.schemaagent.connectors.mcp.diagnostics.DiagnosticsRecorder;
import io.schemaagent.connectors.mcp.diagnostics.FailureReason;
import io.schemaagent.connectors.mcp.wire.JsonRpc;
import io.smallrye.mutiny.Uni;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The modern era over Streamable HTTP: every request stands for itself and says in its headers what it is (MCP
 * 2026-07-28, basic/transports/streamable-http). Closing a response is how a request is cancelled.
 */
final class ModernHttp implements Conversation {

    private static final Dialect DIALECT = new Dialect(Transport.STREAMABLE_HTTP, Versions.MODERN);
    private static final String SERVER_INFO = "io.modelcontextprotocol/serverInfo";

    /** Who still asks for input then will do so forever. */
    private static final int MAX_ROUNDS = 10;

    private final Rpc rpc;
    private final ClientIdentity client;
    private final ClientFeatures features;
    private final DiagnosticsRecorder recorder;
    private final boolean known;
    private final ServerMessages others;

    private int lastId;

    /**
     * A conversation with a server.
     *
     * @param known whether it is known to be of this era, so that it need not be asked
     */
    ModernHttp(Rpc rpc, ClientIdentity client, ClientFeatures features, DiagnosticsRecorder recorder, boolean known) {
        this.rpc = rpc;
        this.client = client;
        this.features = features;
        this.recorder = recorder;
        this.known = known;
        this.others = ServerMessages.unanswered(features);
    }

    @Override
    public Dialect dialect() {
        return DIALECT;
    }

    @Override
    public Uni<Void> open() {
        return known
                ? Uni.createFrom().voidItem()
                : discovered().invoke(this::accept).replaceWithVoid();
    }

    /** Refused although this version is among those that it speaks, once more: some servers want to be asked twice. */
    private Uni<JsonNode> discovered() {
        return discover().onFailure(ModernHttp::speaksThisAllTheSame).recoverWithUni(this::discover);
    }

    private Uni<JsonNode> discover() {
        return send(new McpRequest("server/discover", JsonRpc.object(), Map.of()));
    }

    private static boolean speaksThisAllTheSame(Throwable failure) {
        return failure instanceof McpException mcp
                && mcp.rpcCode() == JsonRpc.UNSUPPORTED_PROTOCOL_VERSION
                && Versions.haveModern(EraFailures.supportedVersions(mcp));
    }

    /** Whoever answers anything to any method has not said that it is of this era. */
    private void accept(JsonNode result) {
        JsonNode versions = result.path("supportedVersions");
        if (!Versions.haveModern(versions)) {
            throw McpException.of(
                    versions.isArray() && !Versions.haveLegacy(versions)
                            ? FailureReason.VERSION_UNSUPPORTED
                            : FailureReason.NO_REPLY);
        }
        introduce(result.path("serverInfo"));
        agreed();
    }

    private void agreed() {
        recorder.agreed(DIALECT.transport().value(), DIALECT.protocolVersion());
    }

    private void introduce(JsonNode info) {
        recorder.introduced(info.path("name").asText(null), info.path("version").asText(null));
    }

    @Override
    public Uni<JsonNode> request(McpRequest request) {
        others.noteRequest(request);
        return round(request, 1);
    }

    private Uni<JsonNode> round(McpRequest request, int number) {
        return send(request)
                .invoke(result -> introduce(result.path("_meta").path(SERVER_INFO)))
                .chain(result -> complete(result)
                        ? Uni.createFrom().item(result)
                        : inputFor(request, result, number).chain(next -> round(next, number + 1)));
    }

    /** None is "complete"; one that is not known makes the result invalid (MCP 2026-07-28, basic, "ResultType"). */
    private boolean complete(JsonNode result) {
        String type = result.path("resultType").asText("complete");
        if (!type.equals("complete") && !type.equals("input_required")) {
            throw McpException.of(FailureReason.JSON_INVALID);
        }
        agreed();
        return type.equals("complete");
    }

    /** The same request with what the server wants to know (MCP 2026-07-28, basic/patterns/mrtr). */
    private Uni<McpRequest> inputFor(McpRequest request, JsonNode result, int number) {
        if (!request.isCall() || number == MAX_ROUNDS) {
            return Uni.createFrom().failure(McpException.of(FailureReason.INPUT_REQUIRED));
        }
        ObjectNode params = request.params().deepCopy();
        // Those of the round before have had their use.
        params.remove(List.of("requestState", "inputResponses"));
        if (result.has("requestState")) {
            params.set("requestState", result.get("requestState"));
        }
        McpRequest again = new McpRequest(request.method(), params, request.headers());
        JsonNode questions = result.path("inputRequests");
        return questions.isObject()
                ? InputResponses.to(questions, features)
                        .invoke(responses -> params.set("inputResponses", responses))
                        .replaceWith(again)
                : Uni.createFrom().item(again);
    }

    private Uni<JsonNode> send(McpRequest request) {
        int id = ++lastId;
        ObjectNode params = request.params().deepCopy();
        params.withObjectProperty(McpRequest.META).setAll(client.meta(Versions.MODERN, features));
        return rpc.post(JsonRpc.request(id, request.method(), params), headers(request))
                .chain(response -> rpc.result(response, id, others))
                .onFailure(Interrupted.class)
                .transform(Interrupted::asFailure);
    }

    private static Map<String, String> headers(McpRequest request) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("MCP-Protocol-Version", Versions.MODERN);
        headers.put("Mcp-Method", request.method());
        headers.putAll(request.headers());
        return headers;
    }

    @Override
    public boolean toolsChanged() {
        return others.toolsChanged();
    }
}
