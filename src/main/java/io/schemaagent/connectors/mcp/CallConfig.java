package io.schemaagent.connectors.mcp;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The bounds of one call of a tool. */
@ConfigMapping(prefix = "connectors.call")
public interface CallConfig {

    /** The deadline of everything: name look-up, connection, session, the tool's work. */
    @WithDefault("60S")
    Duration timeout();

    /** How large one answer of a server may be during a call, what it says on the way included. */
    @WithDefault("1M")
    MemorySize maxResultSize();

    /** How long a session of the legacy era waits for the next call of its user; with 0, each call has a session of its own. */
    @WithDefault("30S")
    Duration sessionIdleTimeout();

    /** How many sessions wait at the most, on one replica; the one that has waited longest is ended for one more. */
    @WithDefault("5000")
    int maxIdleSessions();
}
