package io.schemaagent.connectors.trust;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/** A tool that its server lists, with what its owner has said to it. */
public final class KnownTool {

    static final String NAME = "name";
    static final String IS_ENABLED = "is_enabled";
    static final String STATE = "state";

    private final ObjectNode listed;
    private final ToolDefinition definition;
    private final boolean enabled;
    private final Optional<Pin> approved;

    KnownTool(ObjectNode listed, ToolDefinition definition, boolean enabled, Optional<Pin> approved) {
        this.listed = listed;
        this.definition = definition;
        this.enabled = enabled;
        this.approved = approved;
    }

    /** A tool that its owner has agreed to as it is. */
    static KnownTool approved(ObjectNode listed, boolean enabled) {
        ToolDefinition definition = ToolDefinition.of(listed);
        return new KnownTool(listed, definition, enabled, Optional.of(Pin.of(definition)));
    }

    static String nameOf(JsonNode tool) {
        return tool.path(NAME).asText("");
    }

    public String name() {
        return nameOf(listed);
    }

    ToolDefinition definition() {
        return definition;
    }

    boolean isEnabled() {
        return enabled;
    }

    Optional<Pin> approved() {
        return approved;
    }

    /** Identifies the definition as it is: SHA-256 in hexadecimal. */
    public String fingerprint() {
        return definition.fingerprint();
    }

    /** Identifies the definition that its owner has agreed to; empty where there is none. */
    public Optional<String> pin() {
        return approved.map(Pin::fingerprint);
    }

    public ToolState state() {
        return enabled ? agreement() : ToolState.DISABLED;
    }

    /** Its state, were it switched on. */
    ToolState agreement() {
        return approved.map(pin -> pin.isOf(definition) ? ToolState.APPROVED : ToolState.CHANGED)
                .orElse(ToolState.PENDING);
    }

    /** The tool as it is stored and served, with {@code is_enabled} and {@code state}. */
    public ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.setAll(listed);
        return json.put(IS_ENABLED, enabled).put(STATE, state().value());
    }

    /** In what it differs from what its owner has agreed to; empty where that is nothing, or is not known any more. */
    public List<Difference> differences() {
        return approved.filter(pin -> agreement() == ToolState.CHANGED)
                .flatMap(Pin::fields)
                .map(before -> Differences.between(before, definition.fields()))
                .orElse(List.of());
    }

    /** What is odd about its texts. */
    public List<TextWarning> warnings() {
        return TextWarning.in(List.of(definition.fields()));
    }

    KnownTool approve() {
        return new KnownTool(listed, definition, enabled, Optional.of(Pin.of(definition)));
    }

    /** As it is where another service stored it, which kept of a definition only what it needed. */
    KnownTool asPart() {
        return agreement() == ToolState.APPROVED
                ? new KnownTool(listed, definition, enabled, Optional.of(Pin.ofPart(definition)))
                : this;
    }

    KnownTool enable(boolean on) {
        return new KnownTool(listed, definition, on, approved);
    }
}
