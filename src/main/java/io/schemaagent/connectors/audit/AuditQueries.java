package io.schemaagent.connectors.audit;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;

/** Reads the trail of one user, a page at a time. */
@ApplicationScoped
class AuditQueries {

    /** The first condition on the time tells which weeks to look into, the second where to begin within one. */
    static final String PAGE = "SELECT " + AuditEventView.COLUMNS + """
             FROM audit_events
            WHERE user_id = $1 AND at <= $2 AND (at, id) < ($2, $3)
              AND ($4::text IS NULL OR action = $4)
              AND ($5::text IS NULL OR (target_type = 'connector' AND target_id = $5))
            ORDER BY at DESC, id DESC
            LIMIT $6
            """;

    /** What replicas whose clocks differ have written is not in the future. */
    private static final Duration DIFFERENCE = Duration.ofDays(1);

    private final Pool pool;
    private final Clock clock;

    AuditQueries(Pool pool, Clock clock) {
        this.pool = pool;
        this.clock = clock;
    }

    Uni<AuditPage> page(String owner, AuditQuery query) {
        AuditCursor before = query.before().orElseGet(this::newest);
        return pool.preparedQuery(PAGE)
                .execute(Tuple.from(new Object[] {
                    owner,
                    before.at().atOffset(ZoneOffset.UTC),
                    before.id(),
                    query.action().map(AuditAction::toString).orElse(null),
                    query.connectorId().orElse(null),
                    query.limit() + 1
                }))
                .map(rows -> AuditPage.of(rows, query.limit()));
    }

    private AuditCursor newest() {
        return new AuditCursor(clock.instant().plus(DIFFERENCE), 0);
    }
}
