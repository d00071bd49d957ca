package io.schemaagent.connectors.database;

import io.schemaagent.connectors.problem.DatabaseFailures;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;

/** The tables of the database, by the last migration that was applied to them. */
@ApplicationScoped
class Tables {

    /** The last migration of this build. */
    static final int VERSION = 18;

    /** Asked without Flyway, whose own look would take longer than the rest of the start. */
    private static final String APPLIED =
            "SELECT coalesce(max(version::integer), 0) AS version FROM connectors_schema_history WHERE success";

    /** PostgreSQL's code for a table that is not there. */
    private static final String UNDEFINED_TABLE = "42P01";

    private final Pool pool;

    Tables(Pool pool) {
        this.pool = pool;
    }

    /** The number of the last migration that was applied; 0 for a database that this service has not seen yet. */
    Uni<Integer> version() {
        return pool.query(APPLIED)
                .execute()
                .map(Tables::version)
                .onFailure(Tables::isWithoutHistory)
                .recoverWithItem(0);
    }

    /** Whether this build can work: tables of a newer one are fine, since what it needs is removed a release later. */
    static boolean isEnough(int version) {
        return version >= VERSION;
    }

    private static int version(RowSet<Row> rows) {
        return rows.iterator().next().getInteger("version");
    }

    private static boolean isWithoutHistory(Throwable failure) {
        return DatabaseFailures.hasSqlState(failure, UNDEFINED_TABLE);
    }
}
