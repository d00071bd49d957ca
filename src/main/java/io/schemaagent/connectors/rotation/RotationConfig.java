package io.schemaagent.connectors.rotation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How {@code reseal} goes through the tables. */
@ConfigMapping(prefix = "connectors.rotation")
interface RotationConfig {

    /** How many rows are read, and written in one short transaction, at a time. */
    @WithDefault("100")
    int batchSize();
}
