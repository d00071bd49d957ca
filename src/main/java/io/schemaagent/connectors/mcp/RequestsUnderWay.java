package io.schemaagent.connectors.mcp;

import io.schemaagent.connectors.mcp.wire.JsonRpc;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import java.util.function.Function;

/**
 * Numbers the requests of a conversation of the legacy era, in which to go away stops nothing: a call that nobody waits
 * for any more has to be cancelled in so many words (MCP 2025-11-25, basic/utilities/cancellation).
 */
final class RequestsUnderWay {

    private static final int NONE = 0;

    private int last = NONE;
    private int call = NONE;

    /** Numbers on from where an earlier conversation of the same session ended. */
    void goOnFrom(int lastOfBefore) {
        last = lastOfBefore;
    }

    int last() {
        return last;
    }

    /** The id of the next request, from 1 on. */
    int begin(McpRequest request) {
        last++;
        call = request.isCall() ? last : NONE;
        return last;
    }

    /**
     * The last request is over.
     *
     * @param cancelled whether it is so only for whoever waited
     */
    void end(boolean cancelled) {
        if (!cancelled) {
            call = NONE;
        }
    }

    /** Tells the server to stop a call that is under way still; once, and never fails. */
    Uni<Void> cancel(Function<Buffer, Uni<Void>> tell) {
        int id = call;
        call = NONE;
        return id == NONE
                ? Uni.createFrom().voidItem()
                : tell.apply(JsonRpc.notification(
                                "notifications/cancelled", JsonRpc.object().put("requestId", id)))
                        .onFailure()
                        .recoverWithNull();
    }
}
