package io.schemaagent.connectors.systemtool;

import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Map;

/**
 * How a user stands to a system tool.
 *
 * @param connectedAt since when, null unless connected
 * @param config what the user set, null unless connected
 */
record ToolStatus(boolean isConnected, Instant connectedAt, Map<String, Object> config) {

    static final ToolStatus DISCONNECTED = new ToolStatus(false, null, null);

    static ToolStatus from(Row row) {
        if (!row.getBoolean("is_connected")) {
            return DISCONNECTED;
        }
        LocalDateTime connectedAt = row.getLocalDateTime("connected_at");
        Object config = row.getValue("config");
        return new ToolStatus(
                true,
                connectedAt == null ? null : connectedAt.toInstant(ZoneOffset.UTC),
                config instanceof JsonObject object ? object.getMap() : null);
    }
}
