package io.schemaagent.connectors.mcp;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.schemaagent.connectors.egress.Destination;
import io.schemaagent.connectors.egress.Egress;
import io.schemaagent.connectors.egress.EgressException;
import io.schemaagent.connectors.egress.EventLoopTimer;
import io.schemaagent.connectors.egress.NamedBy;
import io.schemaagent.connectors.egress.UpstreamUrl;
import io.schemaagent.connectors.mcp.diagnostics.DiagnosticsRecorder;
import io.schemaagent.connectors.mcp.diagnostics.FailureReason;
import io.schemaagent.connectors.mcp.diagnostics.Phase;
import io.smallrye.mutiny.Uni;
import java.util.function.BiFunction;
import java.util.function.Function;

/** One visit to one server, from the look-up of its name to the good-bye. On one event loop. */
final class Visit {

    private final Egress egress;
    private final ObjectMapper json;
    private final ClientIdentity client;
    private final EventLoopTimer timer;
    private final BiFunction<UpstreamUrl, NamedBy, Uni<Destination>> look;
    private final McpServer server;
    private final ClientFeatures features;
    private final long maxResponseSize;
    private final DiagnosticsRecorder recorder;

    private Negotiation negotiation;

    /**
     * A visit that has not begun.
     *
     * @param look finds where a URL leads, and whether to go there at all
     * @param maxResponseSize of each response, in bytes; 0 is what the door allows anyway
     * @param recorder keeps how far it came
     */
    Visit(
            Egress egress,
            ObjectMapper json,
            ClientIdentity client,
            EventLoopTimer timer,
            BiFunction<UpstreamUrl, NamedBy, Uni<Destination>> look,
            McpServer server,
            ClientFeatures features,
            long maxResponseSize,
            DiagnosticsRecorder recorder) {
        this.egress = egress;
        this.json = json;
        this.client = client;
        this.timer = timer;
        this.look = look;
        this.server = server;
        this.features = features;
        this.maxResponseSize = maxResponseSize;
        this.recorder = recorder;
    }

    DiagnosticsRecorder recorder() {
        return recorder;
    }

    /** Does work within a conversation; fails where there can be none, or as the work does. */
    <T> Uni<T> converse(Sessions sessions, Function<Conversation, Uni<T>> work) {
        recorder.passed(Phase.URL);
        return look.apply(server.url(), server.namedBy())
                .invoke(this::arriveAt)
                .chain(there -> negotiation.converse(server.dialect(), sessions, work));
    }

    private void arriveAt(Destination destination) {
        recorder.passed(Phase.RESOLVE);
        Line line = new Line(egress, destination, server.credential(), maxResponseSize, recorder);
        negotiation = new Negotiation(line, json, client, features, recorder, timer);
    }

    /** Notes what a failure tells beside its reason. */
    FailureReason note(Throwable failure) {
        if (failure instanceof EgressException egressFailure) {
            egressFailure.connected().ifPresent(recorder::connectedWithoutTls);
        }
        if (failure instanceof McpException mcp) {
            mcp.challenge().ifPresent(recorder::challenged);
            mcp.redirectOrigin().ifPresent(recorder::redirected);
        }
        return Failures.reason(failure);
    }

    /** Ends whatever conversation there is; never fails, as none of the ways to do that does. */
    Uni<Void> leave(Function<Conversation, Uni<Void>> way) {
        return negotiation == null ? Uni.createFrom().voidItem() : negotiation.leave(way);
    }
}
