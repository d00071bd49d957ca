package io.schemaagent.connectors.mcp.catalogue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The tools of one server.
 *
 * @param tools in the server's order, names unique
 * @param warnings stable codes of what was left out or is odd, such as {@code NO_TOOLS} or {@code TOO_MANY_PAGES}
 * @param pages how many pages the server gave
 * @param partial whether the server has more than was taken
 * @param timeToLive how long the server takes the list for fresh (MCP 2026-07-28, {@code ttlMs}): zero where it said
 *     meanwhile that its tools change, empty where it says nothing. Its {@code cacheScope} does not matter, since a list
 *     is never shown to anybody but its owner
 */
public record Catalogue(
        List<Tool> tools, List<String> warnings, int pages, boolean partial, Optional<Duration> timeToLive) {

    public Catalogue {
        tools = List.copyOf(tools);
        warnings = List.copyOf(warnings);
    }
}
