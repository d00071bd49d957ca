package io.schemaagent.connectors.rotation;

import io.schemaagent.connectors.credential.CredentialException;
import io.schemaagent.connectors.rotation.Batch.Renewed;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/** Reads rows with tokens in the order of their keys, and writes those that still have the token that was read. */
@ApplicationScoped
class SealedRows {

    private final Pool pool;

    SealedRows(Pool pool) {
        this.pool = pool;
    }

    /** The next rows, no more than this; from the first one on where there is no key to begin behind. */
    Uni<List<SealedRow>> after(SealedColumn column, List<Object> key, int atMost) {
        String statement = key.isEmpty() ? column.first() : column.next();
        List<Object> parameters = new ArrayList<>(List.of(atMost));
        parameters.addAll(key);
        return pool.preparedQuery(statement).execute(Tuple.from(parameters)).map(rows -> rows(column, rows));
    }

    private static List<SealedRow> rows(SealedColumn column, RowSet<Row> found) {
        List<SealedRow> rows = new ArrayList<>();
        found.forEach(row -> rows.add(row(column, row)));
        return rows;
    }

    private static SealedRow row(SealedColumn column, Row row) {
        List<Object> key = column.key().stream().map(row::getValue).toList();
        return new SealedRow(key, row.getString(column.column()));
    }

    /** Writes in one go, and in the order of the keys, so that two who do it wait for each other; how many were written. */
    Uni<Integer> replace(SealedColumn column, List<Renewed> renewed) {
        return all(
                column.replace(), renewed.stream().map(SealedRows::replacement).toList());
    }

    private static Tuple replacement(Renewed renewed) {
        return tuple(List.of(renewed.token(), renewed.row().token()), renewed.row());
    }

    /** Shows owners that these cannot be opened, where there is a way to, and it is not shown yet. */
    Uni<Integer> show(SealedColumn column, List<SealedRow> unreadable) {
        return column.show().map(statement -> show(statement, unreadable)).orElseGet(SealedRows::nothing);
    }

    private Uni<Integer> show(String statement, List<SealedRow> unreadable) {
        return all(statement, unreadable.stream().map(SealedRows::shown).toList());
    }

    private static Tuple shown(SealedRow row) {
        return tuple(List.of(CredentialException.CODE, CredentialException.SENTENCE, row.token()), row);
    }

    private static Tuple tuple(List<String> values, SealedRow row) {
        List<Object> parameters = new ArrayList<>(values);
        parameters.addAll(row.key());
        return Tuple.from(parameters);
    }

    private Uni<Integer> all(String statement, List<Tuple> parameters) {
        // The client refuses a batch of none.
        return parameters.isEmpty()
                ? nothing()
                : pool.preparedQuery(statement).executeBatch(parameters).map(SealedRows::written);
    }

    private static Uni<Integer> nothing() {
        return Uni.createFrom().item(0);
    }

    private static int written(RowSet<Row> first) {
        int written = 0;
        for (RowSet<Row> result = first; result != null; result = result.next()) {
            written += result.rowCount();
        }
        return written;
    }
}
