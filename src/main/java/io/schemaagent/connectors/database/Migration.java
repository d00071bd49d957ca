package io.schemaagent.connectors.database;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.StartupEvent;
import io.schemaagent.connectors.problem.DatabaseFailures;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import java.time.Duration;
import org.flywaydb.core.Flyway;
import org.jboss.logging.Logger;

/**
 * Brings the tables up to date in the background, so that the service is alive while its database is not there yet, and
 * ready as soon as it is. Replicas that start together take turns, for which Flyway has a lock.
 */
@ApplicationScoped
class Migration {

    private static final Logger LOG = Logger.getLogger(Migration.class);
    private static final Duration FIRST_RETRY = Duration.ofMillis(100);
    private static final Duration LAST_RETRY = Duration.ofSeconds(2);

    private final Tables tables;
    private final Instance<Flyway> flyway;
    private final DatabaseConfig config;
    private boolean complained;

    Migration(Tables tables, Instance<Flyway> flyway, DatabaseConfig config) {
        this.tables = tables;
        this.flyway = flyway;
        this.config = config;
    }

    void onStart(@Observes StartupEvent started) {
        if (config.migrateAtStart()) {
            bringUpToDate().subscribe().with(done -> {}, Migration::giveUp);
        }
    }

    /** Waits for the database; fails where it can be reached and a migration does not work. */
    Uni<Void> bringUpToDate() {
        return tables.version()
                .chain(version -> Tables.isEnough(version) ? Uni.createFrom().voidItem() : migrate())
                .onFailure(DatabaseFailures::isUnavailable)
                .invoke(this::complain)
                .onFailure(DatabaseFailures::isUnavailable)
                .retry()
                .withBackOff(FIRST_RETRY, LAST_RETRY)
                .indefinitely();
    }

    private Uni<Void> migrate() {
        return Uni.createFrom()
                .item(() -> flyway.get().migrate())
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .replaceWithVoid();
    }

    private void complain(Throwable failure) {
        if (!complained) {
            complained = true;
            LOG.warnf("The database is not available; waiting for it: %s", failure.getMessage());
        }
    }

    /** Half-migrated tables serve nobody; whoever runs this process has to look, and may have it started again. */
    private static void giveUp(Throwable failure) {
        LOG.error("The tables cannot be brought up to date", failure);
        Quarkus.asyncExit(1);
    }
}
