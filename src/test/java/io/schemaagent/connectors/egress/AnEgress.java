package io.schemaagent.connectors.egress;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.tls.BaseTlsConfiguration;
import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.net.TrustOptions;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Makes an {@link Egress} without the framework, with the defaults of its configuration. */
final class AnEgress {

    private List<String> allow = List.of();
    private boolean httpsOnly;
    private Duration connectTimeout = Duration.ofSeconds(5);
    private long maxResponseSize = 4 * 1024 * 1024;
    private long minProgress = 1024;
    private Duration progressInterval = Duration.ofSeconds(5);
    private Duration maxDuration = Duration.ofMinutes(2);
    private int connectionsPerDestination = 64;
    private Breaking breaker = new Breaking(5, Duration.ofSeconds(30));
    private MeterRegistry meters = new SimpleMeterRegistry();
    private String proxy;
    private HostResolver resolver = new FakeResolver();
    private TrustOptions trust;

    /** One that reaches this machine, as no other test can do without real servers. */
    static AnEgress allowingLoopback() {
        return new AnEgress().allowing("127.0.0.0/8");
    }

    AnEgress allowing(String... entries) {
        allow = List.of(entries);
        return this;
    }

    AnEgress httpsOnly() {
        httpsOnly = true;
        return this;
    }

    AnEgress connectTimeout(Duration timeout) {
        connectTimeout = timeout;
        return this;
    }

    AnEgress maxResponseSize(long bytes) {
        maxResponseSize = bytes;
        return this;
    }

    AnEgress minProgress(long bytes, Duration interval) {
        minProgress = bytes;
        progressInterval = interval;
        return this;
    }

    AnEgress maxDuration(Duration duration) {
        maxDuration = duration;
        return this;
    }

    AnEgress connectionsPerDestination(int connections) {
        connectionsPerDestination = connections;
        return this;
    }

    AnEgress breaking(int failures, Duration open) {
        breaker = new Breaking(failures, open);
        return this;
    }

    AnEgress through(String uri) {
        proxy = uri;
        return this;
    }

    AnEgress meteredBy(MeterRegistry registry) {
        meters = registry;
        return this;
    }

    AnEgress resolving(HostResolver with) {
        resolver = with;
        return this;
    }

    AnEgress trusting(TrustOptions authorities) {
        trust = authorities;
        return this;
    }

    Egress on(Vertx vertx) {
        Settings settings = new Settings(
                Optional.of(allow),
                httpsOnly,
                connectTimeout,
                size(maxResponseSize),
                size(minProgress),
                progressInterval,
                maxDuration,
                connectionsPerDestination,
                Optional.ofNullable(proxy),
                breaker);
        return new Egress(vertx, settings, resolver, new Buckets(trust), meters);
    }

    private static MemorySize size(long bytes) {
        return new MemorySize(BigInteger.valueOf(bytes));
    }

    private record Settings(
            Optional<List<String>> allow,
            boolean httpsOnly,
            Duration connectTimeout,
            MemorySize maxResponseSize,
            MemorySize minProgress,
            Duration progressInterval,
            Duration maxDuration,
            int connectionsPerDestination,
            Optional<String> proxy,
            Breaker breaker)
            implements EgressConfig {}

    private record Breaking(int failures, Duration open) implements EgressConfig.Breaker {}

    /** Has the bucket {@code egress} where something is trusted, otherwise none. */
    private record Buckets(TrustOptions trust) implements TlsConfigurationRegistry {

        @Override
        public Optional<TlsConfiguration> get(String name) {
            return Optional.ofNullable(trust)
                    .filter(options -> name.equals("egress"))
                    .map(TrustingConfiguration::new);
        }

        @Override
        public Optional<TlsConfiguration> getDefault() {
            return Optional.empty();
        }

        @Override
        public void register(String name, TlsConfiguration configuration) {
            throw new UnsupportedOperationException(name);
        }
    }

    private static final class TrustingConfiguration extends BaseTlsConfiguration {

        private final TrustOptions trust;

        TrustingConfiguration(TrustOptions trust) {
            this.trust = trust;
        }

        @Override
        public TrustOptions getTrustStoreOptions() {
            return trust;
        }
    }
}
