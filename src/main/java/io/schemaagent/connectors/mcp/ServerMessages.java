package io.schemaagent.connectors.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import io.schemaagent.connectors.mcp.wire.JsonRpc;
import io.schemaagent.connectors.mcp.wire.Message;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What a server says of its own accord: requests get an answer, of notifications only one matters. */
final class ServerMessages {

    private static final String NOT_SUPPORTED = "not supported";

    private final ClientFeatures features;
    private final Function<Buffer, Uni<Void>> reply;
    private boolean toolsChanged;

    /**
     * Takes them for one conversation.
     *
     * @param reply sends a message to the server
     */
    ServerMessages(ClientFeatures features, Function<Buffer, Uni<Void>> reply) {
        this.features = features;
        this.reply = reply;
    }

    /** For an era in which a server may not ask anything: what it asks gets no answer. */
    static ServerMessages unanswered() {
        return new ServerMessages(
                ClientFeatures.NONE, message -> Uni.createFrom().voidItem());
    }

    void noteRequest() {
        toolsChanged = false;
    }

    boolean toolsChanged() {
        return toolsChanged;
    }

    /** Deals with messages, one after the other; replies are nobody's any more. */
    Uni<Void> takeAll(List<Message> messages) {
        note(messages);
        Uni<Void> answered = Uni.createFrom().voidItem();
        for (Message message : messages) {
            if (message instanceof Message.Request request) {
                answered = answered.chain(() -> answerTo(request));
            }
        }
        return answered;
    }

    /** Takes what the server only tells. */
    void note(List<Message> messages) {
        for (Message message : messages) {
            toolsChanged |= message instanceof Message.Notification notification
                    && notification.method().equals("notifications/tools/list_changed");
        }
    }

    /** A server that does not take our answer is not our problem. */
    private Uni<Void> answerTo(Message.Request request) {
        return answer(request).chain(reply::apply).onFailure().recoverWithNull();
    }

    private Uni<Buffer> answer(Message.Request request) {
        return request.method().equals("ping")
                ? Uni.createFrom().item(JsonRpc.result(request.id(), JsonRpc.object()))
                : features.answer(request.method(), request.params()).map(result -> answer(request, result));
    }

    private static Buffer answer(Message.Request request, Optional<JsonNode> result) {
        return result.map(given -> JsonRpc.result(request.id(), given))
                .orElseGet(() -> JsonRpc.error(request.id(), JsonRpc.METHOD_NOT_FOUND, NOT_SUPPORTED));
    }
}
