package io.schemaagent.connectors.mcp;

import io.schemaagent.connectors.egress.BoundHeaders;
import io.schemaagent.connectors.egress.NamedBy;
import io.schemaagent.connectors.egress.UpstreamUrl;
import java.util.Optional;

/**
 * A server to talk to.
 *
 * @param url its MCP endpoint
 * @param credential what every request carries for authentication, bound to the server's origin
 * @param dialect how it was talked to last, empty where that is to be found out
 * @param namedBy who has named it
 */
public record McpServer(UpstreamUrl url, BoundHeaders credential, Optional<Dialect> dialect, NamedBy namedBy) {

    /** A server that a user has named, and of which nothing is known yet. */
    public McpServer(UpstreamUrl url, BoundHeaders credential) {
        this(url, credential, Optional.empty());
    }

    /** A server that a user has named. */
    public McpServer(UpstreamUrl url, BoundHeaders credential, Optional<Dialect> dialect) {
        this(url, credential, dialect, NamedBy.USER);
    }
}
