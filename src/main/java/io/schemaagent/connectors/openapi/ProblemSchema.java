package io.schemaagent.connectors.openapi;

import io.schemaagent.connectors.mcp.diagnostics.Diagnostics;
import io.schemaagent.connectors.problem.ProblemBody;
import io.schemaagent.connectors.problem.ProblemCode;
import io.schemaagent.connectors.problem.Violation;
import java.net.URI;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * {@link ProblemBody} with all the members that can join it, for the documentation alone.
 *
 * @param type identifies the kind of problem
 * @param title its summary
 * @param status the HTTP status
 * @param detail one sentence a user can act on
 * @param error the stable code
 * @param message the same text as {@code detail}
 * @param traceId finds the request in the logs
 * @param violations what is wrong, field by field; with {@code VALIDATION_FAILED}
 * @param errorCode how the connection test ended, with {@code CONNECTION_NOT_VERIFIED}; why nobody was authorized, with
 *     {@code AUTHORIZATION_FAILED}
 * @param oauthError what the authorization server calls it; with {@code AUTHORIZATION_FAILED}
 * @param id what cannot be signed in to; with {@code OAUTH_NOT_CONFIGURED}
 * @param diagnostics how far the connection test came; with {@code CONNECTION_NOT_VERIFIED}
 * @param retryAfter seconds to wait; with {@code RATE_LIMITED}
 */
@Schema(name = ProblemSchema.NAME, description = "Why a request failed (RFC 9457)")
record ProblemSchema(
        URI type,
        String title,
        int status,

        @Schema(description = "One sentence a user can act on")
        String detail,

        @Schema(description = "Stable code") ProblemCode error,
        @Schema(description = "The same text as detail") String message,

        @Schema(description = "Finds the request in the logs")
        String traceId,

        @Schema(description = "With VALIDATION_FAILED: what is wrong, field by field")
        List<Violation> violations,

        @Schema(
                description =
                        "With CONNECTION_NOT_VERIFIED: how the connection test ended. With AUTHORIZATION_FAILED: why")
        String errorCode,

        @Schema(
                description =
                        "With AUTHORIZATION_FAILED: what the authorization server calls it (RFC 6749), if it does")
        String oauthError,

        @Schema(description = "With OAUTH_NOT_CONFIGURED: what lacks a client id")
        String id,

        @Schema(description = "With CONNECTION_NOT_VERIFIED: how far the connection test came")
        Diagnostics diagnostics,

        @Schema(description = "With RATE_LIMITED: seconds to wait")
        Long retryAfter) {

    static final String NAME = "Problem";
}
