package io.schemaagent.connectors.oauth.server;

import com.fasterxml.jackson.databind.JsonNode;
import io.schemaagent.connectors.egress.UpstreamUrl;
import java.util.List;
import java.util.Set;

/**
 * What a server says of who can let us in (RFC 9728, section 2).
 *
 * @param resource the server as the authorization server knows it
 * @param authorizationServers issuers, at least one
 * @param scopesSupported often none
 */
record ResourceMetadata(String resource, List<String> authorizationServers, Set<String> scopesSupported) {

    /**
     * Reads the description of this server. Fails with {@code RESOURCE_MISMATCH} where it is another's: of another origin, or
     * of a path that this one is not beneath.
     */
    static ResourceMetadata parse(JsonNode document, UpstreamUrl server) {
        String resource = Json.text(document, "resource").orElseThrow(ResourceMetadata::invalid);
        UpstreamUrl described = UpstreamUrl.parse(resource).orElseThrow(ResourceMetadata::invalid);
        if (!covers(described, server)) {
            throw AuthorizationException.of(AuthorizationFailure.RESOURCE_MISMATCH);
        }
        List<String> issuers = List.copyOf(Json.texts(document, "authorization_servers"));
        if (issuers.isEmpty()) {
            throw invalid();
        }
        return new ResourceMetadata(resource, issuers, Json.texts(document, "scopes_supported"));
    }

    private static boolean covers(UpstreamUrl described, UpstreamUrl server) {
        String path = withSlash(described.path());
        return described.origin().equals(server.origin())
                && withSlash(server.path()).startsWith(path);
    }

    private static String withSlash(String path) {
        return path.endsWith("/") ? path : path + "/";
    }

    private static AuthorizationException invalid() {
        return AuthorizationException.of(AuthorizationFailure.METADATA_INVALID);
    }
}
