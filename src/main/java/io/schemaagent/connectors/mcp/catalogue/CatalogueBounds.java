package io.schemaagent.connectors.mcp.catalogue;

import io.quarkus.runtime.configuration.MemorySize;

/** How much of a server's list is taken. What goes beyond is left out and said in {@link Catalogue#warnings}. */
public interface CatalogueBounds {

    /** How many pages of tools are read at the most. */
    int maxPages();

    /** How many tools are taken at the most. */
    int maxTools();

    /** How large the definitions of all tools may be together, as JSON. */
    MemorySize maxSize();

    /** How deep a tool's definition may nest; a deeper one is left out. */
    int maxDepth();

    /** How many characters of a tool's description are kept; the rest is cut off. */
    int maxDescriptionLength();
}
