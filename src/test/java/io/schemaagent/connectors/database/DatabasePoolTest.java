package io.schemaagent.connectors.database;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.schemaagent.connectors.LoopbackServer;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.io.DataInputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class DatabasePoolTest {

    private static final Duration SHORT = Duration.ofMillis(200);

    /** Waits for a connection briefly, for an answer briefly, or for neither. */
    private record Bounds(
            Duration connectionTimeout, int maxWaiting, Duration statementTimeout, Duration tcpUserTimeout)
            implements DatabaseConfig {

        @Override
        public boolean migrateAtStart() {
            return false;
        }
    }

    private static final Bounds IMPATIENT = new Bounds(SHORT, 10, Duration.ofSeconds(5), Duration.ofSeconds(15));

    private record AnInput(Vertx vertx, PoolOptions poolOptions, List<PgConnectOptions> pgConnectOptionsList)
            implements PgPoolCreator.Input {}

    @Test
    void letsNobodyWaitLongerThanConfigured() throws Exception {
        Vertx vertx = Vertx.vertx();
        // Takes connections and never says a word.
        try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            PgConnectOptions server =
                    new PgConnectOptions().setHost("127.0.0.1").setPort(silent.getLocalPort());
            PoolOptions options = new PoolOptions().setMaxSize(1);
            Pool pool = new DatabasePool(IMPATIENT).create(new AnInput(vertx, options, List.of(server)));

            long started = System.nanoTime();
            assertThatThrownBy(() -> pool.getConnection()
                            .toCompletionStage()
                            .toCompletableFuture()
                            .get(10, TimeUnit.SECONDS))
                    .hasMessageContaining("Timeout");

            assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(5));
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        }
    }

    /** Until the pool stops its timers, which this shows as soon as it does. */
    @Test
    void leavesOutOfTheLogThatATimerIsLate() throws Exception {
        Vertx vertx = Vertx.vertx();
        CompletableFuture<Throwable> uncaught = new CompletableFuture<>();
        vertx.exceptionHandler(uncaught::complete);
        try {
            PgConnectOptions nobody =
                    new PgConnectOptions().setHost("127.0.0.1").setPort(LoopbackServer.freePort());
            Pool pool = new DatabasePool(IMPATIENT).create(new AnInput(vertx, new PoolOptions(), List.of(nobody)));

            assertThatThrownBy(() -> pool.query("SELECT 1")
                            .execute()
                            .toCompletionStage()
                            .toCompletableFuture()
                            .get(10, TimeUnit.SECONDS))
                    .hasRootCauseInstanceOf(ConnectException.class);

            assertThat(new PoolTimers().isLoggable(aRecordOf(uncaught.get(10, TimeUnit.SECONDS))))
                    .isFalse();
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void logsAllElse() {
        PoolTimers filter = new PoolTimers();

        assertThat(filter.isLoggable(aRecordOf(null))).isTrue();
        assertThat(filter.isLoggable(aRecordOf(new IllegalStateException("Result is already complete"))))
                .isTrue();
        assertThat(filter.isLoggable(aRecordOf(new ConnectException("refused"))))
                .isTrue();
    }

    private static LogRecord aRecordOf(Throwable thrown) {
        LogRecord entry = new LogRecord(Level.SEVERE, "Uncaught exception received by Vert.x");
        entry.setThrown(thrown);
        return entry;
    }

    @Test
    void limitsStatementsWhereThePostgresMayDoThat() throws Exception {
        assertThat(startupParameters(IMPATIENT))
                .containsEntry("statement_timeout", "5000")
                .containsEntry("idle_in_transaction_session_timeout", "10000");
        assertThat(startupParameters(new Bounds(SHORT, 10, Duration.ZERO, Duration.ofSeconds(15))))
                .doesNotContainKeys("statement_timeout", "idle_in_transaction_session_timeout");
    }

    /** What a PostgreSQL is told by whoever connects (its protocol, StartupMessage). */
    private static Map<String, String> startupParameters(DatabaseConfig config) throws Exception {
        Vertx vertx = Vertx.vertx();
        try (ServerSocket postgres = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            PgConnectOptions server = new PgConnectOptions()
                    .setHost("127.0.0.1")
                    .setPort(postgres.getLocalPort())
                    .setUser("user")
                    .setDatabase("database");
            Pool pool = new DatabasePool(config).create(new AnInput(vertx, new PoolOptions(), List.of(server)));
            pool.getConnection();
            try (Socket client = postgres.accept()) {
                DataInputStream in = new DataInputStream(client.getInputStream());
                byte[] message = new byte[in.readInt() - Integer.BYTES];
                in.readFully(message);
                String[] parameters =
                        new String(message, Integer.BYTES, message.length - Integer.BYTES, US_ASCII).split("\0", -1);
                Map<String, String> told = new HashMap<>();
                for (int i = 0; i + 1 < parameters.length && !parameters[i].isEmpty(); i += 2) {
                    told.put(parameters[i], parameters[i + 1]);
                }
                return told;
            }
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        }
    }
}
