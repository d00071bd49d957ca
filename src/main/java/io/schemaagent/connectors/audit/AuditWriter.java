package io.schemaagent.connectors.audit;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.schemaagent.connectors.problem.DatabaseFailures;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** Writes events that nobody waits for, once a second all that there are. */
@ApplicationScoped
class AuditWriter {

    /** About 4 MB; more than a replica can do in a second. */
    private static final int CAPACITY = 10_000;

    private static final int BATCH = 1_000;
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final Pool pool;
    private final AuditBuffer buffer;
    private final AtomicBoolean writing = new AtomicBoolean();

    AuditWriter(Pool pool, MeterRegistry metrics) {
        this.pool = pool;
        this.buffer = new AuditBuffer(CAPACITY, metrics);
    }

    void add(AuditEntry entry) {
        buffer.add(entry);
    }

    int waiting() {
        return buffer.size();
    }

    @Scheduled(every = "1s")
    Uni<Void> write() {
        return Uni.createFrom().deferred(this::writeUnlessUnderWay);
    }

    /** The same again and again until nothing waits. */
    Uni<Void> writeAll() {
        return Multi.createBy()
                .repeating()
                .uni(() -> write().map(done -> buffer.isEmpty()))
                .withDelay(PAUSE)
                .until(empty -> empty)
                .onItem()
                .ignoreAsUni();
    }

    private Uni<Void> writeUnlessUnderWay() {
        return buffer.isEmpty() || !writing.compareAndSet(false, true)
                ? Uni.createFrom().voidItem()
                : writeBatches().onTermination().invoke(() -> writing.set(false));
    }

    /** A database that is away is tried again the next time, with the same events. */
    private Uni<Void> writeBatches() {
        return writeFirst(BATCH)
                .chain(written -> written && !buffer.isEmpty()
                        ? writeBatches()
                        : Uni.createFrom().voidItem())
                .onFailure(DatabaseFailures::isUnavailable)
                .recoverWithNull();
    }

    /** Where the database objects, it does so to one of them: fewer and fewer are tried, until it is alone. */
    private Uni<Boolean> writeFirst(int atMost) {
        List<AuditEntry> batch = buffer.first(atMost);
        return pool.preparedQuery(AuditEntry.INSERT)
                .executeBatch(batch.stream().map(AuditEntry::tuple).toList())
                .invoke(rows -> buffer.written(batch.size()))
                .replaceWith(true)
                .onFailure(failure -> !DatabaseFailures.isUnavailable(failure))
                .recoverWithUni(failure -> batch.size() == 1 ? giveUp(failure) : writeFirst(batch.size() / 2));
    }

    private Uni<Boolean> giveUp(Throwable failure) {
        buffer.unwritable(failure.getMessage());
        return Uni.createFrom().item(false);
    }
}
