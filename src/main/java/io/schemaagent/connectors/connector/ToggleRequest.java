package io.schemaagent.connectors.connector;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The body that switches a connector on or off.
 *
 * @param isActive the wanted state; the other one than now where left out
 */
@Schema(name = "ToggleRequest")
@RegisterForReflection
record ToggleRequest(@Schema(implementation = Boolean.class) Optional<Boolean> isActive) {

    ToggleRequest {
        isActive = isActive == null ? Optional.empty() : isActive;
    }
}
