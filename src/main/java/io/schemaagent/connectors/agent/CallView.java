package io.schemaagent.connectors.agent;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.schemaagent.connectors.mcp.CallOutcome;
import java.time.Duration;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What came of a call.
 *
 * @param content blocks as the tool gives them (MCP, server/tools, "Tool Result"); where there was no answer, one text
 * @param structuredContent the same as JSON of any kind, null where the tool gives none
 * @param isError whether the tool says that it failed, or could not be called
 * @param errorCode a stable code where there was no answer, null otherwise
 * @param durationMs how long all of it took, in milliseconds
 */
@Schema(name = "CallResult")
public record CallView(
        @Schema(type = SchemaType.ARRAY, implementation = Map.class)
        JsonNode content,

        @Schema(implementation = Object.class) JsonNode structuredContent,

        @JsonProperty("is_error") boolean isError,
        @JsonInclude(JsonInclude.Include.NON_NULL) String errorCode,
        long durationMs) {

    private static final String TOOL_ERROR = "TOOL_ERROR";

    static CallView of(CallOutcome outcome, Duration taken) {
        if (outcome instanceof CallOutcome.Answered answered) {
            JsonNode structured = answered.structuredContent();
            return new CallView(
                    answered.content(),
                    structured.isMissingNode() ? null : structured,
                    answered.isError(),
                    null,
                    taken.toMillis());
        }
        if (outcome instanceof CallOutcome.Refused refused) {
            return failed("The server refused the call: " + refused.message(), "REFUSED", taken);
        }
        CallOutcome.Failed failed = (CallOutcome.Failed) outcome;
        return failed(sentence(failed), failed.reason().name(), taken);
    }

    /** A stable code of why the call failed, null where it did not. */
    String failure() {
        return isError && errorCode == null ? TOOL_ERROR : errorCode;
    }

    private static String sentence(CallOutcome.Failed failed) {
        String reason = failed.reason().nextAction();
        return failed.executed()
                ? "The tool gave no answer, and may have done its work all the same. " + reason
                : "The tool could not be called. " + reason;
    }

    private static CallView failed(String sentence, String code, Duration taken) {
        ArrayNode content = JsonNodeFactory.instance.arrayNode();
        content.addObject().put("type", "text").put("text", sentence);
        return new CallView(content, null, true, code, taken.toMillis());
    }
}
