package io.schemaagent.connectors.agent.mcp;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How MCP clients are served. */
@ConfigMapping(prefix = "connectors.agent.mcp")
interface EndpointConfig {

    /**
     * Names by which clients may call besides that of {@code connectors.public-url} and loopback ones, such as the name of a
     * service in a cluster; {@code *.suffix} for all below it. Without {@code connectors.public-url} any name is good.
     */
    Optional<List<String>> hosts();

    /**
     * Origins of web pages ({@code https://app.example.com}) that may call, besides {@code connectors.public-url} and
     * {@code connectors.oauth.ui-origins}.
     */
    Optional<List<URI>> origins();

    /** How many tools one page of the list has. */
    @WithDefault("100")
    int pageSize();

    /** How long clients may keep the list, which shows them changes that much later. */
    @WithDefault("1M")
    Duration listTtl();

    /** How long a client that has asked for progress hears nothing, before it gets a sign that its call is under way. */
    @WithDefault("15S")
    Duration keepAlive();
}
