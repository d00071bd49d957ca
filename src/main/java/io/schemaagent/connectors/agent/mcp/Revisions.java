package io.schemaagent.connectors.agent.mcp;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;

/** The revisions of MCP that clients may speak, in two eras (MCP 2026-07-28, basic/versioning). */
final class Revisions {

    /** The one in which every request stands for itself. */
    static final String MODERN = "2026-07-28";

    /** Those that begin with a handshake, newest first. */
    private static final List<String> LEGACY = List.of("2025-11-25", "2025-06-18", "2025-03-26");

    private Revisions() {}

    static boolean isLegacy(String revision) {
        return LEGACY.contains(revision);
    }

    /** What is spoken with a client that asks for this one: it, or the newest with a handshake (2025-11-25, lifecycle). */
    static String negotiated(String requested) {
        return isLegacy(requested) ? requested : LEGACY.get(0);
    }

    static ArrayNode all() {
        ArrayNode all = JsonNodeFactory.instance.arrayNode().add(MODERN);
        LEGACY.forEach(all::add);
        return all;
    }
}
