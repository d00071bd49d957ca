package io.schemaagent.connectors.limit;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.function.Supplier;

/** Lets users have tools called, as many at once and as often as they may. */
@ApplicationScoped
public class CallLimits {

    private final CallRoom room;
    private final RateLimiter limiter;

    CallLimits(CallRoom room, RateLimiter limiter) {
        this.room = room;
        this.limiter = limiter;
    }

    /**
     * Makes a call, and counts it. Room first: what is refused for want of it costs the user nothing. Fails with
     * {@code RATE_LIMITED} and when to try again.
     *
     * @param longest how long it can take at the most
     */
    public <T> Uni<T> run(String owner, Duration longest, Supplier<Uni<T>> call) {
        RateLimiter.Bucket bucket = limiter.calls(owner);
        return room.isUnlimited()
                ? limiter.spend(bucket).chain(() -> call.get())
                : room.enter(bucket, longest).chain(place -> within(place, bucket, call));
    }

    private <T> Uni<T> within(CallRoom.Place place, RateLimiter.Bucket bucket, Supplier<Uni<T>> call) {
        return limiter.settle(bucket, place.counted())
                .chain(() -> call.get())
                .onTermination()
                .call(() -> room.leave(place));
    }
}
