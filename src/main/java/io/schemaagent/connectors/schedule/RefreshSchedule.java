package io.schemaagent.connectors.schedule;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;

/**
 * Says when a server's tools are to be read again. Never at the exact moment, so that those which were saved, or failed,
 * together are not asked together forever (MCP 2026-07-28, server/utilities/caching: who polls applies jitter).
 */
@ApplicationScoped
public class RefreshSchedule {

    private static final double LATER = 0.1;
    private static final int MAX_DOUBLINGS = 20;

    private final RefreshConfig config;
    private final DoubleSupplier random;

    @Inject
    RefreshSchedule(RefreshConfig config) {
        this(config, () -> ThreadLocalRandom.current().nextDouble());
    }

    RefreshSchedule(RefreshConfig config, DoubleSupplier random) {
        this.config = config;
        this.random = random;
    }

    /** When what the server says is fresh for this long no longer is, or up to a tenth of that later. */
    public Instant afterSuccess(Instant now, Optional<Duration> timeToLive) {
        Duration fresh = bounded(timeToLive.orElse(config.interval()));
        return now.plus(fresh).plus(part(fresh, LATER * random.getAsDouble()));
    }

    /** The longer the more often in a row it has failed: each time doubled, of which half is chance. */
    public Instant afterFailure(Instant now, int failures) {
        Duration wait = bounded(config.shortest().multipliedBy(1L << Math.min(failures - 1, MAX_DOUBLINGS)));
        return now.plus(part(wait, (1 + random.getAsDouble()) / 2));
    }

    private Duration bounded(Duration wanted) {
        if (wanted.compareTo(config.shortest()) < 0) {
            return config.shortest();
        }
        return wanted.compareTo(config.longest()) > 0 ? config.longest() : wanted;
    }

    private static Duration part(Duration whole, double fraction) {
        return Duration.ofMillis((long) (whole.toMillis() * fraction));
    }
}
