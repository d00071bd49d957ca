/** How far talking to a server came and what it met, in words that a person can act on. */
package io.schemaagent.connectors.mcp.diagnostics;
