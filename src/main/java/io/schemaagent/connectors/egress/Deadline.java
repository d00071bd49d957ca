package io.schemaagent.connectors.egress;

import io.smallrye.mutiny.Uni;
import java.time.Duration;

/** One limit on the time that a chain of steps takes together. */
public final class Deadline {

    /** The time is up. */
    public static final class Exceeded extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Exceeded() {
            super("The deadline has passed", null, false, false);
        }
    }

    private final EventLoopTimer timer;
    private final Duration limit;

    public Deadline(EventLoopTimer timer, Duration limit) {
        this.timer = timer;
        this.limit = limit;
    }

    /** The work's result, or {@link Exceeded}; the work is cancelled then. */
    public <T> Uni<T> limit(Uni<T> work) {
        return Uni.join().first(work, this.<T>expiry()).toTerminate();
    }

    /** The work, whatever becomes of it, but no longer than this. Never fails. */
    public Uni<Void> atMost(Uni<Void> work) {
        return limit(work).onFailure().recoverWithNull();
    }

    private <T> Uni<T> expiry() {
        return timer.after(limit).chain(() -> Uni.createFrom().failure(new Exceeded()));
    }
}
