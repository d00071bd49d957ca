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
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Users that come back when the database or the service breaks off: all of it is there afterwards, or none. */
class InterruptedSignInIT {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final FakeAuthorizationServer authorizationServer = FakeAuthorizationServer.start();
    private final ProtectedMcpServer server = ProtectedMcpServer.start(authorizationServer);
    private final String token = Application.tokenOf("user-" + UUID.randomUUID());
    private final ExecutorService browsers = Executors.newCachedThreadPool();
    private final Postgres postgres = Postgres.start();
    private Application application;

    @BeforeEach
    void start() throws SQLException {
        // As PostgreSQL is where nobody has changed it: what was confirmed is there after a crash.
        Postgres.execute(postgres.url(), "ALTER DATABASE postgres SET synchronous_commit = on");
        startService();
    }

    private void startService() {
        application = Application.startReady(Application.settings(
                postgres.url(),
                "CONNECTORS_PUBLIC_URL",
                "http://localhost:8080",
                "CONNECTORS_OAUTH_SERVER_ALLOW_HTTP",
                "true"));
    }

    @AfterEach
    void stop() {
        browsers.shutdownNow();
        application.close();
        postgres.close();
        server.close();
        authorizationServer.close();
    }

    private String begin(String body) throws IOException {
        HttpResponse<String> begun = application.call("POST", "/api/oauth/initiate", token, body);
        assertThat(begun.statusCode()).as(begun.body()).isEqualTo(200);
        URI back = URI.create(SignIn.browse(
                JsonText.read(begun.body()).path("authorization_url").asText()));
        return back.getRawPath() + "?" + back.getRawQuery();
    }

    private String begin() throws IOException {
        return begin("{\"connector\":{\"name\":\"mine\",\"server_url\":\"" + server.url() + "\"}}");
    }

    private Map<String, String> comeBack(String address) throws IOException {
        HttpResponse<String> arrived = application.get(address);
        assertThat(arrived.statusCode()).as(arrived.body()).isEqualTo(302);
        return SignIn.query(arrived.headers().firstValue("Location").orElseThrow());
    }

    /** Comes back, to a code that has not become tokens yet. */
    private CompletableFuture<Map<String, String>> comeBackMeanwhile(String address) {
        int asked = authorizationServer.tokenRequests();
        authorizationServer.onNext(Endpoint.TOKEN).answersWhenReleased();
        CompletableFuture<Map<String, String>> page = new CompletableFuture<>();
        browsers.execute(() -> {
            try {
                page.complete(comeBack(address));
            } catch (IOException brokenOff) {
                page.completeExceptionally(brokenOff);
            }
        });
        authorizationServer.awaitRequests(Endpoint.TOKEN, asked + 1);
        return page;
    }

    private JsonNode connectors() throws IOException {
        return JsonText.read(
                application.call("GET", "/api/connectors", token, null).body());
    }

    private void databaseComesBack() {
        postgres.startAgain();
        application.awaitReady(PATIENCE);
    }

    @Test
    void tellsTheUserThatTheDatabaseIsAwayAndLosesNoFlow() throws Exception {
        String back = begin();
        postgres.crash();

        assertThat(comeBack(back)).containsOnly(Map.entry("error", "database_unavailable"));

        databaseComesBack();
        assertThat(comeBack(back)).containsEntry("status", "success");
        assertThat(connectors()).hasSize(1);
    }

    @Test
    void withdrawsWhatCannotBeStored() throws Exception {
        String back = begin();
        CompletableFuture<Map<String, String>> page = comeBackMeanwhile(back);
        postgres.crash();
        authorizationServer.releases();

        assertThat(page.join()).containsOnly(Map.entry("error", "database_unavailable"), Map.entry("id", "connector"));
        assertThat(authorizationServer.revoked()).hasSize(2);

        databaseComesBack();
        assertThat(comeBack(back)).containsEntry("error", "invalid_state");
        assertThat(connectors()).isEmpty();
        assertThat(comeBack(begin())).containsEntry("status", "success");
    }

    @Test
    void keepsWhatThereWasWhenSigningInAgainIsBrokenOff() throws Exception {
        String id = comeBack(begin()).get("connector_id");
        CompletableFuture<Map<String, String>> page = comeBackMeanwhile(begin("{\"connector_id\":" + id + "}"));
        postgres.crash();
        authorizationServer.releases();

        assertThat(page.join()).containsEntry("error", "database_unavailable");

        databaseComesBack();
        assertThat(JsonText.read(application
                                .call("GET", "/api/connectors/" + id + "/health", token, null)
                                .body())
                        .path("is_healthy")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void leavesNothingBehindWhenItDies() throws Exception {
        String back = begin();
        CompletableFuture<Map<String, String>> page = comeBackMeanwhile(back);
        application.kill();
        assertThat(page).failsWithin(PATIENCE).withThrowableThat().withRootCauseInstanceOf(IOException.class);
        authorizationServer.answersNormally();

        startService();

        assertThat(comeBack(back)).containsOnly(Map.entry("error", "invalid_state"));
        assertThat(connectors()).isEmpty();
        assertThat(comeBack(begin())).containsEntry("status", "success");
    }
}
