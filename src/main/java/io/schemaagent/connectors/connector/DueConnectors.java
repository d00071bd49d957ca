package io.schemaagent.connectors.connector;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/** Those connectors whose tools are to be read again, each taken by one replica at a time. */
@ApplicationScoped
class DueConnectors {

    /** What is taken is due again a little later than anybody works on it, should its replica die meanwhile. */
    private static final String TAKE = """
            UPDATE user_mcp_connections AS taken
            SET refresh_at = now() AT TIME ZONE 'UTC' + interval '5 minutes'
            FROM (
                SELECT id FROM user_mcp_connections
                WHERE is_active AND refresh_at <= now() AT TIME ZONE 'UTC'
                ORDER BY refresh_at
                LIMIT $1
                FOR UPDATE SKIP LOCKED) AS due
            WHERE taken.id = due.id
            RETURNING taken.user_id, taken.id
            """;

    private final Pool pool;

    DueConnectors(Pool pool) {
        this.pool = pool;
    }

    /** One that is due. */
    record Due(String owner, long id) {}

    /** The next that are due, no more than this, and for nobody else for a while. */
    Uni<List<Due>> take(int atMost) {
        return pool.preparedQuery(TAKE).execute(Tuple.of(atMost)).map(DueConnectors::due);
    }

    private static List<Due> due(RowSet<Row> rows) {
        List<Due> due = new ArrayList<>();
        rows.forEach(row -> due.add(new Due(row.getString("user_id"), row.getLong("id"))));
        return due;
    }
}
