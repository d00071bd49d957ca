package io.schemaagent.connectors.running;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaagent.connectors.Application;
import io.schemaagent.connectors.Eventually;
import io.schemaagent.connectors.Postgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The database away, restarted, locked, frozen or ahead of its replicas. */
class DatabaseTroubleIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration RECOVERY = Duration.ofSeconds(5);
    private static final int CALLERS = 8;

    private final ExecutorService callers = Executors.newFixedThreadPool(20);
    private Postgres postgres;

    @BeforeEach
    void start() {
        postgres = Postgres.start();
    }

    @AfterEach
    void stop() {
        callers.shutdownNow();
        postgres.close();
    }

    /** An answer with the time that it took. */
    private record Answer(HttpResponse<String> response, Duration time) {

        int status() {
            return response.statusCode();
        }

        boolean isRefusal() {
            return status() == 503
                    && response.headers().firstValue("Retry-After").isPresent()
                    && response.headers().firstValue("Content-Type").orElse("").startsWith("application/problem+json")
                    && (isForTheDatabase() || response.body().contains("SERVICE_UNAVAILABLE"));
        }

        private boolean isForTheDatabase() {
            return response.body().contains("DATABASE_UNAVAILABLE")
                    && response.body().contains("Please try again in a few seconds.");
        }
    }

    private static Answer list(Application service) {
        try {
            long started = System.nanoTime();
            HttpResponse<String> response = service.call("GET", "/api/connectors", Application.tokenOf("user"), null);
            return new Answer(response, Duration.ofNanos(System.nanoTime() - started));
        } catch (IOException unanswered) {
            throw new UncheckedIOException(unanswered);
        }
    }

    private List<Answer> listAtTheSameTime(Application service, int times) {
        return IntStream.range(0, times)
                .mapToObj(caller -> CompletableFuture.supplyAsync(() -> list(service), callers))
                .toList()
                .stream()
                .map(answer ->
                        answer.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join())
                .toList();
    }

    @Test
    void waitsAliveForADatabaseThatIsNotThereYet() throws Exception {
        postgres.stop();
        try (Application service = Application.start(Application.settings(postgres.url()))) {
            assertThat(service.get("/q/health/live").statusCode()).isEqualTo(200);
            assertThat(service.get("/q/health/started").statusCode()).isEqualTo(200);
            assertThat(service.get("/q/health/ready").statusCode()).isEqualTo(503);
            assertThat(list(service)).matches(Answer::isRefusal);
            assertThat(service.output()).contains("waiting for it").doesNotContain("postgres:postgres");

            postgres.startAgain();

            service.awaitReady(RECOVERY);
            assertThat(list(service).status()).isEqualTo(200);
        }
    }

    /** The pool gives each of them time for a connection, and would say so long after they were answered. */
    @Test
    void logsNothingOfRequestsThatAreOver() throws Exception {
        Map<String, String> settings =
                Application.settings(postgres.url(), "CONNECTORS_DATABASE_CONNECTION_TIMEOUT", "0.5S");
        try (Application service = Application.startReady(settings)) {
            postgres.stop();
            assertThat(listAtTheSameTime(service, CALLERS)).allMatch(Answer::isRefusal);
            long refused = System.nanoTime();
            Eventually.holds("their time is over", PATIENCE, () -> System.nanoTime() - refused > 600_000_000);
            postgres.startAgain();
            service.awaitReady(RECOVERY);

            assertThat(service.output())
                    .contains("The database is not available")
                    .doesNotContain("Uncaught");
        }
    }

    @Test
    void recoversByItselfWhenTheDatabaseIsRestartedUnderLoad() {
        try (Application service = Application.startReady(Application.settings(postgres.url()))) {
            AtomicBoolean enough = new AtomicBoolean();
            AtomicInteger served = new AtomicInteger();
            AtomicInteger refused = new AtomicInteger();
            List<CompletableFuture<List<Answer>>> load = IntStream.range(0, CALLERS)
                    .mapToObj(caller -> CompletableFuture.supplyAsync(
                            () -> Stream.generate(() -> list(service))
                                    .peek(answer -> (answer.status() == 200 ? served : refused).incrementAndGet())
                                    .takeWhile(answer -> !enough.get())
                                    .toList(),
                            callers))
                    .toList();
            Eventually.holds("requests are served", PATIENCE, () -> served.get() > CALLERS);

            postgres.stop();
            Eventually.holds("requests are refused", PATIENCE, () -> refused.get() > CALLERS);
            postgres.startAgain();
            int before = served.get();
            Duration recovery =
                    Eventually.holds("all are served again", PATIENCE, () -> served.get() > before + 10 * CALLERS);
            enough.set(true);

            assertThat(recovery).isLessThan(RECOVERY);
            List<Answer> answers =
                    load.stream().flatMap(caller -> caller.join().stream()).toList();
            assertThat(answers)
                    .isNotEmpty()
                    .allMatch(answer -> answer.status() == 200 || answer.isRefusal())
                    .allMatch(answer -> answer.time().compareTo(Duration.ofSeconds(6)) < 0);
        }
    }

    @Test
    void refusesWhatAnExhaustedPoolCannotServeInsteadOfPilingItUp() throws Exception {
        Map<String, String> settings = Application.settings(
                postgres.url(),
                "QUARKUS_DATASOURCE_REACTIVE_MAX_SIZE",
                "2",
                "CONNECTORS_DATABASE_MAX_WAITING",
                "4",
                "CONNECTORS_DATABASE_CONNECTION_TIMEOUT",
                "2S",
                "CONNECTORS_DATABASE_STATEMENT_TIMEOUT",
                "3S");
        try (Application service = Application.startReady(settings)) {
            List<Answer> answers;
            try (Connection locked = Postgres.connect(postgres.url());
                    Statement statement = locked.createStatement()) {
                locked.setAutoCommit(false);
                statement.execute("LOCK TABLE user_mcp_connections IN ACCESS EXCLUSIVE MODE");

                answers = listAtTheSameTime(service, 20);
            }

            assertThat(answers).allMatch(Answer::isRefusal);
            // Two are at work until their statements are given up, four wait for a connection; the rest need not wait.
            assertThat(answers)
                    .filteredOn(answer -> answer.time().compareTo(Duration.ofMillis(1500)) < 0)
                    .hasSizeGreaterThanOrEqualTo(14 - 2);
            Eventually.holds("it serves again", RECOVERY, () -> list(service).status() == 200);
        }
    }

    @Test
    void givesUpOnAStatementThatTakesTooLong() throws Exception {
        try (Application service = Application.startReady(
                Application.settings(postgres.url(), "CONNECTORS_DATABASE_STATEMENT_TIMEOUT", "1S"))) {
            try (Connection locked = Postgres.connect(postgres.url());
                    Statement statement = locked.createStatement()) {
                locked.setAutoCommit(false);
                statement.execute("LOCK TABLE user_mcp_connections IN ACCESS EXCLUSIVE MODE");

                Answer answer = list(service);

                assertThat(answer).matches(Answer::isRefusal);
                assertThat(answer.time()).isGreaterThan(Duration.ofMillis(900));
            }
            assertThat(list(service).status()).isEqualTo(200);
        }
    }

    @Test
    void doesNotHangOnADatabaseThatFellSilent() {
        try (Application service =
                Application.startReady(Application.settings(postgres.url(), "CONNECTORS_HTTP_REQUEST_TIMEOUT", "3S"))) {
            assertThat(list(service).status()).isEqualTo(200);
            postgres.freeze();
            try {
                assertThat(list(service)).matches(Answer::isRefusal);
                assertThat(service.isReady()).isFalse();
                assertThat(listAtTheSameTime(service, 10)).allMatch(Answer::isRefusal);
            } finally {
                postgres.thaw();
            }

            Eventually.holds("it serves again", RECOVERY, () -> list(service).status() == 200);
            service.awaitReady(RECOVERY);
        }
    }

    @Test
    void runsOnTablesThatANewerVersionHasMigrated() throws Exception {
        Application.run(Application.settings(postgres.url()), "migrate");
        Postgres.execute(postgres.url(), """
                INSERT INTO connectors_schema_history
                    (installed_rank, version, description, type, script, checksum, installed_by, execution_time, success)
                VALUES (999, '999', 'of a newer version', 'SQL', 'V999__of_a_newer_version.sql', 1, 'postgres', 1, true)
                """);

        try (Application service = Application.startReady(Application.settings(postgres.url()))) {
            assertThat(list(service).status()).isEqualTo(200);
        }
    }
}
