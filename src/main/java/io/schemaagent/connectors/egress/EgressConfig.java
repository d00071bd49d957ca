package io.schemaagent.connectors.egress;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What may be reached, and within which bounds. */
@ConfigMapping(prefix = "connectors.egress")
interface EgressConfig {

    /**
     * Destinations that may be dialled although they are not public: CIDR blocks ({@code 10.1.0.0/16}), single
     * addresses, or host names ({@code mcp.internal}, {@code *.svc.cluster.local}). Empty: public addresses only.
     */
    Optional<List<String>> allow();

    /** Whether plain {@code http} is refused. */
    @WithDefault("false")
    boolean httpsOnly();

    /** How long one TCP connection with its TLS handshake may take. */
    @WithDefault("5S")
    Duration connectTimeout();

    /** How many bytes of one response are read at the most; what is longer fails as a whole. */
    @WithDefault("4M")
    MemorySize maxResponseSize();

    /** How much a document grows in {@link #progressInterval} at the least; what drips fails. Event streams may drip. */
    @WithDefault("1K")
    MemorySize minProgress();

    /** How often {@link #minProgress} has to be made. */
    @WithDefault("5S")
    Duration progressInterval();

    /** How long one exchange lasts at the most, from the request's start to the last byte; event streams, too. */
    @WithDefault("2M")
    Duration maxDuration();

    /** How many connections are kept to one destination at the most. */
    @WithDefault("64")
    int connectionsPerDestination();

    /**
     * The proxy through which everything goes, {@code http://host:port} or {@code socks5://host:port}, with
     * {@code user:password@} before the host where the proxy wants to know. It is asked for the vetted address, never for a
     * name. An {@code http} proxy serves {@code https} destinations only: a plain request would have to name the host.
     * Empty: none, whatever the environment says. A text, since the platform repeats what it cannot read as a URI, and this
     * may have a password in it.
     */
    Optional<String> proxy();

    /** When a server that cannot be connected to is left alone. */
    Breaker breaker();

    /** Counts what happens before a request is sent: refused connections, time-outs, certificates. */
    interface Breaker {

        /** How many connections to one origin have to fail in a row, all addresses tried each time; 0 for never. */
        @WithDefault("5")
        int failures();

        /** How long nobody but who tests the server tries again. */
        @WithDefault("30S")
        Duration open();
    }
}
