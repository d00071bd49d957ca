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

/** Reads connectors as their owners see them: one statement each, straight from rows to views. */
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
        return pool.preparedQuery(ONE).execute(Tuple.of(owner, id)).map(ConnectorQueries::view);
    }

    private static List<ConnectorView> views(RowSet<Row> rows) {
        List<ConnectorView> views = new ArrayList<>(rows.size());
        rows.forEach(row -> views.add(ConnectorView.from(row)));
        return views;
    }

    private static Optional<ConnectorView> view(RowSet<Row> rows) {
        RowIterator<Row> row = rows.iterator();
        return row.hasNext() ? Optional.of(ConnectorView.from(row.next())) : Optional.empty();
    }
}
