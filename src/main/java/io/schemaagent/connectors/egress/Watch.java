package io.schemaagent.connectors.egress;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Ends exchanges that take too long. One timer looks after all of them, and there is none while nothing happens: most
 * exchanges are over in milliseconds, and a timer for each would be set only to be cancelled.
 */
final class Watch {

    private static final long LOOKS_AN_INTERVAL = 4;
    private static final long MAX_PERIOD_MILLIS = 1000;

    private final Vertx vertx;
    private final Context context;
    private final long periodMillis;
    private final Set<Exchange> inFlight = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean ticking = new AtomicBoolean();

    Watch(Vertx vertx, Bounds bounds) {
        this.vertx = vertx;
        // Not that of whoever happens to start an exchange: it can hold what belongs to one request.
        this.context = vertx.getOrCreateContext();
        long shortest =
                Math.min(bounds.progressInterval().toMillis(), bounds.duration().toMillis());
        this.periodMillis = Math.max(1, Math.min(MAX_PERIOD_MILLIS, shortest / LOOKS_AN_INTERVAL));
    }

    void begin(Exchange exchange) {
        inFlight.add(exchange);
        if (ticking.compareAndSet(false, true)) {
            context.runOnContext(start -> lookLater());
        }
    }

    void end(Exchange exchange) {
        inFlight.remove(exchange);
    }

    private void lookLater() {
        vertx.setTimer(periodMillis, timer -> look());
    }

    private void look() {
        long now = System.nanoTime();
        inFlight.forEach(exchange -> exchange.endIfOverdue(now));
        ticking.set(false);
        // Whoever began after this thread had looked has found a timer, so it is for us to set the next one.
        if (!inFlight.isEmpty() && ticking.compareAndSet(false, true)) {
            lookLater();
        }
    }
}
