package io.schemaagent.connectors.agent.mcp;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Tells an MCP client without a token where to read how it gets one (RFC 9728, section 5.1). */
class SignInChallenge {

    private static final int UNAUTHORIZED = 401;

    private final ProtectedResource resource;

    SignInChallenge(ProtectedResource resource) {
        this.resource = resource;
    }

    @ServerResponseFilter
    void challenge(ContainerRequestContext request, ContainerResponseContext response) {
        if (response.getStatus() == UNAUTHORIZED
                && request.getUriInfo().getPath().equals(McpResource.PATH)) {
            resource.location().ifPresent(url -> response.getHeaders()
                    .putSingle(HttpHeaders.WWW_AUTHENTICATE, "Bearer resource_metadata=\"" + url + "\""));
        }
    }
}
