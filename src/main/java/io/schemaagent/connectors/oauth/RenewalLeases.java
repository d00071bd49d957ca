package io.schemaagent.connectors.oauth;

import io.quarkus.scheduler.Scheduled;
import io.schemaagent.connectors.schedule.ScheduledWork;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.UUID;

/**
 * Lets one replica at a time renew a credential, by the database's clock, without holding a connection meanwhile. One that
 * dies holds it up for a minute.
 */
@ApplicationScoped
class RenewalLeases {

    private static final Duration CLEAN_UP = Duration.ofHours(1);

    /** Longer than a token endpoint is waited for and what it said is written. */
    private static final String TAKE = """
            INSERT INTO oauth_renewals AS known (credential, holder, leased_till)
            VALUES ($1, $2, now() + interval '1 minute')
            ON CONFLICT (credential) DO UPDATE
            SET holder = excluded.holder, leased_till = excluded.leased_till
            WHERE known.leased_till <= now() AND known.retry_at <= now()
            """;

    private static final String IS_BUSY =
            "SELECT leased_till > now() AS busy FROM oauth_renewals WHERE credential = $1";

    private static final String END = "DELETE FROM oauth_renewals WHERE credential = $1 AND holder = $2";

    /** 5 s after the first failure in a row, twice as long after each further one, 5 min at the most. */
    private static final String BACK_OFF = """
            UPDATE oauth_renewals
            SET leased_till = now(),
                retry_at = now() + least(interval '5 seconds' * power(2, failures), interval '5 minutes'),
                failures = least(failures + 1, 20)
            WHERE credential = $1 AND holder = $2
            """;

    private static final String FORGET =
            "DELETE FROM oauth_renewals WHERE greatest(leased_till, retry_at) < now() - interval '1 hour'";

    private final Pool pool;
    private final ScheduledWork scheduled;

    RenewalLeases(Pool pool, ScheduledWork scheduled) {
        this.pool = pool;
        this.scheduled = scheduled;
    }

    /** How it went to take one. */
    enum Taking {
        TAKEN,
        /** Somebody renews it right now. */
        BUSY,
        /** It failed a moment ago, and is too early to try again. */
        TOO_EARLY
    }

    Uni<Taking> take(String credential, UUID holder) {
        return pool.preparedQuery(TAKE)
                .execute(Tuple.of(credential, holder))
                .chain(taken -> taken.rowCount() == 1
                        ? Uni.createFrom().item(Taking.TAKEN)
                        : pool.preparedQuery(IS_BUSY)
                                .execute(Tuple.of(credential))
                                .map(RenewalLeases::refusal));
    }

    private static Taking refusal(RowSet<Row> rows) {
        // One that has just ended is as good as busy: whoever looks again sees what came of it.
        boolean tooEarly = rows.rowCount() == 1 && !rows.iterator().next().getBoolean("busy");
        return tooEarly ? Taking.TOO_EARLY : Taking.BUSY;
    }

    /** It is done, whatever came of it. */
    Uni<Void> end(String credential, UUID holder) {
        return pool.preparedQuery(END).execute(Tuple.of(credential, holder)).replaceWithVoid();
    }

    /** It did not go well, and may later. */
    Uni<Void> backOff(String credential, UUID holder) {
        return pool.preparedQuery(BACK_OFF)
                .execute(Tuple.of(credential, holder))
                .replaceWithVoid();
    }

    @Scheduled(every = ScheduledWork.LOOK_EVERY)
    Uni<Void> forget() {
        return scheduled.whenDue("forget old renewals", CLEAN_UP, () -> pool.query(FORGET)
                .execute()
                .replaceWithVoid());
    }
}
