package io.schemaagent.connectors.mcp;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.schemaagent.connectors.egress.EgressException;
import io.schemaagent.connectors.egress.EgressResponse;
import io.schemaagent.connectors.mcp.diagnostics.FailureReason;
import io.schemaagent.connectors.mcp.wire.JsonRpc;
import io.schemaagent.connectors.mcp.wire.Message;
import io.schemaagent.connectors.mcp.wire.ServerSentEvent;
import io.schemaagent.connectors.mcp.wire.SseParser;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

/** The events of one response, read as far as somebody waits for one of them. */
final class MessageStream {

    /** No request has this id. */
    private static final int NOBODY = 0;

    private final EgressResponse response;
    private final ObjectMapper json;
    private final ServerMessages others;
    private final SseParser parser = new SseParser();
    private final Queue<ServerSentEvent> events = new ArrayDeque<>();
    private boolean ended;

    /**
     * Reads a response that is an event stream.
     *
     * @param others takes the messages that nobody waits for
     */
    MessageStream(EgressResponse response, ObjectMapper json, ServerMessages others) {
        this.response = response;
        this.json = json;
        this.others = others;
    }

    /** A stream that nothing comes from. */
    static MessageStream silent() {
        return new MessageStream(null, null, ServerMessages.unanswered());
    }

    /** Deals with what comes, for as long as anybody wants; never completes and never fails. */
    <T> Uni<T> listen() {
        return response == null
                ? Uni.createFrom().nothing()
                : replyTo(NOBODY).onItemOrFailure().transformToUni((reply, end) -> Uni.createFrom()
                        .nothing());
    }

    /** The next event, whatever it is. Fails with {@link Interrupted} where the stream ends before. */
    Uni<ServerSentEvent> event() {
        return Uni.createFrom()
                .deferred(() -> more().map(nothing -> events.isEmpty()))
                .repeat()
                .whilst(stillNone -> stillNone)
                .collect()
                .last()
                .map(arrived -> events.remove());
    }

    /** The reply to this request; what comes before is dealt with. Fails like {@link #event}. */
    Uni<Message.Reply> replyTo(int id) {
        return Uni.createFrom()
                .deferred(() -> step(id))
                .repeat()
                .whilst(Optional::isEmpty)
                .collect()
                .last()
                .map(Optional::orElseThrow);
    }

    private Uni<Optional<Message.Reply>> step(int id) {
        ServerSentEvent event = events.poll();
        if (event == null) {
            return more().replaceWith(Optional.empty());
        }
        return event.isMessage() ? reply(event, id) : Uni.createFrom().item(Optional.empty());
    }

    private Uni<Optional<Message.Reply>> reply(ServerSentEvent event, int id) {
        Uni<Void> dealtWith = Uni.createFrom().voidItem();
        Optional<Message.Reply> found = Optional.empty();
        for (Message message : JsonRpc.read(json, event.data())) {
            if (message instanceof Message.Reply reply) {
                found = found.or(() -> Optional.of(reply).filter(ours -> ours.answers(id)));
            } else {
                dealtWith = dealtWith.chain(() -> others.take(message));
            }
        }
        return dealtWith.replaceWith(found);
    }

    /** Reads on until there is an event. */
    private Uni<Void> more() {
        if (!events.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        if (ended) {
            return Uni.createFrom().failure(interrupted(FailureReason.NO_REPLY));
        }
        return response.next()
                .invoke(this::take)
                .replaceWithVoid()
                .onFailure(MessageStream::isLost)
                .transform(lost -> interrupted(FailureReason.CONNECTION_LOST));
    }

    private void take(Optional<Buffer> chunk) {
        ended = chunk.isEmpty();
        chunk.map(parser::feed).ifPresent(events::addAll);
    }

    private static boolean isLost(Throwable failure) {
        return failure instanceof EgressException egress && egress.reason() == EgressException.Reason.CONNECTION_LOST;
    }

    private Interrupted interrupted(FailureReason reason) {
        return new Interrupted(reason, parser);
    }

    /** Nobody waits for more. */
    Uni<Void> close() {
        return response.discard();
    }
}
