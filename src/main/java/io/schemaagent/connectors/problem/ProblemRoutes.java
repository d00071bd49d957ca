package io.schemaagent.connectors.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Makes problems of what fails before or beside the resources: bodies too large, paths that nobody serves. */
@ApplicationScoped
class ProblemRoutes {

    private static final Logger LOG = Logger.getLogger(ProblemRoutes.class);
    private static final int BEFORE_EVERYTHING_ELSE = 100_000;

    private final ObjectMapper json;
    private final long maxBodySize;

    ProblemRoutes(
            ObjectMapper json, @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize maxBodySize) {
        this.json = json;
        this.maxBodySize = maxBodySize.asLongValue();
    }

    void registerFilters(@Observes Filters filters) {
        filters.register(this::begin, BEFORE_EVERYTHING_ELSE);
    }

    void registerErrors(@Observes Router router) {
        router.errorHandler(404, context -> answer(context, 404));
        router.errorHandler(413, context -> answer(context, 413));
        router.errorHandler(400, context -> answer(context, 400));
        router.errorHandler(500, this::answerDefect);
    }

    private void begin(RoutingContext context) {
        TraceId.begin(context.request().getHeader("traceparent"));
        if (announcedSize(context) > maxBodySize) {
            // The rest of the body is never read, so the connection cannot be used again.
            context.response().putHeader(HttpHeaders.CONNECTION, "close");
            answer(context, 413);
            return;
        }
        context.next();
    }

    private static long announcedSize(RoutingContext context) {
        String length = context.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        return length == null ? 0 : Long.parseLong(length);
    }

    private void answerDefect(RoutingContext context) {
        LOG.error("A request failed", context.failure());
        send(context, ProblemMapper.internal());
    }

    private void answer(RoutingContext context, int status) {
        send(context, Problem.of(ProblemCode.ofStatus(status), ProblemMapper.detailOf(status)));
    }

    void send(RoutingContext context, Problem problem) {
        HttpServerResponse response = context.response();
        if (response.ended() || response.headWritten()) {
            return;
        }
        problem.retryAfter().ifPresent(seconds -> response.putHeader(HttpHeaders.RETRY_AFTER, Long.toString(seconds)));
        response.setStatusCode(problem.code().status())
                .putHeader(HttpHeaders.CONTENT_TYPE, ProblemBody.MEDIA_TYPE)
                .end(body(problem));
    }

    private Buffer body(Problem problem) {
        try {
            return Buffer.buffer(json.writeValueAsBytes(ProblemBody.of(problem, TraceId.current())));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("A problem of strings and numbers always has a JSON form", impossible);
        }
    }
}
