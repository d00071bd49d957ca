package io.schemaagent.connectors.mcp;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The bounds of one discovery. */
@ConfigMapping(prefix = "connectors.discovery")
public interface DiscoveryConfig {

    /** The deadline of everything: name look-up, connection, session, all pages. */
    @WithDefault("10S")
    Duration timeout();

    /** How many pages of tools are read at the most. */
    @WithDefault("50")
    int maxPages();

    /** How many tools are taken at the most. */
    @WithDefault("1000")
    int maxTools();

    /** How deep a tool's definition may nest; a deeper one is left out. */
    @WithDefault("64")
    int maxDepth();
}
