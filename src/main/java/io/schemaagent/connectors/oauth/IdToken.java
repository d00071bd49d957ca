package io.schemaagent.connectors.oauth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.schemaagent.connectors.credential.Secret;
import java.io.IOException;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads from an ID token who signed in. */
final class IdToken {

    /** As much as a column holds, and nothing that could be taken for something else where it is shown. */
    private static final Pattern EMAIL = Pattern.compile("[^\\s<>\"'&\\p{Cntrl}@]{1,64}@[A-Za-z0-9.-]{1,190}");

    private IdToken() {}

    /**
     * The e-mail address; empty where there is none. The signature need not be checked, as the token came from the token
     * endpoint itself (OpenID Connect Core 1.0, section 3.1.3.7, 6).
     */
    static Optional<String> email(Secret idToken, ObjectMapper json) {
        String[] parts = idToken.reveal().split("\\.", -1);
        if (parts.length < 2) {
            return Optional.empty();
        }
        try {
            JsonNode claims = json.readTree(Base64.getUrlDecoder().decode(parts[1]));
            return Optional.of(claims.path("email").asText())
                    .filter(email -> EMAIL.matcher(email).matches());
        } catch (IllegalArgumentException | IOException unreadable) {
            return Optional.empty();
        }
    }
}
