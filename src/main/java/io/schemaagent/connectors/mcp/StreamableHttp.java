package io.schemaagent.connectors.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.schemaagent.connectors.egress.Connected;
import io.schemaagent.connectors.egress.Destination;
import io.schemaagent.connectors.egress.Egress;
import io.schemaagent.connectors.egress.EgressRequest;
import io.schemaagent.connectors.egress.EgressResponse;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The legacy era over Streamable HTTP: {@code initialize}, then requests within a session where the server wants one
 * (MCP 2025-03-26 to 2025-11-25, basic/transports). Used by one event loop at a time.
 */
final class StreamableHttp implements Transport {

    /** The newest revision of this era, offered first. */
    static final String OFFERED_VERSION = "2025-11-25";

    private static final Set<String> KNOWN_VERSIONS = Set.of("2024-11-05", "2025-03-26", "2025-06-18", OFFERED_VERSION);
    private static final String SESSION_HEADER = "Mcp-Session-Id";

    private final Egress egress;
    private final ObjectMapper json;
    private final Destination destination;
    private final McpServer server;
    private final ClientIdentity client;
    private final DiagnosticsRecorder recorder;

    private int lastId;
    private String sessionId;
    private String protocolVersion;

    StreamableHttp(
            Egress egress,
            ObjectMapper json,
            Destination destination,
            McpServer server,
            ClientIdentity client,
            DiagnosticsRecorder recorder) {
        this.egress = egress;
        this.json = json;
        this.destination = destination;
        this.server = server;
        this.client = client;
        this.recorder = recorder;
    }

    @Override
    public Kind kind() {
        return Kind.STREAMABLE_HTTP;
    }

    @Override
    public Uni<Void> open() {
        sessionId = null;
        protocolVersion = null;
        return call("initialize", client.initializeParams(OFFERED_VERSION))
                .invoke(this::accept)
                .chain(() -> notify("notifications/initialized"));
    }

    private void accept(JsonNode result) {
        String version = result.path("protocolVersion").asText("");
        if (!KNOWN_VERSIONS.contains(version)) {
            throw McpException.of(FailureReason.VERSION_UNSUPPORTED);
        }
        protocolVersion = version;
        JsonNode info = result.path("serverInfo");
        recorder.introduced(
                version, info.path("name").asText(null), info.path("version").asText(null));
        recorder.passed(Phase.PROTOCOL);
    }

    @Override
    public Uni<JsonNode> request(String method, ObjectNode params) {
        return call(method, params).onFailure(this::isSessionLost).recoverWithUni(() -> open().chain(
                        () -> call(method, params)));
    }

    /** 404 by the specification; some servers say 400. Without a session id there was none to lose. */
    private boolean isSessionLost(Throwable failure) {
        return sessionId != null
                && failure instanceof McpException mcp
                && (mcp.httpStatus() == 404 || mcp.httpStatus() == 400);
    }

    private Uni<JsonNode> call(String method, ObjectNode params) {
        int id = ++lastId;
        return post(JsonRpc.request(id, method, params))
                .chain(response -> reply(response, id))
                .map(JsonRpc::result);
    }

    private Uni<Void> notify(String method) {
        return post(JsonRpc.notification(method)).chain(EgressResponse::discard);
    }

    private Uni<EgressResponse> post(Buffer message) {
        return egress.send(destination, EgressRequest.post(headers(), message), this::connected)
                .invoke(this::note);
    }

    private void connected(Connected connection) {
        recorder.connected(destination.url().isTls(), connection.tcp().plus(connection.tls()));
    }

    private void note(EgressResponse response) {
        if (protocolVersion == null) {
            // Only the answer to initialize opens a session.
            response.header(SESSION_HEADER).ifPresent(id -> sessionId = id);
        }
    }

    private Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>(server.headers());
        headers.put("Content-Type", HttpReplies.JSON);
        headers.put("Accept", HttpReplies.JSON + ", " + HttpReplies.EVENT_STREAM);
        if (sessionId != null) {
            headers.put(SESSION_HEADER, sessionId);
        }
        if (protocolVersion != null) {
            headers.put("MCP-Protocol-Version", protocolVersion);
        }
        return headers;
    }

    private Uni<JsonNode> reply(EgressResponse response, int id) {
        if (!HttpReplies.isSuccess(response)) {
            return HttpReplies.refuse(
                    response, HttpReplies.failure(response, !server.headers().isEmpty()));
        }
        return switch (HttpReplies.mediaType(response)) {
            case HttpReplies.JSON ->
                understood(response).chain(EgressResponse::body).map(body -> replyInJson(body, id));
            case HttpReplies.EVENT_STREAM -> understood(response).chain(stream -> replyInStream(stream, id));
            default -> HttpReplies.refuse(response, McpException.of(FailureReason.WRONG_CONTENT_TYPE));
        };
    }

    private Uni<EgressResponse> understood(EgressResponse response) {
        if (protocolVersion == null) {
            recorder.passed(Phase.HTTP);
            recorder.passed(Phase.AUTH);
        }
        return Uni.createFrom().item(response);
    }

    private JsonNode replyInJson(Buffer body, int id) {
        return JsonRpc.replyIn(JsonRpc.parse(json, body.getBytes()), id)
                .orElseThrow(() -> McpException.of(FailureReason.NO_REPLY));
    }

    private Uni<JsonNode> replyInStream(EgressResponse response, int id) {
        SseParser events = new SseParser();
        return response.stream()
                .map(chunk -> replyIn(events.feed(chunk), id))
                .filter(Optional::isPresent)
                // Takes the first and cancels the rest of the stream.
                .toUni()
                .onItem()
                .ifNull()
                .failWith(() -> McpException.of(FailureReason.NO_REPLY))
                .map(Optional::get);
    }

    private Optional<JsonNode> replyIn(List<byte[]> events, int id) {
        for (byte[] data : events) {
            Optional<JsonNode> reply = JsonRpc.replyIn(JsonRpc.parse(json, data), id);
            if (reply.isPresent()) {
                return reply;
            }
        }
        return Optional.empty();
    }

    @Override
    public Uni<Void> close() {
        if (sessionId == null) {
            return Uni.createFrom().voidItem();
        }
        return egress.send(destination, EgressRequest.delete(headers()))
                .chain(EgressResponse::discard)
                .onFailure()
                .recoverWithNull();
    }
}
