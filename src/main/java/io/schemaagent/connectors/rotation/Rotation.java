package io.schemaagent.connectors.rotation;

import io.schemaagent.connectors.credential.Credentials;
import io.schemaagent.connectors.rotation.Report.OfColumn;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Seals every row with the first key, while replicas serve. Nothing is remembered: which rows are done is seen from their
 * tokens, so it can be ended at any time and begun again, and two at once do no harm.
 */
@ApplicationScoped
class Rotation {

    private static final Logger LOG = Logger.getLogger(Rotation.class);

    /** One that seals, one that finds nothing left, and one more for what others at the same work had not done yet. */
    private static final int WALKS = 3;

    private final SealedRows rows;
    private final Credentials credentials;
    private final List<SealedColumn> columns;
    private final int batchSize;

    @Inject
    Rotation(SealedRows rows, Credentials credentials, RotationConfig config) {
        this(rows, credentials, SealedColumn.ALL, config.batchSize());
    }

    Rotation(SealedRows rows, Credentials credentials, List<SealedColumn> columns, int batchSize) {
        if (batchSize < 1) {
            // With none at a time it would be done at once, and have done nothing.
            throw new IllegalArgumentException("connectors.rotation.batch-size must be 1 or more");
        }
        this.rows = rows;
        this.credentials = credentials;
        this.columns = columns;
        this.batchSize = batchSize;
    }

    /** Goes through all columns; fails where the database does, with what was written until then kept. */
    Uni<Report> reseal() {
        // Whatever replicas agree on: this is none of them.
        credentials.sealWith(credentials.keys().get(0));
        return Multi.createFrom()
                .iterable(columns)
                .onItem()
                .transformToUniAndConcatenate(this::reseal)
                .collect()
                .asList()
                .map(Report::new);
    }

    private Uni<OfColumn> reseal(SealedColumn column) {
        return walk(column)
                .chain(found -> walkAgain(column, found, found, WALKS - 1))
                .invoke(this::log);
    }

    /** Until nothing was left to do: a row that was changed meanwhile may have got a token of any key. */
    private Uni<OfColumn> walkAgain(SealedColumn column, Count all, Count last, int left) {
        return last.isSettled() || left == 0
                ? Uni.createFrom().item(new OfColumn(column, all, last.isSettled()))
                : walk(column).chain(found -> walkAgain(column, all.then(found), found, left - 1));
    }

    private Uni<Count> walk(SealedColumn column) {
        return new Walk(column, rows, credentials, batchSize).toTheEnd();
    }

    private void log(OfColumn done) {
        LOG.infof("%s: %s; the key is %s", done.column(), done.count(), credentials.sealingKey());
    }
}
