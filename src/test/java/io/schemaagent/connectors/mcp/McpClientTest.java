package io.schemaagent.connectors.mcp;

import static io.schemaagent.connectors.mcp.TestClient.aServer;
import static io.schemaagent.connectors.mcp.TestClient.aWay;
import static io.schemaagent.connectors.mcp.diagnostics.Diagnostics.Status.FAILED;
import static io.schemaagent.connectors.mcp.diagnostics.Diagnostics.Status.OK;
import static io.schemaagent.connectors.mcp.diagnostics.Diagnostics.Status.SKIPPED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.schemaagent.connectors.mcp.DiscoveryOutcome.Failed;
import io.schemaagent.connectors.mcp.DiscoveryOutcome.Found;
import io.schemaagent.connectors.mcp.FakeMcpServer.Received;
import io.schemaagent.connectors.mcp.catalogue.StorableText;
import io.schemaagent.connectors.mcp.catalogue.Tool;
import io.schemaagent.connectors.mcp.diagnostics.Diagnostics;
import io.schemaagent.connectors.mcp.diagnostics.Diagnostics.PhaseResult;
import io.schemaagent.connectors.mcp.diagnostics.Diagnostics.Status;
import io.schemaagent.connectors.mcp.diagnostics.ErrorCode;
import io.schemaagent.connectors.mcp.diagnostics.FailureReason;
import jakarta.inject.Inject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class McpClientTest {

    private static final Duration SHORT = Duration.ofSeconds(2);
    private static final String SECRET = "s3cr3t-credential";
    private static final String UPSTREAM_TEXT = "what-the-upstream-said";

    @Inject
    TestClient client;

    @Inject
    ObjectMapper json;

    @Inject
    MeterRegistry registry;

    private final FakeMcpServer server = FakeMcpServer.start();

    @AfterEach
    void stopServer() {
        server.close();
    }

    private DiscoveryOutcome discover(Bounds bounds, String url, Map<String, String> headers) {
        return client.discover(aServer(url, headers), bounds);
    }

    private DiscoveryOutcome discover() {
        return discover(Bounds.wide(), server.url(), Map.of());
    }

    private Found found() {
        return found(discover());
    }

    private static Found found(DiscoveryOutcome outcome) {
        assertThat(outcome).isInstanceOf(Found.class);
        return (Found) outcome;
    }

    private Failed failed() {
        return (Failed) discover();
    }

    private Failed failedWithin(Duration timeout) {
        return (Failed) discover(Bounds.wide().timeout(timeout), server.url(), Map.of());
    }

    private static List<String> namesOf(Found found) {
        return found.catalogue().tools().stream().map(Tool::name).toList();
    }

    private static List<Status> statusesOf(DiscoveryOutcome outcome) {
        return outcome.diagnostics().phases().stream().map(PhaseResult::status).toList();
    }

    // --- what it finds ---

    static Stream<Arguments> waysToAnswerRightly() {
        return Stream.of(
                aWay("json", FakeMcpServer::answersInJson),
                aWay("events", FakeMcpServer::answersInEvents),
                aWay("priming event first", FakeMcpServer::answersInEventsAfterPriming),
                aWay("notification and request first", FakeMcpServer::answersInEventsAfterNotification),
                aWay("stream left open", FakeMcpServer::answersInEventsWithoutEnd),
                aWay("batches", FakeMcpServer::answersInBatches),
                aWay("batches in events", server -> server.answersInBatches().answersInEvents()),
                aWay("id as text", FakeMcpServer::answersWithTextId),
                aWay("no sessions", FakeMcpServer::withoutSessions),
                aWay("2025-06-18", server -> server.speaksVersion("2025-06-18")),
                aWay("2025-03-26", server -> server.speaksVersion("2025-03-26")),
                aWay("pages", server -> server.withPagesOf(1)),
                aWay("empty cursor", FakeMcpServer::withEmptyCursor),
                aWay("initialized refused", server -> server.on("notifications/initialized")
                        .answersStatus(400)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("waysToAnswerRightly")
    void findsTheToolsOfAServer(String name, Consumer<FakeMcpServer> way) {
        way.accept(server.withTools("search", "fetch"));

        Found found = found();

        assertThat(namesOf(found)).containsExactly("search", "fetch");
        assertThat(found.catalogue().warnings()).isEmpty();
        assertThat(statusesOf(found)).containsExactly(OK, OK, OK, SKIPPED, OK, OK, OK, OK);
        assertThat(found.diagnostics().transport()).isEqualTo("streamable_http");
        assertThat(found.diagnostics().server()).isEqualTo(new Diagnostics.Server("fake", "1.2.3"));
        assertThat(found.diagnostics().nextAction()).isNull();
        assertThat(found.diagnostics().partial()).isFalse();
    }

    @Test
    void saysWhichVersionWasAgreedOn() {
        server.speaksVersion("2025-06-18");

        assertThat(found().diagnostics().protocolVersion()).isEqualTo("2025-06-18");
        assertThat(server.requests("tools/list").get(0).header("MCP-Protocol-Version"))
                .contains("2025-06-18");
    }

    @Test
    void keepsReadingPagesUntilTheCursorEnds() {
        server.withTools(7).withPagesOf(3);

        Found found = found();

        assertThat(namesOf(found)).hasSize(7).startsWith("tool-1").endsWith("tool-7");
        assertThat(found.catalogue().pages()).isEqualTo(3);
        assertThat(found.diagnostics().pages()).isEqualTo(3);
        assertThat(server.requests("tools/list"))
                .extracting(request -> request.json().path("params").toString())
                .containsExactly("{}", "{\"cursor\":\"offset-3\"}", "{\"cursor\":\"offset-6\"}");
    }

    @Test
    void sendsAnEmptyCursorBack() {
        server.withTools(2).withEmptyCursor();

        found();

        assertThat(server.requests("tools/list"))
                .extracting(request -> request.json().path("params").toString())
                .containsExactly("{}", "{\"cursor\":\"\"}");
    }

    @Test
    void stopsReadingPagesThatNeverEnd() {
        server.withEndlessCursor();

        Found found = found(discover(Bounds.wide().maxPages(5), server.url(), Map.of()));

        assertThat(found.catalogue().tools()).hasSize(5);
        assertThat(found.catalogue().warnings()).containsExactly("TOO_MANY_PAGES");
        assertThat(found.diagnostics().partial()).isTrue();
        assertThat(server.requests("tools/list")).hasSize(5);
    }

    @Test
    void stopsAtARepeatedCursor() {
        server.withRepeatedCursor();

        Found found = found();

        assertThat(found.catalogue().warnings()).contains("REPEATED_CURSOR");
        assertThat(found.catalogue().partial()).isTrue();
        assertThat(server.requests("tools/list")).hasSize(2);
    }

    @Test
    void isOutOfDateAtOnceWhereToolsChangeBetweenPages() {
        server.withTools(3).withPagesOf(1).sendsListChangedWithEveryReply();

        assertThat(found().catalogue().timeToLive()).contains(Duration.ZERO);
    }

    @Test
    void isAsNewAsCanBeWhereTheChangeIsSaidBeforeTheOnlyPage() {
        server.sendsListChangedWithEveryReply();

        assertThat(found().catalogue().timeToLive()).isEmpty();
    }

    @Test
    void saysWhereItCutsOff() {
        server.withTools("a", "b").withHugeTool("c", 2000);

        Found found = found(discover(Bounds.wide().maxSize(1000).maxDescriptionLength(100), server.url(), Map.of()));

        assertThat(found.catalogue().warnings()).containsExactly("TOO_LARGE");
        assertThat(found.diagnostics().partial()).isTrue();
    }

    @Test
    void takesNoMoreToolsThanItsBound() {
        server.withTools(10);

        Found found = found(discover(Bounds.wide().maxTools(4), server.url(), Map.of()));

        assertThat(found.catalogue().tools()).hasSize(4);
        assertThat(found.catalogue().warnings()).containsExactly("TOO_MANY_TOOLS");
        assertThat(found.diagnostics().partial()).isTrue();
    }

    @Test
    void leavesOutWhatCannotBeUsedAndSaysSo() {
        server.withTools("good", "good")
                .withToolCarryingNul("nul")
                .withToolCarryingLoneSurrogates("surrogate")
                .withTool("{\"name\":\"key\",\"inputSchema\":{\"\\ud800\":1}}")
                .withHugeTool("huge", 1_000_000)
                .withDeepTool("deep", 100)
                .withNamelessTools();

        Found found = found();

        assertThat(namesOf(found)).containsExactly("good", "nul", "surrogate", "key", "huge");
        assertThat(found.catalogue().warnings())
                .containsExactlyInAnyOrder("DUPLICATE_TOOL", "TOOL_TOO_DEEP", "TOOL_WITHOUT_USABLE_NAME");
        assertThat(found.catalogue().tools()).allMatch(tool -> StorableText.isClean(tool.description()));
    }

    @Test
    void warnsWhereThereAreNoTools() {
        server.withTools(0);

        assertThat(found().catalogue().warnings()).containsExactly("NO_TOOLS");
    }

    @Test
    void takesAServerWithoutToolsListForOneWithoutTools() {
        server.on("tools/list").doesNotKnowTheMethod();

        Found found = found();

        assertThat(found.catalogue().tools()).isEmpty();
        assertThat(found.catalogue().warnings()).containsExactly("NO_TOOLS");
    }

    @Test
    void showsAServersNameWhateverItIs() throws Exception {
        server.introducesItselfAs("{\"name\":\"a\\ud800\\u0000b\",\"version\":7}");

        Diagnostics diagnostics = found().diagnostics();

        assertThat(json.readTree(json.writeValueAsBytes(diagnostics)).path("server"))
                .isEqualTo(json.readTree("{\"name\":\"a\uFFFD b\",\"version\":\"7\"}"));
    }

    // --- how it talks ---

    @Test
    void followsTheProtocolStepByStep() {
        found();

        server.awaitNoSessions();
        assertThat(server.received())
                .containsExactly("server/discover", "initialize", "notifications/initialized", "tools/list", "DELETE");
    }

    @Test
    void introducesItself() {
        found();

        JsonNode params = server.requests("initialize").get(0).json().path("params");
        assertThat(params.path("protocolVersion").asText()).isEqualTo("2025-11-25");
        assertThat(params.path("capabilities").isObject()).isTrue();
        assertThat(params.path("capabilities")).isEmpty();
        assertThat(params.path("clientInfo").path("name").asText()).isEqualTo("connectors-test");
        assertThat(params.path("clientInfo").path("version").asText()).isEqualTo("9.9");
    }

    @Test
    void repeatsSessionAndVersionAfterInitialize() {
        found();

        server.awaitNoSessions();
        List<Received> requests = server.requests().subList(1, server.requests().size());
        assertThat(requests.get(0).name()).isEqualTo("initialize");
        assertThat(requests.get(0).header("Mcp-Session-Id")).isEmpty();
        assertThat(requests.get(0).header("MCP-Protocol-Version")).isEmpty();
        assertThat(requests.subList(1, requests.size())).hasSize(3).allSatisfy(request -> {
            assertThat(request.header("Mcp-Session-Id")).isPresent();
            assertThat(request.header("MCP-Protocol-Version")).contains("2025-11-25");
        });
        assertThat(requests).allSatisfy(request -> assertThat(request.header("Accept"))
                .contains("application/json, text/event-stream"));
    }

    @Test
    void neitherRepeatsNorEndsASessionThatThereIsNot() {
        server.withoutSessions();

        found();

        assertThat(server.received())
                .containsExactly("server/discover", "initialize", "notifications/initialized", "tools/list");
        assertThat(server.requests()).allSatisfy(request -> assertThat(request.header("Mcp-Session-Id"))
                .isEmpty());
    }

    @Test
    void sendsCredentialsWithEveryRequest() {
        server.requiresBearer(SECRET).requiresHeader("X-Api-Key", SECRET);

        DiscoveryOutcome outcome =
                discover(Bounds.wide(), server.url(), Map.of("Authorization", "Bearer " + SECRET, "X-API-Key", SECRET));

        assertThat(outcome).isInstanceOf(Found.class);
        server.awaitNoSessions();
        assertThat(server.received()).endsWith("tools/list", "DELETE");
        assertThat(server.requests()).allSatisfy(request -> {
            assertThat(request.header("Authorization")).contains("Bearer " + SECRET);
            assertThat(request.header("X-API-Key")).contains(SECRET);
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 400})
    void opensANewSessionWhenTheServerLostIt(int status) {
        server.losesSessionOnce(status);

        Found found = found();

        assertThat(found.catalogue().tools()).hasSize(2);
        server.awaitNoSessions();
        assertThat(server.received())
                .containsExactly(
                        "server/discover",
                        "initialize",
                        "notifications/initialized",
                        "tools/list",
                        "initialize",
                        "notifications/initialized",
                        "tools/list",
                        "DELETE");
        assertThat(server.requests("initialize").get(1).header("Mcp-Session-Id"))
                .isEmpty();
    }

    @Test
    void givesUpOnAServerThatLosesEverySession() {
        server.on("tools/list").answersStatus(404);

        Failed failed = failed();

        assertThat(failed.reason()).isEqualTo(FailureReason.CATALOG_FAILED);
        assertThat(server.requests("tools/list")).hasSize(2);
    }

    @Test
    void doesNotAskAgainWhereThereWasNoSessionToLose() {
        server.withoutSessions().on("tools/list").answersStatus(404);

        Failed failed = failed();

        assertThat(failed.reason()).isEqualTo(FailureReason.CATALOG_FAILED);
        assertThat(server.requests("tools/list")).hasSize(1);
    }

    @Test
    void endsTheSessionOfAServerThatListsNothing() {
        server.on("tools/list").answersError(-32603);

        failed();

        server.awaitNoSessions();
        assertThat(server.received()).endsWith("DELETE");
    }

    @Test
    void endsTheSessionOfAServerWhoseVersionIsUnknown() {
        server.speaksVersion("1999-01-01");

        failed();

        server.awaitNoSessions();
        assertThat(server.received()).endsWith("DELETE");
    }

    @Test
    void hasWhatWasFoundBeforeTheSessionHasEnded() {
        server.on("DELETE").answersWhenReleased();

        Found found = client.patient().found(aServer(server.url()));

        assertThat(found.catalogue().tools()).hasSize(2);
        assertThat(server.openSessions()).isOne();
        server.awaitRequests("DELETE", 1);
        server.releases().awaitNoSessions();
    }

    @Test
    void doesNotWaitForASessionThatNeverEnds() {
        server.on("DELETE").hangs();

        Found found = found();

        assertThat(found.catalogue().tools()).hasSize(2);
        server.awaitRequests("DELETE", 1);
        server.awaitAbandonedExchanges(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 405, 500})
    void doesNotMindWhereASessionCannotBeEnded(int status) {
        server.on("DELETE").answersStatus(status);

        assertThat(found().catalogue().tools()).hasSize(2);
    }

    // --- servers from before MCP ---

    @Test
    void readsTheListingOfAServerFromBeforeMcp() {
        server.withTools("search").servesTheListingOnly();

        Found found = found();

        assertThat(namesOf(found)).containsExactly("search");
        assertThat(found.diagnostics().transport()).isEqualTo("http_listing");
        assertThat(found.diagnostics().protocolVersion()).isNull();
        assertThat(statusesOf(found)).containsExactly(OK, OK, OK, SKIPPED, OK, OK, OK, OK);
        assertThat(server.requests("GET")).extracting(Received::path).containsExactly("/mcp", "/mcp/mcp/tools");
    }

    @Test
    void sendsCredentialsToAListingToo() {
        server.servesTheListingOnly().requiresBearer(SECRET);

        DiscoveryOutcome outcome = discover(Bounds.wide(), server.url(), Map.of("Authorization", "Bearer " + SECRET));

        assertThat(outcome).isInstanceOf(Found.class);
    }

    @Test
    void saysThatAListingWantsCredentials() {
        server.on("initialize").answersStatus(404);
        server.on("GET").asksForCredentials("Basic realm=\"x\"");

        Failed failed = failed();

        assertThat(failed.reason()).isEqualTo(FailureReason.AUTH_REQUIRED);
        assertThat(failed.diagnostics().authScheme()).isEqualTo("Basic");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"tools\":{}}", "<html>", "[]", ""})
    void namesTheFirstFailureWhereThereIsNoListingEither(String listing) {
        server.on("initialize").answersStatus(404);
        server.on("GET").answers(200, "application/json", listing);

        assertThat(failed().reason()).isEqualTo(FailureReason.HTTP_STATUS);
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 307, 408, 429, 500, 503})
    void asksForNoListingAfterAnAnswerThatSettlesIt(int status) {
        server.onEverything().answersStatus(status);

        failed();

        assertThat(server.received()).containsExactly("server/discover");
    }

    @Test
    void asksForNoListingOnceASessionWasOpened() {
        server.on("tools/list").answersHtml();

        Failed failed = failed();

        assertThat(failed.reason()).isEqualTo(FailureReason.CATALOG_FAILED);
        assertThat(server.requests("GET")).isEmpty();
    }

    // --- how it fails ---

    private static final List<Status> AT_HTTP = List.of(OK, OK, OK, SKIPPED, FAILED, SKIPPED, SKIPPED, SKIPPED);
    private static final List<Status> AT_AUTH = List.of(OK, OK, OK, SKIPPED, OK, FAILED, SKIPPED, SKIPPED);
    private static final List<Status> AT_PROTOCOL = List.of(OK, OK, OK, SKIPPED, OK, OK, FAILED, SKIPPED);
    private static final List<Status> AT_CATALOG = List.of(OK, OK, OK, SKIPPED, OK, OK, OK, FAILED);

    static Stream<Arguments> waysToFail() {
        return Stream.of(
                aFailure("web page", s -> s.onEverything().answersHtml(), FailureReason.WRONG_CONTENT_TYPE, AT_HTTP),
                aFailure(
                        "no content type",
                        s -> s.onEverything().answersStatus(202),
                        FailureReason.WRONG_CONTENT_TYPE,
                        AT_HTTP),
                aFailure("redirect", s -> s.onEverything().redirectsTo("//["), FailureReason.REDIRECT_REFUSED, AT_HTTP),
                aFailure("400", s -> s.onEverything().answersStatus(400), FailureReason.HTTP_STATUS, AT_HTTP),
                aFailure("404", s -> s.onEverything().answersStatus(404), FailureReason.HTTP_STATUS, AT_HTTP),
                aFailure("405", s -> s.onEverything().answersStatus(405), FailureReason.HTTP_STATUS, AT_HTTP),
                aFailure("408", s -> s.onEverything().answersStatus(408), FailureReason.SERVER_ERROR, AT_HTTP),
                aFailure("429", s -> s.onEverything().answersStatus(429), FailureReason.SERVER_ERROR, AT_HTTP),
                aFailure("500", s -> s.onEverything().answersStatus(500), FailureReason.SERVER_ERROR, AT_HTTP),
                aFailure("503", s -> s.onEverything().answersStatus(503), FailureReason.SERVER_ERROR, AT_HTTP),
                aFailure(
                        "closed without answer",
                        s -> s.onEverything().closesTheConnection(),
                        FailureReason.CONNECTION_LOST,
                        AT_HTTP),
                aFailure("403", s -> s.onEverything().answersStatus(403), FailureReason.AUTH_REQUIRED, AT_AUTH),
                aFailure(
                        "401",
                        s -> s.onEverything().asksForCredentials("Bearer"),
                        FailureReason.AUTH_REQUIRED,
                        AT_AUTH),
                aFailure(
                        "invalid json",
                        s -> s.onEverything().answersInvalidJson(),
                        FailureReason.JSON_INVALID,
                        AT_PROTOCOL),
                aFailure("no result", s -> s.onEverything().leavesTheResultOut(), FailureReason.NO_REPLY, AT_PROTOCOL),
                aFailure(
                        "result of wrong type",
                        s -> s.onEverything().answersResult("[]"),
                        FailureReason.JSON_INVALID,
                        AT_PROTOCOL),
                aFailure(
                        "empty body",
                        s -> s.onEverything().answers(200, "application/json", ""),
                        FailureReason.NO_REPLY,
                        AT_PROTOCOL),
                aFailure(
                        "empty stream",
                        s -> s.onEverything().endsTheStreamWithoutAReply(),
                        FailureReason.NO_REPLY,
                        AT_PROTOCOL),
                aFailure("foreign id", FakeMcpServer::answersWithForeignId, FailureReason.NO_REPLY, AT_PROTOCOL),
                aFailure(
                        "foreign id in events",
                        s -> s.answersWithForeignId().answersInEvents(),
                        FailureReason.NO_REPLY,
                        AT_PROTOCOL),
                aFailure(
                        "error",
                        s -> s.on("initialize").answersError(-32602),
                        FailureReason.JSONRPC_ERROR,
                        AT_PROTOCOL),
                aFailure(
                        "unknown method",
                        s -> s.on("initialize").doesNotKnowTheMethod(),
                        FailureReason.JSONRPC_ERROR,
                        AT_PROTOCOL),
                aFailure(
                        "unknown version",
                        s -> s.speaksVersion("1999-01-01"),
                        FailureReason.VERSION_UNSUPPORTED,
                        AT_PROTOCOL),
                aFailure(
                        "no version",
                        s -> s.on("initialize").answersResult("{}"),
                        FailureReason.VERSION_UNSUPPORTED,
                        AT_PROTOCOL),
                aFailure(
                        "huge body",
                        s -> s.onEverything().answersHuge(5_000_000),
                        FailureReason.RESPONSE_TOO_LARGE,
                        AT_PROTOCOL),
                aFailure(
                        "huge stream",
                        s -> s.onEverything().answersHugeStream(5_000_000),
                        FailureReason.RESPONSE_TOO_LARGE,
                        AT_PROTOCOL),
                aFailure(
                        "closed in mid-stream",
                        s -> s.onEverything().closesInTheMiddleOfAStream(),
                        FailureReason.CONNECTION_LOST,
                        AT_PROTOCOL),
                aFailure(
                        "list: error",
                        s -> s.on("tools/list").answersError(-32603),
                        FailureReason.CATALOG_FAILED,
                        AT_CATALOG),
                aFailure(
                        "list: no list",
                        s -> s.on("tools/list").answersResult("{}"),
                        FailureReason.CATALOG_FAILED,
                        AT_CATALOG),
                aFailure(
                        "list: invalid json",
                        s -> s.on("tools/list").answersInvalidJson(),
                        FailureReason.CATALOG_FAILED,
                        AT_CATALOG),
                aFailure(
                        "list: web page",
                        s -> s.on("tools/list").answersHtml(),
                        FailureReason.CATALOG_FAILED,
                        AT_CATALOG),
                aFailure(
                        "list: 500",
                        s -> s.on("tools/list").answersStatus(500),
                        FailureReason.SERVER_ERROR,
                        AT_CATALOG),
                aFailure(
                        "list: closed",
                        s -> s.on("tools/list").closesTheConnection(),
                        FailureReason.CONNECTION_LOST,
                        AT_CATALOG),
                aFailure(
                        "list: huge",
                        s -> s.on("tools/list").answersHuge(5_000_000),
                        FailureReason.RESPONSE_TOO_LARGE,
                        AT_CATALOG),
                aFailure(
                        "list: too deep for JSON",
                        s -> s.withDeepTool("deep", 5_000),
                        FailureReason.CATALOG_FAILED,
                        AT_CATALOG));
    }

    private static Arguments aFailure(
            String name, Consumer<FakeMcpServer> way, FailureReason reason, List<Status> statuses) {
        return arguments(name, way, reason, statuses);
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("waysToFail")
    void saysWhatFailedAndWhere(String name, Consumer<FakeMcpServer> way, FailureReason reason, List<Status> statuses) {
        way.accept(server);

        Failed failed = failed();

        assertThat(failed.reason()).isEqualTo(reason);
        assertThat(failed.code()).isEqualTo(reason.code());
        assertThat(statusesOf(failed)).isEqualTo(statuses);
        assertThat(failed.diagnostics().phases())
                .filteredOn(phase -> phase.status() == FAILED)
                .extracting(PhaseResult::reason)
                .containsExactly(reason);
        assertThat(failed.diagnostics().nextAction()).isEqualTo(reason.nextAction());
    }

    @Test
    void saysWhereARedirectLeads() {
        server.onEverything().redirectsTo("https://Other.example:8443/secret/path?token=x");

        Diagnostics diagnostics = failed().diagnostics();

        assertThat(diagnostics.redirectOrigin()).isEqualTo("https://other.example:8443");
        assertThat(diagnostics.nextAction())
                .contains("https://other.example:8443")
                .doesNotContain("secret", "token");
    }

    @Test
    void saysThatNothingListens() {
        server.dies();

        Failed failed = failed();

        assertThat(failed.reason()).isEqualTo(FailureReason.CONNECT_REFUSED);
        assertThat(statusesOf(failed)).containsExactly(OK, OK, FAILED, SKIPPED, SKIPPED, SKIPPED, SKIPPED, SKIPPED);
    }

    @Test
    void findsAServerThatIsBack() {
        found();
        server.dies();
        failed();
        server.answersNormally();

        assertThat(found().catalogue().tools()).hasSize(2);
    }

    @Test
    void saysThatTlsMeetsNoTls() {
        Failed failed = (Failed) discover(Bounds.wide(), server.url().replace("http:", "https:"), Map.of());

        assertThat(failed.code()).isEqualTo(ErrorCode.CONNECTION_FAILED);
        assertThat(statusesOf(failed)).containsExactly(OK, OK, OK, FAILED, SKIPPED, SKIPPED, SKIPPED, SKIPPED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://192.0.2.1/mcp", "http://169.254.169.254/latest", "http://127.1/", "http://[fe80::1]/"})
    void refusesAddressesThatAreNotAllowed(String url) {
        Failed failed = (Failed) discover(Bounds.wide(), url, Map.of());

        assertThat(failed.reason()).isEqualTo(FailureReason.BLOCKED_ADDRESS);
        assertThat(failed.code()).isEqualTo(ErrorCode.BLOCKED_ADDRESS);
        assertThat(statusesOf(failed))
                .containsExactly(OK, FAILED, SKIPPED, SKIPPED, SKIPPED, SKIPPED, SKIPPED, SKIPPED);
    }

    @Test
    void followsNoRedirect() {
        try (FakeMcpServer elsewhere = FakeMcpServer.start()) {
            server.onEverything().redirectsTo(elsewhere.url());

            failed();

            assertThat(elsewhere.requests()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void tellsMissingCredentialsFromWrongOnes(int status) {
        server.onEverything().answersStatus(status);

        Failed without = failed();
        Failed with = (Failed) discover(Bounds.wide(), server.url(), Map.of("X-API-Key", SECRET));

        assertThat(without.reason()).isEqualTo(FailureReason.AUTH_REQUIRED);
        assertThat(with.reason()).isEqualTo(FailureReason.AUTH_REJECTED);
        assertThat(with.code()).isEqualTo(ErrorCode.AUTH_FAILED);
    }

    @Test
    void saysThatToolsAreOnlyListedWithCredentials() {
        server.on("tools/list").asksForCredentials("Bearer");

        Failed failed = failed();

        assertThat(failed.reason()).isEqualTo(FailureReason.AUTH_REQUIRED);
        assertThat(statusesOf(failed)).containsExactly(OK, OK, OK, SKIPPED, OK, FAILED, OK, SKIPPED);
    }

    static Stream<Arguments> challenges() {
        return Stream.of(
                arguments("Bearer resource_metadata=\"https://example.com/\"", "Bearer"),
                arguments("Basic", "Basic"),
                arguments("  DPoP algs=\"ES256\"", "DPoP"),
                arguments("<script>alert(1)</script>", null),
                arguments("\"quoted\"", null),
                arguments("AVeryLongSchemeThatNobodyHas x", null));
    }

    @ParameterizedTest
    @MethodSource("challenges")
    void saysWhichSchemeTheServerAsksFor(String challenge, String scheme) {
        server.onEverything().asksForCredentials(challenge);

        assertThat(failed().diagnostics().authScheme()).isEqualTo(scheme);
    }

    // --- how long it takes ---

    static Stream<Arguments> waysToStall() {
        return Stream.of(
                aStall("never answers", s -> s.onEverything().hangs(), AT_HTTP),
                aStall("stalls in the head", s -> s.onEverything().hangsInTheHead(), AT_HTTP),
                aStall("stalls in a stream", s -> s.onEverything().hangsInTheMiddleOfAStream(), AT_PROTOCOL),
                aStall("drips a stream", s -> s.onEverything().dripsEvents(), AT_PROTOCOL),
                aStall("drips JSON", s -> s.onEverything().dripsJson(), AT_PROTOCOL),
                aStall(
                        "never takes initialized",
                        s -> s.on("notifications/initialized").hangs(),
                        AT_CATALOG),
                aStall("never lists", s -> s.on("tools/list").hangs(), AT_CATALOG),
                aStall("drips the list", s -> s.on("tools/list").dripsEvents(), AT_CATALOG));
    }

    private static Arguments aStall(String name, Consumer<FakeMcpServer> way, List<Status> statuses) {
        return arguments(name, way, statuses);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("waysToStall")
    void endsAtTheDeadlineAndHangsUp(String name, Consumer<FakeMcpServer> way, List<Status> statuses) {
        way.accept(server);

        Failed failed = failedWithin(SHORT);

        assertThat(failed.reason()).isEqualTo(FailureReason.STALLED);
        assertThat(failed.code()).isEqualTo(ErrorCode.TIMEOUT);
        assertThat(statusesOf(failed)).isEqualTo(statuses);
        server.awaitAbandonedExchanges(1);
    }

    @Test
    void endsAtTheDeadlineWhereAListingStalls() {
        server.on("initialize").answersStatus(404);
        server.on("GET").hangs();

        assertThat(failedWithin(SHORT).reason()).isEqualTo(FailureReason.STALLED);
        server.awaitAbandonedExchanges(1);
    }

    @Test
    void countsAllPagesUnderOneDeadline() {
        server.onNext("tools/list").answersResult("{\"tools\":[],\"nextCursor\":\"1\"}");
        server.onNext("tools/list").answersResult("{\"tools\":[],\"nextCursor\":\"2\"}");
        server.on("tools/list").hangs();

        Failed failed = failedWithin(SHORT);

        assertThat(failed.reason()).isEqualTo(FailureReason.STALLED);
        assertThat(statusesOf(failed)).isEqualTo(AT_CATALOG);
        assertThat(server.requests("tools/list")).hasSize(3);
    }

    @Test
    void keepsTheConnectionForTheNextStep() {
        server.answersInEvents();

        found();

        assertThat(server.abandonedExchanges()).isZero();
    }

    @Test
    void countsOutcomes() {
        long before = count("FOUND");

        found();

        assertThat(count("FOUND")).isEqualTo(before + 1);
    }

    private long count(String outcome) {
        return registry.find("connectors.discovery").tag("outcome", outcome).timers().stream()
                .mapToLong(timer -> timer.count())
                .sum();
    }

    // --- what it keeps to itself ---

    static Stream<Arguments> waysToSayTooMuch() {
        String said = "\"" + UPSTREAM_TEXT + "\"";
        return Stream.of(
                aWay("error", s -> s.on("initialize").answersError(-32603, UPSTREAM_TEXT)),
                aWay("error to list", s -> s.on("tools/list").answersError(-32603, UPSTREAM_TEXT)),
                aWay("500", s -> s.onEverything().answers(500, "text/plain", UPSTREAM_TEXT)),
                aWay("403", s -> s.onEverything().answers(403, "text/plain", UPSTREAM_TEXT)),
                aWay("404", s -> s.onEverything().answers(404, UPSTREAM_TEXT, UPSTREAM_TEXT)),
                aWay("web page", s -> s.onEverything().answers(200, "text/html", UPSTREAM_TEXT)),
                aWay("no JSON", s -> s.onEverything().answers(200, "application/json", UPSTREAM_TEXT)),
                aWay("JSON", s -> s.onEverything().answers(200, "application/json", said)),
                aWay("broken JSON", s -> s.onEverything().answers(200, "application/json", "{" + said)),
                aWay("version", s -> s.speaksVersion(UPSTREAM_TEXT)),
                aWay("redirect", s -> s.onEverything().redirectsTo("http://127.0.0.1:1/" + UPSTREAM_TEXT)),
                aWay("challenge", s -> s.onEverything().asksForCredentials("Bearer realm=" + said)),
                aWay("no list", s -> s.on("tools/list").answersResult("{\"tools\":" + said + "}")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("waysToSayTooMuch")
    void repeatsNeitherTheUpstreamNorTheCredential(String name, Consumer<FakeMcpServer> way) throws Exception {
        way.accept(server);

        DiscoveryOutcome outcome;
        String log;
        try (CapturedLog captured = new CapturedLog()) {
            outcome = discover(Bounds.wide(), server.url(), Map.of("X-API-Key", SECRET));
            log = captured.text();
        }

        assertThat(outcome).isInstanceOf(Failed.class);
        assertThat(outcome.toString() + json.writeValueAsString(outcome.diagnostics()))
                .doesNotContain(UPSTREAM_TEXT, SECRET);
        assertThat(log).contains("Discovery failed").doesNotContain(UPSTREAM_TEXT, SECRET);
    }

    @Test
    void namesCredentialsButDoesNotShowThem() {
        McpServer target = aServer(server.url(), Map.of("X-API-Key", SECRET));

        assertThat(target).asString().contains("X-API-Key", server.url()).doesNotContain(SECRET);
    }

    /** Everything that is logged, ours in every detail. */
    private static final class CapturedLog extends Handler implements AutoCloseable {

        private static final Logger ROOT = Logger.getLogger("");
        private static final Logger OURS = Logger.getLogger("io.schemaagent");

        private final List<String> lines = Collections.synchronizedList(new ArrayList<>());
        private final Level levelBefore = OURS.getLevel();

        CapturedLog() {
            setLevel(Level.ALL);
            OURS.setLevel(Level.ALL);
            ROOT.addHandler(this);
        }

        @Override
        public void publish(LogRecord line) {
            StringWriter trace = new StringWriter();
            if (line.getThrown() != null) {
                line.getThrown().printStackTrace(new PrintWriter(trace));
            }
            Object[] parameters = line.getParameters();
            lines.add(line.getMessage() + (parameters == null ? "" : List.of(parameters)) + trace);
        }

        String text() {
            return String.join("\n", lines);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {
            ROOT.removeHandler(this);
            OURS.setLevel(levelBefore);
        }
    }
}
