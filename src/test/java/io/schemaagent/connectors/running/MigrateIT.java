package io.schemaagent.connectors.running;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaagent.connectors.Application;
import io.schemaagent.connectors.Application.Ended;
import io.schemaagent.connectors.Postgres;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Migrations as a job of their own, before the replicas of a release. */
class MigrateIT {

    private static final String TABLES =
            "SELECT count(*) FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'connectors_schema_history'";

    @RegisterExtension
    static final Postgres POSTGRES = Postgres.start();

    private String database;

    @BeforeEach
    void createDatabase() throws Exception {
        database = POSTGRES.newDatabase();
    }

    private Ended migrate() {
        return Application.run(Application.settings(database), "migrate");
    }

    @Test
    void bringsTheTablesUpToDateAndEnds() throws Exception {
        Ended ended = migrate();

        assertThat(ended.code()).as(ended.output()).isZero();
        assertThat(ended.output()).contains("The tables are up to date").doesNotContain("http://");
        assertThat(Postgres.number(database, TABLES)).isGreaterThanOrEqualTo(5);
        assertThat(migrate().code()).isZero();
    }

    @Test
    void letsReplicasWaitForIt() throws Exception {
        Map<String, String> settings = Application.settings(database, "CONNECTORS_DATABASE_MIGRATE_AT_START", "false");
        try (Application service = Application.start(settings)) {
            assertThat(service.get("/q/health/live").statusCode()).isEqualTo(200);
            assertThat(service.get("/q/health/ready").statusCode()).isEqualTo(503);
            assertThat(Postgres.number(database, TABLES)).isZero();

            assertThat(migrate().code()).isZero();

            service.awaitReady(Duration.ofSeconds(5));
            assertThat(service.call("GET", "/api/connectors", Application.tokenOf("user"), null)
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void takesTurnsWithOthersWhoMigrateAtTheSameTime() {
        List<CompletableFuture<Ended>> jobs = Stream.generate(() -> CompletableFuture.supplyAsync(this::migrate))
                .limit(3)
                .toList();

        assertThat(jobs)
                .allSatisfy(job ->
                        assertThat(job.join().code()).as(job.join().output()).isZero());
    }

    @Test
    void leavesNothingHalfDoneWhereAMigrationFails() throws Exception {
        Postgres.execute(database, "CREATE TABLE connector_counts (something integer)");

        Ended ended = migrate();

        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.output()).contains("V10__connector_counts.sql").contains("already exists");
        Postgres.execute(database, "DROP TABLE connector_counts");
        assertThat(migrate().code()).isZero();
    }

    @Test
    void endsTheServiceWhereAMigrationFails() throws Exception {
        Postgres.execute(database, "CREATE TABLE connector_counts (something integer)");

        Ended ended = Application.run(Application.settings(database));

        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.output()).contains("The tables cannot be brought up to date");
    }

    @Test
    void takesNoOtherArgument() {
        Ended ended = Application.run(Application.settings(database), "migrat");

        assertThat(ended.code()).isEqualTo(64);
        assertThat(ended.output()).contains("migrate");
    }

    @Test
    void saysWhatIsMissing() {
        Ended ended = Application.run(Application.settings(), "migrate");

        assertThat(ended.code()).isEqualTo(78);
        assertThat(ended.output()).contains("DATABASE_URL is not set");
    }
}
