package io.schemaagent.connectors.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.schemaagent.connectors.mcp.wire.JsonRpc;

/**
 * Who we say we are.
 *
 * @param name the client's name
 * @param version the client's version
 */
record ClientIdentity(String name, String version) {

    private static final String META = "io.modelcontextprotocol/";

    /** The parameters of {@code initialize} (MCP 2025-11-25, basic/lifecycle). */
    ObjectNode initializeParams(String protocolVersion, ClientFeatures features) {
        ObjectNode params = JsonRpc.object().put("protocolVersion", protocolVersion);
        params.set("capabilities", features.capabilities());
        params.set("clientInfo", info());
        return params;
    }

    /** What every request of the modern era says about its sender (MCP 2026-07-28, basic, "Per-request fields"). */
    ObjectNode meta(String protocolVersion, ClientFeatures features) {
        ObjectNode meta = JsonRpc.object().put(META + "protocolVersion", protocolVersion);
        meta.set(META + "clientInfo", info());
        meta.set(META + "clientCapabilities", features.capabilities());
        return meta;
    }

    private ObjectNode info() {
        return JsonRpc.object().put("name", name).put("version", version);
    }
}
