package io.schemaagent.connectors.limit;

import io.schemaagent.connectors.problem.Problem;
import io.schemaagent.connectors.problem.ProblemCode;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.TimeUnit;

/**
 * The generic cell rate algorithm in one SQL statement: exact for one user across all replicas, with the database's
 * clock as the only one.
 */
@ApplicationScoped
class RateLimiter {

    private static final String CHECK = "check";
    private static final long WINDOW_MICROS = TimeUnit.MINUTES.toMicros(1);

    private static final String SPEND = """
            INSERT INTO rate_limits AS bucket (user_id, action, empty_at)
            VALUES ($1, $2, now() + $3 * interval '1 microsecond')
            ON CONFLICT (user_id, action) DO UPDATE
            SET empty_at = greatest(bucket.empty_at, now()) + $3 * interval '1 microsecond'
            WHERE greatest(bucket.empty_at, now()) + $3 * interval '1 microsecond' <= now() + $4 * interval '1 microsecond'
            """;
    private static final String WAIT = """
            SELECT ceil(extract(epoch FROM empty_at - now()) + ($3::bigint - $4::bigint) / 1e6)::bigint AS seconds
            FROM rate_limits WHERE user_id = $1 AND action = $2
            """;

    private final Pool pool;
    private final int checksPerMinute;

    RateLimiter(Pool pool, LimitConfig config) {
        this.pool = pool;
        this.checksPerMinute = config.checksPerMinute();
    }

    /** Counts one contact with a server; fails with {@code RATE_LIMITED} where the user has had too many. */
    Uni<Void> spendCheck(String owner) {
        return checksPerMinute == 0
                ? Uni.createFrom().voidItem()
                : spend(owner, CHECK, WINDOW_MICROS / checksPerMinute);
    }

    private Uni<Void> spend(String owner, String action, long costMicros) {
        Tuple bucket = Tuple.of(owner, action, costMicros, WINDOW_MICROS);
        return pool.preparedQuery(SPEND)
                .execute(bucket)
                .chain(spent -> spent.rowCount() == 1 ? Uni.createFrom().voidItem() : refuse(bucket));
    }

    private Uni<Void> refuse(Tuple bucket) {
        return pool.preparedQuery(WAIT)
                .execute(bucket)
                .map(RateLimiter::secondsToWait)
                .chain(seconds -> Uni.createFrom().failure(tooMany(seconds)));
    }

    private static long secondsToWait(RowSet<Row> rows) {
        return rows.rowCount() == 0 ? 1 : Math.max(1, rows.iterator().next().getLong("seconds"));
    }

    private static Problem tooMany(long seconds) {
        return Problem.of(
                        ProblemCode.RATE_LIMITED,
                        "Too many connection checks. Try again in " + seconds
                                + (seconds == 1 ? " second." : " seconds."))
                .retryAfter(seconds);
    }
}
