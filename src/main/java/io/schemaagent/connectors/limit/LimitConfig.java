package io.schemaagent.connectors.limit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What one user may have and do. */
@ConfigMapping(prefix = "connectors.limits")
public interface LimitConfig {

    /** How many connectors a user may have. */
    @WithDefault("10")
    int perUser();

    /**
     * How many times a minute a user may have a server contacted, by testing, verifying, refreshing or saving; all at
     * once or spread out. 0 is no limit.
     */
    @WithDefault("30")
    int checksPerMinute();

    /**
     * How many servers one user may have contacted at once, on one replica: as many as may be begun in a minute by
     * default, so that it matters only to those whose servers hang.
     */
    @WithDefault("30")
    int checksAtOncePerUser();

    /** How many servers are contacted at once for all users, on one replica; each costs some kilobytes while it hangs. */
    @WithDefault("2000")
    int checksAtOnce();

    /** How many times a minute a user may have tools called, all at once or spread out, over all replicas. 0 is no limit. */
    @WithDefault("300")
    int callsPerMinute();

    /** How many calls of tools one user may have under way at once, over all replicas. 0 is no limit. */
    @WithDefault("50")
    int callsAtOncePerUser();
}
