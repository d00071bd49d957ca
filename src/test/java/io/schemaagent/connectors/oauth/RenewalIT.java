package io.schemaagent.connectors.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.schemaagent.connectors.Application;
import io.schemaagent.connectors.Postgres;
import io.schemaagent.connectors.fuzz.JsonText;
import io.schemaagent.connectors.oauth.FakeAuthorizationServer.Endpoint;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two replicas that renew what one user was granted, by a server that withdraws all of it when a refresh token comes twice. */
class RenewalIT {

    private static final int CALLS = 40;

    @RegisterExtension
    static final Postgres POSTGRES = Postgres.start();

    private static Application first;
    private static Application second;

    private final FakeAuthorizationServer authorizationServer = FakeAuthorizationServer.start();
    private final ProtectedMcpServer server = ProtectedMcpServer.start(authorizationServer);
    private final String token = Application.tokenOf("user-" + UUID.randomUUID());
    private final ExecutorService callers = Executors.newFixedThreadPool(CALLS);

    private static Map<String, String> settings() {
        return Application.settings(
                POSTGRES.url(),
                "CONNECTORS_PUBLIC_URL",
                "http://localhost:8080",
                "CONNECTORS_OAUTH_SERVER_ALLOW_HTTP",
                "true",
                "CONNECTORS_LIMITS_CHECKS_PER_MINUTE",
                "0",
                "CONNECTORS_LIMITS_CHECKS_AT_ONCE_PER_USER",
                "100");
    }

    @BeforeAll
    static void start() {
        first = Application.startReady(settings());
        second = Application.startReady(settings());
    }

    @AfterAll
    static void stop() {
        first.close();
        second.close();
    }

    @AfterEach
    void stopServers() {
        callers.shutdownNow();
        server.close();
        authorizationServer.close();
    }

    private long aConnectorAboutToEnd() throws IOException {
        authorizationServer.accessTokensLive(Duration.ofSeconds(30));
        HttpResponse<String> begun = first.call(
                "POST",
                "/api/oauth/initiate",
                token,
                "{\"connector\":{\"name\":\"mine\",\"server_url\":\"" + server.url() + "\"}}");
        assertThat(begun.statusCode()).as(begun.body()).isEqualTo(200);
        URI back = URI.create(SignIn.browse(
                JsonText.read(begun.body()).path("authorization_url").asText()));
        // Whichever replica began it, any of them finishes it.
        HttpResponse<String> arrived = second.get(back.getRawPath() + "?" + back.getRawQuery());
        assertThat(arrived.statusCode()).as(arrived.body()).isEqualTo(302);
        authorizationServer.accessTokensLive(Duration.ofHours(1));
        return Long.parseLong(
                SignIn.query(arrived.headers().firstValue("Location").orElseThrow())
                        .get("connector_id"));
    }

    private CompletableFuture<JsonNode> health(Application replica, long id) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return JsonText.read(replica.call("GET", "/api/connectors/" + id + "/health", token, null)
                                .body());
                    } catch (IOException failure) {
                        throw new AssertionError(failure);
                    }
                },
                callers);
    }

    private static boolean isHealthy(JsonNode answer) {
        return answer.path("is_healthy").asBoolean();
    }

    @Test
    void renewOnceForFortyCallsAtTheSameTime() throws Exception {
        long id = aConnectorAboutToEnd();
        authorizationServer.onNext(Endpoint.TOKEN).repliesWhenReleased();

        List<CompletableFuture<JsonNode>> calls = IntStream.range(0, CALLS)
                .mapToObj(call -> health(call % 2 == 0 ? first : second, id))
                .toList();
        authorizationServer.awaitRequests(Endpoint.TOKEN, 2);
        authorizationServer.releases();

        assertThat(calls).allMatch(call -> isHealthy(call.join()));
        assertThat(authorizationServer.refreshes()).isOne();
        assertThat(authorizationServer.familiesRevoked()).isZero();
        assertThat(server.goodRequests()).isGreaterThanOrEqualTo(CALLS);
    }

    @Test
    void takeOverFromOneThatDies() throws Exception {
        long id = aConnectorAboutToEnd();
        Application doomed = Application.startReady(settings());
        try {
            authorizationServer.onNext(Endpoint.TOKEN).answersWhenReleased();
            health(doomed, id);
            authorizationServer.awaitRequests(Endpoint.TOKEN, 2);
        } finally {
            doomed.kill();
            doomed.close();
        }
        authorizationServer.answersNormally();
        aMinutePasses();

        assertThat(isHealthy(health(second, id).join())).isTrue();
        assertThat(authorizationServer.familiesRevoked()).isZero();
    }

    private static void aMinutePasses() throws SQLException {
        Postgres.execute(POSTGRES.url(), "UPDATE oauth_renewals SET leased_till = now()");
    }
}
