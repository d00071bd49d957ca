package io.schemaagent.connectors.oauth;

import io.schemaagent.connectors.egress.Deadline;
import io.schemaagent.connectors.egress.EventLoopTimer;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** Limits how long it may take to begin an authorization, however many servers are asked, each of them in time. */
@ApplicationScoped
class Patience {

    private final Duration limit;
    private final Deadline deadline;

    Patience(OAuthConfig config, Vertx vertx) {
        this.limit = config.beginTimeout();
        this.deadline = new Deadline(new EventLoopTimer(vertx), limit);
    }

    /** The work's result, or a problem that says that it took too long; whoever is asked then is left. */
    <T> Uni<T> limit(Uni<T> work) {
        return deadline.limit(work)
                .onFailure(Deadline.Exceeded.class)
                .transform(late -> AuthorizationProblems.beganTooSlowly(limit));
    }
}
