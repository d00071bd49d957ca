package io.schemaagent.connectors.systemtool;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.schemaagent.connectors.credential.AuthType;
import java.time.Instant;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A system tool with the caller's status. */
@Schema(name = "SystemTool")
record SystemToolView(
        String id,
        String name,
        String description,
        String icon,
        Category category,
        AuthType authType,
        @JsonProperty("is_enabled") boolean isEnabled,
        @JsonProperty("is_beta") boolean isBeta,
        @JsonProperty("is_connected") boolean isConnected,
        Instant connectedAt,
        Map<String, Object> config) {

    static SystemToolView from(SystemTool tool, ToolStatus status) {
        return new SystemToolView(
                tool.id(),
                tool.name(),
                tool.description(),
                tool.icon(),
                tool.category(),
                tool.authType(),
                tool.isEnabled(),
                tool.isBeta(),
                status.isConnected(),
                status.connectedAt(),
                status.config());
    }
}
