package io.schemaagent.connectors.trust;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** What an owner has agreed to: a definition, or where there was no room to keep it, its fingerprint. */
final class Pin {

    private final ToolDefinition definition;
    private final String fingerprint;
    private final boolean partial;

    private Pin(ToolDefinition definition, String fingerprint, boolean partial) {
        this.definition = definition;
        this.fingerprint = fingerprint;
        this.partial = partial;
    }

    static Pin of(ToolDefinition definition) {
        return new Pin(definition, null, false);
    }

    /** A definition that another service stored, which kept of it what it needed: what it did not keep may be anything. */
    static Pin ofPart(ToolDefinition definition) {
        return new Pin(definition, null, true);
    }

    static Pin ofFingerprint(String fingerprint) {
        return new Pin(null, fingerprint, false);
    }

    String fingerprint() {
        return definition == null ? fingerprint : definition.fingerprint();
    }

    Optional<ToolDefinition> definition() {
        return Optional.ofNullable(definition);
    }

    /** The definition's fields, where they were kept. */
    Optional<ObjectNode> fields() {
        return definition().map(ToolDefinition::fields);
    }

    /** Whether this is what was agreed to. */
    boolean isOf(ToolDefinition now) {
        return definition == null ? fingerprint.equals(now.fingerprint()) : definition.isSameAs(now);
    }

    /** Whether this is what was agreed to, as far as that is known. */
    boolean covers(ToolDefinition now) {
        return isOf(now) || (partial && definition.isPartOf(now));
    }
}
