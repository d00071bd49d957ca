package io.schemaagent.connectors.agent.mcp;

import io.quarkus.runtime.Startup;
import io.schemaagent.connectors.problem.Problem;
import io.schemaagent.connectors.problem.ProblemCode;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Keeps out web pages that make a browser call us, be it by a name of their own that they have point to our address (MCP,
 * basic/transports, "Security Warning"). Created at start, to refuse bad settings then.
 */
@Startup
@ApplicationScoped
class Gate {

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final String BELOW = "*.";

    private final Optional<String> publicHost;
    private final List<String> hosts;
    private final Set<String> origins;

    Gate(
            @ConfigProperty(name = "connectors.public-url") Optional<String> publicUrl,
            @ConfigProperty(name = "connectors.oauth.ui-origins") Optional<List<URI>> uiOrigins,
            EndpointConfig config) {
        Optional<URI> own = publicUrl.flatMap(Gate::readable);
        this.publicHost = own.map(URI::getHost).map(Gate::lower);
        this.hosts = config.hosts().orElse(List.of()).stream().map(Gate::lower).toList();
        this.origins = Stream.of(
                        own.stream(),
                        uiOrigins.orElse(List.of()).stream().filter(Gate::isAbsolute),
                        config.origins().orElse(List.of()).stream())
                .flatMap(uris -> uris)
                .map(Gate::originOf)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Empty where it is no URL, which whoever uses it otherwise refuses with a better sentence. */
    private static Optional<URI> readable(String setting) {
        try {
            return Optional.of(URI.create(setting.strip())).filter(Gate::isAbsolute);
        } catch (IllegalArgumentException noUrl) {
            return Optional.empty();
        }
    }

    private static boolean isAbsolute(URI uri) {
        return uri.getScheme() != null && uri.getHost() != null;
    }

    private static String lower(String text) {
        return text.strip().toLowerCase(Locale.ROOT);
    }

    /** As browsers say it: without what is the default. */
    private static String originOf(URI uri) {
        if (!isAbsolute(uri)) {
            throw new IllegalArgumentException(
                    "connectors.agent.mcp.origins have to be like https://app.example.com, not " + uri);
        }
        String scheme = lower(uri.getScheme());
        boolean usual = uri.getPort() < 0 || uri.getPort() == (scheme.equals("https") ? 443 : 80);
        return scheme + "://" + lower(uri.getHost()) + (usual ? "" : ":" + uri.getPort());
    }

    /**
     * Fails with {@code FORBIDDEN} where the request comes by a name that is not ours, or from a page that may not call.
     *
     * @param host without a port, null where the request names none
     * @param origin null where it is no web page that calls
     */
    void check(String host, String origin) {
        String name = host == null ? "" : lower(host);
        if (publicHost.isPresent() && !isOurs(name)) {
            throw forbidden("This service does not go by that host name. Its operator can add it to"
                    + " CONNECTORS_AGENT_MCP_HOSTS.");
        }
        if (origin != null && !mayCall(lower(origin), name)) {
            throw forbidden("Web pages of that origin may not call. This service's operator can add it to"
                    + " CONNECTORS_AGENT_MCP_ORIGINS.");
        }
    }

    private boolean isOurs(String name) {
        return publicHost.filter(name::equals).isPresent()
                || LOOPBACK.contains(name)
                || hosts.stream().anyMatch(pattern -> matches(pattern, name));
    }

    private static boolean matches(String pattern, String name) {
        return pattern.startsWith(BELOW) ? name.endsWith(pattern.substring(1)) : name.equals(pattern);
    }

    private boolean mayCall(String origin, String host) {
        return origins.contains(origin) || (LOOPBACK.contains(host) && isLoopback(origin));
    }

    /** A page of the machine that all of it happens on. */
    private static boolean isLoopback(String origin) {
        try {
            return LOOPBACK.contains(String.valueOf(URI.create(origin).getHost()));
        } catch (IllegalArgumentException noOrigin) {
            return false;
        }
    }

    private static Problem forbidden(String detail) {
        return Problem.of(ProblemCode.FORBIDDEN, detail);
    }
}
