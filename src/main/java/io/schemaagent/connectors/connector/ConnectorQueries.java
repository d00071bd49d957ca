package io.schemaagent.connectors.connector;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowIterator;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads connectors, one statement each: as their owners see them, or only how to get in at their servers. */
@ApplicationScoped
class ConnectorQueries {

    private static final String NEWEST_FIRST = " ORDER BY created_at DESC, id DESC";

    /** All connectors of an owner. */
    static final String LIST =
            "SELECT " + ConnectorView.COLUMNS + " FROM user_mcp_connections WHERE user_id = $1" + NEWEST_FIRST;
    /** Those that are switched on, or off. */
    static final String LIST_BY_ACTIVE = "SELECT " + ConnectorView.COLUMNS
            + " FROM user_mcp_connections WHERE user_id = $1 AND is_active = $2" + NEWEST_FIRST;
    /** One of them. */
    static final String ONE =
            "SELECT " + ConnectorView.COLUMNS + " FROM user_mcp_connections WHERE user_id = $1 AND id = $2";

    /** How to get in at the server of one. */
    static final String ACCESS =
            "SELECT " + ConnectorAccess.COLUMNS + " FROM user_mcp_connections WHERE user_id = $1 AND id = $2";

    private final Pool pool;

    ConnectorQueries(Pool pool) {
        this.pool = pool;
    }

    Uni<List<ConnectorView>> list(String owner, Optional<Boolean> active) {
        return active.map(wanted -> pool.preparedQuery(LIST_BY_ACTIVE).execute(Tuple.of(owner, wanted)))
                .orElseGet(() -> pool.preparedQuery(LIST).execute(Tuple.of(owner)))
                .map(ConnectorQueries::views);
    }

    Uni<Optional<ConnectorView>> find(String owner, long id) {
        return pool.preparedQuery(ONE).execute(Tuple.of(owner, id)).map(rows -> first(rows)
                .map(ConnectorView::from));
    }

    Uni<Optional<ConnectorAccess>> findAccess(String owner, long id) {
        return pool.preparedQuery(ACCESS).execute(Tuple.of(owner, id)).map(rows -> first(rows)
                .map(ConnectorAccess::from));
    }

    private static List<ConnectorView> views(RowSet<Row> rows) {
        List<ConnectorView> views = new ArrayList<>(rows.size());
        rows.forEach(row -> views.add(ConnectorView.from(row)));
        return views;
    }

    private static Optional<Row> first(RowSet<Row> rows) {
        RowIterator<Row> row = rows.iterator();
        return row.hasNext() ? Optional.of(row.next()) : Optional.empty();
    }
}
