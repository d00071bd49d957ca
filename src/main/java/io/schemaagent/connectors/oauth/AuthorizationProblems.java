package io.schemaagent.connectors.oauth;

import io.schemaagent.connectors.oauth.server.AuthorizationException;
import io.schemaagent.connectors.oauth.server.AuthorizationFailure;
import io.schemaagent.connectors.problem.Problem;
import io.schemaagent.connectors.problem.ProblemCode;
import java.time.Duration;

/** What goes wrong with authorizations, as users are told it. */
public final class AuthorizationProblems {

    static final String CLIENT_MISSING = "The operator has not configured the client id and secret for this yet.";

    /** What the authorization server calls it (RFC 6749, section 5.2). */
    private static final String OAUTH_ERROR = "oauth_error";

    private AuthorizationProblems() {}

    /** An authorization server's failure. */
    public static Problem of(AuthorizationException failure) {
        Problem problem = Problem.of(
                        ProblemCode.AUTHORIZATION_FAILED, failure.failure().message())
                .with("error_code", failure.failure().name());
        return failure.error().map(error -> problem.with(OAUTH_ERROR, error)).orElse(problem);
    }

    static Problem invalidState() {
        return Problem.of(
                ProblemCode.INVALID_STATE,
                "This sign-in is not under way: it took longer than ten minutes, is finished already, or is somebody else's."
                        + " Start it again.");
    }

    /** It was not found out in time where to send the user. */
    static Problem beganTooSlowly(Duration limit) {
        return Problem.of(
                        ProblemCode.AUTHORIZATION_FAILED,
                        "It took longer than " + Math.max(1, limit.toSeconds())
                                + " seconds to find out where to sign in."
                                + " Try again later; if it stays so, ask the server's operator.")
                .with("error_code", "TIMEOUT");
    }

    /** There is nothing that could be renewed. */
    public static Problem notConnected() {
        return Problem.of(ProblemCode.AUTHORIZATION_FAILED, "This is not connected by signing in. Connect it first.")
                .with("error_code", "NOT_CONNECTED");
    }

    /** Fails where a renewal has not gone well, with what to do. */
    public static void rejectUnrenewed(Renewed renewed) {
        if (renewed instanceof Renewed.NeedsReauth ended) {
            throw Problem.of(ProblemCode.AUTHORIZATION_FAILED, "The sign-in has ended. Connect it again.")
                    .with("error_code", "REAUTHORIZATION_REQUIRED")
                    .with(OAUTH_ERROR, ended.reason());
        }
        if (renewed instanceof Renewed.Unavailable) {
            throw of(AuthorizationException.of(AuthorizationFailure.TEMPORARILY_UNAVAILABLE));
        }
    }

    /** Only an operator can set what is missing. */
    public static Problem notConfigured(String id) {
        return Problem.of(ProblemCode.OAUTH_NOT_CONFIGURED, CLIENT_MISSING).with("id", id);
    }
}
