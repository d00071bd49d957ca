package io.schemaagent.connectors.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;

/**
 * One conversation with one server, whatever carries it: the seam where a transport or a protocol era is added. Every
 * step fails with an {@link McpException} or an egress failure.
 */
interface Transport {

    /** The transports there are, by the name in {@link Diagnostics}. */
    enum Kind {
        /** MCP over POST with replies as JSON or event stream (2025-03-26 and later). */
        STREAMABLE_HTTP("streamable_http"),
        /** {@code GET {url}/mcp/tools}, from before MCP, without any handshake. */
        HTTP_LISTING("http_listing");

        private final String value;

        Kind(String value) {
            this.value = value;
        }

        String value() {
            return value;
        }
    }

    Kind kind();

    /** Agrees on a protocol version, as far as the transport has such a thing. */
    Uni<Void> open();

    /** Sends one request and gives the {@code result} of its reply. */
    Uni<JsonNode> request(String method, ObjectNode params);

    /** Says good-bye, as far as the transport has such a thing. Never fails. */
    Uni<Void> close();
}
