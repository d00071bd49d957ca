package io.schemaagent.connectors.audit;

import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * An event as its user sees it.
 *
 * @param id tells it from all others of the user; says nothing about their order
 * @param at when it happened
 * @param action what was done
 * @param outcome {@code ok}, or the stable code of why it failed
 * @param durationMs how long somebody else, such as a server, was waited for; null where nobody was
 * @param traceId the trace id of the request it happened in
 * @param details what else there is to say; null where there is nothing
 */
@Schema(name = "AuditEvent")
record AuditEventView(
        long id,
        Instant at,
        @Schema(implementation = AuditAction.class) String action,
        Target target,
        String outcome,
        Long durationMs,
        String traceId,
        AuditDetails details) {

    /** The columns that {@link #from} reads. */
    static final String COLUMNS =
            "id, at, action, target_type, target_id, target_name, outcome, duration_ms, trace_id, details";

    /**
     * What it was done to, as it was then; it may be gone by now.
     *
     * @param type {@code connector}, {@code system_tool}, or {@code server} for one that is not saved
     */
    @Schema(name = "AuditTarget")
    record Target(String type, String id, String name) {}

    static AuditEventView from(Row row) {
        return new AuditEventView(
                row.getLong(0),
                row.getOffsetDateTime(1).toInstant(),
                row.getString(2),
                new Target(row.getString(3), row.getString(4), row.getString(5)),
                row.getString(6),
                row.getLong(7),
                row.getString(8),
                AuditDetails.from(row.getJsonObject(9)));
    }

    AuditCursor cursor() {
        return new AuditCursor(at, id);
    }
}
