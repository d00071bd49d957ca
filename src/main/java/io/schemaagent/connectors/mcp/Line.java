package io.schemaagent.connectors.mcp;

import io.schemaagent.connectors.egress.BoundHeaders;
import io.schemaagent.connectors.egress.Destination;
import io.schemaagent.connectors.egress.Egress;
import io.schemaagent.connectors.egress.EgressRequest;
import io.schemaagent.connectors.egress.EgressResponse;
import io.schemaagent.connectors.mcp.diagnostics.DiagnosticsRecorder;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The way to one server during one conversation: every request goes to what was vetted, and carries the credential. */
final class Line {

    private static final String ANYTHING_OF_MCP = HttpReplies.JSON + ", " + HttpReplies.EVENT_STREAM;

    private final Egress egress;
    private final Destination destination;
    private final BoundHeaders credential;
    private final long maxResponseSize;
    private final DiagnosticsRecorder recorder;

    /**
     * A line to where a server was vetted.
     *
     * @param maxResponseSize of each response, in bytes; 0 is what the door allows anyway
     */
    Line(
            Egress egress,
            Destination destination,
            BoundHeaders credential,
            long maxResponseSize,
            DiagnosticsRecorder recorder) {
        this.egress = egress;
        this.destination = destination;
        this.credential = credential;
        this.maxResponseSize = maxResponseSize;
        this.recorder = recorder;
    }

    /** Where an address that the server gave leads to; empty where that is not on the same origin. */
    Optional<Line> to(String reference) {
        return destination.resolve(reference).map(this::to);
    }

    /** The server's resource with further path segments. */
    Line append(String segments) {
        return to(destination.append(segments));
    }

    private Line to(Destination other) {
        return new Line(egress, other, credential, maxResponseSize, recorder);
    }

    boolean hasCredential() {
        return !credential.isEmpty();
    }

    /** A message, for which both JSON and an event stream are accepted as answer. */
    Uni<EgressResponse> post(Buffer message, Map<String, String> headers) {
        Map<String, String> all = accepting(ANYTHING_OF_MCP, headers);
        all.put("Content-Type", HttpReplies.JSON);
        return send(EgressRequest.post(all, message));
    }

    Uni<EgressResponse> get(String accept, Map<String, String> headers) {
        return send(EgressRequest.get(accepting(accept, headers)));
    }

    Uni<EgressResponse> delete(Map<String, String> headers) {
        return send(EgressRequest.delete(accepting(ANYTHING_OF_MCP, headers)));
    }

    private static Map<String, String> accepting(String types, Map<String, String> headers) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put("Accept", types);
        return all;
    }

    private Uni<EgressResponse> send(EgressRequest request) {
        return egress.send(
                destination,
                request.as(credential).atMost(maxResponseSize),
                connection -> recorder.connected(connection, destination.url().isTls()));
    }
}
