package io.schemaagent.connectors.mcp;

import java.util.List;

/**
 * The tools of one server.
 *
 * @param tools in the server's order, names unique
 * @param warnings stable codes of what was left out or is odd, such as {@code NO_TOOLS} or {@code TOO_MANY_PAGES}
 * @param pages how many pages the server gave
 * @param partial whether the server has more than was taken
 */
public record Catalogue(List<Tool> tools, List<String> warnings, int pages, boolean partial) {

    public Catalogue {
        tools = List.copyOf(tools);
        warnings = List.copyOf(warnings);
    }
}
