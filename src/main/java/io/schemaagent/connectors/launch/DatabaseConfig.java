package io.schemaagent.connectors.launch;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What the platform has no setting for. */
@ConfigMapping(prefix = "connectors.database")
interface DatabaseConfig {

    /** How long a request waits for a connection before it gets 503. */
    @WithDefault("5S")
    Duration connectionTimeout();
}
