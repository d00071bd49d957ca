package io.schemaagent.connectors.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The migrations on databases of their own: an empty one, and one that the Python service left. */
@QuarkusTest
class MigrationTest {

    /** As SQLAlchemy made it: numbers as user ids, a table they refer to, an enumeration, time zones here and there. */
    private static final String OLD_SCHEMA = """
            CREATE TABLE users (id serial PRIMARY KEY, email varchar(255));
            CREATE TYPE authtype AS ENUM ('NONE', 'OAUTH', 'API_KEY');
            CREATE TABLE user_tool_status (
                id serial PRIMARY KEY,
                user_id integer NOT NULL REFERENCES users (id) ON DELETE CASCADE,
                tool_id varchar(50) NOT NULL,
                is_connected boolean,
                config json,
                connected_at timestamp with time zone);
            CREATE INDEX ix_user_tool_status_user_id ON user_tool_status (user_id);
            CREATE TABLE user_mcp_connections (
                id serial PRIMARY KEY,
                user_id integer NOT NULL REFERENCES users (id) ON DELETE CASCADE,
                name varchar(255) NOT NULL,
                description text,
                server_url varchar(500) NOT NULL,
                auth_type authtype DEFAULT 'NONE',
                auth_config text,
                is_active boolean,
                is_verified boolean,
                discovered_tools json,
                last_verified_at timestamp without time zone,
                created_at timestamp with time zone DEFAULT now(),
                updated_at timestamp with time zone);
            INSERT INTO users (email) SELECT 'user' || n || '@example.com' FROM generate_series(1, 50) n;
            INSERT INTO user_tool_status (user_id, tool_id, is_connected, config, connected_at) VALUES
                (42, 'gmail', true, '{"a": 1}', '2025-05-01 12:00:00+02'),
                (42, 'gmail', false, NULL, NULL),
                (42, 'analytics', NULL, NULL, NULL);
            INSERT INTO user_mcp_connections
                (user_id, name, server_url, auth_type, auth_config, is_active, is_verified, discovered_tools, last_verified_at, created_at)
            VALUES
                (42, 'Wiki', 'https://wiki.example.com/mcp', 'API_KEY', 'gAAAAA-sealed-by-python', true, true,
                 '[{"name": "search", "description": "Search", "inputSchema": {"type": "object"}}, {"name": "read"}]',
                 '2025-05-02 08:00:00', '2025-05-01 12:00:00+02'),
                (42, 'Never tested', 'https://other.example.com', NULL, NULL, NULL, NULL, NULL, NULL, NULL),
                (7, 'Odd', 'https://odd.example.com', 'NONE', NULL, false, false, '{"not": "a list"}', NULL, '2025-05-01 12:00:00+00');
            INSERT INTO user_mcp_connections (user_id, name, server_url)
                SELECT 9, 'more than allowed ' || n, 'https://example.com/' || n FROM generate_series(1, 12) n;
            """;

    @ConfigProperty(name = "quarkus.datasource.jdbc.url")
    String url;

    private final String name = "migration_" + UUID.randomUUID().toString().replace("-", "");

    @BeforeEach
    void createDatabase() throws SQLException {
        try (Connection connection = connect("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        }
    }

    @AfterEach
    void dropDatabase() throws SQLException {
        try (Connection connection = connect("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("DROP DATABASE " + name);
        }
    }

    private Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(
                url.replaceFirst("/postgres(?=\\?|$)", "/" + database), "postgres", "postgres");
    }

    private void migrate() {
        Flyway.configure()
                .dataSource(url.replaceFirst("/postgres(?=\\?|$)", "/" + name), "postgres", "postgres")
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .table("connectors_schema_history")
                .load()
                .migrate();
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = connect(name);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private List<String> query(String sql) throws SQLException {
        try (Connection connection = connect(name);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        }
    }

    private List<String> columns() throws SQLException {
        return query("SELECT table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable || ' ' ||"
                + " coalesce(character_maximum_length::text, '') FROM information_schema.columns"
                + " WHERE table_name IN ('user_tool_status', 'user_mcp_connections') ORDER BY table_name, column_name");
    }

    @Test
    void startsFromNothing() throws SQLException {
        migrate();

        assertThat(columns())
                .contains(
                        "user_mcp_connections.user_id text NO ",
                        "user_mcp_connections.id bigint NO ",
                        "user_mcp_connections.name character varying NO 255",
                        "user_mcp_connections.server_url character varying NO 500",
                        "user_mcp_connections.auth_config text YES ",
                        "user_mcp_connections.discovered_tools jsonb NO ",
                        "user_mcp_connections.tool_pins jsonb NO ",
                        "user_mcp_connections.inactive_reason text YES ",
                        "user_mcp_connections.last_verified_at timestamp without time zone YES ",
                        "user_tool_status.user_id text NO ",
                        "user_tool_status.config jsonb YES ",
                        "user_tool_status.is_connected boolean NO ");
        assertThatThrownBy(() -> execute("INSERT INTO user_mcp_connections (user_id, name, server_url, auth_type)"
                        + " VALUES ('a', 'a', 'a', 'magic')"))
                .hasMessageContaining("auth_type_check");
        execute("INSERT INTO user_tool_status (user_id, tool_id) VALUES ('a', 'gmail')");
        assertThatThrownBy(() -> execute("INSERT INTO user_tool_status (user_id, tool_id) VALUES ('a', 'gmail')"))
                .hasMessageContaining("user_tool_status_owner");
    }

    @Test
    void bringsTheOldTablesToTheSameShape() throws SQLException {
        migrate();
        List<String> fromNothing = columns();
        dropDatabase();
        createDatabase();

        execute(OLD_SCHEMA);
        migrate();

        assertThat(columns()).isEqualTo(fromNothing);
    }

    @Test
    void keepsWhatTheOldTablesHold() throws SQLException {
        execute(OLD_SCHEMA);

        migrate();

        assertThat(query("SELECT user_id || '|' || name || '|' || auth_type || '|' || status FROM user_mcp_connections"
                        + " WHERE user_id IN ('42', '7') ORDER BY id"))
                .containsExactly("42|Wiki|api_key|ok", "42|Never tested|none|unverified", "7|Odd|none|unverified");
        assertThat(query("SELECT auth_config FROM user_mcp_connections WHERE name = 'Wiki'"))
                .containsExactly("gAAAAA-sealed-by-python");
        assertThat(query("SELECT created_at FROM user_mcp_connections WHERE name = 'Wiki'"))
                .containsExactly("2025-05-01 10:00:00");
        assertThat(query("SELECT last_verified_at FROM user_mcp_connections WHERE name = 'Wiki'"))
                .containsExactly("2025-05-02 08:00:00");
        assertThat(
                        query(
                                "SELECT tool ->> 'name' || ' ' || (tool ->> 'is_enabled') || ' ' || (tool ->> 'state')"
                                        + " FROM user_mcp_connections, jsonb_array_elements(discovered_tools) tool WHERE name = 'Wiki'"))
                .containsExactly("search true approved", "read true approved");
        assertThat(query("SELECT tool_count FROM user_mcp_connections WHERE name IN ('Wiki', 'Odd') ORDER BY id"))
                .containsExactly("2", "0");
        assertThat(query("SELECT tool_id || ' ' || is_connected || ' ' || coalesce(config ->> 'a', '-') || ' ' ||"
                        + " coalesce(connected_at::text, '-') FROM user_tool_status ORDER BY tool_id"))
                .containsExactly("analytics false - -", "gmail true 1 2025-05-01 10:00:00");
        // Nobody loses what is beyond the limit; there just cannot be more of it.
        assertThat(query("SELECT count(*) FROM user_mcp_connections WHERE user_id = '9'"))
                .containsExactly("12");
    }

    @Test
    void goesOnWithTheOldSequences() throws SQLException {
        execute(OLD_SCHEMA);

        migrate();

        execute(
                "INSERT INTO user_mcp_connections (user_id, name, server_url) VALUES ('new', 'new', 'https://new.example.com')");
        assertThat(query("SELECT id FROM user_mcp_connections WHERE user_id = 'new'"))
                .containsExactly("16");
    }

    @Test
    void standsBesideOtherTables() throws SQLException {
        execute("CREATE TABLE orders (id int); INSERT INTO orders VALUES (1)");

        migrate();
        migrate();

        assertThat(query("SELECT count(*) FROM orders")).containsExactly("1");
        assertThat(query("SELECT count(*) FROM user_mcp_connections")).containsExactly("0");
    }

    @Test
    void servesToolsThatThePythonServiceWritesMeanwhile() throws SQLException {
        migrate();

        execute("INSERT INTO user_mcp_connections (user_id, name, server_url, discovered_tools)"
                + " VALUES ('a', 'a', 'https://a.example.com', '[{\"name\": \"x\", \"state\": \"changed\"}, 7]')");
        execute("INSERT INTO user_mcp_connections (user_id, name, server_url, discovered_tools)"
                + " VALUES ('b', 'b', 'https://b.example.com', NULL)");

        assertThat(query("SELECT discovered_tools FROM user_mcp_connections ORDER BY user_id"))
                .containsExactly(
                        "[{\"name\": \"x\", \"state\": \"changed\", \"is_enabled\": true, \"schema_tokens\": 4}]",
                        "[]");
    }

    @Test
    void addsUpWhatToolsCostAModel() throws SQLException {
        migrate();

        execute(
                "INSERT INTO user_mcp_connections (user_id, name, server_url, discovered_tools) VALUES ('a', 'a', 'https://a',"
                        + " '[{\"schema_tokens\": 40}, {\"schema_tokens\": 2.4}, {\"schema_tokens\": \"x\"}, {\"schema_tokens\": 1e99}]')");

        assertThat(query("SELECT schema_tokens FROM user_mcp_connections")).containsExactly("1000042");
    }

    @Test
    void makesWhatIsVerifiedDueWithinAWhile() throws SQLException {
        execute(OLD_SCHEMA);

        migrate();

        assertThat(query("SELECT name FROM user_mcp_connections WHERE refresh_at >= now() AT TIME ZONE 'UTC'"
                        + " AND refresh_at <= now() AT TIME ZONE 'UTC' + interval '6 hours'"))
                .containsExactly("Wiki");
        assertThat(query("SELECT count(*) FROM user_mcp_connections WHERE refresh_at IS NOT NULL"))
                .containsExactly("1");
    }

    /** The plans on 100,000 rows, as the planner makes them when it knows how many there are. */
    @Test
    void findsAnOwnersRowsByIndex() throws SQLException {
        migrate();
        execute("""
                INSERT INTO user_mcp_connections (user_id, name, server_url, is_verified, created_at)
                SELECT u::text, 'c' || c, 'https://example.com/' || c, c % 2 = 0, timestamp '2026-01-01' + (u * 10 + c) * interval '1 s'
                FROM generate_series(1, 10000) u, generate_series(1, 10) c;
                INSERT INTO user_tool_status (user_id, tool_id)
                SELECT u::text, t FROM generate_series(1, 33334) u, unnest(ARRAY['gmail', 'analytics', 'export']) t;
                """);
        execute("ANALYZE user_mcp_connections");
        execute("ANALYZE user_tool_status");

        assertThat(plan("SELECT id FROM user_mcp_connections WHERE user_id = '77' ORDER BY created_at DESC, id DESC"))
                .contains("user_mcp_connections_owner")
                .doesNotContain("Seq Scan");
        assertThat(plan("SELECT * FROM user_mcp_connections WHERE user_id = '77' AND id = 761"))
                .contains("Index Scan")
                .doesNotContain("Seq Scan");
        assertThat(plan("SELECT * FROM user_tool_status WHERE user_id = '77'"))
                .contains("user_tool_status_owner")
                .doesNotContain("Seq Scan");
    }

    /** One user's newest events among 200,000 of many, with the weeks before and to come beside them. */
    @Test
    void findsAUsersEventsByIndex() throws SQLException {
        migrate();
        execute("""
                SELECT add_audit_week((now() - week * interval '7 days')::date) FROM generate_series(1, 12) AS week;
                INSERT INTO audit_events (user_id, at, id, action, target_type, outcome)
                SELECT (n % 2000)::text, now() - n * interval '20 s', n, 'tool.called', 'connector', 'ok'
                FROM generate_series(1, 200000) AS n;
                """);
        execute("ANALYZE audit_events");

        List<String> plan = query("EXPLAIN SELECT id, at FROM audit_events WHERE user_id = '77' AND at <= now()"
                + " AND (at, id) < (now(), 5) ORDER BY at DESC, id DESC LIMIT 51");

        assertThat(String.join("\n", plan)).contains("Merge Append").doesNotContain("Seq Scan", "Sort  ");
        assertThat(plan)
                .filteredOn(line -> line.contains("Scan"))
                .hasSizeGreaterThanOrEqualTo(7)
                .allSatisfy(
                        line -> assertThat(line).containsPattern("Index (Only )?Scan Backward using audit_events_"));
    }

    @Test
    void letsAUserOfItsOwnWriteTheTrailAndNeitherChangeItNorForgetIt() throws SQLException {
        migrate();
        String service = "service_" + name;
        execute("CREATE ROLE " + service + "; GRANT SELECT, INSERT ON audit_events TO " + service);
        try {
            String as = "SET ROLE " + service + "; ";
            execute(as + "INSERT INTO audit_events (user_id, at, id, action, target_type, outcome)"
                    + " VALUES ('a', now(), 1, 'tool.called', 'connector', 'ok') ON CONFLICT DO NOTHING");
            assertThatThrownBy(() -> execute(as + "DELETE FROM audit_events")).hasMessageContaining("denied");
            assertThatThrownBy(() -> execute(as + "SELECT drop_audit_weeks('0')"))
                    .hasMessageContaining("denied");

            execute("GRANT EXECUTE ON FUNCTION add_audit_week(date), drop_audit_weeks(interval) TO " + service);

            execute(as + "SELECT add_audit_week('2020-02-02'); SELECT drop_audit_weeks('90 days')");
            assertThat(query("SELECT count(*) FROM audit_events")).containsExactly("1");
            assertThat(query("SELECT to_regclass('audit_events_2020_01_27')")).containsExactly((String) null);
        } finally {
            execute("DROP OWNED BY " + service + "; DROP ROLE " + service);
        }
    }

    private String plan(String sql) throws SQLException {
        return String.join("\n", query("EXPLAIN " + sql));
    }
}
