package io.schemaagent.connectors.database;

import io.quarkus.runtime.QuarkusApplication;
import jakarta.enterprise.inject.Instance;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.output.MigrateResult;
import org.jboss.logging.Logger;

/**
 * {@code migrate}: brings the tables up to date and ends, for a job that runs before the replicas of a release. It waits
 * for a database that is not there yet ({@code quarkus.flyway.connect-retries}).
 */
public final class MigrateCommand implements QuarkusApplication {

    /** What it is called with. */
    public static final String NAME = "migrate";

    private static final Logger LOG = Logger.getLogger(MigrateCommand.class);

    private final Instance<Flyway> flyway;

    MigrateCommand(Instance<Flyway> flyway) {
        this.flyway = flyway;
    }

    /** 0 where the tables are up to date, 1 where a migration failed and was rolled back. */
    @Override
    public int run(String... arguments) {
        try {
            MigrateResult result = flyway.get().migrate();
            LOG.infof("The tables are up to date; migrations applied: %d", result.migrationsExecuted);
            return 0;
        } catch (FlywayException failed) {
            LOG.errorf("The tables cannot be brought up to date: %s", failed.getMessage());
            return 1;
        }
    }
}
