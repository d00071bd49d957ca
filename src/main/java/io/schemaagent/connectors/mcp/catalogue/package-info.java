/** What a server offers: its tools, read within bounds and fit to be stored. */
package io.schemaagent.connectors.mcp.catalogue;
