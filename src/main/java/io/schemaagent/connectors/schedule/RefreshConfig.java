package io.schemaagent.connectors.schedule;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How saved servers' tools are kept up to date when nobody asks. */
@ConfigMapping(prefix = "connectors.refresh")
public interface RefreshConfig {

    /** Whether that is done at all. */
    @WithDefault("true")
    boolean enabled();

    /** How long tools are taken for up to date where their server does not say. */
    @WithDefault("6H")
    Duration interval();

    /** However short a server says its list is fresh, or however often it fails: no sooner than this. */
    @WithDefault("5M")
    Duration shortest();

    /** However long a server says its list is fresh, or however often it has failed: no later than this. */
    @WithDefault("1D")
    Duration longest();

    /** How many servers one replica contacts at once for that. */
    @WithDefault("10")
    int atOnce();
}
