package io.schemaagent.connectors.egress;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Ends exchanges that take too long. Most are over in milliseconds. */
final class Watch {

    private final Set<Exchange> inFlight = ConcurrentHashMap.newKeySet();
    private final Rounds rounds;

    Watch(Vertx vertx, Bounds bounds) {
        this.rounds = new Rounds(vertx, shortest(bounds), this::look, () -> !inFlight.isEmpty());
    }

    private static Duration shortest(Bounds bounds) {
        return bounds.progressInterval().compareTo(bounds.duration()) < 0
                ? bounds.progressInterval()
                : bounds.duration();
    }

    void begin(Exchange exchange) {
        inFlight.add(exchange);
        rounds.begin();
    }

    void end(Exchange exchange) {
        inFlight.remove(exchange);
    }

    private void look() {
        long now = System.nanoTime();
        inFlight.forEach(exchange -> exchange.endIfOverdue(now));
    }
}
