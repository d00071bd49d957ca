package io.schemaagent.connectors.oauth.server;

import com.fasterxml.jackson.databind.JsonNode;
import io.schemaagent.connectors.egress.UpstreamUrl;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * An authorization server as it describes itself (RFC 8414, section 2; OpenID Connect Discovery 1.0).
 *
 * @param issuer its name, compared character by character
 * @param authorizationEndpoint where users are sent
 * @param tokenEndpoint where codes become tokens
 * @param registrationEndpoint where clients register themselves (RFC 7591)
 * @param revocationEndpoint where tokens are withdrawn (RFC 7009)
 * @param authenticationMethods how clients may prove themselves at the token endpoint; empty where it does not say
 * @param scopesSupported often none
 * @param namesIssuer whether each authorization response says whose it is (RFC 9207)
 * @param readsClientMetadata whether a client id may be the URL of a document about the client
 */
public record ServerMetadata(
        String issuer,
        UpstreamUrl authorizationEndpoint,
        UpstreamUrl tokenEndpoint,
        Optional<UpstreamUrl> registrationEndpoint,
        Optional<UpstreamUrl> revocationEndpoint,
        Set<String> authenticationMethods,
        Set<String> scopesSupported,
        boolean namesIssuer,
        boolean readsClientMetadata) {

    private static final String S256 = "S256";

    public ServerMetadata {
        authenticationMethods = Set.copyOf(authenticationMethods);
        scopesSupported = Set.copyOf(scopesSupported);
    }

    /**
     * Reads the description that an issuer gives of itself. Fails with {@code ISSUER_MISMATCH} where it is another's, and
     * with {@code PKCE_UNSUPPORTED} where codes would not be protected.
     *
     * @param endpoint reads an address, and fails where nothing secret may go there
     */
    static ServerMetadata parse(JsonNode document, String issuer, Function<String, UpstreamUrl> endpoint) {
        if (!Json.text(document, "issuer").filter(issuer::equals).isPresent()) {
            throw AuthorizationException.of(AuthorizationFailure.ISSUER_MISMATCH);
        }
        if (!Json.texts(document, "code_challenge_methods_supported").contains(S256)) {
            throw AuthorizationException.of(AuthorizationFailure.PKCE_UNSUPPORTED);
        }
        return new ServerMetadata(
                issuer,
                required(document, "authorization_endpoint", endpoint),
                required(document, "token_endpoint", endpoint),
                Json.text(document, "registration_endpoint").map(endpoint),
                Json.text(document, "revocation_endpoint").map(endpoint),
                Json.texts(document, "token_endpoint_auth_methods_supported"),
                Json.texts(document, "scopes_supported"),
                Json.flag(document, "authorization_response_iss_parameter_supported"),
                Json.flag(document, "client_id_metadata_document_supported"));
    }

    private static UpstreamUrl required(JsonNode document, String member, Function<String, UpstreamUrl> endpoint) {
        return Json.text(document, member)
                .map(endpoint)
                .orElseThrow(() -> AuthorizationException.of(AuthorizationFailure.METADATA_INVALID));
    }
}
