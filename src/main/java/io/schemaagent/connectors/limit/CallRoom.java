package io.schemaagent.connectors.limit;

import io.schemaagent.connectors.problem.Problem;
import io.schemaagent.connectors.problem.ProblemCode;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.OffsetDateTime;

/** Bounds how many calls of tools one user has under way at once, exact over all replicas, by the database's clock. */
@ApplicationScoped
class CallRoom {

    /** When it is worth trying again, in seconds: most tools are quick. */
    private static final int RETRY_AFTER = 1;

    /** Where all connections are in use for a moment, a place must not be lost for minutes. */
    private static final Duration FIRST_RETRY = Duration.ofMillis(100);

    private static final int RETRIES = 3;

    /**
     * Those that can still be under way and one more, unless they are as many as allowed; whoever is in is counted in the
     * same statement, and nobody else.
     */
    private static final String ENTER = """
            WITH entered AS (
                INSERT INTO calls_under_way AS known (user_id, ends_at)
                VALUES ($1, ARRAY[now() + $5 * interval '1 millisecond'])
                ON CONFLICT (user_id) DO UPDATE
                SET ends_at = ARRAY(SELECT * FROM unnest(known.ends_at) AS call WHERE call > now()) || excluded.ends_at
                WHERE (SELECT count(*) FROM unnest(known.ends_at) AS call WHERE call > now()) < $6
                RETURNING ends_at[cardinality(ends_at)] AS place
            ), spent AS (%s)
            SELECT place, EXISTS (SELECT FROM spent) AS counted FROM entered
            """.formatted(RateLimiter.spendingFor("FROM entered WHERE $3 > 0"));

    /** One of those that end at this moment, which can be several. */
    private static final String LEAVE = """
            UPDATE calls_under_way
            SET ends_at = ends_at[:array_position(ends_at, $2) - 1] || ends_at[array_position(ends_at, $2) + 1:]
            WHERE user_id = $1 AND array_position(ends_at, $2) IS NOT NULL
            """;

    private final Pool pool;
    private final int perUser;

    CallRoom(Pool pool, LimitConfig config) {
        this.pool = pool;
        this.perUser = config.callsAtOncePerUser();
    }

    /**
     * A call's place.
     *
     * @param counted whether the call was spent, which it is not where there have been too many
     */
    record Place(String owner, OffsetDateTime endsAt, boolean counted) {}

    boolean isUnlimited() {
        return perUser == 0;
    }

    /**
     * Takes a place, and spends the call where there is one; fails with {@code RATE_LIMITED} where there is none.
     *
     * @param bucket what the call is spent from
     * @param longest after which the place is free again, whatever becomes of the call
     */
    Uni<Place> enter(RateLimiter.Bucket bucket, Duration longest) {
        return pool.preparedQuery(ENTER)
                .execute(bucket.tuple().addLong(longest.toMillis()).addInteger(perUser))
                .map(entered -> place(bucket.owner(), entered));
    }

    private Place place(String owner, RowSet<Row> entered) {
        if (entered.rowCount() == 0) {
            throw full();
        }
        Row row = entered.iterator().next();
        return new Place(owner, row.getOffsetDateTime("place"), row.getBoolean("counted"));
    }

    /** Gives a place back. Never fails: where the database is out of order for longer, it is free by itself later. */
    Uni<Void> leave(Place place) {
        return Uni.createFrom()
                .deferred(() -> pool.preparedQuery(LEAVE).execute(Tuple.of(place.owner(), place.endsAt())))
                .onFailure()
                .retry()
                .withBackOff(FIRST_RETRY)
                .atMost(RETRIES)
                .replaceWithVoid()
                .onFailure()
                .recoverWithNull();
    }

    private Problem full() {
        return Problem.of(
                        ProblemCode.RATE_LIMITED,
                        "You have " + perUser + " calls of tools under way, which is the limit. Wait for one to end.")
                .retryAfter(RETRY_AFTER);
    }
}
