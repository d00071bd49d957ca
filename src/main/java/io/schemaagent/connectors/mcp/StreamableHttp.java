package io.schemaagent.connectors.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import io.schemaagent.connectors.egress.Deadline;
import io.schemaagent.connectors.egress.EgressResponse;
import io.schemaagent.connectors.egress.EventLoopTimer;
import io.schemaagent.connectors.mcp.diagnostics.DiagnosticsRecorder;
import io.schemaagent.connectors.mcp.wire.JsonRpc;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The legacy era over Streamable HTTP: {@code initialize}, then requests within a session where the server wants one,
 * whose streams can be resumed (MCP 2025-03-26 to 2025-11-25, basic/transports).
 */
final class StreamableHttp implements Conversation {

    private static final String SESSION_HEADER = "Mcp-Session-Id";

    /** A server that does not open a stream by then holds up a call that may do without. */
    private static final Duration LISTENING_PATIENCE = Duration.ofSeconds(2);

    private final Rpc rpc;
    private final Line line;
    private final Handshake handshake;
    private final ServerMessages others;
    private final RequestsUnderWay requests = new RequestsUnderWay();
    private final EventLoopTimer timer;
    private final boolean canAnswer;
    private final Deadline listening;

    private final Optional<Session> kept;

    private String sessionId;
    private String protocolVersion;
    private boolean confirmed;

    /**
     * A conversation with a server.
     *
     * @param kept of an earlier conversation, in which this one goes on as long as the server knows it
     */
    StreamableHttp(
            Rpc rpc,
            Line line,
            ClientIdentity client,
            ClientFeatures features,
            DiagnosticsRecorder recorder,
            EventLoopTimer timer,
            Optional<Session> kept) {
        this.rpc = rpc;
        this.line = line;
        this.handshake = new Handshake(Transport.STREAMABLE_HTTP, client, features, recorder);
        this.others = new ServerMessages(features, this::tell);
        this.timer = timer;
        this.canAnswer = !features.capabilities().isEmpty();
        this.listening = new Deadline(timer, LISTENING_PATIENCE);
        this.kept = kept;
    }

    @Override
    public Dialect dialect() {
        return new Dialect(Transport.STREAMABLE_HTTP, protocolVersion);
    }

    @Override
    public Uni<Void> open() {
        return kept.map(this::goOn).orElseGet(this::begin);
    }

    private Uni<Void> goOn(Session session) {
        sessionId = session.id();
        protocolVersion = session.protocolVersion();
        requests.goOnFrom(session.lastRequest());
        return Uni.createFrom().voidItem();
    }

    private Uni<Void> begin() {
        sessionId = null;
        protocolVersion = null;
        return exchange(handshake.initialize())
                .invoke(result -> protocolVersion = handshake.accept(result))
                .chain(() -> tell(handshake.initialized()))
                .invoke(() -> confirmed = true);
    }

    @Override
    public boolean isConfirmed() {
        return confirmed;
    }

    @Override
    public Uni<JsonNode> request(McpRequest request) {
        others.noteRequest(request);
        return attended(request).onFailure(this::isSessionLost).recoverWithUni(() -> begin().chain(
                        () -> attended(request)));
    }

    /** Servers ask some things beside the call that they are about (MCP 2025-11-25, "Listening for Messages"). */
    private Uni<JsonNode> attended(McpRequest request) {
        return request.isCall() && canAnswer
                ? listening().chain(stream -> attended(request, stream))
                : exchange(request);
    }

    private Uni<JsonNode> attended(McpRequest request, Optional<MessageStream> stream) {
        return stream.map(opened -> exchange(request, opened)).orElseGet(() -> exchange(request));
    }

    private Uni<JsonNode> exchange(McpRequest request, MessageStream beside) {
        return Uni.join()
                .first(exchange(request), beside.<JsonNode>listen())
                .toTerminate()
                // Nobody may be reading it just then: what it asked may be on the way to being answered.
                .onTermination()
                .call(beside::close);
    }

    /** The stream for that; empty where the server has none, or does not open it in time. */
    private Uni<Optional<MessageStream>> listening() {
        return listening
                .limit(rpc.stream(headers(), others))
                .map(Optional::of)
                .onFailure(Failures::isUpstream)
                .recoverWithItem(Optional.empty());
    }

    /** 404 by the specification; some servers say 400. Without a session id there was none to lose. */
    private boolean isSessionLost(Throwable failure) {
        return sessionId != null
                && failure instanceof McpException mcp
                && (mcp.httpStatus() == 404 || mcp.httpStatus() == 400);
    }

    private Uni<JsonNode> exchange(McpRequest request) {
        int id = requests.begin(request);
        return rpc.post(JsonRpc.request(id, request.method(), request.params()), headers())
                .invoke(this::note)
                .chain(response -> rpc.result(response, id, others))
                .onFailure(Interrupted.class)
                .recoverWithUni(broken -> resumed(broken, id))
                .onTermination()
                .invoke((reply, failure, cancelled) -> requests.end(cancelled));
    }

    private void note(EgressResponse response) {
        if (protocolVersion == null) {
            // Only the answer to initialize opens a session.
            response.header(SESSION_HEADER).ifPresent(id -> sessionId = id);
        }
    }

    /** The rest of a stream, asked for when the server wants it to be (MCP 2025-11-25, "Resumability and Redelivery"). */
    private Uni<JsonNode> resumed(Interrupted broken, int id) {
        if (broken.lastEventId().isEmpty()) {
            return Uni.createFrom().failure(broken.asFailure());
        }
        Map<String, String> headers = headers();
        headers.put("Last-Event-ID", broken.lastEventId().get());
        return timer.after(broken.retry())
                .chain(() -> rpc.stream(headers, others))
                .onFailure(McpException.class)
                .transform(refused -> broken.asFailure())
                .chain(stream -> rpc.result(stream, id))
                .onFailure(Interrupted.class)
                .recoverWithUni(again -> resumed(again.orBehind(broken), id));
    }

    private Uni<Void> tell(Buffer message) {
        return rpc.tell(message, headers());
    }

    private Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        if (sessionId != null) {
            headers.put(SESSION_HEADER, sessionId);
        }
        if (protocolVersion != null) {
            headers.put("MCP-Protocol-Version", protocolVersion);
        }
        return headers;
    }

    @Override
    public boolean toolsChanged() {
        return others.toolsChanged();
    }

    @Override
    public Optional<Session> session() {
        return Optional.ofNullable(sessionId)
                .map(id -> new Session(id, protocolVersion, requests.last(), end(line, headers())));
    }

    @Override
    public Uni<Void> close() {
        return sessionId == null ? Uni.createFrom().voidItem() : end(line, headers());
    }

    /** Of the line alone: a session may outlive the conversation, and whoever had it. */
    private static Uni<Void> end(Line line, Map<String, String> headers) {
        return Uni.createFrom()
                .deferred(() -> line.delete(headers))
                .chain(EgressResponse::discard)
                .onFailure()
                .recoverWithNull();
    }

    @Override
    public Uni<Void> abandon() {
        return requests.cancel(this::tell).chain(this::close);
    }
}
