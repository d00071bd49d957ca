package io.schemaagent.connectors.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.schemaagent.connectors.mcp.catalogue.Catalogue;
import io.schemaagent.connectors.mcp.catalogue.CatalogueBounds;
import io.schemaagent.connectors.mcp.catalogue.StorableText;
import io.schemaagent.connectors.mcp.diagnostics.FailureReason;
import io.schemaagent.connectors.mcp.wire.JsonRpc;
import io.schemaagent.connectors.mcp.wire.Message;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;

/** One call of a tool, as part of a visit. */
final class Invocation {

    private static final int MAX_MESSAGE_LENGTH = 1000;

    private final ToolCall call;
    private final Optional<String> progressToken;
    private final CatalogueBounds bounds;
    private boolean sent;

    /**
     * A call that has not been made.
     *
     * @param progressToken under which the server is to say how far it is; empty where it need not
     */
    Invocation(ToolCall call, Optional<String> progressToken, CatalogueBounds bounds) {
        this.call = call;
        this.progressToken = progressToken;
        this.bounds = bounds;
    }

    /** Makes the call; where the server finds headers wrong, once more with those of the tool as it is listed now. */
    Uni<CallOutcome> within(Conversation conversation) {
        return send(conversation, call)
                .onFailure(Invocation::isHeaderMismatch)
                .recoverWithUni(() -> current(conversation).chain(now -> send(conversation, now)))
                .map(result -> answered(result, conversation.toolsChanged()));
    }

    private Uni<JsonNode> send(Conversation conversation, ToolCall what) {
        sent = true;
        return conversation.request(McpRequest.call(what, progressToken));
    }

    private static boolean isHeaderMismatch(Throwable failure) {
        return failure instanceof McpException mcp && mcp.rpcCode() == JsonRpc.HEADER_MISMATCH;
    }

    private Uni<ToolCall> current(Conversation conversation) {
        return ToolList.read(conversation, bounds).map(this::currentIn);
    }

    private ToolCall currentIn(Catalogue catalogue) {
        return catalogue.tools().stream()
                .filter(tool -> tool.name().equals(call.name()))
                .findFirst()
                .map(tool -> new ToolCall(call.name(), tool.inputSchema(), call.arguments()))
                .orElseThrow(() -> McpException.of(FailureReason.HEADER_MISMATCH));
    }

    private static CallOutcome answered(JsonNode result, boolean toolsChanged) {
        JsonNode content = result.path("content");
        JsonNode structured = result.path("structuredContent");
        if (!content.isArray() && structured.isMissingNode()) {
            throw McpException.of(FailureReason.JSON_INVALID);
        }
        return new CallOutcome.Answered(
                content.isArray() ? StorableText.clean(content) : JsonNodeFactory.instance.arrayNode(),
                StorableText.clean(structured),
                result.path("isError").asBoolean(false),
                toolsChanged);
    }

    /** What a failure comes to, which has this reason; the server may have asked for scopes. */
    CallOutcome failed(Throwable failure, FailureReason reason, List<String> wantedScopes) {
        if (failure instanceof McpException mcp && mcp.error().isPresent() && !isNamed(reason)) {
            return refused(mcp.error().get());
        }
        return new CallOutcome.Failed(reason, sent && Failures.mayHaveWorked(failure), wantedScopes);
    }

    private static boolean isNamed(FailureReason reason) {
        return reason != FailureReason.JSONRPC_ERROR && reason != FailureReason.HTTP_STATUS;
    }

    private static CallOutcome refused(Message.Failure error) {
        String message = StorableText.clean(error.message());
        return new CallOutcome.Refused(error.code(), StorableText.shortened(message, MAX_MESSAGE_LENGTH));
    }
}
