package io.schemaagent.connectors.mcp.catalogue;

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
 * @param inputSchema the JSON schema of the arguments, always an object; a network {@code $ref} in it is never fetched
 * @param outputSchema the JSON schema of the structured content, or null
 * @param annotations hints about what a call does, or null
 * @param icons for people, each with a {@code src} that is {@code https} or an image in a {@code data} URI, or null
 * @param schemaTokens an estimate of what the tool costs a model that may call it, in tokens
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Tool(
        String name,
        String title,
        String description,
        @JsonProperty("inputSchema") JsonNode inputSchema,
        @JsonProperty("outputSchema") JsonNode outputSchema,
        JsonNode annotations,
        JsonNode icons,
        int schemaTokens) {

    public Tool {
        Objects.requireNonNull(name);
        Objects.requireNonNull(description);
        Objects.requireNonNull(inputSchema);
    }
}
