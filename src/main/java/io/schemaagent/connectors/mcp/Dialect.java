package io.schemaagent.connectors.mcp;

import java.util.Optional;

/**
 * How a server wants to be talked to. Found out once, it saves the next conversation the search.
 *
 * @param transport what carries the messages
 * @param protocolVersion the MCP revision agreed on, or null where there is none
 */
public record Dialect(Transport transport, String protocolVersion) {

    static final Dialect LISTING = new Dialect(Transport.HTTP_LISTING, null);

    /** The dialect that was stored as these two, either of which may be null; empty where they name none. */
    public static Optional<Dialect> of(String transport, String protocolVersion) {
        return Transport.of(transport).map(known -> new Dialect(known, protocolVersion));
    }

    /** Whether requests stand for themselves, without a handshake (MCP 2026-07-28 and later). */
    boolean isModern() {
        return Versions.MODERN.equals(protocolVersion);
    }
}
