package io.schemaagent.connectors.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ScheduledWorkTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration AN_HOUR = Duration.ofHours(1);

    @Inject
    ScheduledWork scheduled;

    @Inject
    Pool pool;

    private final String name = "test " + UUID.randomUUID();
    private final AtomicInteger done = new AtomicInteger();

    private Uni<Void> count() {
        return Uni.createFrom().voidItem().invoke(done::incrementAndGet);
    }

    private void look() {
        scheduled.whenDue(name, AN_HOUR, this::count).await().atMost(PATIENCE);
    }

    private void makeDue() {
        pool.preparedQuery("UPDATE scheduled_work SET due_at = now() WHERE name = $1")
                .execute(Tuple.of(name))
                .await()
                .atMost(PATIENCE);
    }

    @Test
    void isDoneByOneOfAllWhoLookAtTheSameTime() {
        List<Uni<Void>> replicas = IntStream.range(0, 20)
                .mapToObj(replica -> scheduled.whenDue(name, AN_HOUR, this::count))
                .toList();

        Uni.join().all(replicas).andFailFast().await().atMost(PATIENCE);

        assertThat(done).hasValue(1);
    }

    @Test
    void isDoneAgainOnceItIsDue() {
        look();
        look();
        assertThat(done).hasValue(1);

        makeDue();
        look();

        assertThat(done).hasValue(2);
    }

    @Test
    void failsForNobodyAndIsDueAgain() {
        scheduled
                .whenDue(name, AN_HOUR, () -> Uni.createFrom().failure(new IllegalStateException("broken")))
                .await()
                .atMost(PATIENCE);

        makeDue();
        look();

        assertThat(done).hasValue(1);
    }
}
