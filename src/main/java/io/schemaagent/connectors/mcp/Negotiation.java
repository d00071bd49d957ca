package io.schemaagent.connectors.mcp;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.schemaagent.connectors.egress.EventLoopTimer;
import io.schemaagent.connectors.mcp.diagnostics.DiagnosticsRecorder;
import io.smallrye.mutiny.Uni;
import java.util.Optional;
import java.util.function.Function;

/**
 * Finds out how a server wants to be talked to, newest way first (MCP 2026-07-28, "Backward Compatibility"), and keeps
 * the conversation that comes of it. For one discovery or call, on one event loop.
 */
final class Negotiation {

    private final Line line;
    private final ObjectMapper json;
    private final ClientIdentity client;
    private final ClientFeatures features;
    private final DiagnosticsRecorder recorder;
    private final EventLoopTimer timer;
    private final Rpc rpc;

    private Conversation current;
    private boolean assumed;

    Negotiation(
            Line line,
            ObjectMapper json,
            ClientIdentity client,
            ClientFeatures features,
            DiagnosticsRecorder recorder,
            EventLoopTimer timer) {
        this.line = line;
        this.json = json;
        this.client = client;
        this.features = features;
        this.recorder = recorder;
        this.timer = timer;
        this.rpc = new Rpc(line, json, recorder);
    }

    /**
     * Does work in the dialect that was right the last time, in a session of then where there is one, or finds a dialect. Where
     * it turns out not to be right any more, which a server shows before it does anything, one is found and the work is done in
     * that.
     */
    <T> Uni<T> converse(Optional<Dialect> known, Sessions sessions, Function<Conversation, Uni<T>> work) {
        return known.map(dialect -> assume(dialect, sessions))
                .orElseGet(this::probe)
                .chain(work::apply)
                .onFailure(failure -> assumed && !current.isConfirmed() && EraFailures.isOutdated(failure))
                .recoverWithUni(() -> probe().chain(work::apply))
                .onFailure()
                .transform(EraFailures::named);
    }

    private Uni<Conversation> assume(Dialect dialect, Sessions sessions) {
        assumed = true;
        return opened(
                switch (dialect.transport()) {
                    case STREAMABLE_HTTP -> dialect.isModern() ? modern(true) : legacy(sessions.acquire());
                    case HTTP_SSE -> httpWithSse();
                    case HTTP_LISTING -> listing(true);
                });
    }

    private Uni<Conversation> probe() {
        assumed = false;
        return opened(modern(false)).onFailure(EraFailures::mayBeLegacy).recoverWithUni(() -> opened(
                        legacy(Optional.empty()))
                .onFailure(EraFailures::mayBeHttpWithSse)
                .recoverWithUni(failure -> after(failure, httpWithSse()))
                .onFailure(EraFailures::mayBeListing)
                .recoverWithUni(failure -> after(failure, listing(false))));
    }

    private Uni<Conversation> after(Throwable failure, Conversation other) {
        return opened(other).onFailure().transform(later -> EraFailures.moreTelling(failure, later));
    }

    private Uni<Conversation> opened(Conversation conversation) {
        Uni<Void> left = leave(Conversation::close);
        current = conversation;
        return left.chain(conversation::open).replaceWith(conversation);
    }

    private Conversation modern(boolean known) {
        return new ModernHttp(rpc, client, features, recorder, known);
    }

    private Conversation legacy(Optional<Session> kept) {
        return new StreamableHttp(rpc, line, client, features, recorder, timer, kept);
    }

    private Conversation httpWithSse() {
        return new HttpWithSse(line, json, client, features, recorder, timer);
    }

    private Conversation listing(boolean known) {
        return new HttpListing(line, json, recorder, known);
    }

    /** Ends the conversation with whom we talked to last; never fails, as none of the ways to do that does. */
    Uni<Void> leave(Function<Conversation, Uni<Void>> way) {
        return current == null ? Uni.createFrom().voidItem() : way.apply(current);
    }
}
