package io.schemaagent.connectors.mcp;

import io.schemaagent.connectors.egress.EgressResponse;
import io.smallrye.mutiny.Uni;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads from the head of an HTTP response what it means for MCP. */
final class HttpReplies {

    static final String JSON = "application/json";
    static final String EVENT_STREAM = "text/event-stream";

    private static final Pattern SCHEME = Pattern.compile("\\s*([A-Za-z][A-Za-z0-9-]{0,19})(\\s.*|$)", Pattern.DOTALL);

    private HttpReplies() {}

    /** The media type without parameters, in lower case; empty text where none is given. */
    static String mediaType(EgressResponse response) {
        String type = response.header("Content-Type").orElse("");
        int parameters = type.indexOf(';');
        return (parameters < 0 ? type : type.substring(0, parameters)).strip().toLowerCase(Locale.ROOT);
    }

    static boolean isSuccess(EgressResponse response) {
        return response.status() >= 200 && response.status() < 300;
    }

    /** What an answer other than 2xx means. */
    static McpException failure(EgressResponse response, boolean withCredentials) {
        int status = response.status();
        if (status == 401 || status == 403) {
            FailureReason reason = withCredentials ? FailureReason.AUTH_REJECTED : FailureReason.AUTH_REQUIRED;
            return McpException.ofAuthentication(
                    reason, status, scheme(response).orElse(null));
        }
        if (status >= 300 && status < 400) {
            return McpException.ofStatus(FailureReason.REDIRECT_REFUSED, status);
        }
        boolean outage = status >= 500 || status == 408 || status == 429;
        return McpException.ofStatus(outage ? FailureReason.SERVER_ERROR : FailureReason.HTTP_STATUS, status);
    }

    /** Fails with this, the body unread. */
    static <T> Uni<T> refuse(EgressResponse response, McpException failure) {
        return response.discard().chain(() -> Uni.createFrom().failure(failure));
    }

    private static Optional<String> scheme(EgressResponse response) {
        return response.header("WWW-Authenticate")
                .map(SCHEME::matcher)
                .filter(Matcher::matches)
                .map(challenge -> challenge.group(1));
    }
}
