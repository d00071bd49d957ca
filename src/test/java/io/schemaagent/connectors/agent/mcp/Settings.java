package io.schemaagent.connectors.agent.mcp;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Settings as an operator may have made them. */
record Settings(
        Optional<List<String>> hosts, Optional<List<URI>> origins, int pageSize, Duration listTtl, Duration keepAlive)
        implements EndpointConfig {

    private static final Duration KEEP_ALIVE = Duration.ofSeconds(15);

    static Settings pagesOf(int size) {
        return new Settings(Optional.empty(), Optional.empty(), size, Duration.ofSeconds(60), KEEP_ALIVE);
    }

    static Settings letsIn(List<String> hosts, List<URI> origins) {
        return new Settings(Optional.of(hosts), Optional.of(origins), 100, Duration.ofSeconds(60), KEEP_ALIVE);
    }
}
