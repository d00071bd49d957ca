package io.schemaagent.connectors.connector;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.schemaagent.connectors.problem.Violation;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The body that switches a tool on or off.
 *
 * @param enabled whether the agent may use it, once it is approved
 */
@Schema(name = "ToolPatch")
record ToolPatch(
        @JsonProperty("is_enabled") @Schema(implementation = Boolean.class)
        Boolean enabled) {

    List<Violation> violations() {
        return enabled == null ? List.of(Violation.inBody("is_enabled", "must be true or false")) : List.of();
    }
}
