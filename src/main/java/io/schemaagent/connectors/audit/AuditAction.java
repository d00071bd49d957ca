package io.schemaagent.connectors.audit;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Optional;
import java.util.stream.Stream;

/** What was done. The words are what is stored and shown, so they stay as they are. */
public enum AuditAction {
    /** A server was tried that is not saved. */
    @JsonProperty("connector.tested")
    CONNECTOR_TESTED("connector.tested"),
    @JsonProperty("connector.created")
    CONNECTOR_CREATED("connector.created"),
    @JsonProperty("connector.updated")
    CONNECTOR_UPDATED("connector.updated"),
    @JsonProperty("connector.toggled")
    CONNECTOR_TOGGLED("connector.toggled"),
    @JsonProperty("connector.deleted")
    CONNECTOR_DELETED("connector.deleted"),
    @JsonProperty("connector.verified")
    CONNECTOR_VERIFIED("connector.verified"),
    @JsonProperty("connector.refreshed")
    CONNECTOR_REFRESHED("connector.refreshed"),
    /** A live check, which stores nothing of what the server says. */
    @JsonProperty("connector.checked")
    CONNECTOR_CHECKED("connector.checked"),
    /** A connector that is there got what its owner has granted anew. */
    @JsonProperty("connector.authorized")
    CONNECTOR_AUTHORIZED("connector.authorized"),
    /** What was granted was withdrawn; the connector stays. */
    @JsonProperty("connector.disconnected")
    CONNECTOR_DISCONNECTED("connector.disconnected"),
    /** The service has found by itself that a good connector does not work any more. */
    @JsonProperty("connector.failing")
    CONNECTOR_FAILING("connector.failing"),
    /** The service has found by itself that a connector works again. */
    @JsonProperty("connector.recovered")
    CONNECTOR_RECOVERED("connector.recovered"),
    @JsonProperty("system_tool.connected")
    SYSTEM_TOOL_CONNECTED("system_tool.connected"),
    @JsonProperty("system_tool.disconnected")
    SYSTEM_TOOL_DISCONNECTED("system_tool.disconnected"),
    @JsonProperty("tool.called")
    TOOL_CALLED("tool.called"),
    @JsonProperty("tool.toggled")
    TOOL_TOGGLED("tool.toggled"),
    @JsonProperty("tool.approved")
    TOOL_APPROVED("tool.approved");

    private final String word;

    AuditAction(String word) {
        this.word = word;
    }

    /** The action of this word, if there is one. */
    static Optional<AuditAction> find(String word) {
        return Stream.of(values()).filter(action -> action.word.equals(word)).findFirst();
    }

    @Override
    public String toString() {
        return word;
    }
}
