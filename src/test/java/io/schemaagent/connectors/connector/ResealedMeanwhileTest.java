package io.schemaagent.connectors.connector;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.schemaagent.connectors.Tokens;
import io.schemaagent.connectors.credential.Credentials;
import io.schemaagent.connectors.mcp.FakeMcpServer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Credentials that are sealed again while a check is under way are the same credentials. */
@QuarkusTest
class ResealedMeanwhileTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject
    Credentials credentials;

    @Inject
    Pool pool;

    private final String owner = Tokens.aUser();
    private final FakeMcpServer server = FakeMcpServer.start().withTools("old").requiresHeader("X-API-Key", "geheim");
    private long id;

    @BeforeEach
    void create() {
        id = caller().body(connector("geheim"))
                .post("/api/connectors")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath()
                .getLong("id");
        server.withTools("new").on("tools/list").answersWhenReleased();
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    private Map<String, Object> connector(String key) {
        return Map.of(
                "name", "a", "server_url", server.url(), "auth_type", "api_key", "auth_config", Map.of("api_key", key));
    }

    private RequestSpecification caller() {
        return given().auth().oauth2(Tokens.of(owner)).contentType("application/json");
    }

    private String token() {
        return pool.preparedQuery("SELECT auth_config FROM user_mcp_connections WHERE id = $1")
                .execute(Tuple.of(id))
                .await()
                .atMost(PATIENCE)
                .iterator()
                .next()
                .getString(0);
    }

    /** As another replica does: for the owner who gives another credential, or for who seals it again. */
    private void changeToken(UnaryOperator<String> change, boolean byOwner) {
        pool.preparedQuery(
                        "UPDATE user_mcp_connections SET auth_config = $1, credential_version = credential_version + $2 WHERE id = $3")
                .execute(Tuple.of(change.apply(token()), byOwner ? 1 : 0, id))
                .await()
                .atMost(PATIENCE);
    }

    private String sealedAgain(String token) {
        return credentials.reseal(token).orElseThrow();
    }

    /** Answers what a request comes to whose check is under way while the token changes. */
    private Response whileTokenChanges(
            UnaryOperator<String> change, boolean byOwner, String path, Map<String, Object> body) {
        CompletableFuture<Response> request = CompletableFuture.supplyAsync(
                () -> body == null ? caller().post(path) : caller().body(body).put(path));
        server.awaitRequests("tools/list", 2);
        changeToken(change, byOwner);
        server.releases();
        return request.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }

    @Test
    void keepsWhatACheckFound() {
        whileTokenChanges(this::sealedAgain, false, "/api/connectors/" + id + "/verify", null)
                .then()
                .statusCode(200)
                .body("success", equalTo(true));

        caller().get("/api/connectors/" + id).then().statusCode(200).body("discovered_tools[0].name", equalTo("new"));
    }

    @Test
    void takesNewCredentialsThatWereCheckedMeanwhile() {
        server.requiresHeader("X-API-Key", "neu");

        whileTokenChanges(this::sealedAgain, false, "/api/connectors/" + id, connector("neu"))
                .then()
                .statusCode(200);

        server.answersNormally();
        server.requiresHeader("X-API-Key", "neu");
        caller().post("/api/connectors/" + id + "/verify").then().body("success", equalTo(true));
    }

    @Test
    void dropsWhatACheckFoundWithOtherCredentials() {
        whileTokenChanges(token -> "others", true, "/api/connectors/" + id + "/verify", null)
                .then()
                .statusCode(409);

        assertThat(token()).isEqualTo("others");
        caller().get("/api/connectors/" + id).then().body("discovered_tools[0].name", equalTo("old"));
    }
}
