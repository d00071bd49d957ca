package io.schemaagent.connectors.upstream;

import io.schemaagent.connectors.credential.Credential;
import io.schemaagent.connectors.mcp.CallOutcome;
import io.schemaagent.connectors.mcp.diagnostics.FailureReason;
import io.schemaagent.connectors.oauth.Attempt;
import io.schemaagent.connectors.oauth.Renewed;
import io.smallrye.mutiny.Uni;
import java.util.function.Function;

/** One call, with whatever credential is good. */
final class Calling implements Attempt<CallOutcome> {

    private final Function<Credential, Uni<CallOutcome>> call;

    Calling(Function<Credential, Uni<CallOutcome>> call) {
        this.call = call;
    }

    @Override
    public Uni<CallOutcome> with(Credential credential) {
        return call.apply(credential);
    }

    /** Refused before the tool did anything, so that it can be called again. */
    @Override
    public boolean wasRefused(CallOutcome outcome) {
        return outcome instanceof CallOutcome.Failed failed && failed.reason() == FailureReason.AUTH_REJECTED;
    }

    @Override
    public CallOutcome without(Renewed reason) {
        return new CallOutcome.Failed(
                reason instanceof Renewed.NeedsReauth
                        ? FailureReason.REAUTHORIZATION_REQUIRED
                        : FailureReason.AUTHORIZATION_SERVER_UNAVAILABLE,
                false);
    }
}
