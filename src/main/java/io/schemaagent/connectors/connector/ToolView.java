package io.schemaagent.connectors.connector;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A connector's tool, for the documentation: the stored form is served as it is.
 *
 * @param name how the server knows it
 * @param title for people
 * @param description for the model
 * @param inputSchema the JSON schema of the arguments
 * @param outputSchema the JSON schema of the structured content
 * @param annotations the server's hints
 * @param icons for people
 * @param schemaTokens an estimate of what the tool costs a model, in tokens
 * @param isEnabled whether its owner lets the agent use it
 * @param state {@code approved}, {@code pending}, {@code changed} or {@code disabled}
 */
@Schema(name = "ConnectorTool")
@JsonInclude(JsonInclude.Include.NON_NULL)
record ToolView(
        String name,
        String title,
        String description,
        @JsonProperty("inputSchema") Map<String, Object> inputSchema,
        @JsonProperty("outputSchema") Map<String, Object> outputSchema,
        Map<String, Object> annotations,
        List<Map<String, Object>> icons,
        int schemaTokens,
        @JsonProperty("is_enabled") boolean isEnabled,
        String state) {}
