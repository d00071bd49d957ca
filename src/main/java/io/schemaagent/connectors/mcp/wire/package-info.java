/** What goes over the wire: JSON-RPC messages, event streams and header fields, as bytes and as values. */
package io.schemaagent.connectors.mcp.wire;
