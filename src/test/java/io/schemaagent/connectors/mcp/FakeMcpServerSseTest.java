package io.schemaagent.connectors.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.schemaagent.connectors.mcp.PlainClient.Event;
import io.schemaagent.connectors.mcp.PlainClient.Events;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Proves that the fake speaks HTTP+SSE as servers of 2024-11-05 do. */
@Timeout(60)
class FakeMcpServerSseTest {

    private static final Map<String, String> EVENTS = Map.of("Accept", "text/event-stream");
    private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");
    private static final int MORE_THAN_BUFFERS_HOLD = 48 * 1024 * 1024;

    private final FakeMcpServer server = FakeMcpServer.start().speaksHttpWithSse();

    @AfterEach
    void stopServer() {
        server.close();
    }

    private Events connect() {
        return PlainClient.open("GET", server.url(), EVENTS, null);
    }

    private String endpointOf(Events events) {
        Event first = events.get();
        assertThat(first.name()).isEqualTo("endpoint");
        return server.origin() + first.data();
    }

    private static HttpResponse<String> post(String url, String body) {
        return PlainClient.send("POST", url, JSON, body);
    }

    private static HttpResponse<String> request(String url, String method) {
        return post(url, PlainClient.aRequest(5, method, "{\"name\":\"tool-1\"}"));
    }

    private static void assertAccepted(HttpResponse<String> response) {
        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(response.body()).isEqualTo("Accepted");
    }

    // --- what it serves ---

    @Test
    void repliesOnTheStreamThatNamedTheEndpoint() {
        try (Events events = connect()) {
            assertThat(events.status()).isEqualTo(200);
            Event endpoint = events.get();
            assertThat(endpoint.name()).isEqualTo("endpoint");
            assertThat(endpoint.data()).startsWith("/messages?sessionId=");
            String url = server.origin() + endpoint.data();

            assertAccepted(post(url, PlainClient.aRequest(1, "initialize", "{\"protocolVersion\":\"2025-11-25\"}")));
            Event initialized = events.get();
            assertThat(initialized.name()).isEqualTo("message");
            assertThat(initialized.json()).isEqualTo(FakeMcpServer.parse("""
                            {"jsonrpc":"2.0","id":1,"result":{"protocolVersion":"2024-11-05",
                             "capabilities":{"tools":{}},"serverInfo":{"name":"fake","version":"1.2.3"}}}"""));
            assertAccepted(post(url, PlainClient.aNotification("notifications/initialized", "{}")));
            assertAccepted(post(url, PlainClient.aRequest(2, "tools/list", "{}")));
            assertThat(events.get().json().path("result").path("tools")).hasSize(2);
            assertAccepted(post(url, PlainClient.aRequest(3, "tools/call", "{\"name\":\"tool-1\"}")));
            assertThat(events.get().data()).contains("called tool-1");
            assertAccepted(post(url, PlainClient.aNotification("notifications/cancelled", "{}")));
            server.awaitRequests("notifications/cancelled", 1);
            assertAccepted(post(url, PlainClient.aRequest(4, "resources/list", "{}")));
            assertThat(events.get().json().path("error").path("code").asInt()).isEqualTo(-32601);
        }
    }

    @Test
    void keepsItsSessionsApart() {
        try (Events one = connect();
                Events other = connect()) {
            String ofOne = endpointOf(one);
            String ofOther = endpointOf(other);

            post(ofOther, PlainClient.aRequest(1, "ping", "{}"));
            post(ofOne, PlainClient.aRequest(2, "ping", "{}"));

            assertThat(server.openSessions()).isEqualTo(2);
            assertThat(one.get().json().path("id").asInt()).isEqualTo(2);
            assertThat(other.get().json().path("id").asInt()).isEqualTo(1);
        }
        server.awaitAbandonedExchanges(2);
        assertThat(server.openSessions()).isZero();
    }

    @Test
    void refusesWhatIsSentElsewhere() {
        String initialize = PlainClient.aRequest(1, "initialize", "{}");

        assertThat(post(server.url(), initialize).statusCode()).isEqualTo(404);
        assertThat(post(server.origin() + "/messages?sessionId=none", initialize)
                        .statusCode())
                .isEqualTo(404);
        assertThat(post(server.origin() + "/messages", initialize).statusCode()).isEqualTo(404);
        assertThat(PlainClient.send("DELETE", server.url(), Map.of(), null).statusCode())
                .isEqualTo(405);
        assertThat(PlainClient.send("GET", server.url() + "/mcp/tools", Map.of(), null)
                        .statusCode())
                .isEqualTo(404);
        server.refusesPostsToItsUrlWith(405);
        assertThat(post(server.url(), initialize).statusCode()).isEqualTo(405);
        assertThat(server.received()).contains("initialize", "DELETE", "GET");
    }

    @Test
    void doesNotKnowASessionWhoseStreamIsClosed() {
        String url;
        try (Events events = connect()) {
            url = endpointOf(events);
        }
        server.awaitAbandonedExchanges(1);

        assertThat(request(url, "ping").statusCode()).isEqualTo(404);
    }

    @Test
    void asksForTheRequiredHeaders() {
        server.requiresBearer("t");

        assertThat(PlainClient.send("GET", server.url(), EVENTS, null).statusCode())
                .isEqualTo(401);
    }

    @Test
    void asksDuringACall() {
        server.onCallAsks("ping", "{}").answersCallsInEventsAfterProgress(1);
        try (Events events = connect()) {
            String url = endpointOf(events);

            assertAccepted(request(url, "tools/call"));
            assertThat(events.get().json().path("method").asText()).isEqualTo("notifications/progress");
            String id = events.get().json().path("id").toString();
            assertAccepted(post(url, "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"result\":{}}"));

            assertThat(events.get().data()).contains("called tool-1");
            assertThat(server.answers()).hasSize(1);
        }
    }

    @Test
    void speaksTheLegacyEraAgainWhenItIsTold() {
        server.speaksTheLegacyEra();

        assertThat(PlainClient.send("GET", server.url(), EVENTS, null).statusCode())
                .isEqualTo(405);
    }

    // --- its switches ---

    @Test
    void givesTheEndpointThatItIsTold() {
        server.givesTheEndpointAs(server.origin() + "/messages?sessionId={session}");
        try (Events events = connect()) {
            String url = events.get().data();
            assertAccepted(request(url, "ping"));
            assertThat(events.get().json().has("result")).isTrue();
        }

        server.givesTheEndpointAs("http://192.0.2.1/messages");
        try (Events events = connect()) {
            assertThat(events.get().data()).isEqualTo("http://192.0.2.1/messages");
        }

        server.givesTheEndpointAs("::garbage");
        try (Events events = connect()) {
            assertThat(events.get().data()).isEqualTo("::garbage");
        }

        server.answersNormally();
        try (Events events = connect()) {
            assertThat(events.get().data()).startsWith("/messages?sessionId=");
        }
    }

    @Test
    void neverSendsTheEndpoint() {
        server.neverSendsTheEndpoint().sendsListChangedFirst();

        try (Events events = connect()) {
            assertThat(events.get()).isEqualTo(new Event("", "", "", ""));
            assertThat(events.get().name()).isEqualTo("message");
        }
    }

    @Test
    void saysFirstThatItsToolsChanged() {
        server.sendsListChangedFirst();

        try (Events events = connect()) {
            request(endpointOf(events), "ping");
            assertThat(events.get().json().path("method").asText()).isEqualTo("notifications/tools/list_changed");
            assertThat(events.get().json().has("result")).isTrue();
        }
    }

    @Test
    void saysWithEveryReplyThatItsToolsChanged() {
        server.sendsListChangedWithEveryReply();

        try (Events events = connect()) {
            request(endpointOf(events), "ping");
            assertThat(events.get().json().path("method").asText()).isEqualTo("notifications/tools/list_changed");
            assertThat(events.get().json().has("result")).isTrue();
        }
    }

    /** A reply that fits into no buffer is not written until it is read, and so neither is what comes after it. */
    @Test
    void hasWrittenTheReplyBeforeItAccepts() {
        server.repliesBefore202().answersCallsHuge(MORE_THAN_BUFFERS_HOLD);

        try (Events events = connect()) {
            String url = endpointOf(events);
            CompletableFuture<HttpResponse<String>> posted = PlainClient.sendLater(
                    "POST", url, JSON, PlainClient.aRequest(5, "tools/call", "{\"name\":\"tool-1\"}"));
            server.awaitRequests("tools/call", 1);
            // Answered on another connection, after the call.
            post(server.url(), "{}");
            boolean acceptedBefore = posted.isDone();
            Event reply = events.get();

            assertThat(acceptedBefore).isFalse();
            assertThat(reply.data().length()).isGreaterThan(MORE_THAN_BUFFERS_HOLD);
            assertAccepted(posted.join());
        }
    }

    @Test
    void acceptsBeforeItReplies() {
        server.answersCallsHuge(MORE_THAN_BUFFERS_HOLD);

        try (Events events = connect()) {
            assertAccepted(request(endpointOf(events), "tools/call"));
            assertThat(events.get().data().length()).isGreaterThan(MORE_THAN_BUFFERS_HOLD);
        }
    }

    @Test
    void dropsTheStreamInsteadOfAReply() {
        server.dropsTheStreamOn("tools/list");

        try (Events events = connect()) {
            String url = endpointOf(events);
            request(url, "ping");
            assertThat(events.get().json().has("result")).isTrue();

            assertAccepted(request(url, "tools/list"));

            assertThat(events.next()).isEmpty();
            assertThat(request(url, "ping").statusCode()).isEqualTo(404);
        }
    }

    // --- how it misbehaves ---

    @Test
    void misbehavesAtTheEndpointOnly() {
        server.on("initialize").answersStatus(500);

        try (Events events = connect()) {
            String url = endpointOf(events);

            assertThat(request(server.url(), "initialize").statusCode()).isEqualTo(404);
            assertThat(request(url, "initialize").statusCode()).isEqualTo(500);
        }
        server.onEverything().answersStatus(503);
        assertThat(request(server.url(), "initialize").statusCode()).isEqualTo(503);
        assertThat(PlainClient.send("GET", server.url(), EVENTS, null).statusCode())
                .isEqualTo(503);
    }

    @Test
    void misbehavesOnTheStream() {
        try (Events events = connect()) {
            String url = endpointOf(events);

            server.on("ping").answersError(-32603);
            assertAccepted(request(url, "ping"));
            assertThat(events.get().json().path("error").path("code").asInt()).isEqualTo(-32603);

            server.on("ping").answersResult("{\"a\":1}");
            assertAccepted(request(url, "ping"));
            assertThat(events.get().json().path("result").toString()).isEqualTo("{\"a\":1}");

            server.on("ping").answersHuge(1000);
            assertAccepted(request(url, "ping"));
            assertThat(events.get().data()).hasSizeGreaterThan(1000);

            server.on("ping").answersInvalidJson();
            assertAccepted(request(url, "ping"));
            assertThat(events.get().data()).isEqualTo("{\"jsonrpc\": oops");

            server.on("ping").answersWhenReleased();
            CompletableFuture<HttpResponse<String>> held =
                    PlainClient.sendLater("POST", url, JSON, PlainClient.aRequest(9, "ping", "{}"));
            server.awaitRequests("ping", 5);
            server.releases();
            assertAccepted(held.join());
            assertThat(events.get().json().path("id").asInt()).isEqualTo(9);

            server.on("ping").endsTheStreamWithoutAReply();
            assertAccepted(request(url, "ping"));
            assertThat(events.next()).isEmpty();
        }
    }

    @Test
    void breaksTheStreamInTheMiddleOfAnEvent() {
        server.on("ping").closesInTheMiddleOfAStream();

        try (Events events = connect()) {
            assertAccepted(request(endpointOf(events), "ping"));

            assertThatThrownBy(events::next).isInstanceOf(UncheckedIOException.class);
        }
        assertThat(server.abandonedExchanges()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"hangs", "drips"})
    void countsTheStreamThatTheClientClosed(String way) {
        if (way.equals("hangs")) {
            server.on("ping").hangsInTheMiddleOfAStream();
        } else {
            server.on("ping").dripsEvents();
        }

        try (Events events = connect()) {
            assertAccepted(request(endpointOf(events), "ping"));
        }

        server.awaitAbandonedExchanges(1);
        assertThat(server.openSessions()).isZero();
    }
}
