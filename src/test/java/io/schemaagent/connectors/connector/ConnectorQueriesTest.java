package io.schemaagent.connectors.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaagent.connectors.MigratedDatabase;
import io.schemaagent.connectors.Postgres;
import io.schemaagent.connectors.connector.Connector.Target;
import io.schemaagent.connectors.credential.AuthType;
import io.schemaagent.connectors.mcp.Dialect;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ConnectorQueriesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String URL = "https://server.example.com/mcp";

    @RegisterExtension
    static final Postgres POSTGRES = Postgres.start();

    private MigratedDatabase database;

    @BeforeEach
    void createTables() throws SQLException {
        database = MigratedDatabase.in(POSTGRES);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private void execute(String sql) throws SQLException {
        Postgres.execute(database.url(), sql);
    }

    private Optional<ConnectorAccess> access(String owner, long id) {
        return new ConnectorQueries(database.pool())
                .findAccess(owner, id)
                .await()
                .atMost(PATIENCE);
    }

    private void save() throws SQLException {
        execute(
                "INSERT INTO user_mcp_connections (id, user_id, name, server_url, auth_type, auth_config, credential_version,"
                        + " transport, protocol_version, discovered_tools) VALUES (7, 'mine', 'Mine', '" + URL
                        + "', 'api_key',"
                        + " 'sealed-credential-of-mine', 3, 'streamable_http', '2025-06-18', '[{\"name\": \"first\"}]')");
    }

    @Test
    void findsHowToGetInWithoutTheTools() throws SQLException {
        save();
        // Whoever reads them fails.
        execute("ALTER TABLE user_mcp_connections RENAME COLUMN discovered_tools TO elsewhere");

        assertThat(access("mine", 7))
                .contains(new ConnectorAccess(
                        "mine",
                        7,
                        new Target(URL, AuthType.API_KEY, 3),
                        "sealed-credential-of-mine",
                        Dialect.of("streamable_http", "2025-06-18")));
    }

    @Test
    void findsNothingOfAnotherOwner() throws SQLException {
        save();

        assertThat(access("another", 7)).isEmpty();
        assertThat(access("mine", 8)).isEmpty();
    }

    @Test
    void doesNotPrintTheCredential() throws SQLException {
        save();

        assertThat(access("mine", 7).orElseThrow()).asString().doesNotContain("sealed-credential-of-mine");
    }
}
