package io.schemaagent.connectors.mcp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.MeterRegistry;
import io.schemaagent.connectors.egress.BoundHeaders;
import io.schemaagent.connectors.egress.Egress;
import io.schemaagent.connectors.egress.UpstreamUrl;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.params.provider.Arguments;

/** The client as the service has it, on an event loop, with bounds that a test chooses. */
@Singleton
public class TestClient {

    static final String SOMEBODY = "somebody";

    private static final long PATIENCE_SECONDS = 90;

    private final Egress egress;
    private final ObjectMapper json;
    private final Farewell farewell;
    private final SessionPool sessions;
    private final Vertx vertx;
    private final MeterRegistry registry;

    @Inject
    TestClient(
            Egress egress,
            ObjectMapper json,
            Farewell farewell,
            SessionPool sessions,
            Vertx vertx,
            MeterRegistry registry) {
        this.egress = egress;
        this.json = json;
        this.farewell = farewell;
        this.sessions = sessions;
        this.vertx = vertx;
        this.registry = registry;
    }

    /** The same with all the time for good-byes that a test may take: whoever waited for one would wait for ever. */
    TestClient patient() {
        Duration longerThanAnybodyWaits = Duration.ofSeconds(2 * PATIENCE_SECONDS);
        return new TestClient(egress, json, new Farewell(vertx, longerThanAnybodyWaits), sessions, vertx, registry);
    }

    /** The same with sessions that are kept; the service of these tests ends each of them after its call. */
    TestClient with(SessionPool pool) {
        return new TestClient(egress, json, farewell, pool, vertx, registry);
    }

    McpClient with(Bounds bounds) {
        return new McpClient(
                egress, json, bounds, bounds, farewell, sessions, vertx, registry, "connectors-test", "9.9");
    }

    static McpServer aServer(String url, Map<String, String> headers) {
        UpstreamUrl parsed = UpstreamUrl.parse(url).orElseThrow();
        return new McpServer(parsed, new BoundHeaders(parsed.origin(), headers));
    }

    static McpServer aServer(String url) {
        return aServer(url, Map.of());
    }

    /** A server that was talked to before. */
    static McpServer aServer(String url, Transport transport, String version) {
        return new McpServer(
                UpstreamUrl.parse(url).orElseThrow(),
                BoundHeaders.none(),
                Optional.of(new Dialect(transport, version)));
    }

    DiscoveryOutcome discover(McpServer server) {
        return discover(server, Bounds.wide());
    }

    DiscoveryOutcome discover(McpServer server, Bounds bounds) {
        return get(() -> with(bounds).discover(server));
    }

    DiscoveryOutcome.Found found(McpServer server) {
        DiscoveryOutcome outcome = discover(server);
        if (outcome instanceof DiscoveryOutcome.Found found) {
            return found;
        }
        throw new AssertionError("Nothing was found: " + outcome);
    }

    DiscoveryOutcome.Failed failed(McpServer server) {
        DiscoveryOutcome outcome = discover(server);
        if (outcome instanceof DiscoveryOutcome.Failed failed) {
            return failed;
        }
        throw new AssertionError("It did not fail: " + outcome);
    }

    CallOutcome call(McpServer server, ToolCall call) {
        return call(server, call, ClientFeatures.NONE, Bounds.wide());
    }

    CallOutcome call(McpServer server, ToolCall call, ClientFeatures features, Bounds bounds) {
        return call(SOMEBODY, server, call, features, bounds);
    }

    /** The same for a caller with a name. */
    CallOutcome call(String caller, McpServer server, ToolCall call, ClientFeatures features, Bounds bounds) {
        return get(() -> with(bounds).call(caller, server, call, features));
    }

    /** Begins a call; the result ends it early. */
    Cancellable begin(McpServer server, ToolCall call) {
        return begin(server, call, outcome -> Uni.createFrom().voidItem());
    }

    /** The same with what is done then. */
    Cancellable begin(McpServer server, ToolCall call, Function<CallOutcome, Uni<Void>> then) {
        CompletableFuture<Cancellable> begun = new CompletableFuture<>();
        vertx.getOrCreateContext()
                .runOnContext(go -> begun.complete(with(Bounds.wide())
                        .call(SOMEBODY, server, call, ClientFeatures.NONE)
                        .chain(then::apply)
                        .subscribe()
                        .with(ended -> {}, failed -> {})));
        Cancellable underWay =
                begun.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
        return () -> vertx.getOrCreateContext().runOnContext(go -> underWay.cancel());
    }

    private <T> T get(Supplier<Uni<T>> work) {
        CompletableFuture<T> outcome = new CompletableFuture<>();
        vertx.getOrCreateContext()
                .runOnContext(go -> work.get().subscribe().with(outcome::complete, outcome::completeExceptionally));
        return outcome.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    /** One way of a server, as arguments of a test that tries several. */
    static Arguments aWay(String name, Consumer<FakeMcpServer> way) {
        return Arguments.of(name, way);
    }

    static ToolCall aCall(String tool, String arguments) {
        return aCall(tool, "{\"type\":\"object\"}", arguments);
    }

    static ToolCall aCall(String tool, String inputSchema, String arguments) {
        return new ToolCall(tool, json(inputSchema), (ObjectNode) json(arguments));
    }

    static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException impossible) {
            throw new IllegalArgumentException(impossible);
        }
    }
}
