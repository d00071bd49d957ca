package io.schemaagent.connectors.rotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.schemaagent.connectors.Eventually;
import io.schemaagent.connectors.MigratedDatabase;
import io.schemaagent.connectors.Postgres;
import io.schemaagent.connectors.credential.PythonTokens;
import io.schemaagent.connectors.credential.Seals;
import io.schemaagent.connectors.rotation.Report.OfColumn;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.mutiny.sqlclient.Pool;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RotationTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String OLD = PythonTokens.KEY;
    private static final String NEW = PythonTokens.OTHER_KEY;
    private static final String LOST = PythonTokens.THIRD_KEY;
    private static final String SECRET =
            "{\"api_key\": \"geheim\",  \"__bound_to\":{\"owner\":\"u\",\"origin\":\"o\"}}";
    private static final String CONNECTORS = "user_mcp_connections";
    private static final String TOOLS = "user_tool_status";

    @RegisterExtension
    static final Postgres POSTGRES = Postgres.start();

    private MigratedDatabase tables;
    private String database;
    private Pool pool;

    @BeforeEach
    void createTables() throws SQLException {
        tables = MigratedDatabase.in(POSTGRES);
        database = tables.url();
        pool = tables.pool();
    }

    @AfterEach
    void close() {
        tables.close();
    }

    private Rotation rotation(int batchSize, String... keys) {
        return rotation(SealedColumn.ALL, batchSize, keys);
    }

    private Rotation rotation(List<SealedColumn> columns, int batchSize, String... keys) {
        return new Rotation(new SealedRows(pool), Seals.credentials(keys), columns, batchSize);
    }

    private static Report await(Uni<Report> report) {
        return report.await().atMost(PATIENCE);
    }

    private Report reseal(String... keys) {
        return await(rotation(2, keys).reseal());
    }

    private static Count count(Report report, String table) {
        return report.columns().stream()
                .filter(one -> one.column().table().equals(table))
                .map(OfColumn::count)
                .findFirst()
                .orElseThrow();
    }

    /** Runs one statement with texts as parameters. */
    private void execute(String sql, String... parameters) throws SQLException {
        try (Connection connection = Postgres.connect(database)) {
            execute(connection, sql, parameters);
        }
    }

    private static void execute(Connection connection, String sql, String... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            statement.execute();
        }
    }

    private List<String> texts(String sql) throws SQLException {
        try (Connection connection = Postgres.connect(database);
                ResultSet rows = connection.createStatement().executeQuery(sql)) {
            List<String> texts = new ArrayList<>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        }
    }

    /** A connector that was verified a day ago, with a token or null. */
    private void saveConnector(String token) throws SQLException {
        execute("""
                INSERT INTO user_mcp_connections
                    (user_id, name, server_url, auth_type, auth_config, is_verified, last_verified_at, refresh_at, updated_at)
                VALUES (gen_random_uuid(), 'a', 'https://mcp.example/', 'api_key', ?, true,
                    timestamp '2026-01-02 03:04:05', timestamp '2026-01-03 03:04:05', timestamp '2026-01-02 03:04:05')
                """, token);
    }

    private void saveTool(String token) throws SQLException {
        execute(
                "INSERT INTO user_tool_status (user_id, tool_id, auth_config, updated_at)"
                        + " VALUES (gen_random_uuid(), 'gmail', ?, timestamp '2026-01-02 03:04:05')",
                token);
    }

    private List<String> tokens(String table) throws SQLException {
        return texts("SELECT auth_config FROM " + table + " ORDER BY id");
    }

    private void saveConnectors(int number) throws SQLException {
        for (int i = 0; i < number; i++) {
            saveConnector(Seals.seal(OLD, "{\"api_key\":\"" + i + "\"}"));
        }
    }

    private void assertAllSealedWith(String key, int number) throws SQLException {
        List<String> tokens = tokens(CONNECTORS);
        assertThat(tokens).hasSize(number);
        for (int i = 0; i < number; i++) {
            assertThat(Seals.open(key, tokens.get(i))).contains("{\"api_key\":\"" + i + "\"}");
        }
    }

    @Test
    void sealsAgainWhatAnOlderKeySealedAndChangesNothingElse() throws Exception {
        saveConnector(Seals.seal(OLD, SECRET));
        saveConnector(null);
        saveTool(Seals.seal(OLD, SECRET));
        List<String> before = texts("SELECT to_jsonb(c) - 'auth_config' FROM user_mcp_connections c ORDER BY id");

        Report report = reseal(NEW, OLD);

        assertThat(Seals.open(NEW, tokens(CONNECTORS).get(0))).contains(SECRET);
        assertThat(Seals.open(NEW, tokens(TOOLS).get(0))).contains(SECRET);
        assertThat(tokens(CONNECTORS).get(1)).isNull();
        assertThat(count(report, CONNECTORS)).isEqualTo(new Count(1, 0, 0, 0));
        assertThat(count(report, TOOLS)).isEqualTo(new Count(1, 0, 0, 0));
        assertThat(report.isSettled()).isTrue();
        assertThat(report.hasUnreadable()).isFalse();
        assertThat(texts("SELECT to_jsonb(c) - 'auth_config' FROM user_mcp_connections c ORDER BY id"))
                .isEqualTo(before);
        assertThat(texts("SELECT updated_at FROM user_tool_status")).containsExactly("2026-01-02 03:04:05");
    }

    @Test
    void leavesWhatThePythonServiceSealedWithoutABinding() throws Exception {
        saveConnector(PythonTokens.OAUTH);

        reseal(NEW, OLD);

        assertThat(Seals.open(NEW, tokens(CONNECTORS).get(0))).isEqualTo(Seals.open(OLD, PythonTokens.OAUTH));
    }

    @Test
    void doesNotWriteWhatTheFirstKeySealed() throws Exception {
        saveConnector(Seals.seal(NEW, SECRET));
        saveConnector(Seals.seal(OLD, SECRET));
        String ofRows = "SELECT xmin FROM user_mcp_connections ORDER BY id";
        List<String> before = texts(ofRows);

        Report first = reseal(NEW, OLD);
        List<String> between = texts(ofRows);
        Report second = reseal(NEW, OLD);

        assertThat(count(first, CONNECTORS)).isEqualTo(new Count(1, 1, 0, 0));
        assertThat(count(second, CONNECTORS)).isEqualTo(new Count(0, 2, 0, 0));
        assertThat(between.get(0)).isEqualTo(before.get(0));
        assertThat(texts(ofRows)).isEqualTo(between);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 7, 8, 1000})
    void reachesEveryRowWhateverTheSizeOfABatch(int batchSize) throws Exception {
        saveConnectors(7);

        Report report = await(rotation(batchSize, NEW, OLD).reseal());

        assertThat(count(report, CONNECTORS)).isEqualTo(new Count(7, 0, 0, 0));
        assertAllSealedWith(NEW, 7);
    }

    @Test
    void hasNothingToDoInEmptyTables() {
        Report report = reseal(NEW, OLD);

        assertThat(report.columns()).hasSize(SealedColumn.ALL.size()).allSatisfy(one -> assertThat(one.count())
                .isEqualTo(Count.NONE));
        assertThat(report.isSettled()).isTrue();
    }

    @Test
    void takesNoBatchesOfNothing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rotation(0, NEW))
                .withMessageContaining("connectors.rotation.batch-size");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no base64!", "{\"api_key\":\"in clear\"}", "gAAAAA", "Z0FBQUFB", "\u00e4\u00f6\u00fc"})
    void keepsWhatIsNoTokenAndShowsItToItsOwner(String malformed) throws Exception {
        saveConnector(malformed);
        saveTool(malformed);

        Report report = reseal(NEW, OLD);

        assertThat(count(report, CONNECTORS)).isEqualTo(new Count(0, 0, 1, 0));
        assertThat(count(report, TOOLS)).isEqualTo(new Count(0, 0, 1, 0));
        assertThat(tokens(CONNECTORS)).containsExactly(malformed);
        assertThat(tokens(TOOLS)).containsExactly(malformed);
        assertThat(texts("SELECT status FROM user_mcp_connections")).containsExactly("needs_reauth");
    }

    @Test
    void showsOwnersWhatACheckWouldShowThem() throws Exception {
        saveConnector(Seals.seal(LOST, SECRET));
        saveConnector(Seals.seal(OLD, SECRET));

        Report report = reseal(NEW, OLD);

        assertThat(report.hasUnreadable()).isTrue();
        assertThat(report.isSettled()).isTrue();
        assertThat(count(report, CONNECTORS)).isEqualTo(new Count(1, 0, 1, 0));
        assertThat(Seals.open(LOST, tokens(CONNECTORS).get(0))).contains(SECRET);
        assertThat(texts("SELECT concat_ws('|', status, is_verified, last_error_code, last_error_message, stale_since,"
                        + " consecutive_failures, refresh_at, last_error_at = updated_at,"
                        + " last_error_at > (now() AT TIME ZONE 'utc') - interval '1 minute')"
                        + " FROM user_mcp_connections ORDER BY id"))
                .containsExactly(
                        "needs_reauth|f|CREDENTIALS_UNREADABLE|The stored credentials cannot be used any more. Please enter"
                                + " them again.|2026-01-02 03:04:05|1|2026-01-03 03:04:05|t|t",
                        "ok|t|0|2026-01-03 03:04:05");
    }

    @Test
    void showsItToThemOnce() throws Exception {
        saveConnector("unreadable");
        reseal(NEW, OLD);
        String row = "SELECT to_jsonb(c) FROM user_mcp_connections c";
        List<String> before = texts(row);

        Report report = reseal(NEW, OLD);

        assertThat(count(report, CONNECTORS)).isEqualTo(new Count(0, 0, 1, 0));
        assertThat(texts(row)).isEqualTo(before);
    }

    @Test
    void sealsAgainOnceTheMissingKeyIsThere() throws Exception {
        saveConnector(Seals.seal(LOST, SECRET));
        reseal(NEW, OLD);

        Report report = reseal(NEW, OLD, LOST);

        assertThat(count(report, CONNECTORS)).isEqualTo(new Count(1, 0, 0, 0));
        assertThat(Seals.open(NEW, tokens(CONNECTORS).get(0))).contains(SECRET);
    }

    @Test
    void letsAnOwnerWinWhoChangesARowBetweenReadingAndWriting() throws Exception {
        saveConnectors(3);
        String entered = Seals.seal(NEW, SECRET);
        String readable = Seals.seal(OLD, SECRET);
        try (Connection owner = Postgres.connect(database)) {
            owner.setAutoCommit(false);
            execute(owner, "UPDATE user_mcp_connections SET auth_config = ? WHERE id = 1", entered);
            execute(owner, "UPDATE user_mcp_connections SET auth_config = ? WHERE id = 2", readable);
            execute(owner, "DELETE FROM user_mcp_connections WHERE id = 3");
            CompletableFuture<Report> resealing =
                    rotation(10, NEW, OLD).reseal().subscribeAsCompletionStage();
            awaitSomebodyWhoWaits();
            owner.commit();

            Report report = resealing.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);

            // The second got a token of the old key, so it is sealed when it is looked at again.
            assertThat(count(report, CONNECTORS)).isEqualTo(new Count(1, 0, 0, 3));
            assertThat(report.isSettled()).isTrue();
        }
        assertThat(tokens(CONNECTORS)).hasSize(2).first().isEqualTo(entered);
        assertThat(Seals.open(NEW, tokens(CONNECTORS).get(1))).contains(SECRET);
    }

    @Test
    void showsNothingToAnOwnerWhoEntersCredentialsMeanwhile() throws Exception {
        saveConnector("unreadable");
        String entered = Seals.seal(NEW, SECRET);
        try (Connection owner = Postgres.connect(database)) {
            owner.setAutoCommit(false);
            execute(owner, "UPDATE user_mcp_connections SET auth_config = ?", entered);
            CompletableFuture<Report> resealing =
                    rotation(10, NEW, OLD).reseal().subscribeAsCompletionStage();
            awaitSomebodyWhoWaits();
            owner.commit();
            resealing.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }

        assertThat(tokens(CONNECTORS)).containsExactly(entered);
        assertThat(texts("SELECT status FROM user_mcp_connections")).containsExactly("ok");
    }

    private void awaitSomebodyWhoWaits() {
        Eventually.holds(
                "somebody waits for the row",
                PATIENCE,
                () -> Postgres.number(database, "SELECT count(*) FROM pg_locks WHERE NOT granted") > 0);
    }

    @Test
    void doesNoHarmTwiceAtTheSameTime() throws Exception {
        saveConnectors(300);
        List<Uni<Report>> commands = IntStream.range(0, 3)
                .mapToObj(command -> rotation(7, NEW, OLD).reseal())
                .toList();

        List<Report> reports = Uni.join().all(commands).andFailFast().await().atMost(PATIENCE);

        assertThat(reports).allMatch(Report::isSettled);
        assertThat(reports.stream()
                        .mapToLong(report -> count(report, CONNECTORS).sealedAgain())
                        .sum())
                .isEqualTo(300);
        assertAllSealedWith(NEW, 300);
    }

    @Test
    void goesOnWhereItWasEnded() throws Exception {
        saveConnectors(9);
        try (Connection owner = Postgres.connect(database)) {
            owner.setAutoCommit(false);
            execute(owner, "UPDATE user_mcp_connections SET name = 'b' WHERE id = 6");
            Cancellable resealing = rotation(2, NEW, OLD).reseal().subscribe().with(report -> {});
            awaitSomebodyWhoWaits();
            resealing.cancel();
            execute("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE NOT granted");
            owner.rollback();
        }
        assertThat(Seals.open(NEW, tokens(CONNECTORS).get(3))).isPresent();
        assertThat(Seals.open(OLD, tokens(CONNECTORS).get(4))).isPresent();

        Report report = reseal(NEW, OLD);

        assertThat(count(report, CONNECTORS)).isEqualTo(new Count(5, 4, 0, 0));
        assertAllSealedWith(NEW, 9);
    }

    @Test
    void failsWhereTheDatabaseDoesAndKeepsWhatWasDone() throws Exception {
        saveConnectors(4);
        execute("ALTER TABLE user_mcp_connections ADD CHECK (id < 4 OR auth_config = '%s')"
                .formatted(tokens(CONNECTORS).get(3)));

        assertThatThrownBy(() -> reseal(NEW, OLD)).hasMessageContaining("check constraint");

        assertThat(Seals.open(NEW, tokens(CONNECTORS).get(1))).isPresent();
        assertThat(Seals.open(OLD, tokens(CONNECTORS).get(2))).isPresent();
        assertThat(Seals.open(OLD, tokens(CONNECTORS).get(3))).isPresent();
    }

    @Test
    void saysWhereSomebodyKeepsSealingWithAnotherKey() throws Exception {
        saveConnector(Seals.seal(OLD, SECRET));
        keepSealingWithTheOldKey();

        Report report = reseal(NEW, OLD);

        assertThat(report.isSettled()).isFalse();
        assertThat(report.hasUnreadable()).isFalse();
    }

    /** As a replica would that has not got the new key first yet. */
    private void keepSealingWithTheOldKey() throws SQLException {
        execute("CREATE FUNCTION seal_with_the_old_key() RETURNS trigger LANGUAGE plpgsql AS"
                + " 'BEGIN NEW.auth_config = OLD.auth_config; RETURN NEW; END'");
        execute("CREATE TRIGGER somebody_else BEFORE UPDATE ON user_mcp_connections"
                + " FOR EACH ROW EXECUTE FUNCTION seal_with_the_old_key()");
    }

    @Test
    void endsWithACodeThatSaysWhatIsLeft() throws Exception {
        Takeover takeover = new Takeover(new Replicas(pool), Seals.credentials(NEW, OLD), Duration.ZERO);
        ResealCommand command = new ResealCommand(takeover, rotation(2, NEW, OLD));
        saveConnector(Seals.seal(OLD, SECRET));
        execute("INSERT INTO replicas VALUES (gen_random_uuid(), '{537fa78a}', '537fa78a', now() - interval '1 hour')");
        assertThat(command.run()).isEqualTo(75);

        execute("UPDATE replicas SET sealing_key = 'aced4b7c'");
        assertThat(command.run()).isZero();

        saveConnector(Seals.seal(LOST, SECRET));
        assertThat(command.run()).isEqualTo(65);

        keepSealingWithTheOldKey();
        saveConnector(Seals.seal(OLD, SECRET));
        assertThat(command.run()).isEqualTo(75);

        execute("DROP TABLE user_tool_status CASCADE");
        assertThat(command.run()).isEqualTo(1);
    }

    @Test
    void goesThroughATableWithAKeyOfSeveralTexts() throws Exception {
        SealedColumn column = SealedColumn.of("clients", "client_secret", "issuer", "redirect_uri");
        execute("CREATE TABLE clients (issuer text, redirect_uri text, client_secret text,"
                + " PRIMARY KEY (issuer, redirect_uri))");
        for (String key : List.of("a", "b", "c")) {
            for (String uri : List.of("1", "2", "3")) {
                execute("INSERT INTO clients VALUES (?, ?, ?)", key, uri, Seals.seal(OLD, key + uri));
            }
        }
        execute("UPDATE clients SET client_secret = 'unreadable' WHERE (issuer, redirect_uri) = ('b', '2')");
        execute("UPDATE clients SET client_secret = NULL WHERE (issuer, redirect_uri) = ('c', '1')");

        Report report = await(rotation(List.of(column), 2, NEW, OLD).reseal());

        assertThat(count(report, "clients")).isEqualTo(new Count(7, 0, 1, 0));
        assertThat(
                        texts(
                                "SELECT client_secret FROM clients WHERE client_secret <> 'unreadable' ORDER BY issuer, redirect_uri"))
                .extracting(token -> Seals.open(NEW, token).orElseThrow())
                .containsExactly("a1", "a2", "a3", "b1", "b3", "c2", "c3");
    }
}
