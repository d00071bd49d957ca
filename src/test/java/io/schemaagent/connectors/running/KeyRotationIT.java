package io.schemaagent.connectors.running;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.schemaagent.connectors.Application;
import io.schemaagent.connectors.Application.Ended;
import io.schemaagent.connectors.Eventually;
import io.schemaagent.connectors.Postgres;
import io.schemaagent.connectors.credential.PythonTokens;
import io.schemaagent.connectors.credential.Seals;
import io.schemaagent.connectors.mcp.FakeMcpServer;
import io.schemaagent.connectors.mcp.FakeMcpServer.Received;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A key is exchanged while replicas serve, as docs/running.md says. */
class KeyRotationIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String OWNER = "user";
    private static final String HEADER = "X-API-Key";
    private static final String OLD = PythonTokens.KEY;
    private static final String NEW = PythonTokens.OTHER_KEY;
    private static final String WRONG = PythonTokens.THIRD_KEY;
    private static final int ROWS = 5000;

    /** How many of {@link #saveRows} were sealed again. */
    private static final String SEALED_AGAIN =
            "SELECT count(*) FROM user_mcp_connections JOIN before USING (id) WHERE auth_config <> token";

    @RegisterExtension
    static final Postgres POSTGRES = Postgres.start();

    private final FakeMcpServer server = FakeMcpServer.start().withTools("search");
    private String database;

    @BeforeEach
    void createDatabase() throws SQLException {
        database = POSTGRES.newDatabase();
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    private Map<String, String> settings(String keys, String... more) {
        Map<String, String> settings = Application.settings(database, more);
        settings.put("TOKEN_ENCRYPTION_KEY", keys);
        return settings;
    }

    private Application replica(String keys) {
        return Application.startReady(settings(keys));
    }

    /** Ends a replica as Kubernetes does, so that the others need not wait until it counts as gone. */
    private static void stop(Application replica) {
        replica.terminate();
        replica.awaitEnd(PATIENCE);
    }

    private Ended reseal(String keys) {
        return Application.run(settings(keys), "reseal");
    }

    private void migrate() {
        assertThat(Application.run(settings(OLD), "migrate").code()).isZero();
    }

    private static HttpResponse<String> call(Application replica, String method, String path, Object body)
            throws IOException {
        String json = body == null ? null : JSON.writeValueAsString(body);
        return replica.call(method, path, Application.tokenOf(OWNER), json);
    }

    private Map<String, Object> aConnector(String key) {
        return Map.of(
                "name",
                "a",
                "server_url",
                server.url(),
                "auth_type",
                "api_key",
                "auth_config",
                Map.of("api_key", key),
                "confirm_duplicate",
                true);
    }

    /** Saves a connector whose server wants this key; answers its path. */
    private String save(Application replica, String key) throws IOException {
        HttpResponse<String> created = call(replica, "POST", "/api/connectors", aConnector(key));
        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        return "/api/connectors/" + JSON.readTree(created.body()).path("id").asLong();
    }

    private static JsonNode get(Application replica, String path) throws IOException {
        return JSON.readTree(call(replica, "GET", path, null).body());
    }

    private JsonNode verify(Application replica, String path) throws IOException {
        server.forgetRequests();
        return JSON.readTree(call(replica, "POST", path + "/verify", null).body());
    }

    private void assertUses(String key, Application replica, String path) throws IOException {
        assertThat(verify(replica, path).path("success").asBoolean()).isTrue();
        assertThat(server.requests())
                .isNotEmpty()
                .extracting((Received request) -> request.header(HEADER).orElse(""))
                .containsOnly(key);
    }

    private String text(String query) throws SQLException {
        try (Connection connection = Postgres.connect(database);
                ResultSet rows = connection.createStatement().executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }

    /** Connectors of the old key, with a copy of their tokens in the table {@code before}. */
    private void saveRows() throws SQLException {
        try (Connection connection = Postgres.connect(database);
                PreparedStatement insert = connection.prepareStatement(
                        "INSERT INTO user_mcp_connections (user_id, name, server_url, auth_type, auth_config)"
                                + " VALUES (?, 'a row', 'https://mcp.example/', 'api_key', ?)")) {
            connection.setAutoCommit(false);
            for (int i = 0; i < ROWS; i++) {
                insert.setString(1, "user-" + i);
                insert.setString(2, Seals.seal(OLD, secretOf("user-" + i)));
                insert.addBatch();
            }
            insert.executeBatch();
            connection.commit();
        }
        Postgres.execute(
                database,
                "CREATE TABLE before AS SELECT id, auth_config AS token FROM user_mcp_connections WHERE name = 'a row'");
    }

    private static String secretOf(String owner) {
        return "{\"api_key\":\"secret of " + owner + "\"}";
    }

    private void assertRowsAreSealedWith(String key) throws SQLException {
        int number = 0;
        try (Connection connection = Postgres.connect(database);
                ResultSet rows = connection
                        .createStatement()
                        .executeQuery("SELECT user_id, auth_config FROM user_mcp_connections JOIN before USING (id)")) {
            for (; rows.next(); number++) {
                assertThat(Seals.open(key, rows.getString(2))).contains(secretOf(rows.getString(1)));
            }
        }
        assertThat(number).isEqualTo(ROWS);
    }

    @Test
    void exchangesTheKeyWhileReplicasAreRestartedOneByOne() throws Exception {
        Application old = replica(OLD);
        String saved = save(old, "geheim-1");
        try (Application renewed = replica(NEW + "," + OLD)) {
            String newer = save(renewed, "geheim-2");
            assertUses("geheim-2", old, newer);
            assertUses("geheim-1", renewed, saved);

            Ended tooEarly = Application.run(settings(NEW + "," + OLD, "CONNECTORS_ROTATION_PATIENCE", "1S"), "reseal");
            assertThat(tooEarly.code()).as(tooEarly.output()).isEqualTo(75);
            assertThat(tooEarly.output()).contains("Replicas that do not seal with the first key: 2.");

            stop(old);
            try (Application last = replica(NEW + "," + OLD)) {
                Ended ended = reseal(NEW + "," + OLD);

                assertThat(ended.code()).as(ended.output()).isZero();
                assertThat(ended.output())
                        .contains("user_mcp_connections.auth_config: sealed again 2, already current 0, unreadable 0,"
                                + " changed meanwhile 0; the key is aced4b7c")
                        .doesNotContain(OLD, NEW, "http://", "geheim-1", "geheim-2");
                String newest = save(renewed, "geheim-3");
                assertUses("geheim-1", last, saved);
                assertUses("geheim-2", last, newer);
                assertUses("geheim-3", last, newest);
                assertThat(renewed.get("/q/metrics").body())
                        .contains("connectors_credential_sealed_total{key=\"537fa78a\"} 1.0")
                        .contains("connectors_credential_sealed_total{key=\"aced4b7c\"} 1.0")
                        .doesNotContain(OLD, NEW);
                try (Application withoutTheOldKey = replica(NEW)) {
                    assertUses("geheim-1", withoutTheOldKey, saved);
                    assertUses("geheim-3", withoutTheOldKey, newest);
                    assertThat(get(withoutTheOldKey, saved).path("status").asText())
                            .isEqualTo("ok");
                }
            }
        } finally {
            old.close();
        }
    }

    @Test
    void showsOwnersWhatNoKeyOpensAndSendsItNowhere() throws Exception {
        String saved;
        try (Application old = replica(OLD)) {
            saved = save(old, "geheim-1");
            stop(old);
        }
        String token = text("SELECT auth_config FROM user_mcp_connections");

        Ended ended = reseal(WRONG);

        assertThat(ended.code()).as(ended.output()).isEqualTo(65);
        assertThat(ended.output())
                .contains("user_mcp_connections.auth_config: no key opens [" + saved.replaceFirst(".*/", "") + "]");
        try (Application wrong = replica(WRONG)) {
            JsonNode shown = get(wrong, saved);
            assertThat(shown.path("status").asText()).isEqualTo("needs_reauth");
            assertThat(shown.path("last_error").path("code").asText()).isEqualTo("CREDENTIALS_UNREADABLE");
            assertThat(shown.path("last_error").path("message").asText()).contains("enter them again");
            assertThat(shown.path("discovered_tools")).hasSize(1);
            assertThat(verify(wrong, saved).path("success").asBoolean()).isFalse();
            assertThat(server.requests()).isEmpty();
            stop(wrong);
        }
        assertThat(text("SELECT auth_config FROM user_mcp_connections")).isEqualTo(token);

        assertThat(reseal(NEW + "," + OLD).code()).isZero();
        try (Application right = replica(NEW)) {
            assertUses("geheim-1", right, saved);
            assertThat(get(right, saved).path("status").asText()).isEqualTo("ok");
        }
    }

    @Test
    void losesNothingWhenItIsKilled() throws Exception {
        migrate();
        saveRows();

        try (Application killed =
                Application.begin(settings(NEW + "," + OLD, "CONNECTORS_ROTATION_BATCH_SIZE", "1"), "reseal")) {
            Eventually.holds(
                    "some are sealed again", PATIENCE, () -> Postgres.number(database, SEALED_AGAIN) > ROWS / 50);
            killed.kill();
        }
        long sealedAgain = Postgres.number(database, SEALED_AGAIN);
        assertThat(sealedAgain).isLessThan(ROWS);

        Ended ended = reseal(NEW + "," + OLD);

        assertThat(ended.code()).as(ended.output()).isZero();
        assertThat(ended.output())
                .contains("sealed again " + (ROWS - sealedAgain) + ", already current " + sealedAgain + ",");
        assertRowsAreSealedWith(NEW);
    }

    @Test
    void letsOwnersChangeThingsWhileTwoOfItRun() throws Exception {
        Map<String, String> unlimited = settings(NEW + "," + OLD, "CONNECTORS_LIMITS_CHECKS_PER_MINUTE", "0");
        try (Application replica = Application.startReady(unlimited)) {
            String saved = save(replica, "key-0");
            saveRows();

            List<CompletableFuture<Ended>> commands = List.of(resealing(), resealing());
            int changes = 0;
            while (changes < 5 || !commands.stream().allMatch(CompletableFuture::isDone)) {
                changes++;
                assertChanges(replica, saved, Map.of("name", "change " + changes));
                assertChanges(replica, saved, Map.of("auth_config", Map.of("api_key", "key-" + changes)));
            }

            assertThat(commands).allSatisfy(command -> assertThat(command.join().code())
                    .as(command.join().output())
                    .isZero());
            assertRowsAreSealedWith(NEW);
            assertUses("key-" + changes, replica, saved);
        }
    }

    private static void assertChanges(Application replica, String path, Object change) throws IOException {
        HttpResponse<String> answer = call(replica, "PUT", path, change);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private CompletableFuture<Ended> resealing() {
        return CompletableFuture.supplyAsync(() -> reseal(NEW + "," + OLD));
    }

    @Test
    void endsWhenItIsToldAndLosesNothing() throws Exception {
        migrate();
        saveRows();
        try (Connection owner = Postgres.connect(database);
                Application told = Application.begin(settings(NEW + "," + OLD), "reseal")) {
            owner.setAutoCommit(false);
            owner.createStatement().execute("UPDATE user_mcp_connections SET name = 'b'");
            Eventually.holds(
                    "it waits for a row",
                    PATIENCE,
                    () -> Postgres.number(database, "SELECT count(*) FROM pg_locks WHERE NOT granted") > 0);

            told.terminate();

            assertThat(told.awaitEnd(Duration.ofSeconds(20))).isNotZero();
            owner.rollback();
        }

        Ended ended = reseal(NEW + "," + OLD);

        assertThat(ended.code()).as(ended.output()).isZero();
        assertRowsAreSealedWith(NEW);
    }

    @Test
    void saysThatTheDatabaseFails() {
        Ended withoutTables = reseal(NEW + "," + OLD);

        assertThat(withoutTables.code()).isEqualTo(1);
        assertThat(withoutTables.output())
                .contains("Not all rows could be looked at")
                .doesNotContain(OLD, NEW);

        Ended away =
                Application.run(Application.settings("postgresql://postgres:postgres@localhost:1/postgres"), "reseal");

        assertThat(away.code()).isEqualTo(1);
        assertThat(away.output()).contains("Not all rows could be looked at");
    }
}
