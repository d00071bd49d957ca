package io.schemaagent.connectors.egress;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CircuitBreakerTest {

    private static final String ORIGIN = "https://mcp.example";
    private static final Duration OPEN = Duration.ofSeconds(30);

    private final AtomicLong nanoTime = new AtomicLong(Long.MAX_VALUE - 1000);
    private final AtomicInteger opened = new AtomicInteger();
    private final CircuitBreaker breaker = breaking(3);

    private CircuitBreaker breaking(int failures) {
        return new CircuitBreaker(failures, OPEN, nanoTime::get, opened::incrementAndGet);
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            breaker.failed(ORIGIN);
        }
    }

    private void pass(Duration time) {
        nanoTime.addAndGet(time.toNanos());
    }

    @Test
    void staysClosedUntilEnoughFailedInARow() {
        fail(2);

        assertThat(breaker.allows(ORIGIN)).isTrue();
        assertThat(opened).hasValue(0);
    }

    @Test
    void opensOnceEnoughFailedInARow() {
        fail(3);

        assertThat(breaker.allows(ORIGIN)).isFalse();
        assertThat(breaker.allows("https://other.example")).isTrue();
        assertThat(opened).hasValue(1);
    }

    @Test
    void countsOnlyWhatFailsInARow() {
        fail(2);
        breaker.connected(ORIGIN);
        fail(2);

        assertThat(breaker.allows(ORIGIN)).isTrue();
    }

    @Test
    void letsOneTryOnceItWasOpenLongEnough() {
        fail(3);

        pass(OPEN.minusNanos(1));
        boolean before = breaker.allows(ORIGIN);
        pass(Duration.ofNanos(1));
        boolean first = breaker.allows(ORIGIN);
        boolean second = breaker.allows(ORIGIN);

        assertThat(before).isFalse();
        assertThat(first).isTrue();
        assertThat(second).isFalse();
        assertThat(opened).hasValue(1);
    }

    @Test
    void closesWhereThatOneIsConnected() {
        fail(3);
        pass(OPEN);
        breaker.allows(ORIGIN);

        breaker.connected(ORIGIN);

        assertThat(breaker.allows(ORIGIN)).isTrue();
        assertThat(breaker.allows(ORIGIN)).isTrue();
    }

    @Test
    void opensAgainWhereThatOneFails() {
        fail(3);
        pass(OPEN);
        breaker.allows(ORIGIN);
        pass(Duration.ofSeconds(5));

        fail(1);
        pass(OPEN.minusNanos(1));
        boolean before = breaker.allows(ORIGIN);
        pass(Duration.ofNanos(1));

        assertThat(before).isFalse();
        assertThat(breaker.allows(ORIGIN)).isTrue();
        assertThat(opened).hasValue(2);
    }

    @Test
    void letsAnotherTryWhereThatOneNeverComesToAResult() {
        fail(3);
        pass(OPEN);
        breaker.allows(ORIGIN);

        pass(OPEN);

        assertThat(breaker.allows(ORIGIN)).isTrue();
    }

    @Test
    void isNotKeptOpenByPeopleWhoTryNevertheless() {
        fail(3);
        pass(OPEN.minusNanos(1));
        fail(10);
        pass(Duration.ofNanos(1));

        assertThat(breaker.allows(ORIGIN)).isTrue();
        assertThat(opened).hasValue(1);
    }

    @Test
    void closesForEverybodyWhereSomebodyIsConnectedNevertheless() {
        fail(3);

        breaker.connected(ORIGIN);

        assertThat(breaker.allows(ORIGIN)).isTrue();
    }

    @Test
    void neverOpensWhereItIsSwitchedOff() {
        CircuitBreaker off = breaking(0);

        for (int i = 0; i < 100; i++) {
            off.failed(ORIGIN);
        }

        assertThat(off.allows(ORIGIN)).isTrue();
        assertThat(off.size()).isZero();
        assertThat(opened).hasValue(0);
    }

    @Test
    void forgetsOriginsThatAreConnected() {
        fail(3);

        breaker.connected(ORIGIN);

        assertThat(breaker.size()).isZero();
    }

    @Test
    void forgetsThoseThatFailedLongAgoBeforeThereAreTooMany() {
        fail(3);
        for (int i = 0; i < 9_999; i++) {
            breaker.failed("https://" + i + ".example");
        }
        // Has failed again, so it is not the one that did so longest ago.
        breaker.failed(ORIGIN);

        breaker.failed("https://one-more.example");

        assertThat(breaker.size()).isEqualTo(10_000);
        assertThat(breaker.allows(ORIGIN)).isFalse();
    }
}
