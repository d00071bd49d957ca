package io.schemaagent.connectors.mcp.diagnostics;

import io.schemaagent.connectors.egress.EgressException;

/** Why exactly a connection test failed: stable codes, each with its phase, the user's code and what to do next. */
public enum FailureReason {
    INVALID_URL(
            Phase.URL, ErrorCode.INVALID_URL, "Enter the server's full address, beginning with https:// or http://."),
    DNS_NOT_FOUND(Phase.RESOLVE, ErrorCode.CONNECTION_FAILED, "The host name does not exist. Check its spelling."),
    BLOCKED_ADDRESS(
            Phase.RESOLVE,
            ErrorCode.BLOCKED_ADDRESS,
            "Only servers on the public internet can be used, unless the operator allows an address."),
    CONNECT_REFUSED(
            Phase.CONNECT,
            ErrorCode.CONNECTION_FAILED,
            "Nothing listens at this port. Check the port, and that the server runs."),
    CONNECT_TIMEOUT(
            Phase.CONNECT,
            ErrorCode.CONNECTION_FAILED,
            "The server does not take connections. A firewall may be in the way."),
    CONNECT_FAILED(Phase.CONNECT, ErrorCode.CONNECTION_FAILED, "There is no network route to the server."),
    CIRCUIT_OPEN(
            Phase.CONNECT,
            ErrorCode.CONNECTION_FAILED,
            "The server could not be reached several times in a row. Test it again, or wait a minute."),
    TLS_UNTRUSTED(
            Phase.TLS,
            ErrorCode.CONNECTION_FAILED,
            "The server's certificate is not trusted: it is self-signed, expired or from an unknown authority."),
    TLS_NAME_MISMATCH(
            Phase.TLS,
            ErrorCode.CONNECTION_FAILED,
            "The server's certificate is for another host name. Check the host in the URL."),
    CONNECTION_LOST(
            Phase.HTTP,
            ErrorCode.CONNECTION_FAILED,
            "The server closed the connection before it had answered. Try again."),
    REDIRECT_REFUSED(
            Phase.HTTP,
            ErrorCode.INVALID_MCP_SERVER,
            "The server redirects elsewhere. Enter the address that it redirects to."),
    SERVER_ERROR(Phase.HTTP, ErrorCode.CONNECTION_FAILED, "The server reports an internal error. Try again later."),
    HTTP_STATUS(
            Phase.HTTP,
            ErrorCode.INVALID_MCP_SERVER,
            "The server does not speak MCP at this path. Check the path; /mcp is common."),
    WRONG_CONTENT_TYPE(
            Phase.HTTP,
            ErrorCode.INVALID_MCP_SERVER,
            "This looks like a web page, not an MCP endpoint. Check the path; /mcp is common."),
    RESPONSE_TOO_LARGE(Phase.HTTP, ErrorCode.INVALID_MCP_SERVER, "The server's answer is too large to be accepted."),
    CONTENT_ENCODED(
            Phase.HTTP,
            ErrorCode.INVALID_MCP_SERVER,
            "The server compresses its answers although it was asked not to. Ask its operator to switch that off."),
    UNSENDABLE_HEADER(
            Phase.AUTH,
            ErrorCode.AUTH_FAILED,
            "The credentials contain line breaks or other characters that cannot be sent. Enter them again."),
    CREDENTIAL_NOT_FOR_ORIGIN(
            Phase.AUTH,
            ErrorCode.AUTH_FAILED,
            "The stored credentials belong to another server. Enter the credentials for this one."),
    AUTH_REQUIRED(
            Phase.AUTH, ErrorCode.AUTH_FAILED, "The server asks for credentials. Add an API key or an access token."),
    AUTH_REJECTED(
            Phase.AUTH,
            ErrorCode.AUTH_FAILED,
            "The server rejects these credentials. Check that they are complete and still valid."),
    INSUFFICIENT_SCOPE(
            Phase.AUTH,
            ErrorCode.AUTH_FAILED,
            "The server accepts these credentials but not for this. Sign in again with the permissions it asks for."),
    REAUTHORIZATION_REQUIRED(
            Phase.AUTH,
            ErrorCode.AUTH_FAILED,
            "What this service was granted has ended or was withdrawn. Connect it again by signing in."),
    AUTHORIZATION_SERVER_UNAVAILABLE(
            Phase.AUTH,
            ErrorCode.CONNECTION_FAILED,
            "The authorization server does not renew the access at the moment. It is tried again by itself."),
    JSON_INVALID(Phase.PROTOCOL, ErrorCode.INVALID_MCP_SERVER, "The server's answer is not valid JSON-RPC."),
    NO_REPLY(Phase.PROTOCOL, ErrorCode.INVALID_MCP_SERVER, "The server ended its answer without a reply."),
    JSONRPC_ERROR(Phase.PROTOCOL, ErrorCode.INVALID_MCP_SERVER, "The server refuses to open an MCP session."),
    VERSION_UNSUPPORTED(
            Phase.PROTOCOL,
            ErrorCode.INVALID_MCP_SERVER,
            "The server speaks a version of MCP that is not supported here."),
    HEADER_MISMATCH(
            Phase.PROTOCOL,
            ErrorCode.INVALID_MCP_SERVER,
            "The server finds MCP's headers missing or changed. A proxy in front of it may drop them."),
    CAPABILITY_REQUIRED(
            Phase.PROTOCOL,
            ErrorCode.INVALID_MCP_SERVER,
            "The server works only with clients that can do more, such as ask a person. Use another client for it."),
    ENDPOINT_REFUSED(
            Phase.PROTOCOL,
            ErrorCode.INVALID_MCP_SERVER,
            "The server wants its messages sent to another server, which is not allowed. Ask its operator."),
    INPUT_REQUIRED(
            Phase.PROTOCOL,
            ErrorCode.INVALID_MCP_SERVER,
            "The server asks for input in the middle of its work, which is not supported here."),
    CATALOG_FAILED(
            Phase.CATALOG, ErrorCode.INVALID_MCP_SERVER, "The server opens a session but does not list its tools."),
    STALLED(
            null,
            ErrorCode.TIMEOUT,
            "The server stopped answering at this step. Try again later, or ask its operator.");

    private final Phase phase;
    private final ErrorCode code;
    private final String nextAction;

    FailureReason(Phase phase, ErrorCode code, String nextAction) {
        this.phase = phase;
        this.code = code;
        this.nextAction = nextAction;
    }

    /** The phase that this fails, or null where it can be any. */
    public Phase phase() {
        return phase;
    }

    public ErrorCode code() {
        return code;
    }

    /** A sentence that a person can follow. */
    public String nextAction() {
        return nextAction;
    }

    /** Whether trying again soon may help. */
    public boolean isPassing() {
        return switch (this) {
            case CONNECT_REFUSED, CONNECT_TIMEOUT, CONNECT_FAILED, CONNECTION_LOST, SERVER_ERROR, NO_REPLY -> true;
            default -> false;
        };
    }

    /** The reason of the same name. */
    public static FailureReason of(EgressException failure) {
        return valueOf(failure.reason().name());
    }
}
