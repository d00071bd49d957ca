package io.schemaagent.connectors.audit;

import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Some events, newest first.
 *
 * @param next what to send as {@code before} for the page after this one; null where this is the last
 */
@Schema(name = "AuditPage")
record AuditPage(List<AuditEventView> events, String next) {

    /** Of one row more than there is room for: it says that there is another page. */
    static AuditPage of(RowSet<Row> rows, int limit) {
        List<AuditEventView> events = new ArrayList<>(rows.size());
        rows.forEach(row -> events.add(AuditEventView.from(row)));
        if (events.size() <= limit) {
            return new AuditPage(events, null);
        }
        return new AuditPage(
                List.copyOf(events.subList(0, limit)),
                events.get(limit - 1).cursor().toString());
    }
}
