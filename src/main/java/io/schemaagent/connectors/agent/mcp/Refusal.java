package io.schemaagent.connectors.agent.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.OptionalLong;

/** A JSON-RPC error that answers a request. It carries no stack trace: it is an answer, not a defect. */
final class Refusal extends RuntimeException {

    /** It is no JSON (JSON-RPC 2.0, section 5.1, as the next ones). */
    static final int PARSE_ERROR = -32700;

    /** It is no request. */
    static final int INVALID_REQUEST = -32600;

    static final int METHOD_NOT_FOUND = -32601;
    static final int INVALID_PARAMS = -32602;
    static final int INTERNAL_ERROR = -32603;

    /** Headers and body disagree (MCP 2026-07-28, as the next one). */
    static final int HEADER_MISMATCH = -32020;

    static final int UNSUPPORTED_PROTOCOL_VERSION = -32022;

    private static final long serialVersionUID = 1L;
    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;

    private final int status;
    private final int code;
    private final transient Optional<ObjectNode> data;
    private final transient OptionalLong retryAfter;

    private Refusal(int status, int code, String message, Optional<ObjectNode> data, OptionalLong retryAfter) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
        this.data = data;
        this.retryAfter = retryAfter;
    }

    /** Of a request that can be read, and not be carried out. */
    static Refusal of(int code, String message) {
        return of(OK, code, message);
    }

    /** Of something that is no proper request, which HTTP says as well. */
    static Refusal badRequest(int code, String message) {
        return of(BAD_REQUEST, code, message);
    }

    static Refusal of(int status, int code, String message) {
        return new Refusal(status, code, message, Optional.empty(), OptionalLong.empty());
    }

    /** The same with what else there is to say. */
    Refusal with(ObjectNode more) {
        return new Refusal(status, code, getMessage(), Optional.of(more), retryAfter);
    }

    /** The same with the seconds to wait before the next try. */
    Refusal retryAfter(OptionalLong seconds) {
        return new Refusal(status, code, getMessage(), data, seconds);
    }

    int status() {
        return status;
    }

    int code() {
        return code;
    }

    Optional<ObjectNode> data() {
        return data;
    }

    OptionalLong retryAfter() {
        return retryAfter;
    }
}
