package io.schemaagent.connectors.rotation;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A column of Fernet tokens, with the statements that go through it. Null is no token.
 *
 * @param key the columns of the primary key, in whose order the rows are visited
 * @param show the statement that shows its owner that a row cannot be opened, in the form that {@link #showing} says;
 *     empty where the table has nothing to show it with
 */
record SealedColumn(String table, String column, List<String> key, Optional<String> show) {

    /** All that there are: a new one is one more line here. */
    static final List<SealedColumn> ALL = List.of(
            of("user_mcp_connections", "auth_config", "id").showing(ConnectorOwners.SHOW),
            of("user_tool_status", "auth_config", "id"),
            of("oauth_clients", "client_secret", "issuer", "client_id"));

    SealedColumn {
        key = List.copyOf(key);
    }

    static SealedColumn of(String table, String column, String... key) {
        return new SealedColumn(table, column, List.of(key), Optional.empty());
    }

    /**
     * The same, with owners who get to see it.
     *
     * @param statement {@code $1} is the code, {@code $2} the sentence, {@code $3} the token and {@code $4} onwards the key
     *     of the row, which it has to leave alone where it has another token by now
     */
    SealedColumn showing(String statement) {
        return new SealedColumn(table, column, key, Optional.of(statement));
    }

    /** Rows from the first one on; {@code $1} is how many. */
    String first() {
        return read("");
    }

    /** Rows behind the one whose key begins at {@code $2}; {@code $1} is how many. */
    String next() {
        return read(" AND (%s) > (%s)".formatted(keyColumns(), parameters(2)));
    }

    private String read(String condition) {
        return "SELECT %2$s, %1$s FROM %3$s WHERE %1$s IS NOT NULL%4$s ORDER BY %2$s LIMIT $1"
                .formatted(column, keyColumns(), table, condition);
    }

    /** Writes {@code $1} into the row whose key begins at {@code $3}, unless it no longer has {@code $2}. */
    String replace() {
        return "UPDATE %1$s SET %2$s = $1 WHERE %2$s = $2 AND (%3$s) = (%4$s)"
                .formatted(table, column, keyColumns(), parameters(3));
    }

    private String keyColumns() {
        return String.join(", ", key);
    }

    private String parameters(int first) {
        return IntStream.range(first, first + key.size())
                .mapToObj(number -> "$" + number)
                .collect(Collectors.joining(", "));
    }

    @Override
    public String toString() {
        return table + "." + column;
    }
}
