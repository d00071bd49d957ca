package io.schemaagent.connectors.mcp;

import static io.schemaagent.connectors.mcp.TestClient.aCall;
import static io.schemaagent.connectors.mcp.TestClient.aServer;
import static io.schemaagent.connectors.mcp.TestClient.aWay;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.schemaagent.connectors.mcp.DiscoveryOutcome.Found;
import io.schemaagent.connectors.mcp.catalogue.Tool;
import io.schemaagent.connectors.mcp.diagnostics.Diagnostics;
import io.schemaagent.connectors.mcp.diagnostics.FailureReason;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class HttpWithSseTest {

    private static final String SECRET = "s3cr3t-credential";

    @Inject
    TestClient client;

    private final FakeMcpServer server = FakeMcpServer.start().speaksHttpWithSse();

    @AfterEach
    void stopServer() {
        server.close();
    }

    static Stream<Arguments> waysToAnswerRightly() {
        return Stream.of(
                aWay("as it is", server -> {}),
                aWay(
                        "absolute endpoint",
                        server -> server.givesTheEndpointAs(server.origin() + "/messages?sessionId={session}")),
                aWay("reply before 202", FakeMcpServer::repliesBefore202),
                aWay("list_changed first", FakeMcpServer::sendsListChangedFirst),
                aWay("list_changed with every reply", FakeMcpServer::sendsListChangedWithEveryReply),
                aWay("pages", server -> server.withPagesOf(1)),
                aWay("POST refused with 405", server -> server.refusesPostsToItsUrlWith(405)),
                aWay("POST refused with 400", server -> server.refusesPostsToItsUrlWith(400)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("waysToAnswerRightly")
    void findsTheToolsOfAServer(String name, Consumer<FakeMcpServer> way) {
        way.accept(server.withTools("search", "fetch"));

        Found found = client.found(aServer(server.url()));

        assertThat(found.catalogue().tools()).extracting(Tool::name).containsExactly("search", "fetch");
        assertThat(found.catalogue().warnings()).isEmpty();
        assertThat(found.diagnostics().transport()).isEqualTo("http_sse");
        assertThat(found.diagnostics().protocolVersion()).isEqualTo("2024-11-05");
        assertThat(found.diagnostics().server()).isEqualTo(new Diagnostics.Server("fake", "1.2.3"));
    }

    @Test
    void letsGoOfTheStreamWhenItIsDone() {
        client.found(aServer(server.url()));

        server.awaitAbandonedExchanges(1);
    }

    @Test
    void opensTheStreamAtOnceWhereItKnowsTheServer() {
        client.found(aServer(server.url(), Transport.HTTP_SSE, "2024-11-05"));

        assertThat(server.received()).containsExactly("GET", "initialize", "notifications/initialized", "tools/list");
    }

    @Test
    void findsOutAnewWhenAServerHasNoSuchStreamAnyMore() {
        server.speaksTheModernEraOnly();

        assertThat(client.found(aServer(server.url(), Transport.HTTP_SSE, "2024-11-05"))
                        .diagnostics()
                        .protocolVersion())
                .isEqualTo("2026-07-28");
    }

    @Test
    void sendsCredentialsWithEveryRequest() {
        server.requiresBearer(SECRET);

        assertThat(client.discover(aServer(server.url(), Map.of("Authorization", "Bearer " + SECRET))))
                .isInstanceOf(Found.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://other.example/messages", "//other.example/messages", "http://127.0.0.1:1/messages"})
    void sendsNothingToAnotherOrigin(String endpoint) {
        server.givesTheEndpointAs(endpoint);

        assertThat(client.failed(aServer(server.url())).reason()).isEqualTo(FailureReason.ENDPOINT_REFUSED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://", "a b", "javascript:x", "\u0000"})
    void refusesAnEndpointThatIsNone(String endpoint) {
        server.givesTheEndpointAs(endpoint);

        assertThat(client.failed(aServer(server.url())).reason()).isEqualTo(FailureReason.ENDPOINT_REFUSED);
    }

    @Test
    void goesOnToTheListingWhereTheEndpointNeverComes() {
        server.neverSendsTheEndpoint();

        assertThat(client.failed(aServer(server.url())).reason()).isEqualTo(FailureReason.HTTP_STATUS);
        assertThat(server.requests("GET"))
                .extracting(FakeMcpServer.Received::path)
                .containsExactly("/mcp", "/mcp/mcp/tools");
    }

    @ParameterizedTest
    @ValueSource(strings = {"initialize", "tools/list"})
    void saysThatTheStreamEnded(String method) {
        server.dropsTheStreamOn(method);

        assertThat(client.failed(aServer(server.url())).reason())
                .isIn(FailureReason.HTTP_STATUS, FailureReason.CATALOG_FAILED);
    }

    @Test
    void endsAtTheDeadlineAndHangsUp() {
        server.on("tools/list").answers(202, "text/plain", "Accepted");

        DiscoveryOutcome outcome =
                client.discover(aServer(server.url()), Bounds.wide().timeout(Duration.ofSeconds(1)));

        assertThat(outcome.isStalled()).isTrue();
        server.awaitAbandonedExchanges(1);
    }

    // --- calls ---

    @Test
    void callsATool() {
        CallOutcome outcome = client.call(aServer(server.url()), aCall("tool-1", "{}"));

        assertThat(outcome).isInstanceOfSatisfying(CallOutcome.Answered.class, answered -> assertThat(
                        answered.content().path(0).path("text").asText())
                .isEqualTo("called tool-1"));
    }

    @Test
    void tellsTheServerThatItSupportsNothing() {
        server.onCallAsks("sampling/createMessage", "{}");

        assertThat(client.call(aServer(server.url()), aCall("tool-1", "{}"))).isInstanceOf(CallOutcome.Answered.class);
        assertThat(server.answers())
                .extracting(answer -> answer.path("error").path("code").asInt())
                .containsExactly(-32601);
    }

    @Test
    void tellsTheServerToStopWhenTheTimeIsUp() {
        server.on("tools/call").answers(202, "text/plain", "Accepted");

        CallOutcome outcome = client.call(
                aServer(server.url(), Transport.HTTP_SSE, "2024-11-05"),
                aCall("tool-1", "{}"),
                ClientFeatures.NONE,
                Bounds.wide().timeout(Duration.ofSeconds(1)));

        assertThat(outcome).isEqualTo(new CallOutcome.Failed(FailureReason.STALLED, true));
        server.awaitRequests("notifications/cancelled", 1);
        assertThat(server.requests("notifications/cancelled")
                        .get(0)
                        .json()
                        .path("params")
                        .path("requestId"))
                .isEqualTo(server.requests("tools/call").get(0).json().path("id"));
        server.awaitAbandonedExchanges(1);
    }
}
