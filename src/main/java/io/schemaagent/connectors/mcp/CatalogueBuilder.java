package io.schemaagent.connectors.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Collects a server's tools page by page, within bounds, and says what it left out. Used by one event loop at a time. */
final class CatalogueBuilder {

    private static final int MAX_NAME_LENGTH = 256;

    private final DiscoveryConfig bounds;
    private final Map<String, Tool> tools = new LinkedHashMap<>();
    private final Set<String> warnings = new LinkedHashSet<>();
    private final Set<String> cursors = new HashSet<>();
    private int pages;
    private boolean partial;

    CatalogueBuilder(DiscoveryConfig bounds) {
        this.bounds = bounds;
    }

    /** Takes one page, the {@code result} of {@code tools/list}; throws where it has no list of tools. */
    void addPage(JsonNode page) {
        if (!page.path("tools").isArray()) {
            throw McpException.of(FailureReason.CATALOG_FAILED);
        }
        pages++;
        page.path("tools").forEach(this::add);
    }

    private void add(JsonNode tool) {
        String name = tool.path("name").asText("");
        if (tools.size() >= bounds.maxTools()) {
            cut("TOO_MANY_TOOLS");
        } else if (!tool.path("name").isTextual()
                || name.isEmpty()
                || name.length() > MAX_NAME_LENGTH
                || !StorableText.isClean(name)) {
            warnings.add("TOOL_WITHOUT_USABLE_NAME");
        } else if (tools.containsKey(name)) {
            warnings.add("DUPLICATE_TOOL");
        } else if (isDeeperThan(tool, bounds.maxDepth())) {
            warnings.add("TOOL_TOO_DEEP");
        } else {
            tools.put(name, read(name, tool));
        }
    }

    private static Tool read(String name, JsonNode tool) {
        return new Tool(
                name,
                tool.path("title").isTextual()
                        ? StorableText.clean(tool.path("title").asText())
                        : null,
                StorableText.clean(tool.path("description").asText("")),
                tool.path("inputSchema").isObject() ? StorableText.clean(tool.path("inputSchema")) : emptySchema(),
                objectOrNull(tool.path("outputSchema")),
                objectOrNull(tool.path("annotations")),
                tool.path("icons").isArray() ? StorableText.clean(tool.path("icons")) : null);
    }

    private static JsonNode objectOrNull(JsonNode node) {
        return node.isObject() ? StorableText.clean(node) : null;
    }

    private static JsonNode emptySchema() {
        return JsonNodeFactory.instance.objectNode().put("type", "object");
    }

    private static boolean isDeeperThan(JsonNode node, int depth) {
        if (depth == 0) {
            return node.isContainerNode();
        }
        for (JsonNode child : node) {
            if (child.isContainerNode() && isDeeperThan(child, depth - 1)) {
                return true;
            }
        }
        return false;
    }

    /**
     * The cursor to go on with, or null where this is the end: because the server says so, because it sends a cursor
     * that it sent before, or because a bound is reached. A cursor is opaque, and {@code ""} is one.
     */
    String nextCursor(JsonNode page) {
        JsonNode cursor = page.path("nextCursor");
        if (!cursor.isTextual()) {
            return null;
        }
        if (!cursors.add(cursor.asText())) {
            cut("REPEATED_CURSOR");
        } else if (pages >= bounds.maxPages()) {
            cut("TOO_MANY_PAGES");
        } else if (tools.size() >= bounds.maxTools()) {
            cut("TOO_MANY_TOOLS");
        } else {
            return cursor.asText();
        }
        return null;
    }

    private void cut(String warning) {
        warnings.add(warning);
        partial = true;
    }

    Catalogue build() {
        if (tools.isEmpty()) {
            warnings.add("NO_TOOLS");
        }
        return new Catalogue(java.util.List.copyOf(tools.values()), java.util.List.copyOf(warnings), pages, partial);
    }
}
