package io.schemaagent.connectors.oauth;

import io.schemaagent.connectors.egress.UpstreamUrl;
import io.schemaagent.connectors.oauth.server.Form;
import io.schemaagent.connectors.oauth.server.Scopes;
import java.util.Map;

/** The address that begins an authorization in a user's browser (RFC 6749, section 4.1.1). */
final class AuthorizationRequest {

    /** What an authorization server, by its issuer, wants beside the standard's. */
    private static final Map<String, Map<String, String>> PECULIARITIES = Map.of(
            // Google gives a refresh token only so, and only once without asking the user again.
            "https://accounts.google.com", Map.of("access_type", "offline", "prompt", "consent"));

    private AuthorizationRequest() {}

    static String url(UpstreamUrl endpoint, Flow flow, String state) {
        Form query = new Form();
        PECULIARITIES.getOrDefault(flow.source().issuer(), Map.of()).forEach(query::with);
        query.with("response_type", "code")
                .with("client_id", flow.source().clientId())
                .with("redirect_uri", flow.redirects().redirectUri().toString())
                .with("state", state)
                .with("code_challenge", Randomness.challenge(flow.verifier()))
                .with("code_challenge_method", "S256")
                .with("resource", flow.source().resource());
        if (!flow.scope().isEmpty()) {
            query.with("scope", flow.scope());
        }
        if (Scopes.parse(flow.scope()).contains(Scopes.OFFLINE_ACCESS)) {
            // Many servers grant it only to who asks the user for it (OpenID Connect Core 1.0, section 11).
            query.with("prompt", "consent");
        }
        return query.behind(endpoint.toString());
    }
}
