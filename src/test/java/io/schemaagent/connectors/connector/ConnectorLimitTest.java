package io.schemaagent.connectors.connector;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.schemaagent.connectors.Tokens;
import io.schemaagent.connectors.mcp.FakeMcpServer;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ConnectorLimitTest {

    private static final int LIMIT = 10;
    private static final String INSERT =
            "INSERT INTO user_mcp_connections (user_id, name, server_url) VALUES (?, 'direct', 'https://example.com/mcp')";

    @Inject
    DataSource database;

    @ConfigProperty(name = "quarkus.datasource.jdbc.url")
    String url;

    private final String owner = Tokens.aUser();
    private final FakeMcpServer server = FakeMcpServer.start();

    @AfterEach
    void stop() {
        server.close();
    }

    private int create(int number) {
        return given().auth()
                .oauth2(Tokens.of(owner))
                .contentType("application/json")
                .body(Map.of("name", "connector " + number, "server_url", server.url() + "?n=" + number))
                .post("/api/connectors")
                .statusCode();
    }

    private long stored() throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement count =
                        connection.prepareStatement("SELECT count(*) FROM user_mcp_connections WHERE user_id = ?")) {
            count.setString(1, owner);
            var rows = count.executeQuery();
            rows.next();
            return rows.getLong(1);
        }
    }

    @Test
    void refusesTheEleventhBeforeItsServerIsContacted() {
        for (int number = 0; number < LIMIT; number++) {
            assertThat(create(number)).isEqualTo(201);
        }
        server.forgetRequests();

        given().auth()
                .oauth2(Tokens.of(owner))
                .contentType("application/json")
                .body(Map.of("name", "one too many", "server_url", server.url()))
                .post("/api/connectors")
                .then()
                .statusCode(400)
                .body("error", equalTo("CONNECTOR_LIMIT_REACHED"));

        assertThat(server.requests()).isEmpty();
    }

    @Test
    void tellsWhoAsksAgainForTheLastThatItIsThereAlready() {
        for (int number = 0; number < LIMIT; number++) {
            assertThat(create(number)).isEqualTo(201);
        }

        assertThat(create(LIMIT - 1)).isEqualTo(409);
    }

    /** Those that pass the first look at the same time meet the limit in the database. */
    @Test
    void tellsEveryoneBeyondTheLimitThatItIsReached() throws Exception {
        List<Callable<Integer>> creations = new ArrayList<>();
        for (int number = 0; number < 2 * LIMIT; number++) {
            int mine = number;
            creations.add(() -> create(mine));
        }
        ExecutorService everyone = Executors.newFixedThreadPool(creations.size());

        List<Integer> statuses = new ArrayList<>();
        for (Future<Integer> creation : everyone.invokeAll(creations)) {
            statuses.add(creation.get());
        }
        everyone.shutdown();

        assertThat(statuses).filteredOn(status -> status != 201).hasSize(LIMIT).containsOnly(400);
    }

    /** The service with its pool, and something else with connections of its own, both at once. */
    @Test
    void isExactWhoeverCreatesAtTheSameTime() throws Exception {
        List<Callable<Boolean>> creations = new ArrayList<>();
        for (int number = 0; number < 15; number++) {
            int mine = number;
            creations.add(() -> create(mine) == 201);
            creations.add(this::insertDirectly);
        }
        ExecutorService everyone = Executors.newFixedThreadPool(creations.size());

        int successes = 0;
        for (Future<Boolean> creation : everyone.invokeAll(creations)) {
            successes += creation.get() ? 1 : 0;
        }
        everyone.shutdown();

        assertThat(successes).isEqualTo(LIMIT);
        assertThat(stored()).isEqualTo(LIMIT);
    }

    private boolean insertDirectly() {
        try (Connection connection = DriverManager.getConnection(url, "postgres", "postgres");
                PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setString(1, owner);
            return insert.executeUpdate() == 1;
        } catch (SQLException refused) {
            assertThat(refused.getSQLState()).isEqualTo("CL001");
            return false;
        }
    }

    @Test
    void isExactForOneUrlToo() throws Exception {
        List<Callable<Integer>> creations = new ArrayList<>();
        for (int attempt = 0; attempt < 8; attempt++) {
            creations.add(() -> create(0));
        }
        ExecutorService everyone = Executors.newFixedThreadPool(creations.size());

        List<Integer> statuses = new ArrayList<>();
        for (Future<Integer> creation : everyone.invokeAll(creations)) {
            statuses.add(creation.get());
        }
        everyone.shutdown();

        assertThat(statuses)
                .containsOnlyOnce(201)
                .filteredOn(status -> status != 201)
                .containsOnly(409);
    }

    @Test
    void holdsForBulkLoadsOfManyOwners() throws SQLException {
        String load = "INSERT INTO user_mcp_connections (user_id, name, server_url)"
                + " SELECT '%s-' || u, 'bulk', 'https://example.com/mcp' FROM generate_series(1, 20000) u, generate_series(1, %d)";
        try (Connection connection = database.getConnection();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);

            assertThat(statement.executeUpdate(load.formatted(owner, 2))).isEqualTo(40_000);
            assertThatThrownBy(() -> statement.executeUpdate(load.formatted(owner, 9)))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("limit");
            connection.rollback();
        }
    }
}
