package io.schemaagent.connectors.openapi;

import java.net.URI;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * This service as something that tokens are for, for the documentation alone.
 *
 * @param resource what tokens are for: the MCP endpoint
 * @param authorizationServers who issues them
 * @param bearerMethodsSupported how they are sent
 * @param resourceName for people
 */
@Schema(name = "ProtectedResource", description = "Where clients get a token for this service (RFC 9728)")
record ProtectedResourceSchema(
        URI resource, List<URI> authorizationServers, List<String> bearerMethodsSupported, String resourceName) {}
