package io.schemaagent.connectors.oauth;

import com.fasterxml.jackson.databind.JsonNode;
import io.schemaagent.connectors.problem.Problem;
import io.schemaagent.connectors.problem.Violation;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The body that begins an authorization: of what is there, or of a connector that is to be saved.
 *
 * @param connectorId a predefined connector, a system tool, or the number of a connector of the caller's
 * @param connector a connector that is stored once the user has signed in and the server was tested
 * @param redirectUri the page of the UI that the user comes back to
 */
@Schema(name = "AuthorizationRequest")
record InitiateRequest(
        @Schema(
                implementation = Object.class,
                oneOf = {String.class, Long.class},
                description = "A predefined connector, a system tool, or the number of a connector of the caller's")
        JsonNode connectorId,

        @Schema(ref = "ConnectorRequest") JsonNode connector,
        String redirectUri) {

    /** What is to be authorized, in one word. */
    String id() {
        boolean named = connectorId != null && !connectorId.isNull();
        boolean drafted = connector != null && !connector.isNull();
        if (named == drafted) {
            throw Problem.invalid(Violation.inBody("connector_id", "either this or connector must be given"));
        }
        if (drafted && !connector.isObject()) {
            throw Problem.invalid(Violation.inBody("connector", "must be an object"));
        }
        if (drafted) {
            return Connectable.CONNECTOR;
        }
        if (!connectorId.isTextual() && !connectorId.canConvertToExactIntegral()) {
            throw Problem.invalid(Violation.inBody("connector_id", "must be a string or a number"));
        }
        if (connectorId.asText().equals(Connectable.CONNECTOR)) {
            throw Problem.invalid(Violation.inBody("connector_id", "names nothing; send the connector as connector"));
        }
        return connectorId.asText();
    }

    Optional<String> page() {
        return Optional.ofNullable(redirectUri).filter(page -> !page.isBlank());
    }
}
