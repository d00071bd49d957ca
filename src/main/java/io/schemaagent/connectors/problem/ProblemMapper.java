package io.schemaagent.connectors.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Turns whatever a request can fail with into {@code application/problem+json}. */
final class ProblemMapper {

    /** When a caller may try again after the database did not answer. */
    static final long RETRY_SECONDS = 5;

    private static final Logger LOG = Logger.getLogger(ProblemMapper.class);

    @ServerExceptionMapper
    RestResponse<ProblemBody> ofProblem(Problem problem) {
        return answer(problem);
    }

    @ServerExceptionMapper
    RestResponse<ProblemBody> ofInvalidBody(ConstraintViolationException invalid) {
        return answer(Problem.invalid(Violations.of(invalid)));
    }

    /** JSON of the wrong shape: what was meant is clear, but a value has the wrong type. */
    @ServerExceptionMapper
    RestResponse<ProblemBody> ofMismatchedJson(MismatchedInputException mismatch) {
        return answer(Problem.invalid(Violations.of(mismatch)));
    }

    @ServerExceptionMapper({UnauthorizedException.class, AuthenticationFailedException.class})
    RestResponse<ProblemBody> ofUnauthenticated() {
        Problem problem =
                Problem.of(ProblemCode.UNAUTHORIZED, "Send a valid, unexpired token as: Authorization: Bearer <JWT>.");
        return response(problem).header(HttpHeaders.WWW_AUTHENTICATE, "Bearer").build();
    }

    @ServerExceptionMapper
    RestResponse<ProblemBody> ofForbidden(ForbiddenException forbidden) {
        return answer(Problem.of(ProblemCode.FORBIDDEN, "This token does not allow that."));
    }

    @ServerExceptionMapper
    RestResponse<ProblemBody> ofFramework(WebApplicationException failure) {
        if (failure.getCause() instanceof JsonProcessingException) {
            return answer(malformed());
        }
        int status = failure.getResponse().getStatus();
        if (status >= 500) {
            return ofDefect(failure);
        }
        var response = response(Problem.of(ProblemCode.ofStatus(status), detailOf(status)));
        String allow = failure.getResponse().getHeaderString(HttpHeaders.ALLOW);
        return (allow == null ? response : response.header(HttpHeaders.ALLOW, allow)).build();
    }

    @ServerExceptionMapper
    RestResponse<ProblemBody> ofMalformedJson(JsonProcessingException malformed) {
        return answer(malformed());
    }

    @ServerExceptionMapper
    RestResponse<ProblemBody> ofDefect(Throwable failure) {
        if (DatabaseFailures.isUnavailable(failure)) {
            LOG.errorf("The database is not available: %s", failure.getMessage());
            Problem problem = Problem.of(
                    ProblemCode.DATABASE_UNAVAILABLE,
                    "The database cannot be reached just now. Please try again in a few seconds.");
            return response(problem)
                    .header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS)
                    .build();
        }
        LOG.error("A request failed", failure);
        return answer(internal());
    }

    static Problem internal() {
        return Problem.of(
                ProblemCode.INTERNAL_ERROR,
                "Something went wrong here. Please try again; if it stays, report the trace id.");
    }

    static Problem malformed() {
        return Problem.of(ProblemCode.MALFORMED_REQUEST, "The request body is not valid JSON.");
    }

    /** What to tell a caller of whose request only the status is known. */
    static String detailOf(int status) {
        return switch (status) {
            case 404 -> "There is nothing at this address.";
            case 405 -> "This address does not take that method.";
            case 406 -> "Only application/json can be answered here.";
            case 413 -> "The request body is too large.";
            case 415 -> "Send the body as application/json.";
            default -> "The request cannot be understood.";
        };
    }

    private static RestResponse<ProblemBody> answer(Problem problem) {
        return response(problem).build();
    }

    private static RestResponse.ResponseBuilder<ProblemBody> response(Problem problem) {
        MDC.put("error_code", problem.code().name());
        RestResponse.ResponseBuilder<ProblemBody> response = RestResponse.ResponseBuilder.<ProblemBody>create(
                        problem.code().status())
                .entity(ProblemBody.of(problem, TraceId.current()))
                .type(ProblemBody.MEDIA_TYPE);
        problem.retryAfter().ifPresent(seconds -> response.header(HttpHeaders.RETRY_AFTER, seconds));
        return response;
    }
}
