package io.schemaagent.connectors.limit;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.schemaagent.connectors.problem.Problem;
import io.schemaagent.connectors.problem.ProblemCode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Bounds how much waits for servers at once, of one user and in all, on this replica: whoever names servers that never
 * answer gets in nobody's way. What is beyond is refused at once, never queued.
 */
@ApplicationScoped
class Bulkhead {

    /** When it is worth trying again, in seconds: about as long as servers are waited for. */
    private static final int RETRY_AFTER = 10;

    private final int perUser;
    private final int inAll;
    private final AtomicInteger underWay = new AtomicInteger();
    private final ConcurrentHashMap<String, Integer> ofUsers = new ConcurrentHashMap<>();

    Bulkhead(LimitConfig config, MeterRegistry metrics) {
        this.perUser = config.checksAtOncePerUser();
        this.inAll = config.checksAtOnce();
        Gauge.builder("connectors.checks.under.way", underWay, AtomicInteger::get)
                .description("Connection checks that wait for servers right now")
                .register(metrics);
    }

    /**
     * Does the work where there is room for it. Fails with {@code RATE_LIMITED} where the user has too much under way, and
     * with {@code SERVICE_UNAVAILABLE} where all users together have.
     */
    <T> Uni<T> run(String owner, Supplier<Uni<T>> work) {
        return Uni.createFrom().deferred(() -> {
            enter(owner);
            return Uni.createFrom().<T>deferred(work::get).onTermination().invoke(() -> leave(owner));
        });
    }

    private void enter(String owner) {
        if (underWay.incrementAndGet() > inAll) {
            underWay.decrementAndGet();
            throw refusal(ProblemCode.SERVICE_UNAVAILABLE, "Too many connection checks are under way.");
        }
        if (ofUsers.merge(owner, 1, Integer::sum) > perUser) {
            leave(owner);
            throw refusal(
                    ProblemCode.RATE_LIMITED,
                    "You have " + perUser + " connection checks under way, which is the limit. Wait for one to end.");
        }
    }

    private void leave(String owner) {
        ofUsers.computeIfPresent(owner, (user, count) -> count == 1 ? null : count - 1);
        underWay.decrementAndGet();
    }

    private static Problem refusal(ProblemCode code, String detail) {
        return Problem.of(code, detail).retryAfter(RETRY_AFTER);
    }
}
