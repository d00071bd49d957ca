package io.schemaagent.connectors.connector;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/** Publishes how many connectors there are in each status. Every replica shows the same numbers. */
@ApplicationScoped
class ConnectorGauge {

    private static final Logger LOG = Logger.getLogger(ConnectorGauge.class);

    /** Reads the table once a minute without its tools, which PostgreSQL keeps apart; an index would cost every write. */
    private static final String COUNT =
            "SELECT status, count(*) AS connectors FROM user_mcp_connections GROUP BY status";

    private final Pool pool;
    private final MultiGauge gauge;

    ConnectorGauge(Pool pool, MeterRegistry metrics) {
        this.pool = pool;
        this.gauge = MultiGauge.builder("connectors.saved")
                .description("Connectors by status")
                .register(metrics);
    }

    @Scheduled(every = "60s")
    Uni<Void> refresh() {
        return pool.query(COUNT)
                .execute()
                .invoke(this::publish)
                .onFailure()
                .invoke(failure -> LOG.debugf("Connectors were not counted: %s", failure.getMessage()))
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }

    private void publish(RowSet<io.vertx.mutiny.sqlclient.Row> counts) {
        List<Row<?>> rows = new ArrayList<>();
        counts.forEach(
                count -> rows.add(Row.of(Tags.of("status", count.getString("status")), count.getLong("connectors"))));
        gauge.register(rows, true);
    }
}
