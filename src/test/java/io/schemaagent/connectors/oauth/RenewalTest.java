package io.schemaagent.connectors.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import io.quarkus.test.junit.QuarkusTest;
import io.schemaagent.connectors.Eventually;
import io.schemaagent.connectors.Tokens;
import io.schemaagent.connectors.fuzz.JsonText;
import io.schemaagent.connectors.oauth.FakeAuthorizationServer.Endpoint;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keeping what was granted good, against an authorization server that revokes all of it when a refresh token is used twice. */
@QuarkusTest
class RenewalTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration ABOUT_TO_END = Duration.ofSeconds(20);
    private static final Duration LONG = Duration.ofHours(1);

    private final FakeAuthorizationServer authorizationServer = FakeAuthorizationServer.start();
    private final ProtectedMcpServer server = ProtectedMcpServer.start(authorizationServer);
    private final SignIn user = SignIn.of(Tokens.aUser());

    @Inject
    Pool pool;

    @AfterEach
    void stopServers() {
        server.close();
        authorizationServer.close();
    }

    /** A connector whose access token has been good for a while, and is not for long any more. */
    private long aConnectorAboutToEnd() {
        authorizationServer.accessTokensLive(ABOUT_TO_END);
        long id = user.connect(server.url());
        authorizationServer.accessTokensLive(LONG);
        return id;
    }

    private JsonNode health(long id) {
        return JsonText.read(user.get("/api/connectors/" + id + "/health").asString());
    }

    private JsonNode verify(long id) {
        return JsonText.read(user.post("/api/connectors/" + id + "/verify").asString());
    }

    /** As if the pause after a failure were over. */
    private void letTimePass() {
        pool.query("UPDATE oauth_renewals SET retry_at = now()")
                .execute()
                .await()
                .atMost(PATIENCE);
    }

    @Test
    void renewsBeforeTheEnd() {
        long id = aConnectorAboutToEnd();

        assertThat(health(id).path("is_healthy").asBoolean()).isTrue();
        assertThat(health(id).path("is_healthy").asBoolean()).isTrue();

        assertThat(authorizationServer.refreshes()).isOne();
        assertThat(server.refusedRequests()).isEqualTo(1); // the one that asked how to sign in
    }

    @Test
    void renewsOnceWhenTheServerDoesNotTakeTheTokenAnyMore() {
        long id = user.connect(server.url());
        authorizationServer.expiresAccessTokens();

        assertThat(verify(id).path("success").asBoolean()).isTrue();

        assertThat(authorizationServer.refreshes()).isOne();
        assertThat(user.connector(id).path("status").asText()).isEqualTo("ok");
    }

    @Test
    void renewsOnceForAllWhoNeedItAtTheSameTime() {
        long id = aConnectorAboutToEnd();
        ExecutorService callers = Executors.newFixedThreadPool(20);
        try {
            List<CompletableFuture<JsonNode>> calls = IntStream.range(0, 20)
                    .mapToObj(caller -> CompletableFuture.supplyAsync(() -> health(id), callers))
                    .toList();

            assertThat(calls).allMatch(call -> call.join().path("is_healthy").asBoolean());
        } finally {
            callers.shutdownNow();
        }
        assertThat(authorizationServer.refreshes()).isOne();
        assertThat(authorizationServer.familiesRevoked()).isZero();
    }

    @Test
    void finishesARenewalThatNobodyWaitsForAnyMore() {
        long id = aConnectorAboutToEnd();
        authorizationServer.onNext(Endpoint.TOKEN).answersWhenReleased();

        CompletableFuture<JsonNode> call = CompletableFuture.supplyAsync(() -> health(id));
        authorizationServer.awaitRequests(Endpoint.TOKEN, 2);
        call.cancel(true);
        authorizationServer.releases();
        Eventually.holds("it is renewed", PATIENCE, () -> authorizationServer.refreshes() == 1);

        assertThat(health(id).path("is_healthy").asBoolean()).isTrue();
        assertThat(authorizationServer.familiesRevoked()).isZero();
    }

    @Test
    void usesWhatIsStillGoodWhileTheAuthorizationServerIsOutOfOrder() {
        long id = aConnectorAboutToEnd();
        authorizationServer.on(Endpoint.TOKEN).answersStatus(503);

        assertThat(health(id).path("is_healthy").asBoolean()).isTrue();
        assertThat(verify(id).path("success").asBoolean()).isTrue();

        // The second one did not ask again so soon.
        assertThat(authorizationServer.requests(Endpoint.TOKEN)).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"status", "html", "json", "hang up", "redirect", "mac"})
    void keepsWhatItHasThroughAnOutageAndRenewsAfterwards(String outage) {
        long id = user.connect(server.url());
        authorizationServer.expiresAccessTokens();
        var misbehaves = authorizationServer.on(Endpoint.TOKEN);
        switch (outage) {
            case "status" -> misbehaves.answersStatus(500);
            case "html" -> misbehaves.answersHtml();
            case "json" -> misbehaves.answers(200, "application/json", "{\"access_token\":");
            case "hang up" -> misbehaves.closesTheConnection();
            case "redirect" -> misbehaves.redirectsTo(307, "http://127.0.0.1:1/token");
            default -> misbehaves.answers(200, "application/json", "{\"access_token\":\"a\",\"token_type\":\"mac\"}");
        }

        JsonNode failed = verify(id);

        assertThat(failed.path("error_code").asText()).isEqualTo("CONNECTION_FAILED");
        assertThat(failed.path("diagnostics").toString()).contains("AUTHORIZATION_SERVER_UNAVAILABLE");
        assertThat(user.connector(id).path("status").asText()).isEqualTo("failing");
        assertThat(user.connector(id).path("tool_count").asInt()).isPositive();

        authorizationServer.answersNormally();
        letTimePass();
        assertThat(verify(id).path("success").asBoolean()).isTrue();
        assertThat(user.connector(id).path("status").asText()).isEqualTo("ok");
    }

    @Test
    void asksItsOwnerWhenTheGrantHasEnded() {
        long id = user.connect(server.url());
        authorizationServer.revokesEverything();

        JsonNode failed = verify(id);

        assertThat(failed.path("error_code").asText()).isEqualTo("AUTH_FAILED");
        assertThat(failed.path("message").asText()).contains("invalid_grant").contains("Connect it again");
        assertThat(failed.path("diagnostics").toString()).contains("REAUTHORIZATION_REQUIRED");
        assertThat(user.connector(id).path("status").asText()).isEqualTo("needs_reauth");
        assertThat(user.connector(id).path("last_error").path("message").asText())
                .contains("invalid_grant");

        int asked = authorizationServer.requests(Endpoint.TOKEN).size();
        verify(id);
        assertThat(authorizationServer.requests(Endpoint.TOKEN)).hasSize(asked);
    }

    @Test
    void neverShowsWhatAServerSaysOfIt() {
        long id = user.connect(server.url());
        authorizationServer.expiresAccessTokens();
        authorizationServer.on(Endpoint.TOKEN).answersError(400, "<b>bad</b>", FakeAuthorizationServer.MARKUP);

        String answer = user.post("/api/connectors/" + id + "/verify").asString();

        assertThat(answer)
                .contains("REAUTHORIZATION_REQUIRED")
                .doesNotContain("<b>")
                .doesNotContain("alert(");
    }

    @Test
    void worksWithoutARefreshTokenAsLongAsItGoes() {
        authorizationServer.givesNoRefreshTokens();
        long id = user.connect(server.url());
        assertThat(health(id).path("is_healthy").asBoolean()).isTrue();

        authorizationServer.expiresAccessTokens();

        assertThat(verify(id).path("message").asText()).contains("no_refresh_token");
        assertThat(user.connector(id).path("status").asText()).isEqualTo("needs_reauth");
    }

    @Test
    void keepsARefreshTokenThatIsNotReplaced() {
        authorizationServer.keepsRefreshTokens();
        long id = user.connect(server.url());
        for (int round = 1; round <= 3; round++) {
            authorizationServer.expiresAccessTokens();
            assertThat(verify(id).path("success").asBoolean()).isTrue();
            assertThat(authorizationServer.refreshes()).isEqualTo(round);
        }
    }

    @Test
    void takesLifetimesInEveryForm() {
        authorizationServer.on(Endpoint.TOKEN).answers(reply -> reply.set("expires_in", "20"));
        long id = user.connect(server.url());
        authorizationServer.answersNormally();
        assertThat(health(id).path("is_healthy").asBoolean()).isTrue();
        assertThat(authorizationServer.refreshes()).isOne();

        authorizationServer.on(Endpoint.TOKEN).answers(reply -> reply.set("expires_in", IntNode.valueOf(-5)));
        authorizationServer.expiresAccessTokens();
        assertThat(health(id).path("is_healthy").asBoolean()).isTrue();
        assertThat(authorizationServer.refreshes()).isEqualTo(2);
    }

    @Test
    void isNotRepeatedForAServerThatRefusesWhatIsNew() {
        long id = user.connect(server.url());
        server.requiresScopes("never:granted");

        JsonNode failed = verify(id);

        assertThat(failed.path("success").asBoolean()).isFalse();
        assertThat(failed.path("diagnostics").toString()).contains("INSUFFICIENT_SCOPE");
        assertThat(authorizationServer.refreshes()).isZero();
    }

    @Test
    void leavesACredentialAloneThatWasReplacedMeanwhile() {
        long id = aConnectorAboutToEnd();
        authorizationServer.onNext(Endpoint.TOKEN).answersWhenReleased();
        CompletableFuture<JsonNode> call = CompletableFuture.supplyAsync(() -> health(id));
        authorizationServer.awaitRequests(Endpoint.TOKEN, 2);

        user.delete("/api/connectors/" + id);
        authorizationServer.releases();

        assertThat(call.join().path("is_healthy").asBoolean()).isFalse();
        // What was issued to nobody any more is withdrawn, too.
        Eventually.holds("all is revoked", PATIENCE, () -> authorizationServer.issuedSecrets().stream()
                .noneMatch(authorizationServer::isAlive));
    }

    @Test
    void keepsAClientWhoseSecretNoKeyOpens() {
        long id = user.connect(server.url());
        authorizationServer.expiresAccessTokens();
        String issuer = authorizationServer.issuer();
        String before = secretOf(issuer);
        setSecret(issuer, "gAAAAA");

        assertThat(verify(id).path("message").asText()).contains("client_unreadable");
        assertThat(authorizationServer.requests(Endpoint.TOKEN)).hasSize(1);

        setSecret(issuer, before);
        assertThat(verify(id).path("success").asBoolean()).isTrue();
    }

    private String secretOf(String issuer) {
        return pool.preparedQuery("SELECT client_secret FROM oauth_clients WHERE issuer = $1")
                .execute(Tuple.of(issuer))
                .await()
                .atMost(PATIENCE)
                .iterator()
                .next()
                .getString(0);
    }

    private void setSecret(String issuer, String sealed) {
        pool.preparedQuery("UPDATE oauth_clients SET client_secret = $1 WHERE issuer = $2")
                .execute(Tuple.of(sealed, issuer))
                .await()
                .atMost(PATIENCE);
    }
}
