package io.schemaagent.connectors;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Tells those who wait for something in this process that they may look again. */
public final class Changes {

    private static final long PATIENCE_SECONDS = 10;

    private final Object changed = new Object();

    /** Has everybody who waits look again. */
    public void signal() {
        synchronized (changed) {
            changed.notifyAll();
        }
    }

    /** Waits until the condition holds, looking at every signal; fails after a while. */
    public void await(BooleanSupplier condition, Supplier<String> what) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        synchronized (changed) {
            while (!condition.getAsBoolean()) {
                long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                if (left <= 0) {
                    throw new AssertionError("Waited in vain for " + what.get());
                }
                try {
                    changed.wait(left);
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                    throw new IllegalStateException(interrupted);
                }
            }
        }
    }
}
