/** MCP client: transports, discovery, calls; knows no user, no database. */
package io.schemaagent.connectors.mcp;
