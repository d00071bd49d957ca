package io.schemaagent.connectors.database;

import io.quarkus.logging.LoggingFilter;
import java.util.Arrays;
import java.util.logging.Filter;
import java.util.logging.LogRecord;

/**
 * Keeps out of the log what the pool of connections says about a request that has failed long since. It does not stop the
 * timer of one that got no connection, because there is none or too many wait, and wonders when that fires (Vert.x SQL
 * client, issue 1706): a stack trace for each request while the database is away.
 */
@LoggingFilter(name = "pool-timers")
public final class PoolTimers implements Filter {

    private static final String POOL = "io.vertx.sqlclient.impl.pool.SqlConnectionPool";

    /** The promise that was kept already is on top of what the timer calls. */
    private static final int DEPTH = 2;

    @Override
    public boolean isLoggable(LogRecord entry) {
        return !(entry.getThrown() instanceof IllegalStateException late && isOfATimer(late));
    }

    private static boolean isOfATimer(IllegalStateException late) {
        return Arrays.stream(late.getStackTrace()).limit(DEPTH).anyMatch(frame -> frame.getClassName()
                .equals(POOL));
    }
}
