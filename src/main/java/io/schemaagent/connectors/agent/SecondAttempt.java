package io.schemaagent.connectors.agent;

import io.schemaagent.connectors.mcp.CallConfig;
import io.schemaagent.connectors.mcp.CallOutcome;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.function.Supplier;

/** Calls once more, a little later, where that may help and does no harm. */
@ApplicationScoped
class SecondAttempt {

    /** What a call does beside waiting for its server. */
    private static final Duration MARGIN = Duration.ofSeconds(10);

    private final AgentConfig config;
    private final CallConfig calls;

    SecondAttempt(AgentConfig config, CallConfig calls) {
        this.config = config;
        this.calls = calls;
    }

    /** How long both attempts can take at the most, with all around them. */
    Duration longest() {
        return calls.timeout().multipliedBy(2).plus(config.retryAfter()).plus(MARGIN);
    }

    /**
     * What came of the call, or of the second one.
     *
     * @param repeatable whether a tool that has done its work may do it again
     */
    Uni<CallOutcome> where(boolean repeatable, Supplier<Uni<CallOutcome>> call) {
        return call.get()
                .chain(outcome -> isWorthwhile(outcome, repeatable)
                        ? pause().chain(call::get)
                        : Uni.createFrom().item(outcome));
    }

    private static boolean isWorthwhile(CallOutcome outcome, boolean repeatable) {
        return outcome instanceof CallOutcome.Failed failed
                && failed.reason().isPassing()
                && (repeatable || !failed.executed());
    }

    private Uni<Void> pause() {
        return Uni.createFrom().voidItem().onItem().delayIt().by(config.retryAfter());
    }
}
