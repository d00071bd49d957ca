/** An agent's catalogue and calls as one MCP server, for any MCP client. Nothing of a caller is kept between requests. */
package io.schemaagent.connectors.agent.mcp;
