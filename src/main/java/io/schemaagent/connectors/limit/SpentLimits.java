package io.schemaagent.connectors.limit;

import io.quarkus.scheduler.Scheduled;
import io.schemaagent.connectors.schedule.ScheduledWork;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** Forgets who has not been limited for a while: an empty bucket and none are the same. */
@ApplicationScoped
class SpentLimits {

    private static final Duration PERIOD = Duration.ofMinutes(10);
    private static final String FORGET = "DELETE FROM rate_limits WHERE empty_at < now()";

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

    private Uni<Void> forgetAll() {
        return pool.query(FORGET).execute().replaceWithVoid();
    }
}
