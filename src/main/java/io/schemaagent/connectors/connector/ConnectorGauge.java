package io.schemaagent.connectors.connector;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.quarkus.scheduler.Scheduled;
import io.schemaagent.connectors.schedule.ScheduledWork;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/** Publishes how many connectors there are in each status: one replica counts, every replica shows the same numbers. */
@ApplicationScoped
class ConnectorGauge {

    private static final Logger LOG = Logger.getLogger(ConnectorGauge.class);
    private static final Duration PERIOD = Duration.ofMinutes(1);

    /** Nobody waits for it, and it reads the whole table (not its tools, which PostgreSQL keeps apart). */
    private static final String TAKE_TIME = "SET LOCAL statement_timeout = '60s'";

    private static final String COUNT = """
            UPDATE connector_counts AS shown SET connectors = coalesce(counted.connectors, 0)
            FROM connector_counts AS known
            LEFT JOIN (SELECT status, count(*) AS connectors FROM user_mcp_connections GROUP BY status) AS counted
                USING (status)
            WHERE shown.status = known.status
            """;
    private static final String READ = "SELECT status, connectors FROM connector_counts";

    private final Pool pool;
    private final ScheduledWork scheduled;
    private final MultiGauge gauge;

    ConnectorGauge(Pool pool, ScheduledWork scheduled, MeterRegistry metrics) {
        this.pool = pool;
        this.scheduled = scheduled;
        this.gauge = MultiGauge.builder("connectors.saved")
                .description("Connectors by status")
                .register(metrics);
    }

    @Scheduled(every = ScheduledWork.LOOK_EVERY)
    Uni<Void> refresh() {
        return scheduled.whenDue("count connectors", PERIOD, this::count).chain(this::show);
    }

    private Uni<Void> count() {
        return pool.withTransaction(connection -> run(connection, TAKE_TIME).chain(() -> run(connection, COUNT)));
    }

    private static Uni<Void> run(SqlConnection connection, String statement) {
        return connection.query(statement).execute().replaceWithVoid();
    }

    private Uni<Void> show() {
        return pool.query(READ)
                .execute()
                .invoke(this::publish)
                .onFailure()
                .invoke(failure -> LOG.debugf("Connectors are not shown: %s", failure.getMessage()))
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }

    private void publish(RowSet<Row> counts) {
        List<MultiGauge.Row<?>> rows = new ArrayList<>();
        counts.forEach(count ->
                rows.add(MultiGauge.Row.of(Tags.of("status", count.getString("status")), count.getLong("connectors"))));
        gauge.register(rows, true);
    }
}
