package io.schemaagent.connectors.agent;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A tool in MCP's format, for the documentation: it is served as it was worded once.
 *
 * @param name for the agent, at most 64 letters, digits, {@code _} and {@code -}
 * @param title for people: the connector's name, a colon, the tool
 * @param description for the model
 * @param inputSchema the JSON schema of the arguments
 * @param outputSchema the JSON schema of the structured content
 * @param annotations the server's hints
 */
@Schema(
        name = "AgentTool",
        description =
                "In format=openai {type: function, function: {name, description, parameters}}, in format=anthropic"
                        + " {name, description, input_schema}, both with a simpler schema.")
record AgentToolView(
        String name,
        String title,
        String description,
        @JsonProperty("inputSchema") Map<String, Object> inputSchema,
        @JsonProperty("outputSchema") Map<String, Object> outputSchema,
        Map<String, Object> annotations) {}
