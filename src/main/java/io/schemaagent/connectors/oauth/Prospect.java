package io.schemaagent.connectors.oauth;

import com.fasterxml.jackson.databind.JsonNode;
import io.schemaagent.connectors.egress.UpstreamUrl;
import java.util.Optional;
import java.util.Set;

/**
 * Something that a user is about to let us into.
 *
 * @param target what it is called in the callback's path
 * @param server the MCP server, empty where there is none behind it
 * @param resourceMetadata where the server says that its description is
 * @param challenged the scopes that the server asks for now
 * @param granted the scopes that we have, or need, and want to keep
 * @param settings what is known already
 * @param memo what its feature has to know when the tokens are there; kept secret
 */
public record Prospect(
        String target,
        Optional<UpstreamUrl> server,
        Optional<UpstreamUrl> resourceMetadata,
        Set<String> challenged,
        Set<String> granted,
        OAuthSettings settings,
        JsonNode memo) {}
