package io.schemaagent.connectors.monitoring;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * Times requests in buckets, from which Prometheus makes percentiles over all replicas. A handful, since each is a series
 * for every call with every status: they part what is fast, what a person notices, and what waited for a server.
 */
final class RequestTimes {

    private static final String REQUESTS = "http.server.requests";

    private static final double[] BUCKETS = Stream.of(5, 25, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 15_000)
            .mapToDouble(millis -> Duration.ofMillis(millis).toNanos())
            .toArray();

    @Produces
    @Singleton
    MeterFilter inBuckets() {
        return new MeterFilter() {
            @Override
            public DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
                return id.getName().equals(REQUESTS)
                        ? DistributionStatisticConfig.builder()
                                .serviceLevelObjectives(BUCKETS)
                                .build()
                                .merge(config)
                        : config;
            }
        };
    }
}
