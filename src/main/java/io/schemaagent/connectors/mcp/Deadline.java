package io.schemaagent.connectors.mcp;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.time.Duration;

/**
 * One limit on the time that a chain of steps takes together. The timer is the event loop's own, so what follows goes
 * on where the request began; Mutiny's timers would move it to another thread.
 */
final class Deadline {

    /** How long a server may take to end a session that is over anyway. */
    static final Duration FAREWELL = Duration.ofMillis(500);

    /** The time is up. */
    static final class Exceeded extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Exceeded() {
            super("The deadline has passed", null, false, false);
        }
    }

    private final Vertx vertx;
    private final Duration limit;

    Deadline(Vertx vertx, Duration limit) {
        this.vertx = vertx;
        this.limit = limit;
    }

    /** The work's result, or {@link Exceeded}; the work is cancelled then. */
    <T> Uni<T> limit(Uni<T> work) {
        return first(work, limit);
    }

    /** The work, whatever becomes of it, but no longer than this. Never fails. */
    Uni<Void> atMost(Duration duration, Uni<Void> work) {
        return first(work, duration).onFailure().recoverWithNull();
    }

    private <T> Uni<T> first(Uni<T> work, Duration duration) {
        return Uni.join().first(work, expiry(duration)).toTerminate();
    }

    private <T> Uni<T> expiry(Duration duration) {
        return Uni.createFrom().emitter(emitter -> {
            long timer = vertx.setTimer(Math.max(1, duration.toMillis()), expired -> emitter.fail(new Exceeded()));
            emitter.onTermination(() -> vertx.cancelTimer(timer));
        });
    }
}
