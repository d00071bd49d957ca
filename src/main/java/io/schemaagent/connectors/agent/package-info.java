/** What one agent sees and may call, over REST and MCP. */
package io.schemaagent.connectors.agent;
