package io.schemaagent.connectors.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.schemaagent.connectors.mcp.PlainClient.Event;
import io.schemaagent.connectors.mcp.PlainClient.Events;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Proves what the fake does between a call of a tool and its reply. */
@Timeout(60)
class FakeMcpServerCallsTest {

    private static final String A_CALL = PlainClient.aRequest(7, "tools/call", "{\"name\":\"tool-1\"}");

    private final FakeMcpServer server = FakeMcpServer.start();
    private final Map<String, String> headers = new HashMap<>();

    @BeforeEach
    void beginASession() {
        headers.put("Accept", "application/json, text/event-stream");
        HttpResponse<String> response = post(PlainClient.aRequest(1, "initialize", "{}"));
        headers.put(
                "Mcp-Session-Id",
                response.headers().firstValue("Mcp-Session-Id").orElseThrow());
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    private HttpResponse<String> post(String body) {
        return PlainClient.send("POST", server.url(), headers, body);
    }

    private Events open(String body) {
        return PlainClient.open("POST", server.url(), headers, body);
    }

    private Map<String, String> after(String eventId) {
        Map<String, String> resuming = new HashMap<>(headers);
        resuming.put("Last-Event-ID", eventId);
        return resuming;
    }

    private HttpResponse<String> get(Map<String, String> with) {
        return PlainClient.send("GET", server.url(), with, null);
    }

    private static void assertIsTheReply(Event event) {
        assertThat(event.json()).isEqualTo(FakeMcpServer.parse("""
                        {"jsonrpc":"2.0","id":7,
                         "result":{"content":[{"type":"text","text":"called tool-1"}],"isError":false}}"""));
    }

    // --- results ---

    @Test
    void answersWithTheResultThatItIsTold() {
        server.answersCallsWith("{\"content\":[],\"isError\":true}");
        assertThat(PlainClient.jsonOf(post(A_CALL)).path("result").toString())
                .isEqualTo("{\"content\":[],\"isError\":true}");

        server.answersNormally();
        assertThat(post(A_CALL).body()).contains("called tool-1");
    }

    @Test
    void answersWithAHugeResult() {
        server.answersCallsHuge(100_000);

        JsonNode content = PlainClient.jsonOf(post(A_CALL)).path("result").path("content");

        assertThat(content.path(0).path("text").asText()).hasSize(100_000);
    }

    @Test
    void reportsProgressFirst() {
        server.answersCallsInEventsAfterProgress(3);

        try (Events events = open(
                PlainClient.aRequest(7, "tools/call", "{\"name\":\"tool-1\",\"_meta\":{\"progressToken\":\"p-1\"}}"))) {
            for (int done = 1; done <= 3; done++) {
                assertThat(events.get().json()).isEqualTo(FakeMcpServer.parse("""
                                {"jsonrpc":"2.0","method":"notifications/progress",
                                 "params":{"progressToken":"p-1","progress":%d,"total":3}}""".formatted(done)));
            }
            assertIsTheReply(events.get());
            assertThat(events.next()).isEmpty();
        }
    }

    @Test
    void answersNothingButCallsInEventsAfterProgress() {
        server.answersCallsInEventsAfterProgress(0);

        try (Events events = open(A_CALL)) {
            assertThat(events.rest()).singleElement().satisfies(FakeMcpServerCallsTest::assertIsTheReply);
        }
        assertThat(post(PlainClient.aRequest(8, "tools/list", "{}")).headers().firstValue("Content-Type"))
                .hasValue("application/json");
    }

    // --- questions ---

    @Test
    void asksAndWaitsForTheAnswer() {
        server.onCallAsks("sampling/createMessage", "{\"maxTokens\":5}");

        try (Events events = open(A_CALL)) {
            JsonNode question = events.get().json();
            String answer = "{\"jsonrpc\":\"2.0\",\"id\":%s,\"error\":{\"code\":-32601,\"message\":\"no\"}}"
                    .formatted(question.path("id"));
            HttpResponse<String> accepted = post(answer);

            assertThat(question.path("id").isTextual()).isTrue();
            assertThat(question.path("method").asText()).isEqualTo("sampling/createMessage");
            assertThat(question.path("params").toString()).isEqualTo("{\"maxTokens\":5}");
            assertThat(accepted.statusCode()).isEqualTo(202);
            assertThat(accepted.body()).isEmpty();
            assertIsTheReply(events.get());
            assertThat(events.next()).isEmpty();
            assertThat(server.answers()).containsExactly(FakeMcpServer.parse(answer));
            assertThat(server.received()).containsExactly("initialize", "tools/call", "POST");
        }
    }

    @Test
    void doesNotReplyToACallBeforeItHasTheAnswerToItsOwnQuestion() {
        server.onCallAsks("roots/list", "{}");

        try (Events first = open(A_CALL);
                Events second = open(A_CALL)) {
            String ofFirst = first.get().json().path("id").toString();
            String ofSecond = second.get().json().path("id").toString();
            String answer = "{\"jsonrpc\":\"2.0\",\"id\":%s,\"result\":{}}";
            post(answer.formatted("\"nobody-asked\""));
            CompletableFuture<Event> firstReply = CompletableFuture.supplyAsync(first::get);
            post(answer.formatted(ofSecond));
            assertIsTheReply(second.get());
            boolean repliedBefore = firstReply.isDone();
            post(answer.formatted(ofFirst));

            assertThat(repliedBefore).isFalse();
            assertIsTheReply(firstReply.join());
            server.awaitAnswers(3);
            assertThat(server.answers()).hasSize(3);
        }
    }

    @Test
    void takesAnswersWithinTheSessionOnly() {
        headers.put("Mcp-Session-Id", "other");

        assertThat(post("{\"jsonrpc\":\"2.0\",\"id\":\"q\",\"result\":{}}").statusCode())
                .isEqualTo(404);
        assertThat(server.answers()).isEmpty();
    }

    // --- lost streams ---

    @Test
    void repliesToAGetAfterAStreamThatEnded() {
        server.dropsTheCallStreamOnce(15);

        List<Event> before;
        try (Events events = open(A_CALL)) {
            before = events.rest();
        }
        Event priming = before.get(0);
        try (Events resumed = PlainClient.open("GET", server.url(), after(priming.id()), null)) {
            assertIsTheReply(resumed.get());
            assertThat(resumed.next()).isEmpty();
        }

        assertThat(before).hasSize(1);
        assertThat(priming.id()).isNotEmpty();
        assertThat(priming.retry()).isEqualTo("15");
        assertThat(priming.data()).isEmpty();
        assertThat(server.requests("GET").get(0).header("Last-Event-ID")).hasValue(priming.id());
        assertThat(post(A_CALL).body()).contains("called tool-1");
    }

    @Test
    void repliesToAGetAfterAConnectionThatBroke() {
        server.breaksTheCallStreamOnce(0);

        try (Events events = open(A_CALL)) {
            Event priming = events.get();
            assertThatThrownBy(events::next).isInstanceOf(UncheckedIOException.class);
            assertThat(get(after(priming.id())).body()).contains("called tool-1");
        }
        assertThat(server.abandonedExchanges()).isZero();
    }

    @Test
    void resumesOnlyWithTheRightIdWithinTheSession() {
        server.dropsTheCallStreamOnce(0);
        try (Events events = open(A_CALL)) {
            String id = events.get().id();

            assertThat(get(headers).statusCode()).isEqualTo(400);
            assertThat(get(after("other")).statusCode()).isEqualTo(404);
            Map<String, String> withoutSession = after(id);
            withoutSession.remove("Mcp-Session-Id");
            assertThat(get(withoutSession).statusCode()).isEqualTo(400);
            Map<String, String> withoutEvents = after(id);
            withoutEvents.put("Accept", "application/json");
            assertThat(get(withoutEvents).statusCode()).isEqualTo(406);
            assertThat(get(after(id)).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void asksInTheResumedStreamToo() {
        server.onCallAsks("ping", "{}").dropsTheCallStreamOnce(0);
        String id;
        try (Events events = open(A_CALL)) {
            id = events.get().id();
        }

        try (Events resumed = PlainClient.open("GET", server.url(), after(id), null)) {
            post("{\"jsonrpc\":\"2.0\",\"id\":%s,\"result\":{}}"
                    .formatted(resumed.get().json().path("id")));
            assertIsTheReply(resumed.get());
        }
    }

    @Test
    void neverResumes() {
        server.dropsTheCallStreamOnce(0).neverResumes();

        try (Events events = open(A_CALL)) {
            assertThat(get(after(events.get().id())).statusCode()).isEqualTo(405);
        }
    }

    // --- hanging and giving up ---

    @Test
    void noticesThatAHangingCallWasCancelled() {
        server.on("tools/call").hangs();
        CompletableFuture<HttpResponse<String>> call = PlainClient.sendLater("POST", server.url(), headers, A_CALL);
        server.awaitRequests("tools/call", 1);

        HttpResponse<String> cancelled =
                post(PlainClient.aNotification("notifications/cancelled", "{\"requestId\":7}"));

        server.awaitRequests("notifications/cancelled", 1);
        assertThat(cancelled.statusCode()).isEqualTo(202);
        assertThat(server.requests("notifications/cancelled")
                        .get(0)
                        .json()
                        .path("params")
                        .path("requestId")
                        .asInt())
                .isEqualTo(7);
        assertThat(call.isDone()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void countsACallStreamThatTheClientClosed(boolean asking) {
        if (asking) {
            server.onCallAsks("ping", "{}");
        } else {
            server.answersCallsInEventsAfterProgress(1).answersInEventsWithoutEnd();
        }

        try (Events events = open(A_CALL)) {
            events.get();
        }

        server.awaitAbandonedExchanges(1);
        assertThat(server.abandonedExchanges()).isOne();
    }
}
