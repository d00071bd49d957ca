package io.schemaagent.connectors.mcp;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts what servers are asked for by outcome, with the time it took. */
final class OutcomeTimer {

    private final MeterRegistry registry;
    private final String name;
    private final String description;
    private final Duration longest;
    private final Map<String, Timer> timers = new ConcurrentHashMap<>();

    /**
     * A timer of this name.
     *
     * @param longest what is expected at the most
     */
    OutcomeTimer(MeterRegistry registry, String name, String description, Duration longest) {
        this.registry = registry;
        this.name = name;
        this.description = description;
        this.longest = longest;
    }

    /** One more that ended so, since it began at this {@link System#nanoTime}. */
    void record(String outcome, long startedNanos) {
        timers.computeIfAbsent(outcome, this::timer).record(Duration.ofNanos(System.nanoTime() - startedNanos));
    }

    private Timer timer(String outcome) {
        return Timer.builder(name)
                .description(description)
                .tag("outcome", outcome)
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofMillis(1))
                .maximumExpectedValue(longest)
                .register(registry);
    }
}
