package io.schemaagent.connectors.systemtool;

import io.schemaagent.connectors.audit.AuditAction;
import io.schemaagent.connectors.audit.AuditEvent;
import io.schemaagent.connectors.audit.AuditTarget;
import io.schemaagent.connectors.audit.AuditTrail;
import io.schemaagent.connectors.upstream.Verdict;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps which system tools a user has connected: one statement a step, so that two requests at once do no harm. What it
 * changes is in the audit trail, or is not changed.
 */
@ApplicationScoped
class ToolStatuses {

    static final String LIST = """
            SELECT known.tool_id, known.is_connected, known.connected_at, known.config, known.auth_config,
                server.status AS server_status
            FROM user_tool_status AS known
            LEFT JOIN system_tool_servers AS server ON server.user_id = known.user_id AND server.tool_id = known.tool_id
            WHERE known.user_id = $1
            """;

    /** Connecting again keeps the time of the first. */
    private static final String CONNECT = """
            INSERT INTO user_tool_status AS known (user_id, tool_id, is_connected, connected_at, config, auth_config)
            VALUES ($1, $2, true, now() AT TIME ZONE 'utc', $3, $4)
            ON CONFLICT (user_id, tool_id) DO UPDATE
            SET is_connected = true,
                connected_at = CASE WHEN known.is_connected THEN known.connected_at ELSE excluded.connected_at END,
                config = excluded.config,
                auth_config = excluded.auth_config,
                credential_version = known.credential_version + 1,
                updated_at = now() AT TIME ZONE 'utc'
            RETURNING tool_id, is_connected, connected_at, config, auth_config, NULL AS server_status
            """;

    /** What was granted is handed out once more, to be withdrawn. */
    private static final String DISCONNECT = """
            WITH known AS (SELECT id, is_connected, auth_config FROM user_tool_status WHERE user_id = $1 AND tool_id = $2 FOR UPDATE)
            UPDATE user_tool_status AS status
            SET is_connected = false, connected_at = NULL, config = NULL, auth_config = NULL,
                credential_version = status.credential_version + 1, updated_at = now() AT TIME ZONE 'utc'
            FROM known WHERE status.id = known.id
            RETURNING known.is_connected, known.auth_config
            """;

    private final Pool pool;
    private final ServerRows servers;
    private final AuditTrail trail;

    ToolStatuses(Pool pool, ServerRows servers, AuditTrail trail) {
        this.pool = pool;
        this.servers = servers;
        this.trail = trail;
    }

    /** By tool id; tools that the user never touched are not in it. */
    Uni<Map<String, ToolStatus>> list(String owner) {
        return pool.preparedQuery(LIST).execute(Tuple.of(owner)).map(ToolStatuses::byTool);
    }

    private static Map<String, ToolStatus> byTool(RowSet<Row> rows) {
        Map<String, ToolStatus> statuses = new HashMap<>();
        rows.forEach(row -> statuses.put(row.getString("tool_id"), ToolStatus.from(row)));
        return statuses;
    }

    /**
     * Connects, or connects anew with other settings.
     *
     * @param offered what the user's own server offers, empty where there is none
     */
    Uni<ToolStatus> connect(
            String owner,
            SystemTool tool,
            Map<String, Object> config,
            Optional<String> sealedCredential,
            Optional<Verdict> offered) {
        JsonObject settings = config == null ? null : new JsonObject(config);
        Tuple row = Tuple.of(owner, tool.id(), settings, sealedCredential.orElse(null));
        AuditEvent event = event(owner, AuditAction.SYSTEM_TOOL_CONNECTED, tool);
        return pool.withTransaction(connection -> connection
                        .preparedQuery(CONNECT)
                        .execute(row)
                        .call(() -> keep(connection, owner, tool, offered))
                        .call(() -> trail.write(connection, event)))
                .map(rows -> ToolStatus.from(rows.iterator().next()));
    }

    private Uni<Void> keep(SqlClient connection, String owner, SystemTool tool, Optional<Verdict> offered) {
        return offered.map(verdict -> servers.keep(connection, owner, tool, verdict))
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    /** A try to connect has failed. */
    void notConnected(String owner, SystemTool tool, Throwable failure) {
        trail.refused(event(owner, AuditAction.SYSTEM_TOOL_CONNECTED, tool), failure);
    }

    private static AuditEvent event(String owner, AuditAction action, SystemTool tool) {
        return AuditEvent.of(owner, action, AuditTarget.systemTool(tool.id(), tool.name()));
    }

    /** Disconnects and erases; answers with the sealed credential that there was, empty where there was none. */
    Uni<Optional<String>> disconnect(String owner, SystemTool tool) {
        AuditEvent event = event(owner, AuditAction.SYSTEM_TOOL_DISCONNECTED, tool);
        return pool.withTransaction(connection -> connection
                        .preparedQuery(DISCONNECT)
                        .execute(Tuple.of(owner, tool.id()))
                        .call(() -> servers.forget(connection, owner, tool))
                        .call(rows -> wasConnected(rows)
                                ? trail.write(connection, event)
                                : Uni.createFrom().voidItem()))
                .map(ToolStatuses::sealed);
    }

    private static boolean wasConnected(RowSet<Row> rows) {
        return rows.rowCount() > 0 && rows.iterator().next().getBoolean("is_connected");
    }

    private static Optional<String> sealed(RowSet<Row> rows) {
        return rows.rowCount() == 0
                ? Optional.empty()
                : Optional.ofNullable(rows.iterator().next().getString("auth_config"));
    }
}
