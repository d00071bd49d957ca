package io.schemaagent.connectors.audit;

import io.quarkus.scheduler.Scheduled;
import io.schemaagent.connectors.schedule.ScheduledWork;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Makes room for the weeks to come, and forgets those that are over for longer than events are kept. */
@ApplicationScoped
class AuditWeeks {

    private static final Logger LOG = Logger.getLogger(AuditWeeks.class);
    private static final Duration PERIOD = Duration.ofHours(1);

    /** Far ahead: what comes sooner than its week is kept all the same, but not forgotten in one go. */
    private static final String ADD =
            "SELECT add_audit_week((now() AT TIME ZONE 'UTC')::date + 7 * week) FROM generate_series(0, 8) AS week";

    private static final String DROP = "SELECT drop_audit_weeks($1 * interval '1 second')";

    private final Pool pool;
    private final ScheduledWork scheduled;
    private final Duration retention;

    AuditWeeks(Pool pool, ScheduledWork scheduled, AuditConfig config) {
        this.pool = pool;
        this.scheduled = scheduled;
        this.retention = config.retention();
    }

    @Scheduled(every = ScheduledWork.LOOK_EVERY)
    Uni<Void> keep() {
        return scheduled.whenDue("keep the weeks of the audit trail", PERIOD, () -> addAndDrop()
                .onFailure()
                .invoke(failure -> LOG.warnf("The weeks of the audit trail are as before: %s", failure.getMessage())));
    }

    Uni<Void> addAndDrop() {
        return pool.query(ADD).execute().chain(this::drop);
    }

    private Uni<Void> drop() {
        return retention.isZero()
                ? Uni.createFrom().voidItem()
                : pool.preparedQuery(DROP)
                        .execute(Tuple.of(retention.toSeconds()))
                        .replaceWithVoid();
    }
}
