package io.schemaagent.connectors.egress;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/**
 * Has somebody look after things of which each has its time. One timer does for all of them, and there is none while there is
 * nothing to look after: a timer for each would mostly be set only to be cancelled.
 */
public final class Rounds {

    private static final long LOOKS_AN_INTERVAL = 4;
    private static final long MAX_PERIOD_MILLIS = 1000;

    private final Vertx vertx;
    private final Context context;
    private final long periodMillis;
    private final Runnable look;
    private final BooleanSupplier isNeeded;
    private final AtomicBoolean ticking = new AtomicBoolean();

    /**
     * Rounds that have not begun.
     *
     * @param shortest the time of the thing that has least; it is looked after four times in that, once a second at least
     * @param look what is done each time, on an event loop
     * @param isNeeded whether there is still something to look after
     */
    public Rounds(Vertx vertx, Duration shortest, Runnable look, BooleanSupplier isNeeded) {
        this.vertx = vertx;
        // Not that of whoever happens to begin: it can hold what belongs to one request.
        this.context = vertx.getOrCreateContext();
        this.periodMillis = Math.max(1, Math.min(MAX_PERIOD_MILLIS, shortest.toMillis() / LOOKS_AN_INTERVAL));
        this.look = look;
        this.isNeeded = isNeeded;
    }

    /** There is something to look after from now on; for all threads, and however often. */
    public void begin() {
        if (ticking.compareAndSet(false, true)) {
            context.runOnContext(start -> lookLater());
        }
    }

    private void lookLater() {
        vertx.setTimer(periodMillis, timer -> round());
    }

    private void round() {
        look.run();
        ticking.set(false);
        // Whoever began after this thread had looked has found a timer, so it is for us to set the next one.
        if (isNeeded.getAsBoolean() && ticking.compareAndSet(false, true)) {
            lookLater();
        }
    }
}
