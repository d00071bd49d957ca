package io.schemaagent.connectors.mcp;

import static io.schemaagent.connectors.mcp.TestClient.aCall;
import static io.schemaagent.connectors.mcp.TestClient.aServer;
import static io.schemaagent.connectors.mcp.TestClient.aWay;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.schemaagent.connectors.mcp.DiscoveryOutcome.Found;
import io.schemaagent.connectors.mcp.FakeMcpServer.Received;
import io.schemaagent.connectors.mcp.catalogue.Tool;
import io.schemaagent.connectors.mcp.diagnostics.Diagnostics;
import io.schemaagent.connectors.mcp.diagnostics.FailureReason;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class ModernEraTest {

    private static final String META = "io.modelcontextprotocol/";

    @Inject
    TestClient client;

    private final FakeMcpServer server = FakeMcpServer.start().speaksTheModernEraOnly();

    @AfterEach
    void stopServer() {
        server.close();
    }

    static Stream<Arguments> waysToAnswerRightly() {
        return Stream.of(
                aWay("json", FakeMcpServer::answersInJson),
                aWay("events", FakeMcpServer::answersInEvents),
                aWay("priming event first", FakeMcpServer::answersInEventsAfterPriming),
                aWay("stream left open", FakeMcpServer::answersInEventsWithoutEnd),
                aWay("both eras", FakeMcpServer::speaksBothEras),
                aWay("pages", server -> server.withPagesOf(1)),
                aWay("empty cursor", FakeMcpServer::withEmptyCursor),
                aWay("no result type", FakeMcpServer::leavesTheResultTypeOut),
                aWay("server info in results only", FakeMcpServer::omitsServerInfo),
                aWay("other versions too", server -> server.supportsModernVersions("2026-07-28", "2030-01-01")),
                aWay("refused once", FakeMcpServer::refusesTheFirstVersionOnce));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("waysToAnswerRightly")
    void findsTheToolsOfAServer(String name, Consumer<FakeMcpServer> way) {
        way.accept(server.withTools("search", "fetch"));

        Found found = client.found(aServer(server.url()));

        assertThat(found.catalogue().tools()).extracting(Tool::name).containsExactly("search", "fetch");
        assertThat(found.catalogue().warnings()).isEmpty();
        assertThat(found.diagnostics().transport()).isEqualTo("streamable_http");
        assertThat(found.diagnostics().protocolVersion()).isEqualTo("2026-07-28");
        assertThat(found.diagnostics().server()).isEqualTo(new Diagnostics.Server("fake", "1.2.3"));
        assertThat(server.received()).doesNotContain("initialize", "DELETE", "GET");
    }

    @Test
    void saysInEveryRequestWhatItIs() {
        client.found(aServer(server.url()));

        assertThat(server.received()).containsExactly("server/discover", "tools/list");
        assertThat(server.requests()).allSatisfy(ModernEraTest::saysWhatItIs);
        assertThat(server.requests())
                .extracting(request -> request.json().path("id").asInt())
                .doesNotHaveDuplicates();
    }

    private static void saysWhatItIs(Received request) {
        JsonNode meta = request.json().path("params").path("_meta");
        assertThat(request.header("MCP-Protocol-Version")).contains("2026-07-28");
        assertThat(request.header("Mcp-Method")).contains(request.name());
        assertThat(meta.path(META + "protocolVersion").asText()).isEqualTo("2026-07-28");
        assertThat(meta.path(META + "clientCapabilities")).isEqualTo(TestClient.json("{}"));
        assertThat(meta.path(META + "clientInfo").path("name").asText()).isEqualTo("connectors-test");
    }

    @Test
    void asksAServerThatItKnowsForItsToolsAtOnce() {
        Found found = client.found(aServer(server.url(), Transport.STREAMABLE_HTTP, "2026-07-28"));

        assertThat(server.received()).containsExactly("tools/list");
        assertThat(found.diagnostics().protocolVersion()).isEqualTo("2026-07-28");
        assertThat(found.diagnostics().phases()).noneMatch(phase -> phase.reason() != null);
    }

    @Test
    void keepsHowLongAListIsFresh() {
        server.givesListsATtl(90_000).withPagesOf(1);

        assertThat(client.found(aServer(server.url())).catalogue().timeToLive()).contains(Duration.ofSeconds(90));
    }

    @Test
    void leavesOutToolsWithInvalidHeaders() {
        server.withTools("good").withTool("""
                {"name":"bad","inputSchema":{"properties":{"a":{"type":"number","x-mcp-header":"A"}}}}""");

        Found found = client.found(aServer(server.url()));

        assertThat(found.catalogue().tools()).extracting(Tool::name).containsExactly("good");
        assertThat(found.catalogue().warnings()).containsExactly("TOOL_WITH_INVALID_HEADERS");
    }

    @Test
    void fallsBackToAHandshakeWhereTheServerNamesAVersionWithOne() {
        server.speaksBothEras().supportsModernVersions("2030-01-01");

        Found found = client.found(aServer(server.url()));

        assertThat(found.diagnostics().protocolVersion()).isEqualTo("2025-11-25");
        assertThat(server.received()).startsWith("server/discover", "initialize");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"supportedVersions\":7}", "{\"capabilities\":{}}"})
    void doesNotTakeAServerThatAnswersAnythingForAModernOne(String result) {
        server.speaksTheLegacyEra().on("server/discover").answersResult(result);

        assertThat(client.found(aServer(server.url())).diagnostics().protocolVersion())
                .isEqualTo("2025-11-25");
    }

    static Stream<Arguments> waysToFail() {
        return Stream.of(
                aFailure(
                        "unknown versions",
                        s -> s.supportsModernVersions("2030-01-01"),
                        FailureReason.VERSION_UNSUPPORTED),
                aFailure(
                        "unknown versions in a result",
                        s -> s.on("server/discover").answersResult("{\"supportedVersions\":[\"2030-01-01\"]}"),
                        FailureReason.VERSION_UNSUPPORTED),
                aFailure(
                        "headers dropped",
                        s -> s.on("server/discover").answersStatusWithRpcError(400, -32020, null),
                        FailureReason.HEADER_MISMATCH),
                aFailure(
                        "capability",
                        s -> s.on("server/discover")
                                .answersStatusWithRpcError(400, -32021, "{\"requiredCapabilities\":{\"roots\":{}}}"),
                        FailureReason.CAPABILITY_REQUIRED),
                aFailure("unknown result type", s -> s.answersResultType("partial"), FailureReason.CATALOG_FAILED),
                aFailure(
                        "list: capability",
                        s -> s.on("tools/list").answersStatusWithRpcError(400, -32021, null),
                        FailureReason.CAPABILITY_REQUIRED),
                aFailure(
                        "list: input",
                        s -> s.on("tools/list").answersResult("{\"resultType\":\"input_required\"}"),
                        FailureReason.INPUT_REQUIRED),
                aFailure("list: 404", s -> s.on("tools/list").answersStatus(404), FailureReason.CATALOG_FAILED),
                aFailure("outage", s -> s.on("server/discover").answersStatus(502), FailureReason.SERVER_ERROR));
    }

    private static Arguments aFailure(String name, Consumer<FakeMcpServer> way, FailureReason reason) {
        return Arguments.of(name, way, reason);
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("waysToFail")
    void saysWhatFailedAndTriesNoOtherEra(String name, Consumer<FakeMcpServer> way, FailureReason reason) {
        way.accept(server);

        assertThat(client.failed(aServer(server.url())).reason()).isEqualTo(reason);
        assertThat(server.received()).isSubsetOf("server/discover", "tools/list");
    }

    @Test
    void takesAServerWithoutToolsListForOneWithoutTools() {
        server.on("tools/list").answersStatusWithRpcError(404, -32601, null);

        assertThat(client.found(aServer(server.url())).catalogue().warnings()).containsExactly("NO_TOOLS");
    }

    // --- what changes after it was found out ---

    @Test
    void findsOutAnewWhenAServerHasGoneBackToTheLegacyEra() {
        server.speaksTheLegacyEra();

        Found found = client.found(aServer(server.url(), Transport.STREAMABLE_HTTP, "2026-07-28"));

        assertThat(found.diagnostics().protocolVersion()).isEqualTo("2025-11-25");
        assertThat(found.catalogue().tools()).hasSize(2);
    }

    @Test
    void findsOutAnewWhenAServerHasLeftTheLegacyEra() {
        Found found = client.found(aServer(server.url(), Transport.STREAMABLE_HTTP, "2025-11-25"));

        assertThat(found.diagnostics().protocolVersion()).isEqualTo("2026-07-28");
        assertThat(server.received()).containsExactly("initialize", "server/discover", "tools/list");
    }

    @Test
    void findsOutAnewWhenAListingHasBecomeAServer() {
        Found found = client.found(aServer(server.url(), Transport.HTTP_LISTING, null));

        assertThat(found.diagnostics().protocolVersion()).isEqualTo("2026-07-28");
    }

    @Test
    void asksForTheListOfToolsAtOnceWhereHeadersOfACallAreOutOfDate() {
        server.withTools().withTool("""
                {"name":"find","inputSchema":{"type":"object","properties":{"region":{"type":"string","x-mcp-header":"Region"}}}}""");

        CallOutcome outcome = client.call(
                aServer(server.url(), Transport.STREAMABLE_HTTP, "2026-07-28"), aCall("find", "{\"region\":\"ü\"}"));

        assertThat(outcome).isInstanceOf(CallOutcome.Answered.class);
        assertThat(server.received()).containsExactly("tools/call", "tools/list", "tools/call");
        List<Received> calls = server.requests("tools/call");
        assertThat(calls.get(0).header("Mcp-Param-Region")).isEmpty();
        assertThat(calls.get(1).header("Mcp-Param-Region")).contains("=?base64?w7w=?=");
    }
}
