package io.schemaagent.connectors.limit;

import io.quarkus.scheduler.Scheduled;
import io.schemaagent.connectors.schedule.ScheduledWork;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** Forgets who has not been limited for a while: an empty bucket and none are the same, and so are no calls and no row. */
@ApplicationScoped
class SpentLimits {

    private static final Duration PERIOD = Duration.ofMinutes(10);
    private static final String FORGET_BUCKETS = "DELETE FROM rate_limits WHERE empty_at < now()";

    /** Whoever begins a call meanwhile is looked at again, and stays. */
    private static final String FORGET_CALLS = """
            DELETE FROM calls_under_way
            WHERE NOT EXISTS (SELECT FROM unnest(ends_at) AS call WHERE call > now())
            """;

    private final Pool pool;
    private final ScheduledWork scheduled;

    SpentLimits(Pool pool, ScheduledWork scheduled) {
        this.pool = pool;
        this.scheduled = scheduled;
    }

    @Scheduled(every = ScheduledWork.LOOK_EVERY)
    Uni<Void> forget() {
        return scheduled.whenDue("forget spent limits", PERIOD, this::forgetAll);
    }

    Uni<Void> forgetAll() {
        return pool.query(FORGET_BUCKETS)
                .execute()
                .chain(() -> pool.query(FORGET_CALLS).execute())
                .replaceWithVoid();
    }
}
