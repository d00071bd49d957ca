package io.schemaagent.connectors.mcp;

import io.smallrye.mutiny.Uni;

/**
 * What a server of the legacy era keeps of a conversation (MCP 2025-11-25, basic/transports, "Session Management"). Whoever
 * knows its id goes on with it, so {@link #toString} leaves that out.
 *
 * @param id how the server knows it
 * @param protocolVersion agreed on in it
 * @param lastRequest the number of its last request: none may come twice
 * @param end tells the server that nobody goes on with it; never fails
 */
record Session(String id, String protocolVersion, int lastRequest, Uni<Void> end) {

    @Override
    public String toString() {
        return "session of " + protocolVersion + " after request " + lastRequest;
    }
}
