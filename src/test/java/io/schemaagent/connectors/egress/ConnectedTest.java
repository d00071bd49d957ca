package io.schemaagent.connectors.egress;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ConnectedTest {

    private static Connected connected(long tcp, long tls) {
        return new Connected(Duration.ofNanos(tcp), Duration.ofNanos(tls));
    }

    @Test
    void tellsTcpApartFromTls() {
        assertThat(Connected.of(100, OptionalLong.of(130), 200)).isEqualTo(connected(30, 70));
    }

    @Test
    void takesAllOfItForTcpWhereNothingWasSecured() {
        assertThat(Connected.of(100, OptionalLong.empty(), 200)).isEqualTo(connected(100, 0));
    }

    @Test
    void takesAllOfItForTlsWhereTheConnectionWasOpenBefore() {
        assertThat(Connected.of(100, OptionalLong.of(50), 200)).isEqualTo(connected(0, 100));
    }
}
