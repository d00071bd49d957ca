package io.schemaagent.connectors.problem;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.util.List;

/**
 * Lets nobody wait in vain: a replica that was told to end takes no new work, which another one can do, and a request
 * that has not been answered in time is not going to be.
 */
@ApplicationScoped
class Admission {

    private static final int ONCE_IT_HAS_A_TRACE_ID = 99_999;

    private static final String OPERATIONS = "/q/";
    private static final long RETRY_AT_ONCE = 1;

    private final ProblemRoutes problems;
    private final long requestTimeoutMillis;
    private final List<OwnDeadline> ownDeadlines;
    private volatile boolean ending;

    Admission(ProblemRoutes problems, HttpConfig config, @Any Instance<OwnDeadline> ownDeadlines) {
        this.problems = problems;
        this.ownDeadlines = ownDeadlines.stream().toList();
        this.requestTimeoutMillis = config.requestTimeout().toMillis();
    }

    void registerFilter(@Observes Filters filters) {
        filters.register(this::admit, ONCE_IT_HAS_A_TRACE_ID);
    }

    void onEnd(@Observes ShutdownDelayInitiatedEvent begun) {
        ending = true;
    }

    private void admit(RoutingContext context) {
        if (context.request().path().startsWith(OPERATIONS)) {
            context.next();
        } else if (ending) {
            context.response().putHeader(HttpHeaders.CONNECTION, "close");
            refuse(context, "This replica is being stopped. Please try again.", RETRY_AT_ONCE);
        } else {
            if (!keepsOwnDeadline(context.request().path())) {
                limitTime(context);
            }
            context.next();
        }
    }

    private boolean keepsOwnDeadline(String path) {
        return ownDeadlines.stream().anyMatch(own -> own.isKeptAt(path));
    }

    /** Whatever a request waits for: a database may be silent and yet keep its connections. */
    private void limitTime(RoutingContext context) {
        long timer = context.vertx()
                .setTimer(
                        requestTimeoutMillis,
                        late -> refuse(
                                context,
                                "This took too long. Please try again in a few seconds.",
                                ProblemMapper.RETRY_SECONDS));
        context.addEndHandler(ended -> context.vertx().cancelTimer(timer));
    }

    private void refuse(RoutingContext context, String detail, long retryAfter) {
        problems.send(
                context, Problem.of(ProblemCode.SERVICE_UNAVAILABLE, detail).retryAfter(retryAfter));
    }
}
