package io.schemaagent.connectors.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.MeterRegistry;
import io.schemaagent.connectors.egress.Destination;
import io.schemaagent.connectors.egress.Egress;
import io.schemaagent.connectors.egress.EgressException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Finds out what a server offers. A server's failure is an outcome, not an exception. */
@ApplicationScoped
public class McpClient {

    private static final Logger LOG = Logger.getLogger(McpClient.class);

    /** After these the server may still be one from before MCP; after any other failure it is not asked again. */
    private static final Set<FailureReason> NOT_STREAMABLE_HTTP = EnumSet.of(
            FailureReason.HTTP_STATUS,
            FailureReason.WRONG_CONTENT_TYPE,
            FailureReason.JSON_INVALID,
            FailureReason.NO_REPLY);

    private final Egress egress;
    private final ObjectMapper json;
    private final DiscoveryConfig config;
    private final Deadline deadline;
    private final DiscoveryMetrics metrics;
    private final ClientIdentity identity;

    McpClient(
            Egress egress,
            ObjectMapper json,
            DiscoveryConfig config,
            Vertx vertx,
            MeterRegistry registry,
            @ConfigProperty(name = "quarkus.application.name") String name,
            @ConfigProperty(name = "quarkus.application.version") String version) {
        this.egress = egress;
        this.json = json;
        this.config = config;
        this.deadline = new Deadline(vertx, config.timeout());
        this.metrics = new DiscoveryMetrics(registry);
        this.identity = new ClientIdentity(name, version);
    }

    /**
     * Connects, agrees on a protocol version and reads all tools, within {@code connectors.discovery.timeout} for
     * everything. The {@code Uni} fails only on a defect of ours.
     */
    public Uni<DiscoveryOutcome> discover(McpServer server) {
        return Uni.createFrom().deferred(() -> discover(server, new DiagnosticsRecorder()));
    }

    /** The deadline of a discovery, for messages. */
    public Duration timeout() {
        return config.timeout();
    }

    private Uni<DiscoveryOutcome> discover(McpServer server, DiagnosticsRecorder recorder) {
        long started = System.nanoTime();
        recorder.passed(Phase.URL);
        AtomicReference<Transport> used = new AtomicReference<>();
        Uni<DiscoveryOutcome> discovery = egress.vet(server.url())
                .invoke(() -> recorder.passed(Phase.RESOLVE))
                .chain(destination -> converse(destination, server, recorder, used))
                .map(catalogue -> new DiscoveryOutcome.Found(catalogue, recorder.succeeded(catalogue)));
        return deadline.limit(discovery)
                .onFailure(McpClient::isUpstream)
                .recoverWithItem(failure -> failed(failure, recorder))
                // After the deadline, so that a server which is slow to end a session does not spoil what was found.
                .call(outcome -> leave(used.get(), outcome))
                .invoke(outcome -> metrics.record(outcome, started));
    }

    private Uni<Catalogue> converse(
            Destination destination, McpServer server, DiagnosticsRecorder recorder, AtomicReference<Transport> used) {
        Transport mcp = new StreamableHttp(egress, json, destination, server, identity, recorder);
        used.set(mcp);
        Transport listing = new HttpListing(egress, json, destination, server, recorder);
        return opened(mcp, recorder)
                .chain(() -> catalogueOf(mcp))
                .onFailure(McpClient::mayBeListing)
                .recoverWithUni(failure -> opened(listing, recorder)
                        .chain(() -> catalogueOf(listing))
                        .onFailure()
                        .transform(second -> betterOf(failure, second)));
    }

    /** Who has let the time run out would do so again. */
    private Uni<Void> leave(Transport transport, DiscoveryOutcome outcome) {
        boolean stalled = outcome instanceof DiscoveryOutcome.Failed failed && failed.reason() == FailureReason.STALLED;
        return transport == null || stalled
                ? Uni.createFrom().voidItem()
                : deadline.atMost(Deadline.FAREWELL, transport.close());
    }

    private static Uni<Void> opened(Transport transport, DiagnosticsRecorder recorder) {
        return transport.open().invoke(() -> recorder.transport(transport.kind()));
    }

    private Uni<Catalogue> catalogueOf(Transport transport) {
        CatalogueBuilder catalogue = new CatalogueBuilder(config);
        return readPage(transport, catalogue, JsonRpc.params())
                .onFailure(McpClient::hasNoTools)
                .recoverWithNull()
                .map(end -> catalogue.build());
    }

    private Uni<Void> readPage(Transport transport, CatalogueBuilder catalogue, ObjectNode params) {
        return transport
                .request("tools/list", params)
                .onFailure(McpClient::isRefusal)
                .transform(refused -> McpException.of(FailureReason.CATALOG_FAILED))
                .invoke(catalogue::addPage)
                .chain(page -> readNext(transport, catalogue, page));
    }

    private Uni<Void> readNext(Transport transport, CatalogueBuilder catalogue, JsonNode page) {
        String cursor = catalogue.nextCursor(page);
        return cursor == null
                ? Uni.createFrom().voidItem()
                : readPage(transport, catalogue, JsonRpc.params().put("cursor", cursor));
    }

    /** A server that knows no such method has no tools, which is allowed. */
    private static boolean hasNoTools(Throwable failure) {
        return failure instanceof McpException mcp && mcp.rpcCode() == JsonRpc.METHOD_NOT_FOUND;
    }

    /** What would make another transport worth a try, had the session not been opened already, is a refusal now. */
    private static boolean isRefusal(Throwable failure) {
        return mayBeListing(failure)
                || (failure instanceof McpException mcp
                        && mcp.reason() == FailureReason.JSONRPC_ERROR
                        && !hasNoTools(failure));
    }

    private static boolean mayBeListing(Throwable failure) {
        return failure instanceof McpException mcp && NOT_STREAMABLE_HTTP.contains(mcp.reason());
    }

    /** That a listing asks for credentials says more than that it is no MCP endpoint; otherwise the first failure stands. */
    private static Throwable betterOf(Throwable first, Throwable second) {
        return second instanceof McpException mcp && mcp.reason().phase() == Phase.AUTH ? second : first;
    }

    private static boolean isUpstream(Throwable failure) {
        return failure instanceof McpException
                || failure instanceof EgressException
                || failure instanceof Deadline.Exceeded;
    }

    private static DiscoveryOutcome failed(Throwable failure, DiagnosticsRecorder recorder) {
        FailureReason reason = FailureReason.STALLED;
        if (failure instanceof EgressException egress) {
            reason = FailureReason.of(egress);
        } else if (failure instanceof McpException mcp) {
            reason = mcp.reason();
            recorder.challenged(mcp.authScheme());
        }
        LOG.debugf("Discovery failed: %s", reason);
        return new DiscoveryOutcome.Failed(reason, recorder.failed(reason));
    }
}
