package io.schemaagent.connectors.mcp;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import io.schemaagent.connectors.egress.Deadline;
import io.schemaagent.connectors.egress.Destination;
import io.schemaagent.connectors.egress.Egress;
import io.schemaagent.connectors.egress.EventLoopTimer;
import io.schemaagent.connectors.egress.NamedBy;
import io.schemaagent.connectors.egress.UpstreamUrl;
import io.schemaagent.connectors.mcp.catalogue.Catalogue;
import io.schemaagent.connectors.mcp.diagnostics.Diagnostics.PhaseResult;
import io.schemaagent.connectors.mcp.diagnostics.DiagnosticsRecorder;
import io.schemaagent.connectors.mcp.diagnostics.FailureReason;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Finds out what servers offer, and calls their tools. A server's failure is an outcome, not an exception. */
@ApplicationScoped
public class McpClient {

    private static final Logger LOG = Logger.getLogger(McpClient.class);

    private static final Duration LONGEST_DISCOVERY = Duration.ofSeconds(15);
    private static final Duration LONGEST_CALL = Duration.ofSeconds(60);

    private final Egress egress;
    private final ObjectMapper json;
    private final ClientIdentity identity;
    private final DiscoveryConfig discovery;
    private final CallConfig call;
    private final EventLoopTimer timer;
    private final Deadline discoveryDeadline;
    private final Deadline callDeadline;
    private final Farewell farewell;
    private final SessionPool sessions;
    private final OutcomeTimer discoveries;
    private final OutcomeTimer calls;

    McpClient(
            Egress egress,
            ObjectMapper json,
            DiscoveryConfig discovery,
            CallConfig call,
            Farewell farewell,
            SessionPool sessions,
            Vertx vertx,
            MeterRegistry registry,
            @ConfigProperty(name = "quarkus.application.name") String name,
            @ConfigProperty(name = "quarkus.application.version") String version) {
        this.egress = egress;
        this.json = json;
        this.identity = new ClientIdentity(name, version);
        this.discovery = discovery;
        this.call = call;
        this.timer = new EventLoopTimer(vertx);
        this.discoveryDeadline = new Deadline(timer, discovery.timeout());
        this.callDeadline = new Deadline(timer, call.timeout());
        this.farewell = farewell;
        this.sessions = sessions;
        this.discoveries =
                new OutcomeTimer(registry, "connectors.discovery", "Connection tests by outcome", LONGEST_DISCOVERY);
        this.calls = new OutcomeTimer(registry, "connectors.call", "Calls of tools by outcome", LONGEST_CALL);
    }

    /** The deadline of a discovery, for messages. */
    public Duration timeout() {
        return discovery.timeout();
    }

    /**
     * Connects, agrees on a protocol version and reads all tools, within {@code connectors.discovery.timeout} for
     * everything. The {@code Uni} fails only on a defect of ours.
     */
    public Uni<DiscoveryOutcome> discover(McpServer server) {
        return discover(server, phase -> {});
    }

    /**
     * The same, told as it goes.
     *
     * @param watcher hears of each phase that is over and was good, on the event loop of the discovery
     */
    public Uni<DiscoveryOutcome> discover(McpServer server, Consumer<PhaseResult> watcher) {
        return Uni.createFrom().deferred(() -> discover(visitToDiscover(egress::vet, server, watcher)));
    }

    /** The same when nobody waits for it: a server that could not be reached several times in a row is left alone. */
    public Uni<DiscoveryOutcome> rediscover(McpServer server) {
        return Uni.createFrom().deferred(() -> discover(visitToDiscover(egress::vetUnlessDown, server, phase -> {})));
    }

    private Visit visitToDiscover(
            BiFunction<UpstreamUrl, NamedBy, Uni<Destination>> look, McpServer server, Consumer<PhaseResult> watcher) {
        return visit(look, server, ClientFeatures.NONE, 0, new DiagnosticsRecorder(watcher));
    }

    private Uni<DiscoveryOutcome> discover(Visit visit) {
        long started = System.nanoTime();
        Uni<DiscoveryOutcome> found = visit.<Catalogue>converse(
                        Sessions.NONE, conversation -> ToolList.read(conversation, discovery))
                .map(catalogue -> found(catalogue, visit));
        return discoveryDeadline
                .limit(found)
                .onFailure(Failures::isUpstream)
                .recoverWithItem(failure -> failed(failure, visit))
                // What was found is complete by now, with all its phases, and somebody may be waiting for it.
                .invoke(outcome ->
                        farewell.say(visit.leave(outcome.isStalled() ? Conversation::hangUp : Conversation::close)))
                .onCancellation()
                .call(() -> farewell.sayAndWait(visit.leave(Conversation::abandon)))
                .invoke(outcome -> discoveries.record(outcome.name(), started));
    }

    private static DiscoveryOutcome found(Catalogue catalogue, Visit visit) {
        return new DiscoveryOutcome.Found(
                catalogue, visit.recorder().succeeded(catalogue.pages(), catalogue.partial()));
    }

    private static DiscoveryOutcome failed(Throwable failure, Visit visit) {
        FailureReason reason = visit.note(failure);
        LOG.debugf("Discovery failed: %s", reason);
        return new DiscoveryOutcome.Failed(reason, visit.recorder().failed(reason));
    }

    /**
     * Calls a tool, within {@code connectors.call.timeout} for everything. When that has passed, or whoever waits goes
     * away, the server is told to stop. A server that could not be reached several times in a row is not tried for a
     * while: the call fails at once then. The {@code Uni} fails only on a defect of ours.
     *
     * @param caller whose sessions at the server are gone on with, and nobody else's
     * @param features what the caller can do when the server asks something on the way
     */
    public Uni<CallOutcome> call(String caller, McpServer server, ToolCall toolCall, ClientFeatures features) {
        return Uni.createFrom()
                .deferred(() -> call(
                        visit(
                                egress::vetUnlessDown,
                                server,
                                features,
                                call.maxResultSize().asLongValue(),
                                new DiagnosticsRecorder()),
                        new Invocation(toolCall, progressToken(features), discovery),
                        sessions(caller, server, features)));
    }

    /** A session was begun with what one caller can do, and the next may be able to do less. */
    private Sessions sessions(String caller, McpServer server, ClientFeatures features) {
        return features.capabilities().isEmpty() ? sessions.of(caller, server) : Sessions.NONE;
    }

    /** One that no other call has: a server without sessions cannot tell whose it is. */
    private static Optional<String> progressToken(ClientFeatures features) {
        return features.progress().map(wanted -> UUID.randomUUID().toString());
    }

    private Uni<CallOutcome> call(Visit visit, Invocation invocation, Sessions own) {
        long started = System.nanoTime();
        return callDeadline
                .limit(visit.converse(own, invocation::within))
                .onFailure(Failures::isUpstream)
                .recoverWithItem(failure -> failed(failure, invocation, visit))
                .invoke(outcome -> farewell.say(visit.leave(conversation -> part(conversation, outcome, own))))
                .onCancellation()
                .call(() -> farewell.sayAndWait(visit.leave(Conversation::abandon)))
                .invoke(outcome -> calls.record(outcome.name(), started));
    }

    /** Only a session in which all went well is one to go on with. */
    private static Uni<Void> part(Conversation conversation, CallOutcome outcome, Sessions own) {
        if (outcome instanceof CallOutcome.Answered) {
            return own.release(conversation);
        }
        return outcome.isStalled() ? conversation.abandon() : conversation.close();
    }

    private static CallOutcome failed(Throwable failure, Invocation invocation, Visit visit) {
        FailureReason reason = visit.note(failure);
        return invocation.failed(failure, reason, visit.recorder().wantedScopes());
    }

    private Visit visit(
            BiFunction<UpstreamUrl, NamedBy, Uni<Destination>> look,
            McpServer server,
            ClientFeatures features,
            long maxResponseSize,
            DiagnosticsRecorder recorder) {
        return new Visit(egress, json, identity, timer, look, server, features, maxResponseSize, recorder);
    }
}
