package io.schemaagent.connectors.mcp;

import static io.schemaagent.connectors.mcp.TestClient.SOMEBODY;
import static io.schemaagent.connectors.mcp.TestClient.aCall;
import static io.schemaagent.connectors.mcp.TestClient.aServer;
import static io.schemaagent.connectors.mcp.TestClient.aWay;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.test.junit.QuarkusTest;
import io.schemaagent.connectors.egress.BoundHeaders;
import io.schemaagent.connectors.egress.UpstreamUrl;
import io.schemaagent.connectors.mcp.CallOutcome.Answered;
import io.schemaagent.connectors.mcp.CallOutcome.Failed;
import io.schemaagent.connectors.mcp.FakeMcpServer.Received;
import io.schemaagent.connectors.mcp.diagnostics.FailureReason;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class SessionPoolTest {

    private static final String VERSION = "2025-11-25";
    private static final String SESSION = "Mcp-Session-Id";
    private static final String SOMEBODY_ELSE = "somebody else";

    /** Longer than any test. */
    private static final Duration LONG = Duration.ofMinutes(10);

    private static final Duration SHORT = Duration.ofMillis(50);
    private static final int MANY = 100;

    private final FakeMcpServer server = FakeMcpServer.start();
    private final MeterRegistry meters = new SimpleMeterRegistry();

    @Inject
    TestClient service;

    @Inject
    Farewell farewell;

    @Inject
    Vertx vertx;

    @AfterEach
    void stopServer() {
        server.close();
    }

    private SessionPool aPool(Duration idleTimeout, int maxIdle) {
        return new SessionPool(vertx, idleTimeout, maxIdle, farewell, meters);
    }

    private TestClient keeping() {
        return service.with(aPool(LONG, MANY));
    }

    private McpServer known(Map<String, String> credential) {
        UpstreamUrl url = UpstreamUrl.parse(server.url()).orElseThrow();
        return new McpServer(
                url,
                new BoundHeaders(url.origin(), credential),
                Optional.of(new Dialect(Transport.STREAMABLE_HTTP, VERSION)));
    }

    private CallOutcome call(TestClient client) {
        return call(client, SOMEBODY);
    }

    private CallOutcome call(TestClient client, String caller) {
        return call(client, caller, ClientFeatures.NONE);
    }

    private CallOutcome call(TestClient client, String caller, ClientFeatures features) {
        return client.call(caller, known(Map.of()), aCall("tool-1", "{}"), features, Bounds.wide());
    }

    private void assertAnswered(CallOutcome outcome) {
        assertThat(outcome).isInstanceOf(Answered.class);
    }

    private List<String> sessionsOfCalls() {
        return server.requests("tools/call").stream()
                .map(request -> request.header(SESSION).orElseThrow())
                .toList();
    }

    // --- one after the other ---

    @Test
    void goesOnWithTheSessionOfTheCallBefore() {
        TestClient client = keeping();

        assertAnswered(call(client));
        assertAnswered(call(client));
        assertAnswered(call(client));

        assertThat(server.received())
                .containsExactly("initialize", "notifications/initialized", "tools/call", "tools/call", "tools/call");
        assertThat(sessionsOfCalls()).hasSize(3);
        assertThat(sessionsOfCalls().stream().distinct()).hasSize(1);
        assertThat(server.requests("tools/call"))
                .allSatisfy(request ->
                        assertThat(request.header("MCP-Protocol-Version")).contains(VERSION));
    }

    @Test
    void usesNoNumberTwiceInASession() {
        TestClient client = keeping();
        call(client);
        call(client);
        call(client);

        List<JsonNode> ids = server.requests().stream()
                .map(request -> request.json().path("id"))
                .filter(id -> !id.isMissingNode())
                .toList();

        assertThat(ids).hasSize(4).doesNotHaveDuplicates();
    }

    @Test
    void endsASessionThatNobodyUses() {
        TestClient client = service.with(aPool(SHORT, MANY));

        assertAnswered(call(client));

        server.awaitNoSessions();
        assertThat(server.received())
                .containsExactly("initialize", "notifications/initialized", "tools/call", "DELETE");
        Received ended = server.requests("DELETE").get(0);
        assertThat(ended.header(SESSION)).isPresent();
        assertThat(ended.header("MCP-Protocol-Version")).contains(VERSION);
    }

    @Test
    void beginsAnotherAfterOneThatHasEnded() {
        TestClient client = service.with(aPool(SHORT, MANY));
        call(client);
        server.awaitNoSessions();

        assertAnswered(call(client));

        assertThat(server.requests("initialize")).hasSize(2);
        server.awaitNoSessions();
    }

    @Test
    void saysGoodByeWithTheCredential() {
        TestClient client = service.with(aPool(SHORT, MANY));

        client.call(
                SOMEBODY,
                known(Map.of("X-Key", "key-of-a-pool")),
                aCall("tool-1", "{}"),
                ClientFeatures.NONE,
                Bounds.wide());

        server.awaitNoSessions();
        assertThat(server.requests("DELETE").get(0).header("X-Key")).contains("key-of-a-pool");
    }

    /** Its tools keep in the session what they are about. */
    @Test
    void findsWhatTheCallBeforeHasLeftAtTheReferenceServer() {
        TestClient client = keeping();
        try (NodeServers.Running everything = NodeServers.everything()) {
            assertThat(toggled(client, everything)).startsWith("Started");
            assertThat(toggled(client, everything)).startsWith("Stopped");
            assertThat(toggled(client, everything)).startsWith("Started");
        }
    }

    private static String toggled(TestClient client, NodeServers.Running everything) {
        CallOutcome outcome = client.call(
                aServer(everything.url(), Transport.STREAMABLE_HTTP, VERSION),
                aCall("toggle-subscriber-updates", "{}"));
        assertThat(outcome).isInstanceOf(Answered.class);
        return ((Answered) outcome).content().path(0).path("text").asText();
    }

    // --- whose it is ---

    @Test
    void letsNobodyGoOnWithASessionOfSomebodyElse() {
        TestClient client = keeping();

        assertAnswered(call(client, SOMEBODY));
        assertAnswered(call(client, SOMEBODY_ELSE));
        assertAnswered(call(client, SOMEBODY));

        List<String> sessions = sessionsOfCalls();
        assertThat(sessions.get(1)).isNotEqualTo(sessions.get(0));
        assertThat(sessions.get(2)).isEqualTo(sessions.get(0));
    }

    @Test
    void goesOnInNoSessionOfAnotherCredential() {
        TestClient client = keeping();

        for (String key : List.of("key-one-of-a-pool", "key-two-of-a-pool")) {
            assertAnswered(client.call(
                    SOMEBODY, known(Map.of("X-Key", key)), aCall("tool-1", "{}"), ClientFeatures.NONE, Bounds.wide()));
        }

        assertThat(sessionsOfCalls()).hasSize(2).doesNotHaveDuplicates();
    }

    /** What the client can do is said once a session, in the handshake. */
    @Test
    void keepsNoneOfACallerThatCanAnswer() {
        TestClient client = keeping();

        assertAnswered(call(client, SOMEBODY, new Accepting()));
        server.awaitNoSessions();
        assertAnswered(call(client));
        assertAnswered(call(client, SOMEBODY, new Accepting()));

        assertThat(sessionsOfCalls()).hasSize(3).doesNotHaveDuplicates();
    }

    // --- at once ---

    @Test
    void usesASessionForOneCallAtATime() {
        TestClient client = keeping();
        assertAnswered(call(client));
        server.onNext("tools/call").answersWhenReleased();
        client.begin(known(Map.of()), aCall("tool-1", "{}"));
        server.awaitRequests("tools/call", 2);

        assertAnswered(call(client));

        List<String> sessions = sessionsOfCalls();
        assertThat(sessions.get(1)).isEqualTo(sessions.get(0));
        assertThat(sessions.get(2)).isNotEqualTo(sessions.get(0));
        server.releases();
    }

    @Test
    void keepsSoManyOfAllUsers() {
        TestClient client = service.with(aPool(LONG, 1));

        assertAnswered(call(client, SOMEBODY));
        assertAnswered(call(client, SOMEBODY_ELSE));

        server.awaitSessions(1);
        assertThat(server.requests("DELETE").get(0).header(SESSION))
                .contains(sessionsOfCalls().get(0));
    }

    @Test
    void keepsSoManyOfOneUserAtOneServer() {
        TestClient client = keeping();
        server.on("tools/call").answersWhenReleased();
        for (int i = 0; i < 10; i++) {
            client.begin(known(Map.of()), aCall("tool-1", "{}"));
        }
        server.awaitRequests("tools/call", 10);

        server.releases();

        server.awaitRequests("DELETE", 2);
        server.awaitSessions(8);
    }

    @Test
    void counts() {
        TestClient client = keeping();
        assertThat(idle()).isZero();

        call(client, SOMEBODY);
        call(client, SOMEBODY_ELSE);
        call(client, SOMEBODY);

        assertThat(idle()).isEqualTo(2);
    }

    private double idle() {
        return meters.get("connectors.call.sessions.idle").gauge().value();
    }

    // --- trouble ---

    @ParameterizedTest
    @ValueSource(ints = {404, 400})
    void beginsAnotherWhereTheServerHasLostIt(int status) {
        TestClient client = keeping();
        call(client);
        server.losesSessionOnce(status);

        assertAnswered(call(client));
        assertAnswered(call(client));

        assertThat(server.requests("initialize")).hasSize(2);
        assertThat(server.openSessions()).isEqualTo(1);
        List<String> sessions = sessionsOfCalls();
        assertThat(sessions.get(sessions.size() - 1)).isEqualTo(sessions.get(sessions.size() - 2));
    }

    static Stream<Arguments> waysToFail() {
        return Stream.of(
                aWay("an error", server -> server.onNext("tools/call").answersError(-32000)),
                aWay("out of order", server -> server.onNext("tools/call").answersStatus(503)),
                aWay("not let in", server -> server.onNext("tools/call").answersStatus(401)),
                aWay("no JSON", server -> server.onNext("tools/call").answersInvalidJson()),
                aWay("cut off", server -> server.onNext("tools/call").closesTheConnection()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("waysToFail")
    void goesOnInNoSessionThatHasFailed(String name, Consumer<FakeMcpServer> way) {
        TestClient client = keeping();
        assertAnswered(call(client));
        way.accept(server);

        assertThat(call(client)).isNotInstanceOf(Answered.class);

        server.awaitNoSessions();
        assertAnswered(call(client));
        assertThat(server.requests("initialize")).hasSize(2);
    }

    @Test
    void goesOnAfterWhatAToolSaysWentWrong() {
        TestClient client = keeping();
        server.answersCallsWith("{\"content\":[],\"isError\":true}");

        call(client);
        call(client);

        assertThat(server.requests("initialize")).hasSize(1);
    }

    @Test
    void endsTheSessionOfACallThatTakesTooLong() {
        TestClient client = keeping();
        assertAnswered(call(client));
        server.onNext("tools/call").hangs();

        CallOutcome outcome = client.call(
                SOMEBODY,
                known(Map.of()),
                aCall("tool-1", "{}"),
                ClientFeatures.NONE,
                Bounds.wide().timeout(Duration.ofSeconds(1)));

        assertThat(outcome).isEqualTo(new Failed(FailureReason.STALLED, true));
        server.awaitRequests("notifications/cancelled", 1);
        server.awaitNoSessions();
        assertThat(server.requests("notifications/cancelled")
                        .get(0)
                        .json()
                        .path("params")
                        .path("requestId"))
                .isEqualTo(server.requests("tools/call").get(1).json().path("id"));
    }

    @Test
    void endsTheSessionOfACallThatNobodyWaitsFor() {
        TestClient client = keeping();
        assertAnswered(call(client));
        server.onNext("tools/call").hangs();
        Cancellable underWay = client.begin(known(Map.of()), aCall("tool-1", "{}"));
        server.awaitRequests("tools/call", 2);

        underWay.cancel();

        server.awaitRequests("notifications/cancelled", 1);
        server.awaitNoSessions();
    }

    /** An update of the server took its sessions with it. */
    @Test
    void findsAServerThatIsOfTheModernEraByNow() {
        TestClient client = keeping();
        assertAnswered(call(client));
        server.speaksTheModernEraOnly();

        assertAnswered(call(client));
    }

    @Test
    void doesNotAskOnceMoreWhatWasRefusedInANewSession() {
        TestClient client = keeping();
        assertAnswered(call(client));
        server.on("tools/call").answersStatus(400);

        assertThat(call(client)).isInstanceOf(Failed.class);

        // In the session that was kept, and in one that was begun; another era is not asked.
        assertThat(server.requests("tools/call")).hasSize(3);
        assertThat(server.requests("server/discover")).isEmpty();
    }

    @Test
    void hasNothingToKeepWhereThereAreNoSessions() {
        TestClient client = keeping();
        server.withoutSessions();

        call(client);
        call(client);

        assertThat(server.received())
                .containsExactly(
                        "initialize",
                        "notifications/initialized",
                        "tools/call",
                        "initialize",
                        "notifications/initialized",
                        "tools/call");
    }

    @Test
    void endsEachSessionAtOnceWhereTheTimeIsZero() {
        TestClient client = service.with(aPool(Duration.ZERO, MANY));

        call(client);
        server.awaitNoSessions();
        call(client);

        assertThat(server.requests("initialize")).hasSize(2);
        server.awaitNoSessions();
    }

    // --- the end ---

    @Test
    void endsAllWhenTheServiceStops() {
        SessionPool pool = aPool(LONG, MANY);
        TestClient client = service.with(pool);
        call(client, SOMEBODY);
        call(client, SOMEBODY_ELSE);

        pool.onStop(new ShutdownEvent());

        assertThat(server.openSessions()).isZero();
        assertThat(idle()).isZero();
    }

    @Test
    void stopsAlsoWhereAServerDoesNotAnswerToAGoodBye() {
        SessionPool pool = aPool(LONG, MANY);
        call(service.with(pool));
        server.on("DELETE").hangs();

        pool.onStop(new ShutdownEvent());

        assertThat(server.requests("DELETE")).hasSize(1);
    }

    @Test
    void namesNoSession() {
        assertThat(new Session("id-of-a-session", VERSION, 3, Uni.createFrom().voidItem()))
                .hasToString("session of 2025-11-25 after request 3");
    }
}
