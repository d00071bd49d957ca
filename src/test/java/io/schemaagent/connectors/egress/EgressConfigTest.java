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
        assertThat(config.connectionsPerDestination()).isEqualTo(64);
    }

    @Test
    void takesWhatTheOperatorSets() {
        EgressConfig config = config(Map.of(
                "connectors.egress.allow", "10.0.0.0/8,mcp.internal",
                "connectors.egress.https-only", "true",
                "connectors.egress.connect-timeout", "2S",
                "connectors.egress.max-response-size", "1M",
                "connectors.egress.connections-per-destination", "8"));

        assertThat(config.allow().orElseThrow()).containsExactly("10.0.0.0/8", "mcp.internal");
        assertThat(config.httpsOnly()).isTrue();
        assertThat(config.connectTimeout()).isEqualTo(Duration.ofSeconds(2));
        assertThat(config.maxResponseSize().asLongValue()).isEqualTo(1024 * 1024);
        assertThat(config.connectionsPerDestination()).isEqualTo(8);
    }
}
