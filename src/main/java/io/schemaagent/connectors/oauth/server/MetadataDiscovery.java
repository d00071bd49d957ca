package io.schemaagent.connectors.oauth.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.schemaagent.connectors.egress.EgressRequest;
import io.schemaagent.connectors.egress.UpstreamUrl;
import io.schemaagent.connectors.oauth.server.AuthorizationServers.Reply;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Finds out who can let us into a server: its own description (RFC 9728), then that of its authorization server (RFC 8414
 * or OpenID Connect Discovery), as MCP 2026-07-28, basic/authorization, has it. All failures are
 * {@link AuthorizationException}s.
 */
@ApplicationScoped
public class MetadataDiscovery {

    private static final String PROTECTED_RESOURCE = "/.well-known/oauth-protected-resource";
    private static final String AUTHORIZATION_SERVER = "/.well-known/oauth-authorization-server";
    private static final String OPENID_CONFIGURATION = "/.well-known/openid-configuration";

    /** A server may name several that can let us in; the first that can be used is enough. */
    private static final int MAX_ISSUERS = 3;

    private final AuthorizationServers servers;

    MetadataDiscovery(AuthorizationServers servers) {
        this.servers = servers;
    }

    /**
     * Asks a server.
     *
     * @param challenged where the server says that its description is, when it refuses (RFC 9728, section 5.1)
     */
    public Uni<Discovered> discover(UpstreamUrl server, Optional<UpstreamUrl> challenged) {
        List<UpstreamUrl> places = Stream.concat(challenged.stream(), placesOfResource(server))
                .distinct()
                .toList();
        return first(places, document -> ResourceMetadata.parse(document, server))
                .chain(described -> described.map(this::describedBy).orElseGet(() -> undescribed(server)));
    }

    /** Asks an authorization server that is known already. */
    public Uni<ServerMetadata> describe(String issuer) {
        return Uni.createFrom().deferred(() -> first(
                        placesOfIssuer(servers.endpoint(issuer)),
                        document -> ServerMetadata.parse(document, issuer, servers::endpoint))
                .map(found -> found.orElseThrow(MetadataDiscovery::notFound)));
    }

    private Uni<Discovered> describedBy(ResourceMetadata resource) {
        List<String> issuers = resource.authorizationServers();
        return describeAny(issuers.subList(0, Math.min(MAX_ISSUERS, issuers.size())))
                .map(server -> new Discovered(server, Optional.of(resource.resource()), resource.scopesSupported()));
    }

    private Uni<ServerMetadata> describeAny(List<String> issuers) {
        Uni<ServerMetadata> first = describe(issuers.get(0));
        return issuers.size() == 1
                ? first
                : first.onFailure(AuthorizationException.class)
                        .recoverWithUni(() -> describeAny(issuers.subList(1, issuers.size())));
    }

    /** Servers of MCP 2025-03-26 are their own authorization servers and describe only these. */
    private Uni<Discovered> undescribed(UpstreamUrl server) {
        return describe(server.origin()).map(found -> new Discovered(found, Optional.of(server.canonical()), Set.of()));
    }

    /**
     * The first document that is there and describes what it should; fails as the first does that does not. A place that is
     * out of order counts only where there is none in another.
     */
    private <T> Uni<Optional<T>> first(List<UpstreamUrl> places, Function<ObjectNode, T> read) {
        if (places.isEmpty()) {
            return Uni.createFrom().item(Optional.empty());
        }
        List<UpstreamUrl> others = places.subList(1, places.size());
        return at(places.get(0), read)
                .onFailure(MetadataDiscovery::isOutage)
                .recoverWithUni(outage -> first(others, read).map(found -> orFail(found, outage)))
                .chain(found -> found.isPresent() ? Uni.createFrom().item(found) : first(others, read));
    }

    private <T> Uni<Optional<T>> at(UpstreamUrl place, Function<ObjectNode, T> read) {
        return servers.send(place, EgressRequest.get(Map.of("Accept", "application/json")))
                .map(reply -> document(reply).map(read));
    }

    private static boolean isOutage(Throwable failure) {
        return failure instanceof AuthorizationException authorization
                && authorization.failure() == AuthorizationFailure.TEMPORARILY_UNAVAILABLE;
    }

    private static <T> Optional<T> orFail(Optional<T> found, Throwable outage) {
        if (found.isEmpty()) {
            throw (AuthorizationException) outage;
        }
        return found;
    }

    private Optional<ObjectNode> document(Reply reply) {
        if (reply.isOutage()) {
            throw AuthorizationException.of(AuthorizationFailure.TEMPORARILY_UNAVAILABLE);
        }
        return reply.isSuccess() ? servers.parse(reply.text()) : Optional.empty();
    }

    private static Stream<UpstreamUrl> placesOfResource(UpstreamUrl server) {
        return Stream.of(at(server, PROTECTED_RESOURCE + pathOf(server)), at(server, PROTECTED_RESOURCE));
    }

    private static List<UpstreamUrl> placesOfIssuer(UpstreamUrl issuer) {
        String path = pathOf(issuer);
        List<UpstreamUrl> places = new ArrayList<>();
        places.add(at(issuer, AUTHORIZATION_SERVER + path));
        places.add(at(issuer, OPENID_CONFIGURATION + path));
        if (!path.isEmpty()) {
            places.add(at(issuer, path + OPENID_CONFIGURATION));
        }
        return places;
    }

    private static UpstreamUrl at(UpstreamUrl url, String path) {
        return new UpstreamUrl(url.scheme(), url.host(), url.port(), path);
    }

    /** Without the slash at its end (RFC 8414, section 3.1). */
    private static String pathOf(UpstreamUrl url) {
        String path = url.path();
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    private static AuthorizationException notFound() {
        return AuthorizationException.of(AuthorizationFailure.METADATA_NOT_FOUND);
    }
}
