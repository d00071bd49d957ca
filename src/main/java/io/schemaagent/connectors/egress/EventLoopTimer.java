package io.schemaagent.connectors.egress;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.time.Duration;

/**
 * Lets time pass on the event loop itself, so that what follows goes on where it began; Mutiny's timers would move it to
 * another thread.
 */
public final class EventLoopTimer {

    private final Vertx vertx;

    public EventLoopTimer(Vertx vertx) {
        this.vertx = vertx;
    }

    /** Completes after this time, 1 ms at least. */
    public Uni<Void> after(Duration time) {
        return Uni.createFrom().emitter(emitter -> {
            long timer = vertx.setTimer(Math.max(1, time.toMillis()), expired -> emitter.complete(null));
            emitter.onTermination(() -> vertx.cancelTimer(timer));
        });
    }
}
