package io.schemaagent.connectors.mcp;

import java.util.Optional;
import java.util.stream.Stream;

/** What carries MCP's messages to a server and back. */
public enum Transport {
    /** POST with replies as JSON or event stream (MCP 2025-03-26 and later). */
    STREAMABLE_HTTP("streamable_http"),
    /** POST with replies on an event stream of its own (MCP 2024-11-05). */
    HTTP_SSE("http_sse"),
    /** {@code GET {url}/mcp/tools}, from before MCP, without any handshake. */
    HTTP_LISTING("http_listing");

    private final String value;

    Transport(String value) {
        this.value = value;
    }

    /** The name in diagnostics and in the database. */
    public String value() {
        return value;
    }

    static Optional<Transport> of(String value) {
        return Stream.of(values())
                .filter(transport -> transport.value.equals(value))
                .findFirst();
    }
}
