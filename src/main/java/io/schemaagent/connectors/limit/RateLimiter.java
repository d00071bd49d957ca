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

    private static final String SPEND = spendingFor("");
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
    record Limited(String action, String name) {}

    /**
     * What a user does something out of, as the first four parameters of statements say it.
     *
     * @param cost of once, in microseconds; 0 where there is no limit
     */
    record Bucket(String owner, Limited limited, long cost) {

        Tuple tuple() {
            return Tuple.of(owner, limited.action(), cost, WINDOW_MICROS);
        }
    }

    /**
     * A statement that returns a row where it has spent something.
     *
     * @param condition {@code FROM …} what has to be there, with one row at the most
     */
    static String spendingFor(String condition) {
        return """
                INSERT INTO rate_limits AS bucket (user_id, action, empty_at)
                SELECT $1, $2, now() + $3 * interval '1 microsecond' %s
                ON CONFLICT (user_id, action) DO UPDATE
                SET empty_at = greatest(bucket.empty_at, now()) + $3 * interval '1 microsecond'
                WHERE greatest(bucket.empty_at, now()) + $3 * interval '1 microsecond'
                    <= now() + $4 * interval '1 microsecond'
                RETURNING true
                """.formatted(condition);
    }

    /** Counts one contact with a server; fails with {@code RATE_LIMITED} where the user has had too many. */
    Uni<Void> spendCheck(String owner) {
        return spend(bucket(owner, CHECKS, checksPerMinute));
    }

    /** What a user calls tools out of, for whoever spends it along with something else. */
    Bucket calls(String owner) {
        return bucket(owner, CALLS, callsPerMinute);
    }

    private static Bucket bucket(String owner, Limited limited, int perMinute) {
        return new Bucket(owner, limited, perMinute == 0 ? 0 : WINDOW_MICROS / perMinute);
    }

    /** Does something once; fails with {@code RATE_LIMITED} where the user has done it too often. */
    Uni<Void> spend(Bucket bucket) {
        return bucket.cost() == 0
                ? Uni.createFrom().voidItem()
                : pool.preparedQuery(SPEND)
                        .execute(bucket.tuple())
                        .chain(spent -> settle(bucket, spent.rowCount() == 1));
    }

    /** Fails with {@code RATE_LIMITED} where something would have had to be spent, and was not. */
    Uni<Void> settle(Bucket bucket, boolean spent) {
        return spent || bucket.cost() == 0 ? Uni.createFrom().voidItem() : refuse(bucket);
    }

    private Uni<Void> refuse(Bucket bucket) {
        return pool.preparedQuery(WAIT)
                .execute(bucket.tuple())
                .map(RateLimiter::secondsToWait)
                .chain(seconds -> Uni.createFrom().failure(tooMany(bucket.limited(), seconds)));
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
