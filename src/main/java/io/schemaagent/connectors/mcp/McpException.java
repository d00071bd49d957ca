package io.schemaagent.connectors.mcp;

import io.schemaagent.connectors.mcp.diagnostics.FailureReason;
import io.schemaagent.connectors.mcp.wire.Challenge;
import io.schemaagent.connectors.mcp.wire.MalformedMessageException;
import io.schemaagent.connectors.mcp.wire.Message;
import java.util.Optional;

/** A step of the protocol failed. Stays within this package: callers get an outcome. */
final class McpException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final FailureReason reason;
    private final int httpStatus;
    private final transient Message.Failure error;
    private final transient Challenge challenge;
    private final String redirectOrigin;

    private McpException(
            FailureReason reason, int httpStatus, Message.Failure error, Challenge challenge, String redirectOrigin) {
        // The reason is all that may be printed: the rest is the server's words.
        super(reason.name(), null, false, false);
        this.reason = reason;
        this.httpStatus = httpStatus;
        this.error = error;
        this.challenge = challenge;
        this.redirectOrigin = redirectOrigin;
    }

    static McpException of(FailureReason reason) {
        return new McpException(reason, 0, null, null, null);
    }

    /** What arrived cannot be read. */
    static McpException of(MalformedMessageException malformed) {
        return of(FailureReason.JSON_INVALID);
    }

    static McpException ofStatus(FailureReason reason, int httpStatus) {
        return new McpException(reason, httpStatus, null, null, null);
    }

    static McpException ofAuthentication(FailureReason reason, int httpStatus, Optional<Challenge> challenge) {
        return new McpException(reason, httpStatus, null, challenge.orElse(null), null);
    }

    static McpException ofRedirect(int httpStatus, Optional<String> origin) {
        return new McpException(FailureReason.REDIRECT_REFUSED, httpStatus, null, null, origin.orElse(null));
    }

    static McpException ofError(FailureReason reason, int httpStatus, Message.Failure error) {
        return new McpException(reason, httpStatus, error, null, null);
    }

    /** The same, seen as something else. */
    McpException as(FailureReason other) {
        return new McpException(other, httpStatus, error, challenge, redirectOrigin);
    }

    FailureReason reason() {
        return reason;
    }

    /** The HTTP status, or 0 where it does not matter. */
    int httpStatus() {
        return httpStatus;
    }

    /** The JSON-RPC error that the server answered. */
    Optional<Message.Failure> error() {
        return Optional.ofNullable(error);
    }

    /** The code of that error, or 0 where there is none. */
    int rpcCode() {
        return error == null ? 0 : error.code();
    }

    Optional<Challenge> challenge() {
        return Optional.ofNullable(challenge);
    }

    Optional<String> redirectOrigin() {
        return Optional.ofNullable(redirectOrigin);
    }
}
