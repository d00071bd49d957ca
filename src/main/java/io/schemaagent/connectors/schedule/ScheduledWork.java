package io.schemaagent.connectors.schedule;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Lets one replica do what is due, by the database's clock: whoever looks first takes the turn in one statement. Who
 * looks more often than the period keeps to it; a turn whose replica dies is taken by another one a period later.
 */
@ApplicationScoped
public class ScheduledWork {

    /** How often a replica should look, as a {@code @Scheduled} interval: well below every period. */
    public static final String LOOK_EVERY = "10s";

    private static final Logger LOG = Logger.getLogger(ScheduledWork.class);

    private static final String TAKE_TURN = """
            INSERT INTO scheduled_work AS work (name, due_at)
            VALUES ($1, now() + $2 * interval '1 millisecond')
            ON CONFLICT (name) DO UPDATE
            SET due_at = now() + $2 * interval '1 millisecond', turns = work.turns + 1
            WHERE work.due_at <= now()
            """;

    private final Pool pool;

    ScheduledWork(Pool pool) {
        this.pool = pool;
    }

    /**
     * Does the work where it is due. What fails is logged and tried again a period later, so the work has to be one that
     * may be done twice.
     *
     * @param name what it is known by among the replicas
     * @param period how long it is not due after each turn
     */
    public Uni<Void> whenDue(String name, Duration period, Supplier<Uni<Void>> work) {
        return takeTurn(name, period)
                .chain(taken -> taken ? work.get() : Uni.createFrom().voidItem())
                .onFailure()
                .invoke(failure -> LOG.debugf("%s was not done: %s", name, failure.getMessage()))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Boolean> takeTurn(String name, Duration period) {
        return pool.preparedQuery(TAKE_TURN)
                .execute(Tuple.of(name, period.toMillis()))
                .map(taken -> taken.rowCount() == 1);
    }
}
