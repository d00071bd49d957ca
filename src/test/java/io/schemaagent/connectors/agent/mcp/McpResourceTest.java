package io.schemaagent.connectors.agent.mcp;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.schemaagent.connectors.Tokens;
import io.schemaagent.connectors.fuzz.JsonText;
import io.schemaagent.connectors.mcp.FakeMcpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class McpResourceTest {

    private static final String PING = request("ping", "{}");
    private static final String ARGUMENTS = "{\"name\":\"s__first\",\"arguments\":{\"text\":\"hey\"}}";
    private static final String WITH_TOKEN =
            "{\"name\":\"s__first\",\"arguments\":{\"text\":\"hey\"}," + "\"_meta\":{\"progressToken\":\"mine\"}}";

    private final String owner = Tokens.aUser();
    private final FakeMcpServer server = FakeMcpServer.start().withTools("second", "first");

    @ConfigProperty(name = "mp.jwt.verify.issuer")
    String issuer;

    @TestHTTPResource("/mcp")
    URI endpoint;

    @AfterEach
    void stop() {
        server.close();
    }

    private static String request(String method, String params) {
        return "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"" + method + "\",\"params\":" + params + "}";
    }

    private RequestSpecification caller() {
        return given().auth()
                .oauth2(Tokens.of(owner))
                .contentType("application/json")
                .accept("application/json, text/event-stream");
    }

    private ValidatableResponse legacy(String method, String params) {
        return caller().header("MCP-Protocol-Version", "2025-11-25")
                .body(request(method, params))
                .post("/mcp")
                .then();
    }

    private ValidatableResponse modern(String method, String params) {
        return modern(method, params, "");
    }

    private ValidatableResponse modern(String method, String params, String moreMeta) {
        String meta = "\"_meta\":{" + moreMeta + "\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
                + "\"io.modelcontextprotocol/clientCapabilities\":{}}}";
        String separator = params.equals("{}") ? "" : ",";
        RequestSpecification request =
                caller().header("MCP-Protocol-Version", "2026-07-28").header("Mcp-Method", method);
        if (method.equals("tools/call")) {
            request.header("Mcp-Name", "s__first");
        }
        return request.body(request(method, params.substring(0, params.length() - 1) + separator + meta))
                .post("/mcp")
                .then();
    }

    private void save(String name) {
        given().auth()
                .oauth2(Tokens.of(owner))
                .contentType("application/json")
                .body(Map.of("name", name, "server_url", server.url(), "confirm_duplicate", true))
                .post("/api/connectors")
                .then()
                .statusCode(201);
    }

    // --- who may call ---

    @Test
    void letsInNobodyWithoutAToken() {
        given().contentType("application/json")
                .body(PING)
                .post("/mcp")
                .then()
                .statusCode(401)
                .contentType("application/problem+json")
                .header(
                        "WWW-Authenticate",
                        equalTo("Bearer resource_metadata="
                                + "\"http://localhost:8081/.well-known/oauth-protected-resource/mcp\""))
                .body("error", equalTo("UNAUTHORIZED"));
        given().auth()
                .oauth2("no-token-at-all")
                .contentType("application/json")
                .body(PING)
                .post("/mcp")
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", containsString("resource_metadata="));
        given().get("/api/connectors").then().statusCode(401).header("WWW-Authenticate", equalTo("Bearer"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/.well-known/oauth-protected-resource", "/.well-known/oauth-protected-resource/mcp"})
    void saysWhoIssuesTokens(String address) {
        given().get(address)
                .then()
                .statusCode(200)
                .contentType("application/json")
                .body("resource", equalTo("http://localhost:8081/mcp"))
                .body("authorization_servers", contains(issuer))
                .body("bearer_methods_supported", contains("header"));
    }

    @ParameterizedTest
    @CsvSource({
        "Origin, https://evil.example.com, 403",
        "Origin, null, 403",
        "Host, evil.example.com, 403",
        "Origin, https://ui.example.com, 200",
        "Origin, http://localhost:8081, 200",
        "Host, localhost:8081, 200",
        "Host, 127.0.0.1, 200",
    })
    void keepsOutForeignPages(String header, String value, int status) {
        caller().header(header, value).body(PING).post("/mcp").then().statusCode(status);
    }

    // --- HTTP ---

    @ParameterizedTest
    @ValueSource(strings = {"GET", "DELETE"})
    void takesNothingButMessages(String method) {
        caller().accept("text/event-stream")
                .request(method, "/mcp")
                .then()
                .statusCode(405)
                .header("Allow", equalTo("POST"))
                .body("error", equalTo("METHOD_NOT_ALLOWED"));
    }

    @ParameterizedTest
    @CsvSource({
        "'application/json, text/event-stream', 200",
        "application/json, 200",
        "*/*, 200",
        "'text/event-stream, */*;q=0.1', 200",
        "text/html, 406",
        "text/event-stream, 406",
    })
    void answersInJson(String accept, int status) {
        caller().accept(accept).body(PING).post("/mcp").then().statusCode(status);
    }

    @ParameterizedTest
    @CsvSource({"application/json; charset=utf-8, 200", "text/plain, 415", "application/xml, 415"})
    void takesJson(String contentType, int status) {
        given().auth()
                .oauth2(Tokens.of(owner))
                .header("Content-Type", contentType)
                .body(PING.getBytes(StandardCharsets.UTF_8))
                .post("/mcp")
                .then()
                .statusCode(status);
    }

    @Test
    void saysWhatIsNoMessage() {
        caller().body("{").post("/mcp").then().statusCode(400).body("error.code", equalTo(-32700));
        caller().post("/mcp").then().statusCode(400).body("error.code", equalTo(-32700));
    }

    @Test
    void takesNotificationsInSilence() {
        caller().body("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}")
                .post("/mcp")
                .then()
                .statusCode(202)
                .body(emptyString());
    }

    @Test
    void opensNoSession() {
        legacy("initialize", "{\"protocolVersion\":\"2025-06-18\",\"capabilities\":{}}")
                .statusCode(200)
                .header("Mcp-Session-Id", nullValue())
                .body("id", equalTo(7))
                .body("result.protocolVersion", equalTo("2025-06-18"))
                .body("result.serverInfo.name", equalTo("mcp-connectors"));
    }

    // --- tools ---

    @Test
    void listsTheTools() {
        save("s");
        save("Another one");

        legacy("tools/list", "{}")
                .statusCode(200)
                .contentType("application/json")
                .body(
                        "result.tools.name",
                        contains("another-one__first", "another-one__second", "s__first", "s__second"))
                .body("result.tools[2].title", equalTo("s: first"))
                .body("result.tools[2].inputSchema.type", equalTo("object"))
                .body("result.nextCursor", nullValue());
        modern("tools/list", "{}")
                .statusCode(200)
                .body("result.tools.name", hasSize(4))
                .body("result.resultType", equalTo("complete"))
                .body("result.ttlMs", equalTo(60_000))
                .body("result.cacheScope", equalTo("private"));
    }

    @Test
    void goesOnAfterACursorInTheCatalogueSOrder() {
        save("a");
        save("a b");
        String cursor = Cursor.after("a__second");

        legacy("tools/list", "{\"cursor\":\"" + cursor + "\"}")
                .body("result.tools.name", contains("a-b__first", "a-b__second"));
    }

    @Test
    void callsATool() {
        save("s");
        server.forgetRequests();

        legacy("tools/call", "{\"name\":\"s__first\",\"arguments\":{\"text\":\"hey\"}}")
                .statusCode(200)
                .body("result.isError", equalTo(false))
                .body("result.content[0].type", equalTo("text"));
        modern("tools/call", "{\"name\":\"s__first\",\"arguments\":{\"text\":\"hey\"}}")
                .statusCode(200)
                .body("result.isError", equalTo(false))
                .body("result.resultType", equalTo("complete"));

        assertThat(server.requests("tools/call")).hasSize(2).allSatisfy(call -> assertThat(
                        call.json().path("params").path("name").asText())
                .isEqualTo("first"));
    }

    @Test
    void letsTheModelReadWhatWentWrong() {
        save("s");
        server.on("tools/call").answersStatus(401);

        legacy("tools/call", "{\"name\":\"s__first\",\"arguments\":{\"text\":\"hey\"}}")
                .statusCode(200)
                .body("result.isError", equalTo(true))
                .body("result.content[0].text", containsString("credentials"));
        legacy("tools/call", "{\"name\":\"s__first\",\"arguments\":{\"text\":7}}")
                .statusCode(200)
                .body("result.isError", equalTo(true))
                .body("result.content[0].text", containsString("arguments.text"));
        legacy("tools/call", "{\"name\":\"s__gone\"}")
                .statusCode(200)
                .body("error.code", equalTo(-32602))
                .body("error.message", equalTo("Unknown tool: s__gone"));
    }

    @Test
    void showsAndCallsNobodyElsesTools() {
        save("s");
        String other = Tokens.of(Tokens.aUser());

        given().auth()
                .oauth2(other)
                .contentType("application/json")
                .body(request("tools/list", "{}"))
                .post("/mcp")
                .then()
                .statusCode(200)
                .body("result.tools", hasSize(0));
        given().auth()
                .oauth2(other)
                .contentType("application/json")
                .body(request("tools/call", "{\"name\":\"s__first\",\"arguments\":{\"text\":\"x\"}}"))
                .post("/mcp")
                .then()
                .body("error.message", not(emptyString()))
                .body("error.code", equalTo(-32602));
    }

    @Test
    void stopsTheServerWhenItsCallerGoesAway() throws IOException {
        save("s");
        server.on("tools/call").hangs();

        try (Socket socket = call(ARGUMENTS)) {
            assertThat(socket.isConnected()).isTrue();
            server.awaitRequests("tools/call", 1);
        }

        server.awaitRequests("notifications/cancelled", 1);
    }

    /** Begins a call of the legacy era that this test reads the answer to as it comes. */
    private Socket call(String params) throws IOException {
        String body = request("tools/call", params);
        String head = "POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Accept: application/json, text/event-stream\r\nAuthorization: Bearer " + Tokens.of(owner)
                + "\r\nContent-Length: " + body.length() + "\r\n\r\n";
        Socket socket = new Socket(endpoint.getHost(), endpoint.getPort());
        socket.getOutputStream().write((head + body).getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    // --- how far a call is ---

    private static List<JsonNode> messages(String events) {
        return events.lines()
                .filter(line -> line.startsWith("data: "))
                .map(line -> JsonText.read(line.substring("data: ".length())))
                .toList();
    }

    private static List<Double> steps(List<JsonNode> messages) {
        return messages.subList(0, messages.size() - 1).stream()
                .map(message -> message.at("/params/progress").doubleValue())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void tellsHowFarACallIs(boolean modernServer) {
        if (modernServer) {
            server.speaksTheModernEraOnly();
        }
        save("s");
        server.reportsOnCalls(
                "{\"progressToken\":{token},\"progress\":1,\"total\":2,\"message\":\"half\\u202e\"}",
                "{\"progressToken\":{token},\"progress\":1.5}");

        String events = legacy("tools/call", WITH_TOKEN)
                .statusCode(200)
                .contentType("text/event-stream")
                .extract()
                .asString();

        assertThat(events).startsWith("event: message\ndata: {").endsWith("}\n\n");
        assertThat(messages(events))
                .hasSize(3)
                .startsWith(
                        JsonText.read("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\",\"params\":"
                                + "{\"progressToken\":\"mine\",\"progress\":1,\"total\":2,\"message\":\"half\"}}"),
                        JsonText.read("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\",\"params\":"
                                + "{\"progressToken\":\"mine\",\"progress\":1.5}}"));
        JsonNode response = messages(events).get(2);
        assertThat(response.path("id").intValue()).isEqualTo(7);
        assertThat(response.at("/result/content/0/text").asText()).isEqualTo("called first");
        assertThat(server.requests("tools/call").get(0).body()).doesNotContain("mine");
    }

    @Test
    void tellsItInTheModernEraToo() {
        save("s");
        server.answersCallsInEventsAfterProgress(2);

        String events = modern("tools/call", ARGUMENTS, "\"progressToken\":3,")
                .statusCode(200)
                .contentType("text/event-stream")
                .extract()
                .asString();

        assertThat(steps(messages(events))).containsExactly(1.0, 2.0);
        assertThat(messages(events).get(0).at("/params/progressToken").intValue())
                .isEqualTo(3);
        assertThat(messages(events).get(2).at("/result/resultType").asText()).isEqualTo("complete");
    }

    @Test
    void answersInJsonWhereThereIsNothingToTellBefore() {
        save("s");

        legacy("tools/call", WITH_TOKEN)
                .statusCode(200)
                .contentType("application/json")
                .body("result.isError", equalTo(false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "*/*"})
    void answersInJsonWhoTakesNothingElse(String accept) {
        save("s");
        server.answersCallsInEventsAfterProgress(2);

        caller().accept(accept)
                .body(request("tools/call", WITH_TOKEN))
                .post("/mcp")
                .then()
                .statusCode(200)
                .contentType("application/json")
                .body("result.isError", equalTo(false));
        assertThat(server.requests("tools/call")
                        .get(0)
                        .json()
                        .at("/params/_meta")
                        .isMissingNode())
                .isTrue();
    }

    @Test
    void answersInJsonWithoutAToken() {
        save("s");
        server.answersCallsInEventsAfterProgress(2);

        legacy("tools/call", ARGUMENTS)
                .statusCode(200)
                .contentType("application/json")
                .body("result.isError", equalTo(false));
    }

    @Test
    void tellsWhatWentWrongAfterProgress() {
        save("s");
        server.reportsOnCalls("{\"progressToken\":{token},\"progress\":1}").answersCallsWith("{\"content\":7}");

        List<JsonNode> messages =
                messages(legacy("tools/call", WITH_TOKEN).extract().asString());

        assertThat(steps(messages)).containsExactly(1.0);
        assertThat(messages.get(1).at("/result/isError").asBoolean()).isTrue();
    }

    @Test
    void isNotFloodedByAServer() {
        save("s");
        server.reportsOnCalls(IntStream.range(0, 4000)
                .mapToObj(step -> "{\"progressToken\":{token},\"progress\":" + step + "}")
                .toArray(String[]::new));

        List<JsonNode> messages =
                messages(legacy("tools/call", WITH_TOKEN).extract().asString());

        // Twenty at once, and ten more for each second that it takes.
        assertThat(messages).hasSizeBetween(21, 200);
        assertThat(steps(messages)).isSorted().doesNotHaveDuplicates();
        assertThat(messages.get(messages.size() - 1).at("/result/isError").asBoolean(true))
                .isFalse();
    }

    @Test
    void handsOnNothingThatMakesNoSense() {
        save("s");
        server.reportsOnCalls(
                "{\"progressToken\":{token},\"progress\":2,\"message\":\"" + "x".repeat(100_000) + "\"}",
                "{\"progressToken\":{token},\"progress\":1}",
                "{\"progressToken\":{token},\"progress\":2}",
                "{\"progressToken\":{token},\"progress\":1e999}",
                "{\"progressToken\":{token},\"progress\":\"9\"}",
                "{\"progressToken\":\"mine\",\"progress\":9}",
                "{\"progressToken\":{token},\"progress\":3,\"more\":\"of it\",\"_meta\":{\"a\":1}}");

        List<JsonNode> messages =
                messages(legacy("tools/call", WITH_TOKEN).extract().asString());

        assertThat(steps(messages)).containsExactly(2.0, 3.0);
        assertThat(messages.get(0).at("/params/message").asText()).isEqualTo("x".repeat(500));
        assertThat(messages.get(1).path("params"))
                .isEqualTo(JsonText.read("{\"progressToken\":\"mine\",\"progress\":3}"));
    }

    @Test
    void goesForwardOnlyAlsoInASecondAttempt() {
        server.withTool("""
                {"name":"again","inputSchema":{"type":"object"},"annotations":{"readOnlyHint":true}}""");
        save("s");
        server.answersCallsInEventsAfterProgress(3).onNext("tools/call").closesAfterItsReports();

        List<JsonNode> messages =
                messages(legacy("tools/call", "{\"name\":\"s__again\",\"_meta\":{\"progressToken\":\"mine\"}}")
                        .extract()
                        .asString());

        assertThat(server.requests("tools/call")).hasSize(2);
        assertThat(steps(messages)).containsExactly(1.0, 2.0, 3.0);
        assertThat(messages.get(3).at("/result/isError").asBoolean(true)).isFalse();
    }

    @Test
    void tellsItOverHttp2() throws IOException, InterruptedException {
        save("s");
        server.answersCallsInEventsAfterProgress(2);
        HttpRequest request = HttpRequest.newBuilder(endpoint)
                .header("Authorization", "Bearer " + Tokens.of(owner))
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .POST(BodyPublishers.ofString(request("tools/call", WITH_TOKEN)))
                .build();

        HttpResponse<String> response = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_2)
                .build()
                .send(request, BodyHandlers.ofString());

        assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_2);
        assertThat(response.headers().firstValue("content-type")).contains("text/event-stream");
        assertThat(steps(messages(response.body()))).containsExactly(1.0, 2.0);
    }

    /** Closing the response is how a client cancels (MCP 2026-07-28, basic/patterns/cancellation). */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void stopsTheServerWhenItsCallerGoesAwayInTheMiddleOfAStream(boolean modernServer) throws IOException {
        if (modernServer) {
            server.speaksTheModernEraOnly();
        }
        save("s");
        server.answersCallsInEventsAfterProgress(2).on("tools/call").hangsAfterItsReports();

        try (Socket socket = call(WITH_TOKEN);
                BufferedReader lines =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
            String line = lines.readLine();
            while (line != null && !line.contains("\"progress\":2")) {
                line = lines.readLine();
            }
            assertThat(line).startsWith("data: ");
        }

        server.awaitAbandonedExchanges(1);
        if (!modernServer) {
            server.awaitRequests("notifications/cancelled", 1);
        }
    }
}
