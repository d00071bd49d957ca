package io.schemaagent.connectors.connector;

import com.fasterxml.jackson.databind.JsonNode;
import io.schemaagent.connectors.credential.AuthType;
import io.schemaagent.connectors.credential.Credential;
import io.schemaagent.connectors.credential.CredentialRules;
import io.schemaagent.connectors.egress.UpstreamUrl;
import io.schemaagent.connectors.problem.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The body that creates a connector.
 *
 * @param name what its owner calls it, 1 to 255 characters; white space around it does not count
 * @param description what its owner notes about it, at most 1,000 characters
 * @param serverUrl an {@code http} or {@code https} URL of at most 500 characters
 * @param authType {@code none} where left out
 * @param authConfig the credential
 * @param confirmDuplicate whether a second connector to the same URL is meant
 */
@Schema(name = "ConnectorRequest")
record ConnectorRequest(
        @Schema(required = true, minLength = 1, maxLength = 255)
        String name,

        @Schema(maxLength = 1000) String description,
        @Schema(required = true, maxLength = 500) String serverUrl,
        AuthType authType,
        @Schema(type = SchemaType.OBJECT) JsonNode authConfig,
        boolean confirmDuplicate) {

    ConnectorRequest {
        name = name == null ? null : name.strip();
        serverUrl = serverUrl == null ? null : serverUrl.strip();
        authType = Objects.requireNonNullElse(authType, AuthType.NONE);
    }

    List<Violation> violations() {
        List<Violation> violations = new ArrayList<>();
        ConnectorRules.checkName(name, violations);
        ConnectorRules.checkDescription(description, violations);
        ConnectorRules.checkServerUrl(serverUrl, violations);
        violations.addAll(CredentialRules.check(authConfig));
        return violations;
    }

    /** Only for a request without violations. */
    UpstreamUrl url() {
        return UpstreamUrl.parse(serverUrl).orElseThrow();
    }

    Credential credential() {
        return Credential.of(authType, authConfig);
    }
}
