package io.schemaagent.connectors.rotation;

import io.schemaagent.connectors.credential.Credentials;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.List;
import org.jboss.logging.Logger;

/** Once through all rows of a column, a batch at a time. */
final class Walk {

    private static final Logger LOG = Logger.getLogger(Walk.class);

    /** Often enough to see it move, seldom enough to be read. */
    private static final int ROWS_A_LINE = 1000;

    private final SealedColumn column;
    private final SealedRows rows;
    private final Credentials credentials;
    private final int batchSize;

    private List<Object> last = List.of();
    private Count count = Count.NONE;

    Walk(SealedColumn column, SealedRows rows, Credentials credentials, int batchSize) {
        this.column = column;
        this.rows = rows;
        this.credentials = credentials;
        this.batchSize = batchSize;
    }

    Uni<Count> toTheEnd() {
        // Not by chaining a step to the one before: of a long way, all of them would be remembered.
        return Multi.createBy()
                .repeating()
                .uni(this::step)
                .whilst(Boolean::booleanValue)
                .onItem()
                .ignoreAsUni()
                .map(done -> count);
    }

    /** Whether there may be more. */
    private Uni<Boolean> step() {
        return rows.after(column, last, batchSize).chain(this::reseal);
    }

    private Uni<Boolean> reseal(List<SealedRow> next) {
        if (next.isEmpty()) {
            return Uni.createFrom().item(false);
        }
        Batch batch = Batch.of(next, credentials);
        report(batch.unreadable());
        last = next.get(next.size() - 1).key();
        return rows.show(column, batch.unreadable())
                .chain(() -> rows.replace(column, batch.renewed()))
                .invoke(written -> add(batch.count(written)))
                .replaceWith(true);
    }

    private void report(List<SealedRow> unreadable) {
        if (!unreadable.isEmpty()) {
            LOG.warnf("%s: no key opens %s", column, unreadable);
        }
    }

    private void add(Count more) {
        long lines = count.rows() / ROWS_A_LINE;
        count = count.plus(more);
        if (count.rows() / ROWS_A_LINE > lines) {
            LOG.infof("%s: %d rows looked at: %s", column, count.rows(), count);
        }
    }
}
