package io.schemaagent.connectors.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DeadlineTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration SHORT = Duration.ofMillis(20);

    private static Vertx vertx;

    private final CountDownLatch cancelled = new CountDownLatch(1);

    @BeforeAll
    static void startVertx() {
        vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    }

    @AfterAll
    static void stopVertx() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private <T> Uni<T> never() {
        return Uni.createFrom().<T>emitter(emitter -> emitter.onTermination(cancelled::countDown));
    }

    private static Deadline aDeadline(Duration limit) {
        return new Deadline(new EventLoopTimer(vertx), limit);
    }

    @Test
    void givesTheResultInTime() {
        assertThat(aDeadline(LONG).limit(Uni.createFrom().item("done")).await().atMost(LONG))
                .isEqualTo("done");
    }

    @Test
    void givesNoResultWhereTheWorkHasNone() {
        assertThat(aDeadline(LONG).limit(Uni.createFrom().nullItem()).await().atMost(LONG))
                .isNull();
    }

    @Test
    void failsAsTheWorkFails() {
        Uni<String> failing = Uni.createFrom().failure(new IllegalStateException("broken"));

        assertThatThrownBy(() -> aDeadline(LONG).limit(failing).await().atMost(LONG))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("broken");
    }

    @Test
    void failsAndCancelsTheWorkWhenTimeIsUp() throws Exception {
        assertThatThrownBy(() -> aDeadline(SHORT).limit(never()).await().atMost(LONG))
                .isInstanceOf(Deadline.Exceeded.class);

        assertThat(cancelled.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void cancelsTheWorkWhenNobodyWaitsAnyMore() throws Exception {
        aDeadline(LONG).limit(never()).subscribe().with(item -> {}).cancel();

        assertThat(cancelled.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void waitsNoLongerThanAskedForWhatMayFail() {
        assertThat(aDeadline(SHORT).atMost(never()).await().atMost(LONG)).isNull();
        assertThat(aDeadline(LONG)
                        .atMost(Uni.createFrom().failure(new IllegalStateException("broken")))
                        .await()
                        .atMost(LONG))
                .isNull();
    }

    @Test
    void countsNoTimeBeforeItIsAskedTo() {
        Uni<String> limited = aDeadline(LONG).limit(Uni.createFrom().item("done"));

        assertThat(limited.await().atMost(LONG)).isEqualTo("done");
        assertThat(limited.await().atMost(LONG)).isEqualTo("done");
    }
}
