package io.schemaagent.connectors.mcp;

import io.quarkus.runtime.configuration.MemorySize;
import io.schemaagent.connectors.mcp.catalogue.CatalogueBounds;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The bounds of one discovery. */
@ConfigMapping(prefix = "connectors.discovery")
public interface DiscoveryConfig extends CatalogueBounds {

    /** The deadline of everything: name look-up, connection, session, all pages. */
    @WithDefault("10S")
    Duration timeout();

    @Override
    @WithDefault("50")
    int maxPages();

    @Override
    @WithDefault("1000")
    int maxTools();

    @Override
    @WithDefault("4M")
    MemorySize maxSize();

    @Override
    @WithDefault("64")
    int maxDepth();

    @Override
    @WithDefault("10000")
    int maxDescriptionLength();
}
