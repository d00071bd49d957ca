package io.schemaagent.connectors.problem;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What the platform has no setting for. */
@ConfigMapping(prefix = "connectors.http")
interface HttpConfig {

    /** How long a request may take in all before its caller gets 503, more than a discovery with its statements. */
    @WithDefault("20S")
    Duration requestTimeout();
}
