package io.schemaagent.connectors.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import io.schemaagent.connectors.mcp.diagnostics.FailureReason;
import java.util.List;

/** How a call ended. */
public sealed interface CallOutcome {

    /** A stable word for metrics. */
    String name();

    /** Whether the server let the time pass. */
    default boolean isStalled() {
        return false;
    }

    /**
     * The tool has answered, be it with an error of its own.
     *
     * @param content what it answers, an array of content blocks (MCP, server/tools, "Tool Result")
     * @param structuredContent the same as JSON of any kind; missing where the tool gives none
     * @param isError whether the tool says that it failed
     * @param toolsChanged whether the server has said meanwhile that its tools change
     */
    record Answered(JsonNode content, JsonNode structuredContent, boolean isError, boolean toolsChanged)
            implements CallOutcome {

        @Override
        public String name() {
            return isError ? "TOOL_ERROR" : "ANSWERED";
        }
    }

    /**
     * The server has refused the call before its tool did anything (MCP, server/tools, "Protocol Errors").
     *
     * @param code the JSON-RPC error code
     * @param message the server's words, cut and cleaned
     */
    record Refused(int code, String message) implements CallOutcome {

        @Override
        public String name() {
            return "REFUSED";
        }
    }

    /**
     * There was no answer.
     *
     * @param executed whether the tool may have done its work all the same; where it cannot, the call may be repeated
     * @param wantedScopes what the server asks for when it lets nobody in without, often none (RFC 6750, section 3)
     */
    record Failed(FailureReason reason, boolean executed, List<String> wantedScopes) implements CallOutcome {

        public Failed {
            wantedScopes = List.copyOf(wantedScopes);
        }

        /** The server has asked for nothing. */
        public Failed(FailureReason reason, boolean executed) {
            this(reason, executed, List.of());
        }

        @Override
        public String name() {
            return reason.name();
        }

        @Override
        public boolean isStalled() {
            return reason == FailureReason.STALLED;
        }
    }
}
