package io.schemaagent.connectors.connector;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.schemaagent.connectors.trust.Difference;
import io.schemaagent.connectors.trust.KnownTool;
import io.schemaagent.connectors.trust.TextWarning;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A connector's tool with what its owner has said to it.
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
 * @param fingerprint SHA-256 of the definition as it is, in hexadecimal
 * @param pin the same of the definition that its owner has agreed to, null where there is none
 * @param warnings stable codes of what is odd about its texts
 * @param diff in what it differs from what its owner has agreed to
 */
@Schema(name = "TrustedTool")
@JsonInclude(JsonInclude.Include.NON_NULL)
record TrustedToolView(
        String name,
        String title,
        String description,
        @JsonProperty("inputSchema") JsonNode inputSchema,
        @JsonProperty("outputSchema") JsonNode outputSchema,
        JsonNode annotations,

        @Schema(type = SchemaType.ARRAY, implementation = Object.class)
        JsonNode icons,

        int schemaTokens,
        @JsonProperty("is_enabled") boolean isEnabled,
        String state,
        String fingerprint,
        @JsonInclude(JsonInclude.Include.ALWAYS) String pin,
        List<TextWarning> warnings,
        List<DifferenceView> diff) {

    /** The same as {@link Difference}; a value of either side may be any JSON. */
    @Schema(name = "ToolDifference")
    record DifferenceView(
            String field,

            @Schema(implementation = Object.class, description = "What was approved")
            JsonNode before,

            @Schema(implementation = Object.class, description = "What it is now")
            JsonNode after) {

        static DifferenceView from(Difference difference) {
            return new DifferenceView(difference.field(), difference.before(), difference.after());
        }
    }

    static TrustedToolView from(KnownTool tool) {
        ObjectNode json = tool.json();
        return new TrustedToolView(
                tool.name(),
                json.path("title").textValue(),
                json.path("description").asText(""),
                json.get("inputSchema"),
                json.get("outputSchema"),
                json.get("annotations"),
                json.get("icons"),
                json.path("schema_tokens").asInt(),
                json.path("is_enabled").asBoolean(),
                json.path("state").asText(),
                tool.fingerprint(),
                tool.pin().orElse(null),
                tool.warnings(),
                tool.differences().stream().map(DifferenceView::from).toList());
    }
}
