package io.schemaagent.connectors.mcp;

import io.schemaagent.connectors.egress.UpstreamUrl;
import java.util.Map;

/**
 * A server to talk to.
 *
 * @param url its MCP endpoint
 * @param headers what every request carries for authentication; secret, so {@link #toString} names them only
 */
public record McpServer(UpstreamUrl url, Map<String, String> headers) {

    public McpServer {
        headers = Map.copyOf(headers);
    }

    @Override
    public String toString() {
        return url + " with " + headers.keySet();
    }
}
