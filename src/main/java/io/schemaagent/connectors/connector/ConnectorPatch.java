package io.schemaagent.connectors.connector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.schemaagent.connectors.credential.AuthType;
import io.schemaagent.connectors.credential.CredentialRules;
import io.schemaagent.connectors.egress.UpstreamUrl;
import io.schemaagent.connectors.problem.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The body that changes a connector: what is left out stays as it is. A {@code null} removes the description or the
 * credential; for everything else it is the same as leaving it out.
 *
 * @param name 1 to 255 characters
 * @param description at most 1,000 characters
 * @param isActive whether the agent may use it
 * @param serverUrl an {@code http} or {@code https} URL of at most 500 characters
 * @param authType how the server is convinced
 * @param authConfig the credential, replacing the stored one as a whole
 * @param confirmDuplicate whether a second connector to the same URL is meant
 */
@Schema(name = "ConnectorPatch")
record ConnectorPatch(
        @Schema(implementation = String.class, minLength = 1, maxLength = 255)
        Optional<String> name,

        @Schema(implementation = String.class, maxLength = 1000, nullable = true)
        @JsonDeserialize(using = ErasableText.class)
        Optional<String> description,

        @Schema(implementation = Boolean.class) Optional<Boolean> isActive,

        @Schema(implementation = String.class, maxLength = 500)
        Optional<String> serverUrl,

        @Schema(implementation = AuthType.class) Optional<AuthType> authType,
        @Schema(type = SchemaType.OBJECT, nullable = true) JsonNode authConfig,
        boolean confirmDuplicate) {

    ConnectorPatch {
        // Of these, null and missing are the same; who constructs the record may say either.
        name = orEmpty(name).map(String::strip);
        isActive = orEmpty(isActive);
        serverUrl = orEmpty(serverUrl).map(String::strip);
        authType = orEmpty(authType);
    }

    private static <T> Optional<T> orEmpty(Optional<T> field) {
        return field == null ? Optional.empty() : field;
    }

    List<Violation> violations() {
        List<Violation> violations = new ArrayList<>();
        name.ifPresent(given -> ConnectorRules.checkName(given, violations));
        if (hasDescription()) {
            ConnectorRules.checkDescription(description.orElse(null), violations);
        }
        serverUrl.ifPresent(given -> ConnectorRules.checkServerUrl(given, violations));
        violations.addAll(CredentialRules.check(authConfig));
        return violations;
    }

    /** The names of what it says something about. */
    List<String> fields() {
        List<String> fields = new ArrayList<>();
        name.ifPresent(given -> fields.add("name"));
        if (hasDescription()) {
            fields.add("description");
        }
        isActive.ifPresent(given -> fields.add("is_active"));
        serverUrl.ifPresent(given -> fields.add("server_url"));
        authType.ifPresent(given -> fields.add("auth_type"));
        if (hasCredential()) {
            fields.add("auth_config");
        }
        return fields;
    }

    boolean hasDescription() {
        return description != null;
    }

    /** Whether it says anything about the credential, be it that there is none. */
    boolean hasCredential() {
        return authConfig != null;
    }

    /** Only for a request without violations. */
    Optional<UpstreamUrl> url() {
        return serverUrl.flatMap(UpstreamUrl::parse);
    }
}
