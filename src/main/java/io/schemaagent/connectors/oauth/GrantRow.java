package io.schemaagent.connectors.oauth;

import io.schemaagent.connectors.credential.AuthType;
import io.schemaagent.connectors.credential.Binding;
import io.schemaagent.connectors.credential.Credential;
import io.schemaagent.connectors.credential.Credentials;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.Optional;

/** Where one credential is kept that can be renewed: as long as its owner does not remove it or give another one. */
public final class GrantRow {

    private static final String READ = """
            SELECT auth_config FROM %s
            WHERE user_id = $1 AND id = $2 AND credential_version = $3 AND auth_config IS NOT NULL
            """;
    private static final String WRITE = """
            UPDATE %s SET auth_config = $4
            WHERE user_id = $1 AND id = $2 AND credential_version = $3 AND auth_config IS NOT NULL
            """;

    private final Pool pool;
    private final Credentials credentials;
    private final Table table;
    private final Key key;
    private final Binding binding;

    public GrantRow(Pool pool, Credentials credentials, Table table, Key key, Binding binding) {
        this.pool = pool;
        this.credentials = credentials;
        this.table = table;
        this.key = key;
        this.binding = binding;
    }

    /** Where there are such rows. */
    public enum Table {
        CONNECTORS("user_mcp_connections"),
        SYSTEM_TOOLS("user_tool_status");

        private final String table;

        Table(String table) {
            this.table = table;
        }
    }

    /**
     * Which row it is.
     *
     * @param owner whose it has to be
     * @param id the row's number
     * @param version counts what its owner has given one after the other
     */
    public record Key(String owner, long id, long version) {}

    /** What it is known by among the replicas; names no user. */
    String name() {
        return table.table + " " + key.id();
    }

    /** As it is now; empty where its owner has removed or replaced it. */
    Uni<Optional<Credential>> read() {
        return pool.preparedQuery(READ.formatted(table.table))
                .execute(Tuple.of(key.owner(), key.id(), key.version()))
                .map(this::credential);
    }

    private Optional<Credential> credential(RowSet<Row> rows) {
        return rows.rowCount() == 0
                ? Optional.empty()
                : Optional.of(
                        credentials.open(rows.iterator().next().getString("auth_config"), AuthType.OAUTH, binding));
    }

    /** Keeps it as it is from now on; false where its owner has removed or replaced it meanwhile. */
    Uni<Boolean> write(Credential credential) {
        String token = credentials.seal(credential, binding).orElseThrow();
        return pool.preparedQuery(WRITE.formatted(table.table))
                .execute(Tuple.of(key.owner(), key.id(), key.version(), token))
                .map(written -> written.rowCount() == 1);
    }
}
