package io.schemaagent.connectors.mcp;

import io.schemaagent.connectors.egress.EgressResponse;
import io.schemaagent.connectors.mcp.diagnostics.FailureReason;
import io.schemaagent.connectors.mcp.wire.Challenge;
import io.smallrye.mutiny.Uni;
import java.util.Optional;

/** Reads from the head of an HTTP response what it means for MCP. */
final class HttpReplies {

    static final String JSON = "application/json";
    static final String EVENT_STREAM = "text/event-stream";

    private HttpReplies() {}

    /** What an answer other than 2xx means. */
    static McpException failure(EgressResponse response, boolean withCredentials) {
        int status = response.status();
        if (status == 401 || status == 403) {
            Optional<Challenge> challenge = Challenge.preferred(response.headers("WWW-Authenticate"));
            return McpException.ofAuthentication(authentication(challenge, withCredentials), status, challenge);
        }
        if (status >= 300 && status < 400) {
            return McpException.ofRedirect(status, response.redirectOrigin());
        }
        return McpException.ofStatus(
                response.isOutage() ? FailureReason.SERVER_ERROR : FailureReason.HTTP_STATUS, status);
    }

    /** A scope that is missing is named as such (RFC 6750, section 3.1). */
    private static FailureReason authentication(Optional<Challenge> challenge, boolean withCredentials) {
        if (challenge
                .flatMap(asked -> asked.parameter("error"))
                .filter("insufficient_scope"::equals)
                .isPresent()) {
            return FailureReason.INSUFFICIENT_SCOPE;
        }
        return withCredentials ? FailureReason.AUTH_REJECTED : FailureReason.AUTH_REQUIRED;
    }

    /** Fails with this, the body unread. */
    static <T> Uni<T> refuse(EgressResponse response, McpException failure) {
        return response.discard().chain(() -> Uni.createFrom().failure(failure));
    }
}
