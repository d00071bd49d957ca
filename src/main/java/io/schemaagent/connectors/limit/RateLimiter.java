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

    private static final Limited CHECKS = new Limited("check", "connection checks");
    private static final Limited CALLS = new Limited("call", "calls of tools");
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
    private final int callsPerMinute;

    RateLimiter(Pool pool, LimitConfig config) {
        this.pool = pool;
        this.checksPerMinute = config.checksPerMinute();
        this.callsPerMinute = config.callsPerMinute();
    }

    /**
     * What users may not do as often as they like.
     *
     * @param action as it is stored
     * @param name for people, in the plural
     */
    private record Limited(String action, String name) {}

    /** Counts one contact with a server; fails with {@code RATE_LIMITED} where the user has had too many. */
    Uni<Void> spendCheck(String owner) {
        return spend(owner, CHECKS, checksPerMinute);
    }

    /** Counts one call of a tool; fails with {@code RATE_LIMITED} where the user has made too many. */
    Uni<Void> spendCall(String owner) {
        return spend(owner, CALLS, callsPerMinute);
    }

    private Uni<Void> spend(String owner, Limited limited, int perMinute) {
        if (perMinute == 0) {
            return Uni.createFrom().voidItem();
        }
        Tuple bucket = Tuple.of(owner, limited.action(), WINDOW_MICROS / perMinute, WINDOW_MICROS);
        return pool.preparedQuery(SPEND)
                .execute(bucket)
                .chain(spent -> spent.rowCount() == 1 ? Uni.createFrom().voidItem() : refuse(bucket, limited));
    }

    private Uni<Void> refuse(Tuple bucket, Limited limited) {
        return pool.preparedQuery(WAIT)
                .execute(bucket)
                .map(RateLimiter::secondsToWait)
                .chain(seconds -> Uni.createFrom().failure(tooMany(limited, seconds)));
    }

    private static long secondsToWait(RowSet<Row> rows) {
        return rows.rowCount() == 0 ? 1 : Math.max(1, rows.iterator().next().getLong("seconds"));
    }

    private static Problem tooMany(Limited limited, long seconds) {
        return Problem.of(
                        ProblemCode.RATE_LIMITED,
                        "Too many " + limited.name() + ". Try again in " + seconds
                                + (seconds == 1 ? " second." : " seconds."))
                .retryAfter(seconds);
    }
}
