package io.schemaagent.connectors.oauth.server;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How authorization servers are talked to. */
@ConfigMapping(prefix = "connectors.oauth.server")
interface EndpointConfig {

    /** How long one request to an authorization server may take. */
    @WithDefault("10S")
    Duration timeout();

    /** Whether endpoints may be plain {@code http}: only for development, since codes and tokens go there. */
    @WithDefault("false")
    boolean allowHttp();
}
