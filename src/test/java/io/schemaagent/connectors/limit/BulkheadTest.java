package io.schemaagent.connectors.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.schemaagent.connectors.problem.Problem;
import io.schemaagent.connectors.problem.ProblemCode;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class BulkheadTest {

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final Bulkhead bulkhead = new Bulkhead(new Limits(2, 3), metrics);
    private final List<UniEmitter<? super String>> waiting = new ArrayList<>();

    private record Limits(int checksAtOncePerUser, int checksAtOnce) implements LimitConfig {

        @Override
        public int perUser() {
            return 10;
        }

        @Override
        public int checksPerMinute() {
            return 0;
        }

        @Override
        public int callsPerMinute() {
            return 0;
        }

        @Override
        public int callsAtOncePerUser() {
            return 0;
        }
    }

    private Cancellable begin(String owner) {
        return bulkhead.run(owner, () -> Uni.createFrom().<String>emitter(waiting::add))
                .subscribe()
                .with(done -> {}, failed -> {});
    }

    private String doAtOnce(String owner) {
        return bulkhead.run(owner, () -> Uni.createFrom().item("done")).await().atMost(Duration.ofSeconds(10));
    }

    private static void assertRefused(ThrowingCallable step, ProblemCode code) {
        assertThatThrownBy(step).isInstanceOfSatisfying(Problem.class, problem -> {
            assertThat(problem.code()).isEqualTo(code);
            assertThat(problem.extensions()).containsEntry("retry_after", 10L);
        });
    }

    private double underWay() {
        return metrics.get("connectors.checks.under.way").gauge().value();
    }

    @Test
    void refusesWhatIsTooMuchForOneUserAndLetsOthersIn() {
        begin("a");
        begin("a");

        assertRefused(() -> doAtOnce("a"), ProblemCode.RATE_LIMITED);
        assertThat(doAtOnce("b")).isEqualTo("done");
    }

    @Test
    void refusesWhatIsTooMuchForAll() {
        begin("a");
        begin("a");
        begin("b");

        assertRefused(() -> doAtOnce("c"), ProblemCode.SERVICE_UNAVAILABLE);
    }

    @Test
    void makesRoomWhenWorkEndsWhicheverWay() {
        begin("a");
        begin("a");
        waiting.get(0).complete("done");
        waiting.get(1).fail(new IllegalStateException("broken"));

        begin("a").cancel();

        assertThat(underWay()).isZero();
        assertThat(doAtOnce("a")).isEqualTo("done");
    }

    @Test
    void makesRoomWhenWorkCannotEvenBegin() {
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> bulkhead.run("a", () -> {
                                throw new IllegalStateException("broken");
                            })
                            .await()
                            .atMost(Duration.ofSeconds(10)))
                    .isInstanceOf(IllegalStateException.class);
        }

        assertThat(underWay()).isZero();
    }

    @Test
    void countsWhatItRefusesAsNothing() {
        begin("a");
        begin("a");
        for (int i = 0; i < 5; i++) {
            assertRefused(() -> doAtOnce("a"), ProblemCode.RATE_LIMITED);
        }

        assertThat(underWay()).isEqualTo(2);
    }
}
