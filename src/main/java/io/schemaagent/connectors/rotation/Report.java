package io.schemaagent.connectors.rotation;

import java.util.List;

/** What came of all columns. */
record Report(List<OfColumn> columns) {

    /**
     * What came of one.
     *
     * @param settled whether nothing was left to do when it was looked at last
     */
    record OfColumn(SealedColumn column, Count count, boolean settled) {}

    Report {
        columns = List.copyOf(columns);
    }

    /** Whether there are rows that no key opens. */
    boolean hasUnreadable() {
        return columns.stream().anyMatch(one -> one.count().unreadable() > 0);
    }

    /** Whether every row that can be opened is sealed with the first key. */
    boolean isSettled() {
        return columns.stream().allMatch(OfColumn::settled);
    }
}
