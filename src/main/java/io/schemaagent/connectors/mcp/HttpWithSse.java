package io.schemaagent.connectors.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.schemaagent.connectors.egress.Deadline;
import io.schemaagent.connectors.egress.EgressResponse;
import io.schemaagent.connectors.egress.EventLoopTimer;
import io.schemaagent.connectors.mcp.diagnostics.DiagnosticsRecorder;
import io.schemaagent.connectors.mcp.diagnostics.FailureReason;
import io.schemaagent.connectors.mcp.wire.JsonRpc;
import io.schemaagent.connectors.mcp.wire.ServerSentEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/**
 * The first transport over HTTP: a stream that stays open says where messages are to be posted, and brings all replies
 * (MCP 2024-11-05, basic/transports, "HTTP with SSE").
 */
final class HttpWithSse implements Conversation {

    /** A stream that does not begin with its endpoint by then is another one. */
    private static final Duration ENDPOINT_PATIENCE = Duration.ofSeconds(3);

    private final Line line;
    private final ObjectMapper json;
    private final DiagnosticsRecorder recorder;
    private final Handshake handshake;
    private final ServerMessages others;
    private final RequestsUnderWay requests = new RequestsUnderWay();
    private final Deadline endpointDeadline;

    private MessageStream stream;
    private Rpc endpoint;
    private String protocolVersion;
    private boolean confirmed;

    HttpWithSse(
            Line line,
            ObjectMapper json,
            ClientIdentity client,
            ClientFeatures features,
            DiagnosticsRecorder recorder,
            EventLoopTimer timer) {
        this.line = line;
        this.json = json;
        this.recorder = recorder;
        this.handshake = new Handshake(Transport.HTTP_SSE, client, features, recorder);
        this.others = new ServerMessages(features, this::tell);
        this.endpointDeadline = new Deadline(timer, ENDPOINT_PATIENCE);
    }

    @Override
    public Dialect dialect() {
        return new Dialect(Transport.HTTP_SSE, protocolVersion);
    }

    @Override
    public Uni<Void> open() {
        return endpointDeadline
                .limit(endpointEvent())
                .onFailure(Deadline.Exceeded.class)
                .transform(late -> McpException.of(FailureReason.NO_REPLY))
                .invoke(this::useEndpoint)
                .chain(() -> exchange(handshake.initialize()))
                .invoke(result -> protocolVersion = handshake.accept(result))
                .chain(() -> tell(handshake.initialized()))
                .invoke(() -> confirmed = true);
    }

    @Override
    public boolean isConfirmed() {
        return confirmed;
    }

    private Uni<ServerSentEvent> endpointEvent() {
        return new Rpc(line, json, recorder)
                .stream(Map.of(), others)
                        .invoke(opened -> stream = opened)
                        .chain(MessageStream::event)
                        .onFailure(Interrupted.class)
                        .transform(Interrupted::asFailure);
    }

    /** Messages carry the credential, so they go to the origin of the stream and nowhere else. */
    private void useEndpoint(ServerSentEvent event) {
        if (!event.type().equals("endpoint")) {
            throw McpException.of(FailureReason.NO_REPLY);
        }
        String reference = new String(event.data(), StandardCharsets.UTF_8);
        endpoint = line.to(reference)
                .map(there -> new Rpc(there, json, recorder))
                .orElseThrow(() -> McpException.of(FailureReason.ENDPOINT_REFUSED));
    }

    @Override
    public Uni<JsonNode> request(McpRequest request) {
        others.noteRequest(request);
        return exchange(request);
    }

    private Uni<JsonNode> exchange(McpRequest request) {
        int id = requests.begin(request);
        return endpoint.post(JsonRpc.request(id, request.method(), request.params()), headers())
                .chain(this::taken)
                .chain(() -> stream.replyTo(id))
                .onFailure(Interrupted.class)
                .transform(Interrupted::asFailure)
                .map(Rpc::result)
                .onTermination()
                .invoke((reply, failure, cancelled) -> requests.end(cancelled));
    }

    private Uni<Void> taken(EgressResponse response) {
        return response.isSuccess() ? response.discard() : endpoint.refused(response);
    }

    private Uni<Void> tell(Buffer message) {
        return endpoint.tell(message, headers());
    }

    private Map<String, String> headers() {
        return protocolVersion == null ? Map.of() : Map.of("MCP-Protocol-Version", protocolVersion);
    }

    @Override
    public boolean toolsChanged() {
        return others.toolsChanged();
    }

    @Override
    public Uni<Void> hangUp() {
        return stream == null ? Uni.createFrom().voidItem() : stream.close();
    }

    @Override
    public Uni<Void> abandon() {
        return requests.cancel(this::tell).chain(this::close);
    }
}
