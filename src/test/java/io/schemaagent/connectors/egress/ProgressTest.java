package io.schemaagent.connectors.egress;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private static final long START = -7_000;

    /** Ten bytes in a hundred nanoseconds. */
    private final Progress progress =
            new Progress(new Bounds(1000, 10, Duration.ofNanos(100), Duration.ofSeconds(1)), START);

    @Test
    void waitsForTheEndOfTheInterval() {
        assertThat(progress.hasStalled(0, START + 99)).isFalse();
        assertThat(progress.hasStalled(0, START + 100)).isTrue();
    }

    @Test
    void goesOnWhereEnoughCameInEveryInterval() {
        assertThat(progress.hasStalled(10, START + 100)).isFalse();
        assertThat(progress.hasStalled(10, START + 150)).isFalse();
        assertThat(progress.hasStalled(20, START + 200)).isFalse();
    }

    @Test
    void doesNotLiveOnWhatCameBefore() {
        assertThat(progress.hasStalled(500, START + 100)).isFalse();
        assertThat(progress.hasStalled(509, START + 200)).isTrue();
    }

    @Test
    void givesAWholeIntervalToWhoeverIsLookedAtLate() {
        assertThat(progress.hasStalled(10, START + 350)).isFalse();
        assertThat(progress.hasStalled(10, START + 400)).isFalse();
        assertThat(progress.hasStalled(19, START + 450)).isTrue();
    }
}
