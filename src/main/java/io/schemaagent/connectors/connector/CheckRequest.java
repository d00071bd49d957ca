package io.schemaagent.connectors.connector;

import com.fasterxml.jackson.databind.JsonNode;
import io.schemaagent.connectors.credential.AuthType;
import io.schemaagent.connectors.credential.Credential;
import io.schemaagent.connectors.credential.CredentialRules;
import io.schemaagent.connectors.problem.Violation;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The body of a connection test.
 *
 * @param serverUrl any text: one that is no URL is tested too, and fails with {@code INVALID_URL}
 * @param authType {@code none} where left out
 * @param authConfig the credential
 */
@Schema(name = "TestRequest")
record CheckRequest(
        @NotNull String serverUrl,
        AuthType authType,
        @Schema(type = SchemaType.OBJECT) JsonNode authConfig) {

    CheckRequest {
        authType = Objects.requireNonNullElse(authType, AuthType.NONE);
    }

    List<Violation> violations() {
        return CredentialRules.check(authConfig);
    }

    Credential credential() {
        return Credential.of(authType, authConfig);
    }
}
