package io.schemaagent.connectors.agent.mcp;

/**
 * What a client has sent, once it is known who it is.
 *
 * @param version the header {@code MCP-Protocol-Version}, null where there is none
 * @param method the header {@code Mcp-Method}, null where there is none
 * @param name the header {@code Mcp-Name}, null where there is none
 * @param body null where there is none
 */
record Post(String version, String method, String name, String body) {}
