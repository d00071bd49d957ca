package io.schemaagent.connectors.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Proves that the modern era of the fake is as strict as the specification. */
@Timeout(60)
class FakeMcpServerModernEraTest {

    private static final String BOTH_TYPES = "application/json, text/event-stream";
    private static final String A_TOOL_WITH_HEADERS = """
            {"name":"charge","inputSchema":{"type":"object","properties":{
              "region":{"type":"string","x-mcp-header":"Region"},
              "amount":{"type":"integer","x-mcp-header":"Amount"},
              "fast":{"type":"boolean","x-mcp-header":"Fast"},
              "where":{"type":"object","properties":{"zone":{"type":"string","x-mcp-header":"Zone"}}},
              "plain":{"type":"string"}}}}""";

    private final FakeMcpServer server = FakeMcpServer.start().speaksTheModernEraOnly();
    private int lastId;

    @AfterEach
    void stopServer() {
        server.close();
    }

    /** A request that may be spoilt before it is sent. */
    private static final class Draft {

        private final Map<String, String> headers = new HashMap<>();
        private final ObjectNode message;

        private Draft(int id, String method, String params) {
            message = (ObjectNode) FakeMcpServer.parse(PlainClient.aRequest(id, method, params));
            meta().put("io.modelcontextprotocol/protocolVersion", "2026-07-28")
                    .putObject("io.modelcontextprotocol/clientCapabilities");
            headers.put("Accept", BOTH_TYPES);
            headers.put("MCP-Protocol-Version", "2026-07-28");
            headers.put("Mcp-Method", method);
            if (method.equals("tools/call")) {
                headers.put("Mcp-Name", params().path("name").asText());
            }
        }

        ObjectNode params() {
            return message.withObject("/params");
        }

        ObjectNode meta() {
            return params().withObject("/_meta");
        }

        Draft header(String name, String value) {
            headers.put(name, value);
            return this;
        }

        Draft without(String header) {
            headers.remove(header);
            return this;
        }
    }

    private Draft aDraft(String method, String params) {
        lastId++;
        return new Draft(lastId, method, params);
    }

    private HttpResponse<String> send(Draft draft) {
        return PlainClient.send("POST", server.url(), draft.headers, draft.message.toString());
    }

    private HttpResponse<String> ask(String method, String params) {
        return send(aDraft(method, params));
    }

    private JsonNode resultOf(String method, String params) {
        HttpResponse<String> response = ask(method, params);
        assertThat(response.statusCode()).isEqualTo(200);
        return PlainClient.jsonOf(response).path("result");
    }

    private static JsonNode json(String text) {
        return FakeMcpServer.parse(text);
    }

    private static void assertError(HttpResponse<String> response, int status, int code) {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(PlainClient.jsonOf(response).path("error").path("code").asInt())
                .isEqualTo(code);
    }

    private static JsonNode dataOf(HttpResponse<String> response) {
        return PlainClient.jsonOf(response).path("error").path("data");
    }

    // --- what it serves ---

    @Test
    void isDiscovered() {
        assertThat(resultOf("server/discover", "{}")).isEqualTo(json("""
                {"resultType":"complete","supportedVersions":["2026-07-28"],"capabilities":{"tools":{}},
                 "serverInfo":{"name":"fake","version":"1.2.3"},"ttlMs":0,"cacheScope":"private"}"""));
    }

    @Test
    void introducesItselfAsTold() {
        server.introducesItselfAs("{\"name\":\"other\"}");

        assertThat(resultOf("server/discover", "{}").path("serverInfo")).isEqualTo(json("{\"name\":\"other\"}"));
    }

    @Test
    void listsItsToolsInPages() {
        server.withTools(3).withPagesOf(2);

        JsonNode first = resultOf("tools/list", "{}");
        JsonNode second = resultOf("tools/list", "{\"cursor\":\"offset-2\"}");

        assertThat(first.path("tools")).hasSize(2);
        assertThat(first.path("nextCursor").asText()).isEqualTo("offset-2");
        assertThat(first.path("resultType").asText()).isEqualTo("complete");
        assertThat(first.path("ttlMs")).isEqualTo(json("{\"t\":0}").path("t"));
        assertThat(first.path("cacheScope").asText()).isEqualTo("private");
        assertThat(second.path("tools")).hasSize(1);
        assertThat(second.has("nextCursor")).isFalse();
    }

    @Test
    void refusesACursorThatItNeverGave() {
        assertError(ask("tools/list", "{\"cursor\":\"x\"}"), 200, -32602);
    }

    @Test
    void callsATool() {
        assertThat(resultOf("tools/call", "{\"name\":\"tool-1\",\"arguments\":{}}"))
                .isEqualTo(json("""
                        {"resultType":"complete","content":[{"type":"text","text":"called tool-1"}],"isError":false}"""));
    }

    @Test
    void answersInEventsToo() {
        server.answersInEvents();
        Draft draft = aDraft("server/discover", "{}");

        try (PlainClient.Events events =
                PlainClient.open("POST", server.url(), draft.headers, draft.message.toString())) {
            assertThat(events.get().json().path("result").path("resultType").asText())
                    .isEqualTo("complete");
            assertThat(events.next()).isEmpty();
        }
    }

    @Test
    void reportsProgressOfACall() {
        server.answersCallsInEventsAfterProgress(2);
        Draft draft = aDraft("tools/call", "{\"name\":\"tool-1\",\"_meta\":{\"progressToken\":\"p\"}}");

        try (PlainClient.Events events =
                PlainClient.open("POST", server.url(), draft.headers, draft.message.toString())) {
            assertThat(events.get().json().path("params"))
                    .isEqualTo(json("{\"progressToken\":\"p\",\"progress\":1,\"total\":2}"));
            assertThat(events.get().json().path("params").path("progress").asInt())
                    .isEqualTo(2);
            assertThat(events.get().json().path("result").path("resultType").asText())
                    .isEqualTo("complete");
            assertThat(events.next()).isEmpty();
        }
    }

    @Test
    void addsTheResultTypeToAResultThatItWasTold() {
        server.answersCallsWith("{\"content\":[],\"structuredContent\":{\"n\":1.50}}");
        assertThat(ask("tools/call", "{\"name\":\"tool-1\"}").body())
                .contains("{\"resultType\":\"complete\",\"content\":[],\"structuredContent\":{\"n\":1.50}}");

        server.answersCallsWith("{}");
        assertThat(resultOf("tools/call", "{\"name\":\"tool-1\"}")).isEqualTo(json("{\"resultType\":\"complete\"}"));

        server.answersCallsWith("{\"resultType\":\"own\"}");
        assertThat(resultOf("tools/call", "{\"name\":\"tool-1\"}")).isEqualTo(json("{\"resultType\":\"own\"}"));

        server.answersCallsWith("[1]");
        assertThat(resultOf("tools/call", "{\"name\":\"tool-1\"}").toString()).isEqualTo("[1]");
    }

    @Test
    void acceptsANotification() {
        String body = PlainClient.aNotification("notifications/cancelled", "{}");

        HttpResponse<String> response = PlainClient.send("POST", server.url(), Map.of("Accept", BOTH_TYPES), body);

        assertThat(response.statusCode()).isEqualTo(202);
    }

    @Test
    void misbehavesInTheModernEraToo() {
        server.on("server/discover").answersStatus(503);
        server.onNext("tools/list").answersResult("{\"tools\":7}");

        assertThat(ask("server/discover", "{}").statusCode()).isEqualTo(503);
        assertThat(resultOf("tools/list", "{}")).isEqualTo(json("{\"tools\":7}"));
        assertThat(resultOf("tools/list", "{}").path("tools").isArray()).isTrue();
    }

    // --- what it refuses ---

    @ParameterizedTest
    @ValueSource(strings = {"GET", "DELETE"})
    void takesNothingButPost(String method) {
        HttpResponse<String> response =
                PlainClient.send(method, server.url(), Map.of("Accept", "text/event-stream"), null);

        assertThat(response.statusCode()).isEqualTo(405);
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "text/event-stream", "*/*"})
    void wantsBothTypesAccepted(String accept) {
        assertThat(send(aDraft("server/discover", "{}").header("Accept", accept))
                        .statusCode())
                .isEqualTo(406);
    }

    static Stream<Arguments> spoiltRequests() {
        return Stream.of(
                spoilt("no version header", -32020, draft -> draft.without("MCP-Protocol-Version")),
                spoilt("other version header", -32020, draft -> draft.header("MCP-Protocol-Version", "2025-11-25")),
                spoilt("no version in _meta", -32602, draft -> draft.meta()
                        .remove("io.modelcontextprotocol/protocolVersion")),
                spoilt("no capabilities", -32602, draft -> draft.meta()
                        .remove("io.modelcontextprotocol/clientCapabilities")),
                spoilt("no _meta", -32602, draft -> draft.params().remove("_meta")),
                spoilt("no method header", -32020, draft -> draft.without("Mcp-Method")),
                spoilt("other method header", -32020, draft -> draft.header("Mcp-Method", "tools/list")),
                spoilt("no name header", -32020, draft -> draft.without("Mcp-Name")),
                spoilt("other name header", -32020, draft -> draft.header("Mcp-Name", "tool-2")),
                spoilt("broken name header", -32020, draft -> draft.header("Mcp-Name", "=?base64?%?=")),
                spoilt("no method", -32600, draft -> draft.message.remove("method")),
                spoilt("unknown version", -32022, draft -> {
                    draft.header("MCP-Protocol-Version", "2027-01-01");
                    draft.meta().put("io.modelcontextprotocol/protocolVersion", "2027-01-01");
                }));
    }

    private static Arguments spoilt(String name, int code, Consumer<Draft> way) {
        return arguments(name, code, way);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("spoiltRequests")
    void refusesWhatIsWrong(String name, int code, Consumer<Draft> way) {
        Draft draft = aDraft("tools/call", "{\"name\":\"tool-1\",\"arguments\":{}}");
        way.accept(draft);

        HttpResponse<String> response = send(draft);

        assertError(response, 400, code);
        assertThat(PlainClient.jsonOf(response).path("id")).isEqualTo(draft.message.path("id"));
    }

    @Test
    void doesNotKnowOtherMethods() {
        assertError(ask("ping", "{}"), 404, -32601);
        assertError(send(aDraft("ping", "{}").without("Mcp-Method")), 400, -32020);
    }

    @Test
    void namesItsVersionsToALegacyClient() {
        HttpResponse<String> response = PlainClient.send(
                "POST",
                server.url(),
                Map.of("Accept", BOTH_TYPES),
                PlainClient.aRequest(1, "initialize", "{\"protocolVersion\":\"2025-11-25\"}"));

        assertError(response, 400, -32022);
        assertThat(dataOf(response)).isEqualTo(json("""
                {"supported":["2026-07-28"],"requested":"2025-11-25"}"""));
    }

    // --- headers for parameters ---

    private static String aCharge(String arguments) {
        return "{\"name\":\"charge\",\"arguments\":" + arguments + "}";
    }

    private static String encoded(String text) {
        return "=?base64?" + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)) + "?=";
    }

    @Test
    void wantsTheHeadersThatAToolDemands() {
        server.withTool(A_TOOL_WITH_HEADERS);

        Draft draft = aDraft("tools/call", aCharge("""
                        {"region":"Zürich","amount":42,"fast":true,"where":{"zone":"b"},"plain":"x"}"""))
                .header("Mcp-Param-Region", encoded("Zürich"))
                .header("mcp-param-amount", "42.0")
                .header("Mcp-Param-Fast", "true")
                .header("Mcp-Param-Zone", "b");

        assertThat(send(draft).statusCode()).isEqualTo(200);
    }

    @Test
    void wantsNoHeaderWithoutAValue() {
        server.withTool(A_TOOL_WITH_HEADERS);

        assertThat(ask("tools/call", aCharge("{\"region\":null}")).statusCode()).isEqualTo(200);
        assertThat(ask("tools/call", "{\"name\":\"charge\"}").statusCode()).isEqualTo(200);
        assertError(
                send(aDraft("tools/call", aCharge("{\"region\":null}")).header("Mcp-Param-Region", "null")),
                400,
                -32020);
        assertError(send(aDraft("tools/call", aCharge("{}")).header("Mcp-Param-Zone", "b")), 400, -32020);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"region\":\"a\"}         | Mcp-Param-Region | b",
                "{\"region\":\"a\"}         | Mcp-Param-Other  | a",
                "{\"amount\":42}            | Mcp-Param-Amount | 43",
                "{\"amount\":42}            | Mcp-Param-Amount | many",
                "{\"fast\":true}            | Mcp-Param-Fast   | True",
                "{\"where\":{\"zone\":\"a\"}} | Mcp-Param-Zone   | b",
            })
    void refusesAHeaderThatDiffers(String arguments, String header, String value) {
        server.withTool(A_TOOL_WITH_HEADERS);

        assertError(send(aDraft("tools/call", aCharge(arguments)).header(header, value)), 400, -32020);
    }

    @Test
    void readsAnEncodedName() {
        server.withTools("größe");

        assertThat(send(aDraft("tools/call", "{\"name\":\"größe\"}").header("Mcp-Name", encoded("größe")))
                        .statusCode())
                .isEqualTo(200);
        assertError(
                send(aDraft("tools/call", "{\"name\":\"größe\"}").header("Mcp-Name", encoded("groesse"))), 400, -32020);
    }

    // --- both eras ---

    @Test
    void speaksTheLegacyEraWithThoseWhoDo() {
        server.speaksBothEras();

        HttpResponse<String> response = PlainClient.send(
                "POST",
                server.url(),
                Map.of("Accept", BOTH_TYPES),
                PlainClient.aRequest(1, "initialize", "{\"protocolVersion\":\"2025-06-18\"}"));

        assertThat(PlainClient.jsonOf(response)
                        .path("result")
                        .path("protocolVersion")
                        .asText())
                .isEqualTo("2025-06-18");
        assertThat(server.openSessions()).isOne();
    }

    @Test
    void namesTheVersionsOfBothEras() {
        server.speaksBothEras();

        List<String> versions = new ArrayList<>();
        resultOf("server/discover", "{}").path("supportedVersions").forEach(version -> versions.add(version.asText()));

        assertThat(versions).containsExactly("2026-07-28", "2025-11-25", "2025-06-18", "2025-03-26");
    }

    @Test
    void isModernForWhomeverSaysThatItIs() {
        server.speaksBothEras();

        assertError(send(aDraft("server/discover", "{}").without("MCP-Protocol-Version")), 400, -32020);
        Draft withoutMeta = aDraft("server/discover", "{}");
        withoutMeta.params().remove("_meta");
        assertError(send(withoutMeta), 400, -32602);
        assertError(ask("initialize", "{}"), 404, -32601);
    }

    @Test
    void knowsNothingOfTheModernEraUnlessItIsTold() {
        server.speaksTheLegacyEra();

        assertThat(ask("server/discover", "{}").statusCode()).isEqualTo(400);
    }

    // --- its switches ---

    @Test
    void understandsTheVersionsThatItIsTold() {
        server.supportsModernVersions("2027-01-01", "2025-11-25");

        HttpResponse<String> refused = ask("server/discover", "{}");
        server.supportsModernVersions("2027-01-01", "2026-07-28");
        JsonNode result = resultOf("server/discover", "{}");

        assertError(refused, 400, -32022);
        assertThat(dataOf(refused)).isEqualTo(json("""
                {"supported":["2027-01-01","2025-11-25"],"requested":"2026-07-28"}"""));
        assertThat(result.path("supportedVersions").toString()).isEqualTo("[\"2027-01-01\",\"2026-07-28\"]");
    }

    @Test
    void refusesTheFirstVersionOnlyOnce() {
        server.refusesTheFirstVersionOnce();

        HttpResponse<String> first = ask("tools/list", "{}");
        HttpResponse<String> second = ask("tools/list", "{}");

        assertError(first, 400, -32022);
        assertThat(dataOf(first).path("supported").toString()).isEqualTo("[\"2026-07-28\"]");
        assertThat(second.statusCode()).isEqualTo(200);
    }

    @Test
    void givesListsATimeToLive() {
        server.givesListsATtl(60_000);

        assertThat(resultOf("tools/list", "{}").path("ttlMs").asLong()).isEqualTo(60_000);
        assertThat(resultOf("server/discover", "{}").path("ttlMs").asLong()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"server/discover", "tools/list", "tools/call"})
    void choosesTheResultType(String method) {
        server.answersResultType("surprise");
        assertThat(resultOf(method, "{\"name\":\"tool-1\"}").path("resultType").asText())
                .isEqualTo("surprise");

        server.leavesTheResultTypeOut();
        assertThat(resultOf(method, "{\"name\":\"tool-1\"}").has("resultType")).isFalse();

        server.answersNormally();
        assertThat(resultOf(method, "{\"name\":\"tool-1\"}").path("resultType").asText())
                .isEqualTo("complete");
    }

    @Test
    void introducesItselfInEveryResultInstead() {
        server.omitsServerInfo();

        assertThat(resultOf("server/discover", "{}").has("serverInfo")).isFalse();
        for (String method : List.of("server/discover", "tools/list", "tools/call")) {
            assertThat(resultOf(method, "{\"name\":\"tool-1\"}")
                            .path("_meta")
                            .path("io.modelcontextprotocol/serverInfo"))
                    .isEqualTo(json("{\"name\":\"fake\",\"version\":\"1.2.3\"}"));
        }
    }

    // --- input ---

    private static final String REQUESTS = "{\"who\":{\"method\":\"elicitation/create\",\"params\":{}}}";
    private static final String RESPONSES = "{\"who\":{\"action\":\"decline\"}}";

    private static String aCall(String more) {
        return "{\"name\":\"tool-1\",\"arguments\":{\"a\":1}" + more + "}";
    }

    private static String aRetry(String state, String responses) {
        return aCall(",\"requestState\":\"" + state + "\",\"inputResponses\":" + responses);
    }

    @Test
    void asksForInputOnce() {
        server.onCallAsksForInput(REQUESTS, "s/1");

        JsonNode asked = resultOf("tools/call", aCall(""));
        JsonNode served = resultOf("tools/call", aRetry("s/1", RESPONSES));
        JsonNode later = resultOf("tools/call", aCall(""));

        assertThat(asked)
                .isEqualTo(json("{\"resultType\":\"input_required\",\"inputRequests\":" + REQUESTS
                        + ",\"requestState\":\"s/1\"}"));
        assertThat(served.path("resultType").asText()).isEqualTo("complete");
        assertThat(later.path("resultType").asText()).isEqualTo("complete");
    }

    @Test
    void refusesAWrongRetryAndWaitsForTheRightOne() {
        server.onCallAsksForInput(REQUESTS, "s/1");
        resultOf("tools/call", aCall(""));

        assertError(ask("tools/call", aCall("")), 400, -32602);
        assertError(ask("tools/call", aRetry("s/2", RESPONSES)), 400, -32602);
        assertError(ask("tools/call", aRetry("s/1", "{}")), 400, -32602);
        assertError(ask("tools/call", aRetry("s/1", "{\"who\":{},\"what\":{}}")), 400, -32602);
        assertError(ask("tools/call", aRetry("s/1", RESPONSES).replace("{\"a\":1}", "{\"a\":2}")), 400, -32602);
        lastId = 0;
        assertError(ask("tools/call", aRetry("s/1", RESPONSES)), 400, -32602);
        assertThat(resultOf("tools/call", aRetry("s/1", RESPONSES))
                        .path("resultType")
                        .asText())
                .isEqualTo("complete");
    }

    @Test
    void asksForInputWithoutStateOrWithoutRequests() {
        server.onCallAsksForInput(REQUESTS, null);
        assertThat(resultOf("tools/call", aCall("")).has("requestState")).isFalse();
        assertError(ask("tools/call", aRetry("s", RESPONSES)), 400, -32602);
        assertThat(ask("tools/call", aCall(",\"inputResponses\":" + RESPONSES)).statusCode())
                .isEqualTo(200);

        server.onCallAsksForInput(null, "s");
        assertThat(resultOf("tools/call", aCall("")).has("inputRequests")).isFalse();
        assertThat(resultOf("tools/call", aCall(",\"requestState\":\"s\""))
                        .path("resultType")
                        .asText())
                .isEqualTo("complete");
    }

    @Test
    void keepsAskingForInput() {
        server.keepsAskingForInput(REQUESTS, "s");

        for (int round = 0; round < 3; round++) {
            assertThat(resultOf("tools/call", aCall("")).path("resultType").asText())
                    .isEqualTo("input_required");
            assertThat(resultOf("tools/call", aRetry("s", RESPONSES))
                            .path("resultType")
                            .asText())
                    .isEqualTo("input_required");
            assertError(ask("tools/call", aRetry("t", RESPONSES)), 400, -32602);
        }

        server.answersNormally();
        assertThat(resultOf("tools/call", aCall("")).path("resultType").asText())
                .isEqualTo("complete");
    }
}
