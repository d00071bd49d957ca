package io.schemaagent.connectors.oauth;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Whether a user has let us in.
 *
 * @param connected whether we have what it takes
 * @param connectorId the connector, null for a system tool or where there is none
 * @param connectorName what it is called
 * @param verified whether the last check was good; null where nothing is checked
 * @param lastVerifiedAt when the last good check was
 */
@Schema(name = "ConnectionStatus")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ConnectionStatus(
        boolean connected, Long connectorId, String connectorName, Boolean verified, Instant lastVerifiedAt) {

    /** Not at all. */
    public static ConnectionStatus not(String name) {
        return new ConnectionStatus(false, null, name, null, null);
    }
}
