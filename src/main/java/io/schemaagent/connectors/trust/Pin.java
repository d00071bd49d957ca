package io.schemaagent.connectors.trust;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * What an owner has agreed to.
 *
 * @param fingerprint of the definition
 * @param definition itself; empty where there was no room to keep it
 * @param partial whether more may have been said than is kept: then what is not kept may be anything
 */
record Pin(String fingerprint, Optional<ToolDefinition> definition, boolean partial) {

    static Pin of(ToolDefinition definition) {
        return new Pin(definition.fingerprint(), Optional.of(definition), false);
    }

    /** As another service stored it, which kept what it needed. */
    static Pin ofPart(ToolDefinition definition) {
        return new Pin(definition.fingerprint(), Optional.of(definition), true);
    }

    boolean covers(ToolDefinition now) {
        return fingerprint.equals(now.fingerprint())
                || (partial && definition.filter(part -> part.isPartOf(now)).isPresent());
    }

    /** The definition's fields, where they were kept. */
    Optional<ObjectNode> fields() {
        return definition.map(ToolDefinition::fields);
    }
}
