package io.schemaagent.connectors.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefreshScheduleTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private record Config(boolean enabled, Duration interval, Duration shortest, Duration longest, int atOnce)
            implements RefreshConfig {}

    private static RefreshSchedule schedule(double chance) {
        return new RefreshSchedule(
                new Config(true, Duration.ofHours(6), Duration.ofMinutes(5), Duration.ofDays(1), 10), () -> chance);
    }

    private static Duration after(double chance, Duration timeToLive) {
        return Duration.between(NOW, schedule(chance).afterSuccess(NOW, Optional.ofNullable(timeToLive)));
    }

    @Test
    void waitsAsLongAsTheServerSays() {
        assertThat(after(0, Duration.ofHours(2))).isEqualTo(Duration.ofHours(2));
    }

    @Test
    void waitsAsLongAsConfiguredWhereTheServerSaysNothing() {
        assertThat(after(0, null)).isEqualTo(Duration.ofHours(6));
    }

    @Test
    void waitsNeitherTooShortNorTooLong() {
        assertThat(after(0, Duration.ZERO)).isEqualTo(Duration.ofMinutes(5));
        assertThat(after(0, Duration.ofMillis(Long.MAX_VALUE))).isEqualTo(Duration.ofDays(1));
    }

    @Test
    void waitsUpToATenthLonger() {
        assertThat(after(0.5, Duration.ofMinutes(100))).isEqualTo(Duration.ofMinutes(105));
    }

    @ParameterizedTest
    @CsvSource({
        "1, PT2M30S, PT5M",
        "2, PT5M, PT10M",
        "5, PT40M, PT1H20M",
        "9, PT10H40M, PT21H20M",
        "10, PT12H, PT24H",
        "2000000000, PT12H, PT24H"
    })
    void waitsLongerTheMoreOftenItFailed(int failures, Duration least, Duration most) {
        assertThat(schedule(0).afterFailure(NOW, failures)).isEqualTo(NOW.plus(least));
        assertThat(schedule(1).afterFailure(NOW, failures)).isEqualTo(NOW.plus(most));
    }
}
