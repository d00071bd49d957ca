package io.schemaagent.connectors.mcp;

/** A step of the protocol failed. Stays within this package: callers get a {@link DiscoveryOutcome}. */
final class McpException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final FailureReason reason;
    private final int httpStatus;
    private final int rpcCode;
    private final String authScheme;

    private McpException(FailureReason reason, int httpStatus, int rpcCode, String authScheme) {
        super(reason.name(), null, false, false);
        this.reason = reason;
        this.httpStatus = httpStatus;
        this.rpcCode = rpcCode;
        this.authScheme = authScheme;
    }

    static McpException of(FailureReason reason) {
        return new McpException(reason, 0, 0, null);
    }

    static McpException ofStatus(FailureReason reason, int httpStatus) {
        return new McpException(reason, httpStatus, 0, null);
    }

    static McpException ofAuthentication(FailureReason reason, int httpStatus, String authScheme) {
        return new McpException(reason, httpStatus, 0, authScheme);
    }

    static McpException ofJsonRpc(int code) {
        return new McpException(FailureReason.JSONRPC_ERROR, 0, code, null);
    }

    FailureReason reason() {
        return reason;
    }

    /** The HTTP status, or 0 where none is involved. */
    int httpStatus() {
        return httpStatus;
    }

    /** The JSON-RPC error code, or 0 where none is involved. */
    int rpcCode() {
        return rpcCode;
    }

    /** The scheme of the {@code WWW-Authenticate} challenge, or null. */
    String authScheme() {
        return authScheme;
    }
}
