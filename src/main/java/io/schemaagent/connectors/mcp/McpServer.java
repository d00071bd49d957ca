package io.schemaagent.connectors.mcp;

import io.schemaagent.connectors.egress.BoundHeaders;
import io.schemaagent.connectors.egress.UpstreamUrl;
import java.util.Optional;

/**
 * A server to talk to.
 *
 * @param url its MCP endpoint
 * @param credential what every request carries for authentication, bound to the server's origin
 * @param dialect how it was talked to last, empty where that is to be found out
 */
public record McpServer(UpstreamUrl url, BoundHeaders credential, Optional<Dialect> dialect) {

    /** A server of which nothing is known yet. */
    public McpServer(UpstreamUrl url, BoundHeaders credential) {
        this(url, credential, Optional.empty());
    }
}
