package io.schemaagent.connectors.systemtool;

import io.schemaagent.connectors.mcp.Dialect;
import io.vertx.mutiny.sqlclient.Row;
import java.time.LocalDateTime;
import java.util.Optional;

/**
 * What is kept of a system tool's server, for everybody or for one user.
 *
 * @param id the row's number
 * @param toolId whose server it is
 * @param owner whose list of tools it is; empty where it is everybody's
 * @param dialect how the server was talked to last
 * @param failures how many checks in a row have failed
 * @param refreshAt when it is due; whoever has written it since has changed this
 * @param held what its owner has given or was granted, sealed; empty where it is everybody's, or nothing
 */
record ServerRow(
        long id,
        String toolId,
        Optional<String> owner,
        Optional<Dialect> dialect,
        int failures,
        LocalDateTime refreshAt,
        Optional<ToolGrants.Sealed> held) {

    static ServerRow from(Row row) {
        return new ServerRow(
                row.getLong("id"),
                row.getString("tool_id"),
                Optional.ofNullable(row.getString("user_id")),
                Dialect.of(row.getString("transport"), row.getString("protocol_version")),
                row.getInteger("failures"),
                row.getLocalDateTime("refresh_at"),
                Optional.ofNullable(row.getString("auth_config"))
                        .map(token -> new ToolGrants.Sealed(
                                row.getLong("status_id"), row.getLong("credential_version"), token)));
    }
}
