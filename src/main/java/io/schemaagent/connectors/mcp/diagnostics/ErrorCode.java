package io.schemaagent.connectors.mcp.diagnostics;

import java.time.Duration;

/** What a failed connection test tells the user: a stable code with the sentence that users see. */
public enum ErrorCode {
    INVALID_URL("url", "Invalid URL format. Must be a valid HTTP/HTTPS URL."),
    CONNECTION_FAILED("connection", "Cannot connect to server. Please check the URL."),
    TIMEOUT("timeout", "Connection timed out after %d seconds."),
    AUTH_FAILED("authentication", "Authentication failed. Please check your credentials."),
    INVALID_MCP_SERVER("protocol", "This doesn't appear to be a valid MCP server."),
    BLOCKED_ADDRESS("blocked", "This address is not allowed.");

    private final String type;
    private final String message;

    ErrorCode(String type, String message) {
        this.type = type;
        this.message = message;
    }

    /** The coarse kind of failure, for clients that only pick an icon. */
    public String type() {
        return type;
    }

    /** The sentence; the deadline appears in that of {@link #TIMEOUT}, in whole seconds, at least one. */
    public String message(Duration deadline) {
        return String.format(message, Math.max(1, deadline.toSeconds()));
    }
}
