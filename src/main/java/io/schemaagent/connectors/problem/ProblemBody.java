package io.schemaagent.connectors.problem;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * The JSON form of a problem (RFC 9457), with the members that this service adds to every one.
 *
 * @param type identifies the kind of problem
 * @param title its summary
 * @param status the HTTP status
 * @param detail one sentence a user can act on
 * @param error the stable code
 * @param message the same text as {@code detail}, for clients that look for it there
 * @param traceId finds the request in the logs
 * @param violations what is wrong, field by field; only for failed validation
 * @param extensions further members, such as {@code diagnostics}
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ProblemBody(
        URI type,
        String title,
        int status,
        String detail,
        ProblemCode error,
        String message,
        @JsonProperty("trace_id") String traceId,
        List<Violation> violations,
        @JsonIgnore Map<String, Object> extensions) {

    /** The media type of every problem. */
    public static final String MEDIA_TYPE = "application/problem+json";

    static ProblemBody of(Problem problem, String traceId) {
        ProblemCode code = problem.code();
        return new ProblemBody(
                code.type(),
                code.title(),
                code.status(),
                problem.getMessage(),
                code,
                problem.getMessage(),
                traceId,
                problem.violations(),
                problem.extensions());
    }

    @JsonAnyGetter
    Map<String, Object> members() {
        return extensions;
    }
}
