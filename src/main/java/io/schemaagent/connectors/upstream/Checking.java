package io.schemaagent.connectors.upstream;

import io.schemaagent.connectors.credential.Credential;
import io.schemaagent.connectors.oauth.Attempt;
import io.schemaagent.connectors.oauth.Renewed;
import io.smallrye.mutiny.Uni;
import java.util.function.Function;

/** One check, with whatever credential is good. */
final class Checking implements Attempt<Verdict> {

    private final Function<Credential, Uni<Verdict>> check;

    Checking(Function<Credential, Uni<Verdict>> check) {
        this.check = check;
    }

    @Override
    public Uni<Verdict> with(Credential credential) {
        return check.apply(credential);
    }

    @Override
    public boolean wasRefused(Verdict verdict) {
        return verdict.isRefused();
    }

    @Override
    public Verdict without(Renewed reason) {
        return reason instanceof Renewed.NeedsReauth ended
                ? Verdict.needsReauth(ended.reason())
                : Verdict.renewalUnavailable();
    }
}
