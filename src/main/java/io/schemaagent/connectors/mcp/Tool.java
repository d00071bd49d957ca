package io.schemaagent.connectors.mcp;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Objects;

/**
 * A tool as its server describes it (MCP, server/tools). Everything in it is the server's word: annotations are hints,
 * texts may say anything.
 *
 * @param name how the server knows it, any Unicode, never empty
 * @param title for people, or null
 * @param description for the model, may be empty
 * @param inputSchema the JSON schema of the arguments, always an object
 * @param outputSchema the JSON schema of the structured content, or null
 * @param annotations hints about what a call does, or null
 * @param icons for people, or null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Tool(
        String name,
        String title,
        String description,
        @JsonProperty("inputSchema") JsonNode inputSchema,
        @JsonProperty("outputSchema") JsonNode outputSchema,
        JsonNode annotations,
        JsonNode icons) {

    public Tool {
        Objects.requireNonNull(name);
        Objects.requireNonNull(description);
        Objects.requireNonNull(inputSchema);
    }
}
