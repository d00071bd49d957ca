package io.schemaagent.connectors.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import io.schemaagent.connectors.mcp.wire.JsonRpc;
import io.schemaagent.connectors.mcp.wire.Message;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** What a server says of its own accord: requests get an answer, of notifications only two matter. */
final class ServerMessages {

    private static final String NOT_SUPPORTED = "not supported";

    private final ClientFeatures features;
    private final Optional<Consumer<Progress>> listener;
    private final Function<Buffer, Uni<Void>> reply;
    private boolean toolsChanged;
    private Optional<String> progressToken = Optional.empty();

    /**
     * Takes them for one conversation.
     *
     * @param reply sends a message to the server
     */
    ServerMessages(ClientFeatures features, Function<Buffer, Uni<Void>> reply) {
        this(features, features.progress(), reply);
    }

    private ServerMessages(
            ClientFeatures features, Optional<Consumer<Progress>> listener, Function<Buffer, Uni<Void>> reply) {
        this.features = features;
        this.listener = listener;
        this.reply = reply;
    }

    /** For an era in which a server may not ask anything: what it asks gets no answer. */
    static ServerMessages unanswered(ClientFeatures features) {
        return new ServerMessages(ClientFeatures.NONE, features.progress(), message -> Uni.createFrom()
                .voidItem());
    }

    /** From now on it is this that the server is about. */
    void noteRequest(McpRequest request) {
        toolsChanged = false;
        progressToken = request.progressToken();
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
            if (message instanceof Message.Notification notification) {
                note(notification);
            }
        }
    }

    private void note(Message.Notification notification) {
        switch (notification.method()) {
            case "notifications/tools/list_changed" -> toolsChanged = true;
            case "notifications/progress" -> noteProgress(notification.params());
            default -> {}
        }
    }

    /** Of what nobody has asked about, nobody wants to hear. */
    private void noteProgress(JsonNode params) {
        Optional<String> about =
                Optional.ofNullable(params.path(McpRequest.PROGRESS_TOKEN).textValue());
        if (about.isPresent() && about.equals(progressToken)) {
            listener.ifPresent(hears -> Progress.of(params).ifPresent(hears));
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
