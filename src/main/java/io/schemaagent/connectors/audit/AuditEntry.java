package io.schemaagent.connectors.audit;

import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.ThreadLocalRandom;

/**
 * An event as it is written.
 *
 * @param at when it happened, in microseconds as PostgreSQL keeps them
 * @param id a random number that JSON readers can hold; unique for one user and moment
 * @param traceId of the request that it happened in
 */
record AuditEntry(AuditEvent event, Instant at, long id, String traceId) {

    /** Of what is written again, since nobody knows whether it was before, there is one row. */
    static final String INSERT = """
            INSERT INTO audit_events
                (user_id, at, id, action, target_type, target_id, target_name, outcome, duration_ms, trace_id, details)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, CAST(CAST($11 AS text) AS jsonb))
            ON CONFLICT DO NOTHING
            """;

    private static final long BEYOND_IDS = 1L << 53;

    static AuditEntry of(AuditEvent event, Instant now, String traceId) {
        return new AuditEntry(
                event,
                now.truncatedTo(ChronoUnit.MICROS),
                ThreadLocalRandom.current().nextLong(1, BEYOND_IDS),
                traceId);
    }

    /** The parameters of {@link #INSERT}. */
    Object[] parameters() {
        return new Object[] {
            event.owner,
            OffsetDateTime.ofInstant(at, ZoneOffset.UTC),
            id,
            event.action.toString(),
            event.target.type(),
            event.target.id(),
            event.target.name(),
            event.outcome,
            event.durationMs,
            traceId,
            event.details.toJson()
        };
    }

    Tuple tuple() {
        return Tuple.from(parameters());
    }
}
