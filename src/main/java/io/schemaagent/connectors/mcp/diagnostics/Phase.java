package io.schemaagent.connectors.mcp.diagnostics;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The steps of a connection test, in order. */
public enum Phase {
    /** The URL is well-formed. */
    @JsonProperty("url")
    URL,
    /** The host has addresses, all of which may be dialled. */
    @JsonProperty("resolve")
    RESOLVE,
    /** A TCP connection. */
    @JsonProperty("connect")
    CONNECT,
    /** The TLS handshake with its certificate; skipped for {@code http}. */
    @JsonProperty("tls")
    TLS,
    /** An HTTP answer of a kind that MCP knows. */
    @JsonProperty("http")
    HTTP,
    /** The server accepts who is calling. */
    @JsonProperty("auth")
    AUTH,
    /** Both sides agree on a protocol version. */
    @JsonProperty("protocol")
    PROTOCOL,
    /** The list of tools, all pages. */
    @JsonProperty("catalog")
    CATALOG
}
