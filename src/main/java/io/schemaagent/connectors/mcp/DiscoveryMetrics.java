package io.schemaagent.connectors.mcp;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts discoveries by outcome with the time they took. */
final class DiscoveryMetrics {

    private static final String FOUND = "FOUND";
    private static final String PARTIAL = "PARTIAL";

    private final MeterRegistry registry;
    private final Map<String, Timer> timers = new ConcurrentHashMap<>();

    DiscoveryMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    void record(DiscoveryOutcome outcome, long startedNanos) {
        timers.computeIfAbsent(nameOf(outcome), this::timer).record(Duration.ofNanos(System.nanoTime() - startedNanos));
    }

    private Timer timer(String outcome) {
        return Timer.builder("connectors.discovery")
                .description("Connection tests by outcome")
                .tag("outcome", outcome)
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofMillis(1))
                .maximumExpectedValue(Duration.ofSeconds(15))
                .register(registry);
    }

    private static String nameOf(DiscoveryOutcome outcome) {
        if (outcome instanceof DiscoveryOutcome.Failed failed) {
            return failed.reason().name();
        }
        return outcome.diagnostics().partial() ? PARTIAL : FOUND;
    }
}
