package io.schemaagent.connectors.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/** The revisions of MCP that are spoken here, in two eras (MCP 2026-07-28, basic/versioning). */
final class Versions {

    /** The one without a handshake. */
    static final String MODERN = "2026-07-28";

    /** The newest with one, offered first. */
    static final String LEGACY = "2025-11-25";

    private static final Set<String> WITH_HANDSHAKE = Set.of("2024-11-05", "2025-03-26", "2025-06-18", LEGACY);

    private Versions() {}

    static boolean isLegacy(String version) {
        return WITH_HANDSHAKE.contains(version);
    }

    /** Whether a server's list has the modern one. */
    static boolean haveModern(JsonNode versions) {
        return has(versions, Set.of(MODERN));
    }

    /** Whether a server's list has one with a handshake. */
    static boolean haveLegacy(JsonNode versions) {
        return has(versions, WITH_HANDSHAKE);
    }

    private static boolean has(JsonNode versions, Set<String> wanted) {
        for (JsonNode version : versions) {
            if (wanted.contains(version.asText())) {
                return true;
            }
        }
        return false;
    }
}
