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
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Supplier;

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

    /** Deals with what comes, for as long as anybody wants; never completes and never fails. */
    <T> Uni<T> listen() {
        return replyTo(NOBODY).onItemOrFailure().transformToUni((reply, end) -> Uni.createFrom()
                .nothing());
    }

    /** The next event, whatever it is. Fails with {@link Interrupted} where the stream ends before. */
    Uni<ServerSentEvent> event() {
        return until(() -> Uni.createFrom().item(Optional.ofNullable(events.poll())));
    }

    /** The reply to this request; what comes before is dealt with. Fails like {@link #event}. */
    Uni<Message.Reply> replyTo(int id) {
        return until(() -> replyAmongEvents(id));
    }

    /** Mostly what is wanted is in what comes first, which needs none of the machinery for reading again and again. */
    private <T> Uni<T> until(Supplier<Uni<Optional<T>>> look) {
        Uni<Optional<T>> once = Uni.createFrom().deferred(() -> more().chain(look::get));
        return once.chain(found -> found.map(Uni.createFrom()::item)
                .orElseGet(() ->
                        once.repeat().whilst(Optional::isEmpty).collect().last().map(Optional::orElseThrow)));
    }

    /** Those that are there, up to the reply or to a message that takes its time. */
    private Uni<Optional<Message.Reply>> replyAmongEvents(int id) {
        while (!events.isEmpty()) {
            ServerSentEvent event = events.remove();
            if (event.isMessage()) {
                List<Message> messages = JsonRpc.read(json, event.data());
                Optional<Message.Reply> reply = replyIn(messages, id);
                if (reply.isPresent() || messages.stream().anyMatch(Message.Request.class::isInstance)) {
                    return others.takeAll(messages).replaceWith(reply);
                }
                others.note(messages);
            }
        }
        return Uni.createFrom().item(Optional.empty());
    }

    /** The reply to this request among messages. */
    static Optional<Message.Reply> replyIn(List<Message> messages, int id) {
        for (Message message : messages) {
            if (message instanceof Message.Reply reply && reply.answers(id)) {
                return Optional.of(reply);
            }
        }
        return Optional.empty();
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
                .onFailure(MessageStream::isLost)
                .transform(lost -> interrupted(FailureReason.CONNECTION_LOST))
                .invoke(this::take)
                .replaceWithVoid();
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
