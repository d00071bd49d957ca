package io.schemaagent.connectors.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Proves that the fake is a correct server as it starts, and that it misbehaves as it is told. */
@Timeout(60)
class FakeMcpServerTest {

    private static final Map<String, String> BOTH_TYPES = Map.of("Accept", "application/json, text/event-stream");

    private final FakeMcpServer server = FakeMcpServer.start();

    @AfterEach
    void stopServer() {
        server.close();
    }

    private static Map<String, String> within(String session) {
        Map<String, String> headers = new TreeMap<>(BOTH_TYPES);
        headers.put("Mcp-Session-Id", session);
        return headers;
    }

    private HttpResponse<String> post(Map<String, String> headers, String body) {
        return PlainClient.send("POST", server.url(), headers, body);
    }

    private HttpResponse<String> initialize() {
        return post(BOTH_TYPES, PlainClient.aRequest(1, "initialize", "{\"protocolVersion\":\"2025-06-18\"}"));
    }

    private String aSession() {
        return initialize().headers().firstValue("Mcp-Session-Id").orElseThrow();
    }

    private HttpResponse<String> list(String session) {
        return post(within(session), PlainClient.aRequest(2, "tools/list", "{}"));
    }

    @Test
    void knowsNoSessionThatAClientHasEndedWhateverItAnswersToThat() {
        String session = aSession();
        server.onEverything().answersStatus(500);

        PlainClient.send("DELETE", server.url(), within(session), null);

        server.awaitNoSessions();
        server.answersNormally();
        assertThat(list(session).statusCode()).isEqualTo(404);
    }

    // --- as it starts ---

    @Test
    void speaksTheLegacyEraWithSessions() {
        HttpResponse<String> initialized = initialize();
        String session = initialized.headers().firstValue("Mcp-Session-Id").orElseThrow();

        assertThat(PlainClient.jsonOf(initialized)).isEqualTo(FakeMcpServer.parse("""
                        {"jsonrpc":"2.0","id":1,"result":{"protocolVersion":"2025-06-18","capabilities":{"tools":{}},
                         "serverInfo":{"name":"fake","version":"1.2.3"}}}"""));
        assertThat(post(within(session), PlainClient.aNotification("notifications/initialized", "{}"))
                        .statusCode())
                .isEqualTo(202);
        assertThat(PlainClient.jsonOf(list(session)).path("result").path("tools"))
                .hasSize(2);
        assertThat(list("other").statusCode()).isEqualTo(404);
        assertThat(post(BOTH_TYPES, PlainClient.aRequest(3, "ping", "{}")).statusCode())
                .isEqualTo(400);
        assertThat(PlainClient.send("GET", server.url(), within(session), null).statusCode())
                .isEqualTo(405);
        assertThat(PlainClient.send("DELETE", server.url(), within(session), null)
                        .statusCode())
                .isEqualTo(200);
        assertThat(server.openSessions()).isZero();
        assertThat(server.received())
                .containsExactly(
                        "initialize", "notifications/initialized", "tools/list", "tools/list", "ping", "GET", "DELETE");
    }

    @Test
    void answersWhatItDoesNotKnow() {
        HttpResponse<String> response = post(within(aSession()), PlainClient.aRequest(2, "server/discover", "{}"));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(PlainClient.jsonOf(response).path("error").path("code").asInt())
                .isEqualTo(-32601);
    }

    @Test
    void listsAToolWithALoneSurrogateInAFieldName() {
        server.withTools(0).withToolCarryingLoneSurrogateInAFieldName("odd");

        HttpResponse<String> response = list(aSession());

        assertThat(response.body()).contains("{\"k\\ud83d\":{");
        JsonNode tool =
                PlainClient.jsonOf(response).path("result").path("tools").path(0);
        assertThat(tool.path("name").asText()).isEqualTo("odd");
        assertThat(tool.path("inputSchema").path("properties").has("k\ud83d")).isTrue();
    }

    @Test
    void saysBeforeEveryReplyThatItsToolsChanged() {
        server.withoutSessions().sendsListChangedWithEveryReply();

        try (PlainClient.Events events =
                PlainClient.open("POST", server.url(), BOTH_TYPES, PlainClient.aRequest(2, "tools/list", "{}"))) {
            assertThat(events.get().json().path("method").asText()).isEqualTo("notifications/tools/list_changed");
            assertThat(events.get().json().path("result").path("tools")).hasSize(2);
            assertThat(events.next()).isEmpty();
        }
    }

    // --- how it misbehaves ---

    @Test
    void answersWithEncodedBytes() {
        server.on("initialize").answersEncoded("br", "compressed".getBytes(StandardCharsets.UTF_8));

        HttpResponse<String> response = initialize();

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Encoding")).hasValue("br");
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(response.body()).isEqualTo("compressed");
    }

    @Test
    void sendsHugeHeadersWithTheRightReply() {
        server.on("initialize").sendsHugeHeaders(20_000);

        HttpResponse<String> response = initialize();

        assertThat(response.headers().firstValue("X-Padding").orElseThrow()).hasSize(20_000);
        assertThat(PlainClient.jsonOf(response).path("result").has("serverInfo"))
                .isTrue();
    }

    @Test
    void answersAStatusWithAJsonRpcError() {
        server.on("initialize").answersStatusWithRpcError(400, -32021, "{\"needed\":[\"roots\"]}");
        HttpResponse<String> response = initialize();
        server.on("initialize").answersStatusWithRpcError(404, -32601, null);
        HttpResponse<String> withoutData = initialize();

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(PlainClient.jsonOf(response)).isEqualTo(FakeMcpServer.parse("""
                        {"jsonrpc":"2.0","id":1,
                         "error":{"code":-32021,"message":"refused","data":{"needed":["roots"]}}}"""));
        assertThat(withoutData.statusCode()).isEqualTo(404);
        assertThat(PlainClient.jsonOf(withoutData).path("error").has("data")).isFalse();
    }

    @Test
    void asksForCredentialsWithAnyStatus() {
        server.on("initialize").asksForCredentials(403, "Bearer error=\"insufficient_scope\"");
        HttpResponse<String> forbidden = initialize();
        server.on("initialize").asksForCredentials("Bearer");
        HttpResponse<String> unauthorized = initialize();

        assertThat(forbidden.statusCode()).isEqualTo(403);
        assertThat(forbidden.headers().firstValue("WWW-Authenticate")).hasValue("Bearer error=\"insufficient_scope\"");
        assertThat(unauthorized.statusCode()).isEqualTo(401);
        assertThat(unauthorized.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
    }

    @Test
    void answersWhenItIsReleased() {
        server.on("initialize").answersWhenReleased();

        CompletableFuture<HttpResponse<String>> first =
                PlainClient.sendLater("POST", server.url(), BOTH_TYPES, PlainClient.aRequest(1, "initialize", "{}"));
        server.awaitRequests("initialize", 1);
        boolean answeredBefore = first.isDone();
        server.releases();

        assertThat(answeredBefore).isFalse();
        assertThat(first.join().statusCode()).isEqualTo(200);
    }

    @Test
    void answersLaterButNotBefore() {
        server.on("initialize").answersLater(50);

        long begin = System.nanoTime();
        HttpResponse<String> response = initialize();
        long taken = System.nanoTime() - begin;

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(taken).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(45));
    }

    @Test
    void answersNextAndAlwaysAndNormally() {
        server.on("initialize").answersStatus(500);
        server.onNext("initialize").answersStatus(418);

        List<Integer> statuses = List.of(initialize().statusCode(), initialize().statusCode());
        server.answersNormally();

        assertThat(statuses).containsExactly(418, 500);
        assertThat(initialize().statusCode()).isEqualTo(200);
    }

    @Test
    void padsAReply() {
        server.on("initialize").answersHuge(1000);

        assertThat(PlainClient.jsonOf(initialize())
                        .path("result")
                        .path("padding")
                        .asText())
                .hasSize(1000);
    }

    @Test
    void answersInvalidJson() {
        server.on("initialize").answersInvalidJson();

        assertThat(initialize().headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(initialize().body()).isEqualTo("{\"jsonrpc\": oops");
    }

    @Test
    void breaksAStreamInTheMiddleWithoutCountingThatAsAbandoned() {
        server.on("initialize").closesInTheMiddleOfAStream();

        try (PlainClient.Events events =
                PlainClient.open("POST", server.url(), BOTH_TYPES, PlainClient.aRequest(1, "initialize", "{}"))) {
            assertThatThrownBy(events::rest).isInstanceOf(RuntimeException.class);
        }
        assertThat(server.abandonedExchanges()).isZero();
    }

    @Test
    void noticesThatTheOtherSideGaveUp() {
        server.on("initialize").dripsEvents();

        PlainClient.open("POST", server.url(), BOTH_TYPES, PlainClient.aRequest(1, "initialize", "{}"))
                .close();

        server.awaitAbandonedExchanges(1);
        assertThat(server.abandonedExchanges()).isOne();
    }
}
