package io.schemaagent.connectors.mcp;

import static io.schemaagent.connectors.mcp.TestClient.aCall;
import static io.schemaagent.connectors.mcp.TestClient.aServer;
import static io.schemaagent.connectors.mcp.TestClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.schemaagent.connectors.mcp.CallOutcome.Answered;
import io.schemaagent.connectors.mcp.CallOutcome.Failed;
import io.schemaagent.connectors.mcp.CallOutcome.Refused;
import io.schemaagent.connectors.mcp.FakeMcpServer.Received;
import io.schemaagent.connectors.mcp.diagnostics.FailureReason;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class ToolCallTest {

    private static final Duration SHORT = Duration.ofSeconds(1);

    private static final int PATIENCE_SECONDS = 10;

    /** To one server, by default. */
    private static final int CONNECTIONS = 64;

    @Inject
    TestClient client;

    private final FakeMcpServer server = FakeMcpServer.start();

    @AfterEach
    void stopServer() {
        server.close();
    }

    /** What a server speaks. */
    enum Era {
        LEGACY,
        MODERN;

        void of(FakeMcpServer server) {
            if (this == MODERN) {
                server.speaksTheModernEraOnly();
            } else {
                server.speaksTheLegacyEra();
            }
        }
    }

    private CallOutcome call(String tool, String arguments) {
        return client.call(aServer(server.url()), aCall(tool, arguments));
    }

    private CallOutcome call() {
        return call("tool-1", "{\"text\":\"hey\"}");
    }

    private CallOutcome callAccepting() {
        return client.call(aServer(server.url()), aCall("tool-1", "{}"), new Accepting(), Bounds.wide());
    }

    private static String textOf(CallOutcome outcome) {
        assertThat(outcome).isInstanceOf(Answered.class);
        return ((Answered) outcome).content().path(0).path("text").asText();
    }

    // --- what comes of it ---

    static Stream<Arguments> waysToAnswer() {
        return Stream.of(Era.values())
                .flatMap(era -> Stream.of(
                        aWay(era, "json", FakeMcpServer::answersInJson),
                        aWay(era, "events", FakeMcpServer::answersInEvents),
                        aWay(era, "priming event first", FakeMcpServer::answersInEventsAfterPriming),
                        aWay(era, "stream left open", FakeMcpServer::answersInEventsWithoutEnd),
                        aWay(era, "progress first", s -> s.answersCallsInEventsAfterProgress(20)),
                        aWay(era, "list_changed first", FakeMcpServer::sendsListChangedWithEveryReply)));
    }

    private static Arguments aWay(Era era, String name, Consumer<FakeMcpServer> way) {
        return Arguments.of(era, name, way);
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("waysToAnswer")
    void callsATool(Era era, String name, Consumer<FakeMcpServer> way) {
        era.of(server);
        way.accept(server);

        assertThat(textOf(call())).isEqualTo("called tool-1");
        JsonNode params = server.requests("tools/call").get(0).json().path("params");
        assertThat(params.path("name").asText()).isEqualTo("tool-1");
        assertThat(params.path("arguments")).isEqualTo(json("{\"text\":\"hey\"}"));
    }

    @ParameterizedTest
    @EnumSource(Era.class)
    void saysWhetherTheServerChangesItsToolsMeanwhile(Era era) {
        era.of(server);

        assertThat(((Answered) call()).toolsChanged()).isFalse();
        server.sendsListChangedWithEveryReply();
        assertThat(((Answered) call()).toolsChanged()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(Era.class)
    void handsOnStructuredContentAndErrorsOfTheTool(Era era) {
        era.of(server);
        server.answersCallsWith(
                "{\"content\":[{\"type\":\"text\",\"text\":\"a\"}],\"structuredContent\":[1,{\"b\":null}],\"isError\":true}");

        assertThat(call())
                .isEqualTo(new Answered(
                        json("[{\"type\":\"text\",\"text\":\"a\"}]"), json("[1,{\"b\":null}]"), true, false));
    }

    @Test
    void needsNoContentWhereItIsStructured() {
        server.answersCallsWith("{\"structuredContent\":{\"a\":1}}");

        assertThat(call()).isEqualTo(new Answered(json("[]"), json("{\"a\":1}"), false, false));
    }

    @Test
    void cleansWhatNobodyCouldSendOn() {
        server.answersCallsWith("{\"content\":[{\"type\":\"text\",\"text\":\"a\\ud800\"}]}");

        assertThat(textOf(call())).isEqualTo("a\uFFFD");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"content\":\"a\"}", "{\"content\":null}"})
    void takesNothingElseForAResult(String result) {
        server.answersCallsWith(result);

        assertThat(call()).isEqualTo(new Failed(FailureReason.JSON_INVALID, true));
    }

    @Test
    void callsAToolOfAServerFromBeforeMcp() {
        server.servesTheListingOnly();
        server.on("POST").answers(200, "application/json", "{\"result\":{\"sum\":3}}");

        CallOutcome outcome =
                client.call(aServer(server.url(), Transport.HTTP_LISTING, null), aCall("add", "{\"a\":1}"));

        assertThat(outcome)
                .isEqualTo(new Answered(
                        json("[{\"type\":\"text\",\"text\":\"{\\\"sum\\\":3}\"}]"), json("{\"sum\":3}"), false, false));
        Received request = server.requests().get(0);
        assertThat(request.path()).isEqualTo("/mcp/mcp/call");
        assertThat(request.json()).isEqualTo(json("{\"tool\":\"add\",\"arguments\":{\"a\":1}}"));
    }

    // --- how it is said ---

    @Test
    void repeatsNameAndMarkedArgumentsInHeaders() {
        server.speaksTheModernEraOnly().withTools().withTool("""
                {"name":"gr\\u00fc\\u00dfe","inputSchema":{"type":"object","properties":{
                "region":{"type":"string","x-mcp-header":"Region"},"n":{"type":"integer","x-mcp-header":"N"}}}}""");
        ToolCall call = aCall(
                "gr\u00fc\u00dfe",
                "{\"properties\":{\"region\":{\"type\":\"string\",\"x-mcp-header\":\"Region\"},"
                        + "\"n\":{\"type\":\"integer\",\"x-mcp-header\":\"N\"}}}",
                "{\"region\":\"us\",\"n\":null}");

        assertThat(client.call(aServer(server.url()), call)).isInstanceOf(Answered.class);

        Received request = server.requests("tools/call").get(0);
        assertThat(request.header("Mcp-Name")).contains("=?base64?Z3LDvMOfZQ==?=");
        assertThat(request.header("Mcp-Param-Region")).contains("us");
        assertThat(request.header("Mcp-Param-N")).isEmpty();
    }

    @Test
    void saysNothingOfArgumentsInText() {
        assertThat(aCall("t", "{\"password\":\"geheim\"}").toString()).isEqualTo("call of t");
    }

    @Test
    void opensANewSessionWhenTheServerLostIt() {
        server.losesSessionOnce(404);

        assertThat(textOf(call())).isEqualTo("called tool-1");
        assertThat(server.requests("initialize")).hasSize(2);
        server.awaitNoSessions();
    }

    // --- to say good-bye ---

    @Test
    void hasTheAnswerBeforeTheSessionHasEnded() {
        server.on("DELETE").answersWhenReleased();

        CallOutcome outcome = client.patient().call(aServer(server.url()), aCall("tool-1", "{}"));

        assertThat(textOf(outcome)).isEqualTo("called tool-1");
        assertThat(server.openSessions()).isOne();
        server.awaitRequests("DELETE", 1);
        server.releases().awaitNoSessions();
    }

    @Test
    void endsTheSessionThoughWhoeverAskedIsGone() {
        server.on("DELETE").answersWhenReleased();
        CompletableFuture<Void> gone = new CompletableFuture<>();
        Cancellable call =
                client.patient().begin(aServer(server.url()), aCall("tool-1", "{}"), answer -> busyUntilGone(gone));
        server.awaitRequests("DELETE", 1);

        call.cancel();
        gone.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();

        server.releases().awaitNoSessions();
        assertThat(server.requests("DELETE")).hasSize(1);
        assertThat(server.abandonedExchanges()).isZero();
    }

    private static Uni<Void> busyUntilGone(CompletableFuture<Void> gone) {
        return Uni.createFrom().<Void>nothing().onCancellation().invoke(() -> gone.complete(null));
    }

    @Test
    void hasItsConnectionsBackFromAServerThatNeverSaysGoodBye() {
        server.on("DELETE").hangs();

        for (int number = 1; number <= CONNECTIONS + 1; number++) {
            assertThat(textOf(call())).isEqualTo("called tool-1");
        }

        server.awaitAbandonedExchanges(CONNECTIONS + 1);
        assertThat(textOf(call())).isEqualTo("called tool-1");
    }

    // --- what the server asks on the way ---

    @ParameterizedTest
    @ValueSource(strings = {"sampling/createMessage", "elicitation/create", "roots/list", "unheard/of"})
    void tellsTheServerThatItIsNotSupported(String method) {
        server.onCallAsks(method, "{}");

        assertThat(textOf(call())).isEqualTo("called tool-1");
        assertThat(server.answers()).hasSize(1);
        assertThat(server.answers().get(0).path("error"))
                .isEqualTo(json("{\"code\":-32601,\"message\":\"not supported\"}"));
    }

    @Test
    void answersAPing() {
        server.onCallAsks("ping", "{}");

        assertThat(textOf(call())).isEqualTo("called tool-1");
        assertThat(server.answers()).extracting(answer -> answer.path("result")).containsExactly(json("{}"));
    }

    @Test
    void answersForACallerWhoCan() {
        server.onCallAsks("elicitation/create", "{\"message\":\"sure?\"}");

        assertThat(textOf(callAccepting())).isEqualTo("called tool-1");
        assertThat(server.answers())
                .extracting(answer -> answer.path("result").path("action").asText())
                .containsExactly("accept");
        assertThat(server.requests("initialize").get(0).json().path("params").path("capabilities"))
                .isEqualTo(json("{\"elicitation\":{}}"));
    }

    @Test
    void answersWhatComesBesideTheCall() {
        server.on("GET").asksInAStream("elicitation/create", "{}");
        server.on("tools/call").answersWhenReleased();

        CompletableFuture<CallOutcome> call = CompletableFuture.supplyAsync(this::callAccepting);
        server.awaitRequests("POST", 1);
        server.releases();

        assertThat(textOf(call.join())).isEqualTo("called tool-1");
        assertThat(server.requests("POST")
                        .get(0)
                        .json()
                        .path("result")
                        .path("action")
                        .asText())
                .isEqualTo("accept");
        server.awaitAbandonedExchanges(1);
    }

    @Test
    void leavesNoStreamOpenWhileAnAnswerIsOnItsWay() {
        server.on("GET").asksInAStream("elicitation/create", "{}");
        server.on("POST").hangs();
        server.on("tools/call").answersWhenReleased();

        CompletableFuture<CallOutcome> call = CompletableFuture.supplyAsync(this::callAccepting);
        server.awaitRequests("POST", 1);
        server.releases();

        assertThat(textOf(call.join())).isEqualTo("called tool-1");
        server.awaitAbandonedExchanges(2);
    }

    @Test
    void givesTheInputThatAModernServerAsksFor() {
        server.speaksTheModernEraOnly()
                .onCallAsksForInput("{\"sure\":{\"method\":\"elicitation/create\",\"params\":{}}}", "state \u00fc");

        assertThat(textOf(callAccepting())).isEqualTo("called tool-1");
        assertThat(server.requests("tools/call")).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "null"})
    void comesBackWithTheStateAlone(String questions) {
        server.speaksTheModernEraOnly().onCallAsksForInput(questions.equals("null") ? null : questions, "state");

        assertThat(textOf(call())).isEqualTo("called tool-1");
        assertThat(server.requests("tools/call")
                        .get(1)
                        .json()
                        .path("params")
                        .path("requestState")
                        .asText())
                .isEqualTo("state");
    }

    @Test
    void givesNoStateThatItWasNotGiven() {
        server.speaksTheModernEraOnly()
                .onCallAsksForInput("{\"sure\":{\"method\":\"elicitation/create\",\"params\":{}}}", null);

        assertThat(textOf(callAccepting())).isEqualTo("called tool-1");
        assertThat(server.requests("tools/call").get(1).json().path("params").has("requestState"))
                .isFalse();
    }

    @Test
    void givesUpWhereAServerNeedsInputThatNobodyGives() {
        server.speaksTheModernEraOnly()
                .onCallAsksForInput("{\"sure\":{\"method\":\"elicitation/create\",\"params\":{}}}", "state");

        assertThat(call()).isEqualTo(new Failed(FailureReason.INPUT_REQUIRED, false));
    }

    @Test
    void givesUpWhereAServerNeverHasEnough() {
        server.speaksTheModernEraOnly().keepsAskingForInput(null, "state");

        assertThat(call()).isEqualTo(new Failed(FailureReason.INPUT_REQUIRED, false));
        assertThat(server.requests("tools/call")).hasSize(10);
    }

    // --- how far it is ---

    /** What a caller hears. */
    private static final class Listening implements ClientFeatures {

        private final List<Progress> heard = new CopyOnWriteArrayList<>();

        @Override
        public ObjectNode capabilities() {
            return NONE.capabilities();
        }

        @Override
        public Uni<Optional<JsonNode>> answer(String method, JsonNode params) {
            return NONE.answer(method, params);
        }

        @Override
        public Optional<Consumer<Progress>> progress() {
            return Optional.of(heard::add);
        }
    }

    private List<Progress> heardOfACall() {
        Listening caller = new Listening();
        CallOutcome outcome =
                client.call(aServer(server.url()), aCall("tool-1", "{\"text\":\"hey\"}"), caller, Bounds.wide());
        assertThat(textOf(outcome)).isEqualTo("called tool-1");
        return caller.heard;
    }

    static Stream<Arguments> waysToReport() {
        return Stream.of(
                Arguments.of("legacy", way(FakeMcpServer::speaksTheLegacyEra)),
                Arguments.of("modern", way(FakeMcpServer::speaksTheModernEraOnly)),
                Arguments.of("HTTP with SSE", way(FakeMcpServer::speaksHttpWithSse)),
                Arguments.of("in batches", way(FakeMcpServer::answersInBatches)),
                Arguments.of("after a resumption", way(s -> s.dropsTheCallStreamOnce(1))),
                Arguments.of("in a new session", way(s -> s.losesSessionOnce(404))));
    }

    private static Consumer<FakeMcpServer> way(Consumer<FakeMcpServer> way) {
        return way;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("waysToReport")
    void hearsHowFarACallIs(String name, Consumer<FakeMcpServer> way) {
        way.accept(server);
        server.reportsOnCalls(
                "{\"progressToken\":{token},\"progress\":0.5}",
                "{\"progressToken\":{token},\"progress\":3,\"total\":4,\"message\":\"nearly\"}");

        assertThat(heardOfACall())
                .containsExactly(
                        new Progress(0.5, OptionalDouble.empty(), Optional.empty()),
                        new Progress(3, OptionalDouble.of(4), Optional.of("nearly")));
        JsonNode meta = server.requests("tools/call").get(0).json().at("/params/_meta");
        assertThat(meta.path("progressToken").isTextual()).isTrue();
    }

    @Test
    void givesEveryCallATokenOfItsOwn() {
        heardOfACall();
        heardOfACall();

        assertThat(server.requests("tools/call"))
                .extracting(
                        call -> call.json().at("/params/_meta/progressToken").asText())
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource(Era.class)
    void asksForNoProgressThatNobodyWantsToHearOf(Era era) {
        era.of(server);
        server.answersCallsInEventsAfterProgress(2);

        assertThat(textOf(call())).isEqualTo("called tool-1");
        assertThat(server.requests("tools/call")
                        .get(0)
                        .json()
                        .at("/params/_meta")
                        .has("progressToken"))
                .isFalse();
    }

    @ParameterizedTest
    @EnumSource(Era.class)
    void hearsNothingOfOtherCallsAndNothingThatMakesNoSense(Era era) {
        era.of(server);
        server.reportsOnCalls(
                "{\"progressToken\":\"another\",\"progress\":1}",
                "{\"progressToken\":1,\"progress\":2}",
                "{\"progressToken\":null,\"progress\":3}",
                "{\"progressToken\":[{token}],\"progress\":4}",
                "{\"progress\":5}",
                "[]",
                "null",
                "{\"progressToken\":{token}}",
                "{\"progressToken\":{token},\"progress\":\"6\"}",
                "{\"progressToken\":{token},\"progress\":1e999}",
                "{\"progressToken\":{token},\"progress\":7}");

        assertThat(heardOfACall()).extracting(Progress::done).containsExactly(7.0);
    }

    // --- streams that break ---

    @Test
    void resumesAStreamThatEnds() {
        server.dropsTheCallStreamOnce(1);

        assertThat(textOf(call())).isEqualTo("called tool-1");
        assertThat(server.requests("GET").get(0).header("Last-Event-ID")).isPresent();
        assertThat(server.requests("GET").get(0).header("Mcp-Session-Id")).isPresent();
        assertThat(server.requests("tools/call")).hasSize(1);
    }

    @Test
    void resumesAStreamThatBreaks() {
        server.breaksTheCallStreamOnce(1);

        assertThat(textOf(call())).isEqualTo("called tool-1");
        assertThat(server.requests("tools/call")).hasSize(1);
    }

    @Test
    void saysThatAStreamCannotBeResumed() {
        server.dropsTheCallStreamOnce(1).neverResumes();

        assertThat(call()).isEqualTo(new Failed(FailureReason.NO_REPLY, true));
    }

    @Test
    void resumesNothingWithoutAnId() {
        server.on("tools/call").endsTheStreamWithoutAReply();

        assertThat(call()).isEqualTo(new Failed(FailureReason.NO_REPLY, true));
        assertThat(server.requests("GET")).isEmpty();
    }

    // --- failures ---

    static Stream<Arguments> waysToFail() {
        return Stream.of(
                aFailure("error", s -> s.on("tools/call").answersError(-32602, "Unknown tool"), refused(-32602)),
                aFailure(
                        "error in 400",
                        s -> s.withoutSessions().on("tools/call").answersStatusWithRpcError(400, -32602, null),
                        Refused.class),
                aFailure(
                        "html",
                        s -> s.on("tools/call").answersHtml(),
                        new Failed(FailureReason.WRONG_CONTENT_TYPE, true)),
                aFailure(
                        "500",
                        s -> s.on("tools/call").answersStatus(500),
                        new Failed(FailureReason.SERVER_ERROR, true)),
                aFailure(
                        "429",
                        s -> s.on("tools/call").answersStatus(429),
                        new Failed(FailureReason.SERVER_ERROR, false)),
                aFailure(
                        "401",
                        s -> s.on("tools/call").asksForCredentials("Bearer"),
                        new Failed(FailureReason.AUTH_REQUIRED, false)),
                aFailure(
                        "403 for a scope",
                        s -> s.on("tools/call")
                                .asksForCredentials(403, "Bearer error=\"insufficient_scope\", scope=\"a b\""),
                        new Failed(FailureReason.INSUFFICIENT_SCOPE, false, List.of("a", "b"))),
                aFailure(
                        "redirect",
                        s -> s.on("tools/call").redirectsTo("https://other.example/mcp"),
                        new Failed(FailureReason.REDIRECT_REFUSED, false)),
                aFailure(
                        "closed",
                        s -> s.on("tools/call").closesTheConnection(),
                        new Failed(FailureReason.CONNECTION_LOST, true)),
                aFailure(
                        "invalid json",
                        s -> s.on("tools/call").answersInvalidJson(),
                        new Failed(FailureReason.JSON_INVALID, true)),
                aFailure(
                        "huge", s -> s.answersCallsHuge(5_000_000), new Failed(FailureReason.RESPONSE_TOO_LARGE, true)),
                aFailure(
                        "no session",
                        s -> s.on("initialize").answersStatus(500),
                        new Failed(FailureReason.SERVER_ERROR, false)),
                aFailure("dead", FakeMcpServer::dies, new Failed(FailureReason.CONNECT_REFUSED, false)));
    }

    private static CallOutcome refused(int code) {
        return new Refused(code, "Unknown tool");
    }

    private static Arguments aFailure(String name, Consumer<FakeMcpServer> way, Object outcome) {
        return Arguments.of(name, way, outcome);
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("waysToFail")
    void saysHowACallFailed(String name, Consumer<FakeMcpServer> way, Object expected) {
        way.accept(server);

        CallOutcome outcome = call();

        if (expected instanceof Class<?> type) {
            assertThat(outcome).isInstanceOf(type);
        } else {
            assertThat(outcome).isEqualTo(expected);
        }
    }

    @Test
    void cutsWhatAServerSaysAboutARefusal() {
        server.on("tools/call").answersError(-32000, "x".repeat(5000));

        assertThat(call()).isEqualTo(new Refused(-32000, "x".repeat(1000)));
    }

    @Test
    void callsNothingTwice() {
        server.speaksTheModernEraOnly().on("tools/call").answersStatus(500);

        client.call(aServer(server.url(), Transport.STREAMABLE_HTTP, "2026-07-28"), aCall("tool-1", "{}"));

        assertThat(server.received()).containsExactly("tools/call");
    }

    @Test
    void leavesAloneAServerThatCannotBeReachedUntilAPersonTestsIt() {
        server.dies();
        for (int i = 0; i < 5; i++) {
            assertThat(call()).isEqualTo(new Failed(FailureReason.CONNECT_REFUSED, false));
        }

        assertThat(call()).isEqualTo(new Failed(FailureReason.CIRCUIT_OPEN, false));
        assertThat(client.failed(aServer(server.url())).reason()).isEqualTo(FailureReason.CONNECT_REFUSED);

        server.answersNormally();
        client.found(aServer(server.url()));
        assertThat(textOf(call())).isEqualTo("called tool-1");
    }

    @Test
    void doesNotTakeAServerForDownThatOnlyFails() {
        server.onEverything().closesTheConnection();
        for (int i = 0; i < 7; i++) {
            assertThat(call()).isEqualTo(new Failed(FailureReason.CONNECTION_LOST, false));
        }
    }

    // --- to stop ---

    @Test
    void tellsALegacyServerToStopWhenTheTimeIsUp() {
        server.on("tools/call").hangs();

        CallOutcome outcome = client.call(
                aServer(server.url(), Transport.STREAMABLE_HTTP, "2025-11-25"),
                aCall("tool-1", "{}"),
                ClientFeatures.NONE,
                Bounds.wide().timeout(SHORT));

        assertThat(outcome).isEqualTo(new Failed(FailureReason.STALLED, true));
        assertCancelled();
    }

    @Test
    void tellsALegacyServerToStopWhenNobodyWaits() {
        server.on("tools/call").hangs();
        Cancellable call = client.begin(aServer(server.url()), aCall("tool-1", "{}"));
        server.awaitRequests("tools/call", 1);

        call.cancel();

        assertCancelled();
    }

    private void assertCancelled() {
        server.awaitRequests("notifications/cancelled", 1);
        Received cancelled = server.requests("notifications/cancelled").get(0);
        assertThat(cancelled.json().path("params").path("requestId"))
                .isEqualTo(server.requests("tools/call").get(0).json().path("id"));
        assertThat(cancelled.header("Mcp-Session-Id")).isPresent();
        server.awaitRequests("DELETE", 1);
        server.awaitAbandonedExchanges(1);
    }

    @Test
    void closesTheResponseOfAModernServerWhenTheTimeIsUp() {
        server.speaksTheModernEraOnly().on("tools/call").hangsInTheMiddleOfAStream();

        CallOutcome outcome = client.call(
                aServer(server.url(), Transport.STREAMABLE_HTTP, "2026-07-28"),
                aCall("tool-1", "{}"),
                ClientFeatures.NONE,
                Bounds.wide().timeout(SHORT));

        assertThat(outcome).isEqualTo(new Failed(FailureReason.STALLED, true));
        server.awaitAbandonedExchanges(1);
        assertThat(server.received()).containsExactly("tools/call");
    }

    @Test
    void closesTheResponseOfAModernServerWhenNobodyWaits() {
        server.speaksTheModernEraOnly().on("tools/call").hangsInTheMiddleOfAStream();
        Cancellable call = client.begin(aServer(server.url()), aCall("tool-1", "{}"));
        server.awaitRequests("tools/call", 1);

        call.cancel();

        server.awaitAbandonedExchanges(1);
        assertThat(server.received()).isEqualTo(List.of("server/discover", "tools/call"));
    }
}
