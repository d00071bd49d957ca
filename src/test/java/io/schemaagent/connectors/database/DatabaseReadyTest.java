package io.schemaagent.connectors.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.pgclient.PgBuilder;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgConnectOptions;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.eclipse.microprofile.health.Readiness;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

@QuarkusTest
class DatabaseReadyTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Inject
    Tables tables;

    @Inject
    Migration migration;

    @Inject
    @Any
    Instance<Flyway> flyway;

    @Inject
    @Readiness
    DatabaseReadiness readiness;

    @Inject
    Vertx vertx;

    private static HealthCheckResponse answer(AsyncHealthCheck check) {
        return check.call().await().atMost(PATIENCE);
    }

    @Test
    void knowsTheLastMigration() {
        assertThat(tables.version().await().atMost(PATIENCE)).isEqualTo(Tables.VERSION);
    }

    @Test
    void isReadyWithTablesThatAreUpToDate() {
        HealthCheckResponse response = answer(readiness);

        assertThat(response.getStatus()).isEqualTo(Status.UP);
        assertThat(response.getData().orElseThrow())
                .containsEntry("tables", (long) Tables.VERSION)
                .containsEntry("needed", (long) Tables.VERSION);
    }

    @Test
    void isNotReadyWhileTheDatabaseKeepsSilent() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Pool pool = PgBuilder.pool()
                    .connectingTo(new PgConnectOptions().setHost("127.0.0.1").setPort(silent.getLocalPort()))
                    .using(vertx)
                    .build();

            HealthCheckResponse response = answer(new DatabaseReadiness(new Tables(pool)));

            assertThat(response.getStatus()).isEqualTo(Status.DOWN);
            assertThat(response.getData()).isEmpty();
        }
    }

    @Test
    void hasNothingToMigrateWhereTheTablesAreUpToDate() {
        Uni<Void> migrated = migration.bringUpToDate();

        migrated.await().atMost(PATIENCE);

        assertThat(new MigrateCommand(flyway).run(MigrateCommand.NAME)).isZero();
    }
}
