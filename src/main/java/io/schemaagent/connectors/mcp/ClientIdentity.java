package io.schemaagent.connectors.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Who we say we are.
 *
 * @param name the client's name
 * @param version the client's version
 */
record ClientIdentity(String name, String version) {

    /** The parameters of {@code initialize}: no capabilities, since nothing is done on a server's behalf here. */
    ObjectNode initializeParams(String protocolVersion) {
        ObjectNode params = JsonRpc.params().put("protocolVersion", protocolVersion);
        params.putObject("capabilities");
        params.putObject("clientInfo").put("name", name).put("version", version);
        return params;
    }
}
