package io.schemaagent.connectors.agent;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A tool as it was agreed to, under the name that an agent knows.
 *
 * @param name for the agent
 * @param definition as its server describes it, with what is stored beside it
 */
record AgentTool(String name, JsonNode definition) {

    private static final String APPROVED = "approved";
    private static final String CHANGED = "changed";

    static AgentTool of(String slug, JsonNode stored) {
        return new AgentTool(AgentName.of(slug, stored.path("name").asText()), stored);
    }

    /** How its server knows it. */
    String original() {
        return definition.path("name").asText();
    }

    /** For people; its name where the server gives none. */
    String title() {
        String title = definition.path("title").asText("");
        return title.isBlank() ? original() : title;
    }

    JsonNode inputSchema() {
        return definition.path("inputSchema");
    }

    /** {@code approved}, {@code pending}, {@code changed} or {@code disabled}. */
    String state() {
        return definition.path("state").asText();
    }

    /** Whether its owner lets agents have it at all. */
    boolean isEnabled() {
        return definition.path("is_enabled").asBoolean();
    }

    /** Whether it may be called as it is. */
    boolean isApproved() {
        return isEnabled() && state().equals(APPROVED);
    }

    /** Whether only its owner's word is missing. */
    boolean isWithheld() {
        return isEnabled() && !isApproved();
    }

    /**
     * Whether its server says that a second call does nothing that the first has not done (MCP, server/tools, "Tool
     * Annotations").
     */
    boolean isRepeatable() {
        JsonNode hints = definition.path("annotations");
        return hints.path("readOnlyHint").asBoolean()
                || hints.path("idempotentHint").asBoolean();
    }

    /** Why it may not be called, in a sentence for its owner. */
    String objection() {
        if (!isEnabled()) {
            return "This tool is switched off.";
        }
        return state().equals(CHANGED)
                ? "This tool has changed since you agreed to it. Look at the change and approve it."
                : "This tool is new. Look at it and approve it.";
    }

    /** An estimate of what it costs a model, in tokens. */
    int tokens() {
        return definition.path("schema_tokens").asInt();
    }
}
