package io.schemaagent.connectors.limit;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Supplier;

/** Lets users have servers contacted, as many at once and as often as they may. */
@ApplicationScoped
public class Contacts {

    private final Bulkhead bulkhead;
    private final RateLimiter limiter;

    Contacts(Bulkhead bulkhead, RateLimiter limiter) {
        this.bulkhead = bulkhead;
        this.limiter = limiter;
    }

    /**
     * Does work that contacts a server, and counts it. Room first: what is refused for want of it costs the user nothing.
     * Fails with {@code RATE_LIMITED} or {@code SERVICE_UNAVAILABLE}, and when to try again.
     */
    public <T> Uni<T> run(String owner, Supplier<Uni<T>> work) {
        return bulkhead.run(owner, () -> limiter.spendCheck(owner).chain(() -> work.get()));
    }
}
