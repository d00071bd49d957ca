package io.schemaagent.connectors;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Waits for what another process does, looking again and again until it is so. */
public final class Eventually {

    private static final Duration POLL = Duration.ofMillis(20);

    private Eventually() {}

    /** Looks at something that may fail in any way. */
    @FunctionalInterface
    public interface Condition {

        boolean holds() throws Exception;
    }

    /** Answers as soon as the condition holds, with the time that it took; fails after the patience. */
    public static Duration holds(String what, Duration patience, Condition condition) {
        long started = System.nanoTime();
        while (!isTrue(condition)) {
            if (System.nanoTime() - started > patience.toNanos()) {
                throw new AssertionError("Not within " + patience + ": " + what);
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
        return Duration.ofNanos(System.nanoTime() - started);
    }

    private static boolean isTrue(Condition condition) {
        try {
            return condition.holds();
        } catch (Exception notYet) {
            return false;
        }
    }
}
