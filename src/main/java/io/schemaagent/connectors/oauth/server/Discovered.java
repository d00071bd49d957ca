package io.schemaagent.connectors.oauth.server;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Who can let us into a server.
 *
 * @param server the authorization server
 * @param resource what it knows the server as (RFC 8707); empty where the server does not say
 * @param scopesSupported what the server has scopes for; often none
 */
public record Discovered(ServerMetadata server, Optional<String> resource, Set<String> scopesSupported) {

    public Discovered {
        // In order: it is that in which users are asked.
        scopesSupported = Collections.unmodifiableSet(new LinkedHashSet<>(scopesSupported));
    }
}
