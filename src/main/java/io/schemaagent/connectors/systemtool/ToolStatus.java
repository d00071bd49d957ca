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
 */
record ToolStatus(
        boolean isConnected, Instant connectedAt, Map<String, Object> config, Optional<String> sealedCredential) {

    static final ToolStatus DISCONNECTED = new ToolStatus(false, null, null, Optional.empty());

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
                Optional.ofNullable(row.getString("auth_config")));
    }
}
