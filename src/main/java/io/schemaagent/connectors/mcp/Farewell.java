package io.schemaagent.connectors.mcp;

import io.schemaagent.connectors.egress.Deadline;
import io.schemaagent.connectors.egress.EventLoopTimer;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Says good-bye to servers. Some never answer to that, so it takes half a second at the most, and fails nobody. */
@ApplicationScoped
class Farewell {

    private static final Duration PATIENCE = Duration.ofMillis(500);

    private final Deadline deadline;

    @Inject
    Farewell(Vertx vertx) {
        this(vertx, PATIENCE);
    }

    Farewell(Vertx vertx, Duration patience) {
        this.deadline = new Deadline(new EventLoopTimer(vertx), patience);
    }

    /**
     * Says it behind the back of whoever has an answer by now: nobody waits, and who goes away does not keep it from being
     * said. Lost where the service stops meanwhile; the server ends what nobody uses by itself then.
     */
    void say(Uni<Void> goodBye) {
        sayAndWait(goodBye).subscribe().with(said -> {});
    }

    /** Says all of them before the service is gone, which waits for that on the thread that ends it. */
    void sayBeforeTheEnd(List<Uni<Void>> goodByes) {
        goodByes.stream()
                .map(this::sayAndWait)
                .map(Uni::subscribeAsCompletionStage)
                .toList()
                .forEach(CompletableFuture::join);
    }

    /** Says it while there is something to cut off afterwards. */
    Uni<Void> sayAndWait(Uni<Void> goodBye) {
        return deadline.atMost(goodBye);
    }
}
