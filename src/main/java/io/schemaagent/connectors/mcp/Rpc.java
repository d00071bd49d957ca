package io.schemaagent.connectors.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.schemaagent.connectors.egress.EgressResponse;
import io.schemaagent.connectors.mcp.diagnostics.DiagnosticsRecorder;
import io.schemaagent.connectors.mcp.diagnostics.FailureReason;
import io.schemaagent.connectors.mcp.wire.JsonRpc;
import io.schemaagent.connectors.mcp.wire.MalformedMessageException;
import io.schemaagent.connectors.mcp.wire.Message;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import java.util.Map;

/** JSON-RPC over POST: a request goes out, its reply comes back as JSON or in an event stream. */
final class Rpc {

    private final Line line;
    private final ObjectMapper json;
    private final DiagnosticsRecorder recorder;

    Rpc(Line line, ObjectMapper json, DiagnosticsRecorder recorder) {
        this.line = line;
        this.json = json;
        this.recorder = recorder;
    }

    Uni<EgressResponse> post(Buffer message, Map<String, String> headers) {
        return line.post(message, headers);
    }

    /** A message that has no reply; what the server thinks of it does not matter. */
    Uni<Void> tell(Buffer message, Map<String, String> headers) {
        return line.post(message, headers).chain(EgressResponse::discard);
    }

    /** An event stream that was asked for with GET. */
    Uni<MessageStream> stream(Map<String, String> headers, ServerMessages others) {
        return line.get(HttpReplies.EVENT_STREAM, headers)
                .chain(response -> accepted(response).map(accepted -> new MessageStream(accepted, json, others)));
    }

    private Uni<EgressResponse> accepted(EgressResponse response) {
        if (!response.isSuccess()) {
            return refused(response);
        }
        return response.mediaType().equals(HttpReplies.EVENT_STREAM)
                ? understood(response)
                : HttpReplies.refuse(response, McpException.of(FailureReason.WRONG_CONTENT_TYPE));
    }

    /** The result for this request in a response; messages before it go to the others. */
    Uni<JsonNode> result(EgressResponse response, int id, ServerMessages others) {
        if (!response.isSuccess()) {
            return refused(response);
        }
        return switch (response.mediaType()) {
            case HttpReplies.JSON ->
                understood(response).chain(document -> inDocument(document, id)).map(Rpc::result);
            case HttpReplies.EVENT_STREAM ->
                understood(response).chain(events -> result(new MessageStream(events, json, others), id));
            default -> HttpReplies.refuse(response, McpException.of(FailureReason.WRONG_CONTENT_TYPE));
        };
    }

    /** This is how MCP answers, so whoever asked was let in. */
    private Uni<EgressResponse> understood(EgressResponse response) {
        recorder.answered();
        return Uni.createFrom().item(response);
    }

    /** The result for this request in a stream, which is closed then. */
    Uni<JsonNode> result(MessageStream stream, int id) {
        return stream.replyTo(id)
                .onFailure(MalformedMessageException.class)
                .transform(McpException::of)
                .call(stream::close)
                .map(Rpc::result);
    }

    private Uni<Message.Reply> inDocument(EgressResponse response, int id) {
        return response.body()
                .map(body -> JsonRpc.read(json, body.getBytes()))
                .onFailure(MalformedMessageException.class)
                .transform(McpException::of)
                .map(messages ->
                        MessageStream.replyIn(messages, id).orElseThrow(() -> McpException.of(FailureReason.NO_REPLY)));
    }

    /** What a reply says. */
    static JsonNode result(Message.Reply reply) {
        if (reply instanceof Message.Failure error) {
            throw McpException.ofError(FailureReason.JSONRPC_ERROR, 0, error);
        }
        JsonNode result = ((Message.Result) reply).result();
        if (!result.isObject()) {
            throw McpException.of(FailureReason.JSON_INVALID);
        }
        return result;
    }

    /** An error in the body of a 4xx tells the eras apart (MCP 2026-07-28, "Backward Compatibility"). */
    <T> Uni<T> refused(EgressResponse response) {
        McpException failure = HttpReplies.failure(response, line.hasCredential());
        boolean maySayMore = failure.reason() == FailureReason.HTTP_STATUS
                && response.mediaType().equals(HttpReplies.JSON);
        return maySayMore
                ? response.body().onItemOrFailure().transformToUni((body, lost) -> Uni.createFrom()
                        .failure(body == null ? failure : withError(failure, body)))
                : HttpReplies.refuse(response, failure);
    }

    private McpException withError(McpException failure, Buffer body) {
        try {
            return JsonRpc.read(json, body.getBytes()).stream()
                    .filter(Message.Failure.class::isInstance)
                    .map(Message.Failure.class::cast)
                    .findFirst()
                    .map(error -> McpException.ofError(failure.reason(), failure.httpStatus(), error))
                    .orElse(failure);
        } catch (MalformedMessageException malformed) {
            return failure;
        }
    }
}
