package io.schemaagent.connectors.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.schemaagent.connectors.mcp.diagnostics.FailureReason;
import io.schemaagent.connectors.mcp.diagnostics.Phase;
import io.schemaagent.connectors.mcp.wire.JsonRpc;
import io.schemaagent.connectors.mcp.wire.Message;
import java.util.EnumSet;
import java.util.Set;

/** What a failure says about the era or the transport of a server, and so about what to try next. Codes count, texts never. */
final class EraFailures {

    /** After these the server may still be one that is talked to in another way; any other is its last word. */
    private static final Set<FailureReason> INCONCLUSIVE = EnumSet.of(
            FailureReason.HTTP_STATUS,
            FailureReason.WRONG_CONTENT_TYPE,
            FailureReason.JSON_INVALID,
            FailureReason.JSONRPC_ERROR,
            FailureReason.NO_REPLY);

    private static final Set<Integer> MODERN_CODES =
            Set.of(JsonRpc.HEADER_MISMATCH, JsonRpc.MISSING_CLIENT_CAPABILITY, JsonRpc.UNSUPPORTED_PROTOCOL_VERSION);

    private static final Set<FailureReason> TELLING =
            EnumSet.of(FailureReason.ENDPOINT_REFUSED, FailureReason.VERSION_UNSUPPORTED, FailureReason.JSONRPC_ERROR);

    private static final Set<Integer> OUTDATED_STATUSES = Set.of(400, 404, 405, 406);

    private EraFailures() {}

    /** The versions that the server says it speaks, missing where it does not say. */
    static JsonNode supportedVersions(McpException failure) {
        return failure.error()
                .map(Message.Failure::data)
                .orElse(MissingNode.getInstance())
                .path("supported");
    }

    /** Whether it says nothing but that this was not the way. */
    static boolean isInconclusive(McpException failure) {
        return INCONCLUSIVE.contains(failure.reason());
    }

    /** After a modern request: whether to try a handshake. */
    static boolean mayBeLegacy(Throwable failure) {
        return failure instanceof McpException mcp
                && isInconclusive(mcp)
                && (!isModern(mcp) || Versions.haveLegacy(supportedVersions(mcp)));
    }

    /** After a handshake: whether the server may keep its replies on a stream of their own (MCP 2024-11-05). */
    static boolean mayBeHttpWithSse(Throwable failure) {
        return failure instanceof McpException mcp
                && !isModern(mcp)
                && (mcp.httpStatus() == 400 || mcp.httpStatus() == 404 || mcp.httpStatus() == 405);
    }

    /** After all that MCP has: whether the server may be one from before. An error in JSON-RPC is MCP enough. */
    static boolean mayBeListing(Throwable failure) {
        return failure instanceof McpException mcp
                && isInconclusive(mcp)
                && mcp.reason() != FailureReason.JSONRPC_ERROR
                && !isModern(mcp);
    }

    /**
     * In a dialect that was right once: whether to find out anew. The server has done nothing then. That parameters are
     * wrong is said by one that has understood the rest.
     */
    static boolean isOutdated(Throwable failure) {
        return failure instanceof McpException mcp
                && mcp.rpcCode() != JsonRpc.INVALID_PARAMS
                && (OUTDATED_STATUSES.contains(mcp.httpStatus())
                        || mcp.reason() == FailureReason.VERSION_UNSUPPORTED
                        || mcp.rpcCode() == JsonRpc.UNSUPPORTED_PROTOCOL_VERSION);
    }

    /** The failure with the name that a modern error has; others as they are. */
    static Throwable named(Throwable failure) {
        if (!(failure instanceof McpException mcp)) {
            return failure;
        }
        return switch (mcp.rpcCode()) {
            case JsonRpc.HEADER_MISMATCH -> McpException.of(FailureReason.HEADER_MISMATCH);
            case JsonRpc.MISSING_CLIENT_CAPABILITY -> McpException.of(FailureReason.CAPABILITY_REQUIRED);
            case JsonRpc.UNSUPPORTED_PROTOCOL_VERSION -> McpException.of(FailureReason.VERSION_UNSUPPORTED);
            default -> failure;
        };
    }

    /** A later attempt that met something says more than an earlier one that met no MCP endpoint. */
    static Throwable moreTelling(Throwable first, Throwable later) {
        return later instanceof McpException mcp
                        && (mcp.reason().phase() == Phase.AUTH || TELLING.contains(mcp.reason()))
                ? later
                : first;
    }

    private static boolean isModern(McpException failure) {
        return MODERN_CODES.contains(failure.rpcCode());
    }
}
