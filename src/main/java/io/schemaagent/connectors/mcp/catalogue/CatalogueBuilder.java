package io.schemaagent.connectors.mcp.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Collects a server's tools page by page, within bounds, and says what it left out. Used by one event loop at a time. */
public final class CatalogueBuilder {

    private static final int MAX_NAME_LENGTH = 256;

    private final CatalogueBounds bounds;
    private final boolean mirrorsParameters;
    private final Map<String, Tool> tools = new LinkedHashMap<>();
    private final Set<String> warnings = new LinkedHashSet<>();
    private final Set<String> cursors = new HashSet<>();
    private long size;
    private int pages;
    private boolean partial;
    private Duration timeToLive;

    /**
     * An empty catalogue.
     *
     * @param mirrorsParameters whether calls mirror parameters into headers, so that a tool which asks for that in a way
     *     that is not allowed has to be left out (MCP 2026-07-28, server/tools, "x-mcp-header")
     */
    public CatalogueBuilder(CatalogueBounds bounds, boolean mirrorsParameters) {
        this.bounds = bounds;
        this.mirrorsParameters = mirrorsParameters;
    }

    /** Takes one page, the {@code result} of {@code tools/list}; false where it has no list of tools. */
    public boolean addPage(JsonNode page) {
        if (!page.path("tools").isArray()) {
            return false;
        }
        pages++;
        page.path("tools").forEach(this::add);
        if (page.path("ttlMs").isNumber()) {
            freshFor(Duration.ofMillis(Math.max(0, page.path("ttlMs").asLong())));
        }
        return true;
    }

    public boolean hasPages() {
        return pages > 0;
    }

    /** The server has said that its tools change: what is here may be out of date already. */
    public void changed() {
        freshFor(Duration.ZERO);
    }

    /** A list is as fresh as the oldest of its pages. */
    private void freshFor(Duration time) {
        timeToLive = timeToLive == null || time.compareTo(timeToLive) < 0 ? time : timeToLive;
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
        } else {
            add(name, tool, ToolMeasure.of(tool));
        }
    }

    private void add(String name, JsonNode tool, ToolMeasure measure) {
        JsonMeasure whole = measure.whole();
        if (whole.depth() > bounds.maxDepth()) {
            warnings.add("TOOL_TOO_DEEP");
        } else if (mirrorsParameters && !ParameterHeaders.areValidIn(tool.path("inputSchema"))) {
            warnings.add("TOOL_WITH_INVALID_HEADERS");
        } else if (size + whole.characters() > bounds.maxSize().asLongValue()) {
            cut("TOO_LARGE");
        } else {
            size += whole.characters();
            JsonNode storable = whole.isStorable() ? tool : StorableText.clean(tool);
            String description = shortened(storable.path("description").asText(""));
            tools.put(name, ToolReader.read(name, description, storable, measure.schema()));
        }
    }

    private String shortened(String description) {
        String kept = StorableText.shortened(description, bounds.maxDescriptionLength());
        if (kept.length() < description.length()) {
            warnings.add("DESCRIPTION_CUT");
        }
        return kept;
    }

    /**
     * The cursor to go on with after this page, or empty where this is the end: because the server says so, because it
     * sends a cursor that it sent before, or because a bound is reached. A cursor is opaque, and {@code ""} is one.
     */
    public Optional<String> nextCursor(JsonNode page) {
        JsonNode cursor = page.path("nextCursor");
        if (!cursor.isTextual()) {
            return Optional.empty();
        }
        if (!cursors.add(cursor.asText())) {
            cut("REPEATED_CURSOR");
        } else if (pages >= bounds.maxPages()) {
            cut("TOO_MANY_PAGES");
        } else if (tools.size() >= bounds.maxTools()) {
            cut("TOO_MANY_TOOLS");
        } else if (!warnings.contains("TOO_LARGE")) {
            return Optional.of(cursor.asText());
        }
        return Optional.empty();
    }

    private void cut(String warning) {
        warnings.add(warning);
        partial = true;
    }

    public Catalogue build() {
        if (tools.isEmpty()) {
            warnings.add("NO_TOOLS");
        }
        return new Catalogue(
                List.copyOf(tools.values()), List.copyOf(warnings), pages, partial, Optional.ofNullable(timeToLive));
    }
}
