package io.schemaagent.connectors.systemtool;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.schemaagent.connectors.credential.AuthType;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A system tool with the caller's status.
 *
 * @param isConnected whether the caller has connected it, be it that it cannot be used at the moment
 * @param status {@code ok}, or {@code needs_reauth} where only the caller can help, by connecting it again; null unless
 *     connected
 * @param statusMessage one sentence that says why, null where nothing is to be done
 */
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
        Map<String, Object> config,
        String status,
        String statusMessage) {

    private static final String OK = "ok";
    private static final String NEEDS_REAUTH = "needs_reauth";

    static SystemToolView of(SystemTool tool, ToolStatus status) {
        return of(tool, status, Optional.empty());
    }

    /** @param ended why the caller has to connect it again */
    static SystemToolView of(SystemTool tool, ToolStatus status, Optional<String> ended) {
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
                status.config(),
                status.isConnected() ? ended.map(reason -> NEEDS_REAUTH).orElse(OK) : null,
                ended.map(reason -> "The sign-in to " + tool.name() + " has ended (" + reason + "). Connect it again.")
                        .orElse(null));
    }
}
