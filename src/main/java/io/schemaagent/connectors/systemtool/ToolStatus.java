package io.schemaagent.connectors.systemtool;

import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;

/**
 * How a user stands to a system tool.
 *
 * @param connectedAt since when, null unless connected
 * @param config what the user set, null unless connected
 * @param sealedCredential what the user gave or was granted, empty where the tool needs nothing
 * @param isRefused whether the tool's server does not take that any more
 */
record ToolStatus(
        boolean isConnected,
        Instant connectedAt,
        Map<String, Object> config,
        Optional<String> sealedCredential,
        boolean isRefused) {

    static final ToolStatus DISCONNECTED = new ToolStatus(false, null, null, Optional.empty(), false);

    private static final String NEEDS_REAUTH = "needs_reauth";

    static ToolStatus from(Row row) {
        if (!row.getBoolean("is_connected")) {
            return DISCONNECTED;
        }
        LocalDateTime connectedAt = row.getLocalDateTime("connected_at");
        Object config = row.getValue("config");
        return new ToolStatus(
                true,
                connectedAt == null ? null : connectedAt.toInstant(ZoneOffset.UTC),
                config instanceof JsonObject object ? object.getMap() : null,
                Optional.ofNullable(row.getString("auth_config")),
                NEEDS_REAUTH.equals(row.getString("server_status")));
    }
}
