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

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.schemaagent.connectors.Tokens;
import io.schemaagent.connectors.mcp.FakeMcpServer;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class McpResourceTest {

    private static final String PING = request("ping", "{}");

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
        String meta = "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
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
        String body = request("tools/call", "{\"name\":\"s__first\",\"arguments\":{\"text\":\"hey\"}}");

        try (Socket socket = new Socket(endpoint.getHost(), endpoint.getPort())) {
            String head =
                    "POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nAuthorization: Bearer "
                            + Tokens.of(owner) + "\r\nContent-Length: " + body.length() + "\r\n\r\n";
            socket.getOutputStream().write((head + body).getBytes(StandardCharsets.US_ASCII));
            server.awaitRequests("tools/call", 1);
        }

        server.awaitRequests("notifications/cancelled", 1);
    }
}
