package io.schemaagent.connectors.agent;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What agents get. */
@ConfigMapping(prefix = "connectors.agent")
interface AgentConfig {

    /** How much memory one replica may use to keep lists of tools that it has read, about. */
    @WithDefault("32M")
    MemorySize cacheSize();

    /**
     * How long a call that failed waits before it is made once more, where it cannot have done anything or the tool may be
     * called twice.
     */
    @WithDefault("3S")
    Duration retryAfter();
}
