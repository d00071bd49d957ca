package io.schemaagent.connectors.egress;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EgressConfigTest {

    private static EgressConfig config(Map<String, String> values) {
        SmallRyeConfigBuilder builder = new SmallRyeConfigBuilder()
                .withMapping(EgressConfig.class)
                .withConverter(Duration.class, 200, new DurationConverter())
                .withConverter(io.quarkus.runtime.configuration.MemorySize.class, 200, new MemorySizeConverter());
        values.forEach(builder::withDefaultValue);
        return builder.build().getConfigMapping(EgressConfig.class);
    }

    @Test
    void reachesOnlyThePublicInternetByDefault() {
        EgressConfig config = config(Map.of());

        assertThat(config.allow()).isEmpty();
        assertThat(config.httpsOnly()).isFalse();
        assertThat(config.connectTimeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(config.maxResponseSize().asLongValue()).isEqualTo(4 * 1024 * 1024);
        assertThat(config.minProgress().asLongValue()).isEqualTo(1024);
        assertThat(config.progressInterval()).isEqualTo(Duration.ofSeconds(5));
        assertThat(config.maxDuration()).isEqualTo(Duration.ofMinutes(2));
        assertThat(config.connectionsPerDestination()).isEqualTo(64);
        assertThat(config.proxy()).isEmpty();
        assertThat(config.breaker().failures()).isEqualTo(5);
        assertThat(config.breaker().open()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void takesWhatTheOperatorSets() {
        EgressConfig config = config(Map.ofEntries(
                Map.entry("connectors.egress.allow", "10.0.0.0/8,mcp.internal"),
                Map.entry("connectors.egress.https-only", "true"),
                Map.entry("connectors.egress.connect-timeout", "2S"),
                Map.entry("connectors.egress.max-response-size", "1M"),
                Map.entry("connectors.egress.min-progress", "2K"),
                Map.entry("connectors.egress.progress-interval", "3S"),
                Map.entry("connectors.egress.max-duration", "1M"),
                Map.entry("connectors.egress.connections-per-destination", "8"),
                Map.entry("connectors.egress.proxy", "socks5://proxy.internal:1080"),
                Map.entry("connectors.egress.breaker.failures", "3"),
                Map.entry("connectors.egress.breaker.open", "1M")));

        assertThat(config.allow().orElseThrow()).containsExactly("10.0.0.0/8", "mcp.internal");
        assertThat(config.httpsOnly()).isTrue();
        assertThat(config.connectTimeout()).isEqualTo(Duration.ofSeconds(2));
        assertThat(config.maxResponseSize().asLongValue()).isEqualTo(1024 * 1024);
        assertThat(config.minProgress().asLongValue()).isEqualTo(2048);
        assertThat(config.progressInterval()).isEqualTo(Duration.ofSeconds(3));
        assertThat(config.maxDuration()).isEqualTo(Duration.ofMinutes(1));
        assertThat(config.connectionsPerDestination()).isEqualTo(8);
        assertThat(config.proxy()).contains("socks5://proxy.internal:1080");
        assertThat(config.breaker().failures()).isEqualTo(3);
        assertThat(config.breaker().open()).isEqualTo(Duration.ofMinutes(1));
    }
}
