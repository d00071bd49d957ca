package io.schemaagent.connectors.rotation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How {@code reseal} goes through the tables. */
@ConfigMapping(prefix = "connectors.rotation")
interface RotationConfig {

    /** How many rows are read, and written in one short transaction, at a time. */
    @WithDefault("100")
    int batchSize();

    /**
     * How long it waits for replicas to seal with the first key: more than the minute after which one that died counts as
     * gone.
     */
    @WithDefault("90S")
    Duration patience();
}
