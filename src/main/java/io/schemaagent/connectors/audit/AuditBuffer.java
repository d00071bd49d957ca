package io.schemaagent.connectors.audit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * Events that wait to be written. What there is no room for is dropped and counted: nobody waits, and nothing grows. Any
 * number may add, one at a time takes.
 */
final class AuditBuffer {

    private static final Logger LOG = Logger.getLogger(AuditBuffer.class);

    private final BlockingQueue<AuditEntry> waiting;
    private final Counter dropped;
    private final AtomicBoolean complained = new AtomicBoolean();

    AuditBuffer(int capacity, MeterRegistry metrics) {
        this.waiting = new ArrayBlockingQueue<>(capacity);
        this.dropped = Counter.builder("connectors.audit.dropped")
                .description("Events that are missing from the audit trail")
                .register(metrics);
    }

    void add(AuditEntry entry) {
        if (!waiting.offer(entry)) {
            drop("more happens than can be written");
        }
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    int size() {
        return waiting.size();
    }

    /** Those that have waited longest; they stay until they are written. */
    List<AuditEntry> first(int atMost) {
        return waiting.stream().limit(atMost).toList();
    }

    /** So many of the first are written. */
    void written(int count) {
        remove(count);
        if (waiting.isEmpty()) {
            complained.set(false);
        }
    }

    /** The first cannot be written. */
    void unwritable(String reason) {
        remove(1);
        drop(reason);
    }

    private void remove(int count) {
        for (int i = 0; i < count; i++) {
            waiting.poll();
        }
    }

    private void drop(String reason) {
        dropped.increment();
        if (complained.compareAndSet(false, true)) {
            LOG.warnf("Events are missing from the audit trail: %s", reason);
        }
    }
}
