package io.schemaagent.connectors.egress;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Remembers which origins could not be connected to several times in a row, so that nobody waits for them for a while.
 * Only what happens before a request is sent counts: it is the origin's, whoever asks for whatever, so that no user can make
 * an origin look down to others. Safe for use by many threads.
 */
final class CircuitBreaker {

    private static final int MAX_ORIGINS = 10_000;

    private final int failuresToOpen;
    private final long openNanos;
    private final LongSupplier nanoTime;
    private final Runnable opened;

    /** Those that failed last, and nothing about the others. Mostly empty, so that one lock is enough. */
    private final Map<String, Circuit> circuits = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Circuit> eldest) {
            return size() > MAX_ORIGINS;
        }
    };

    /**
     * @param failuresToOpen how many failures in a row open a circuit, 0 for any number
     * @param open how long it is open then
     * @param nanoTime the time, as {@link System#nanoTime} has it
     * @param opened is told whenever a circuit opens
     */
    CircuitBreaker(int failuresToOpen, Duration open, LongSupplier nanoTime, Runnable opened) {
        this.failuresToOpen = failuresToOpen;
        this.openNanos = open.toNanos();
        this.nanoTime = nanoTime;
        this.opened = opened;
    }

    /**
     * Whether to try: not while the circuit is open, and then for one at a time. Whoever gets true and does not come to a
     * result keeps the others waiting for as long again.
     */
    synchronized boolean allows(String origin) {
        Circuit circuit = circuits.get(origin);
        if (circuit == null || circuit.failures < failuresToOpen) {
            return true;
        }
        long now = nanoTime.getAsLong();
        if (now - circuit.openedAt < openNanos) {
            return false;
        }
        circuit.openedAt = now;
        circuit.halfOpen = true;
        return true;
    }

    /** There was a connection. */
    synchronized void connected(String origin) {
        circuits.remove(origin);
    }

    /** No address of the origin could be connected to. */
    synchronized void failed(String origin) {
        if (failuresToOpen == 0) {
            return;
        }
        // Taken out and put back, so that the eldest is the one that failed least recently.
        Circuit known = circuits.remove(origin);
        Circuit circuit = known == null ? new Circuit() : known;
        circuits.put(origin, circuit);
        circuit.failures++;
        if (circuit.failures == failuresToOpen || circuit.halfOpen) {
            circuit.openedAt = nanoTime.getAsLong();
            circuit.halfOpen = false;
            opened.run();
        }
    }

    /** How many origins are remembered. */
    synchronized int size() {
        return circuits.size();
    }

    /** What is known of an origin that failed last. */
    private static final class Circuit {

        private int failures;
        private long openedAt;
        private boolean halfOpen;
    }
}
