package io.schemaagent.connectors.connector;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import io.schemaagent.connectors.Tokens;
import io.schemaagent.connectors.mcp.FakeMcpServer;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What users entrust to the service appears nowhere: in no answer, no log line, no metric, no column in clear. */
@QuarkusTest
class SecrecyTest {

    private static final String SECRET = "sk-5f1c-never-to-be-seen";

    @Inject
    DataSource database;

    private final String owner = Tokens.aUser();
    private final FakeMcpServer server = FakeMcpServer.start();
    private final Queue<String> seen = new ConcurrentLinkedQueue<>();
    private final Handler listener = new Handler() {

        @Override
        public void publish(LogRecord line) {
            seen.add(line.getLoggerName() + " " + line.getMessage() + " "
                    + List.of(line.getParameters() == null ? new Object[0] : line.getParameters()));
            for (Throwable cause = line.getThrown(); cause != null; cause = cause.getCause()) {
                seen.add(cause.toString());
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        listener.setLevel(Level.ALL);
        Logger.getLogger("").addHandler(listener);
    }

    @AfterEach
    void stop() {
        Logger.getLogger("").removeHandler(listener);
        server.close();
    }

    private RequestSpecification caller() {
        return given().auth().oauth2(Tokens.of(owner)).contentType("application/json");
    }

    private Map<String, Object> aRequest() {
        return Map.of(
                "name",
                "Secretive",
                "server_url",
                server.url(),
                "auth_type",
                "api_key",
                "auth_config",
                Map.of("api_key", SECRET, "headers", Map.of("X-More", SECRET)),
                "confirm_duplicate",
                true);
    }

    @Test
    void showsNoSecretWhateverHappens() throws SQLException {
        int id = caller().body(aRequest())
                .post("/api/connectors")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        String path = "/api/connectors/" + id;

        for (String call : List.of("/verify", "/refresh", "/toggle")) {
            seen.add(caller().post(path + call).asString());
        }
        server.onEverything().answersHtml();
        seen.add(caller().post(path + "/verify").asString());
        server.answersNormally();
        server.requiresHeader("X-API-Key", "another");
        seen.add(caller().post(path + "/refresh").asString());
        seen.add(caller().body(aRequest()).post("/api/connectors").asString());
        seen.add(caller().body(aRequest()).post("/api/connectors/test").asString());
        seen.add(caller().body("{\"name\":5,\"auth_config\":{\"api_key\":\"" + SECRET + "\"}}")
                .post("/api/connectors")
                .asString());
        seen.add(caller().body("{\"auth_config\":{\"api_key\":\"" + SECRET + "\\n\"}}")
                .put(path)
                .asString());
        server.dies();
        seen.add(caller().get(path + "/health").asString());
        seen.add(caller().get("/api/connectors").asString());
        seen.add(given().get("/q/metrics").asString());

        assertThat(stored(id)).startsWith("gAAAAA").doesNotContain(SECRET);
        assertThat(seen).isNotEmpty().noneMatch(text -> text.contains(SECRET));
    }

    @Test
    void saysThatACredentialOfAnotherRowCannotBeUsedAndKeepsIt() throws SQLException {
        int mine = caller().body(aRequest())
                .post("/api/connectors")
                .then()
                .extract()
                .path("id");
        String stolen = stored(mine);
        String thief = Tokens.aUser();
        RequestSpecification asThief = given().auth().oauth2(Tokens.of(thief)).contentType("application/json");
        int theirs = given(asThief)
                .body(aRequest())
                .post("/api/connectors")
                .then()
                .extract()
                .path("id");
        store(theirs, stolen);
        server.forgetRequests();

        given(asThief)
                .post("/api/connectors/" + theirs + "/verify")
                .then()
                .statusCode(200)
                .body("success", equalTo(false))
                .body("error_code", equalTo("CREDENTIALS_UNREADABLE"))
                .body("connector.status", equalTo("needs_reauth"));

        assertThat(server.requests()).isEmpty();
        assertThat(stored(theirs)).isEqualTo(stolen);
        given(asThief)
                .body("{\"server_url\":\"" + server.url() + "?x=1\"}")
                .put("/api/connectors/" + theirs)
                .then()
                .statusCode(400)
                .body("error", equalTo("CREDENTIALS_REQUIRED"));
    }

    private String stored(int id) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement select =
                        connection.prepareStatement("SELECT auth_config FROM user_mcp_connections WHERE id = ?")) {
            select.setInt(1, id);
            var rows = select.executeQuery();
            rows.next();
            return rows.getString(1);
        }
    }

    private void store(int id, String sealed) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement update =
                        connection.prepareStatement("UPDATE user_mcp_connections SET auth_config = ? WHERE id = ?")) {
            update.setString(1, sealed);
            update.setInt(2, id);
            update.executeUpdate();
        }
    }
}
