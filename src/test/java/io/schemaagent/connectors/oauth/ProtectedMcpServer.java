package io.schemaagent.connectors.oauth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.schemaagent.connectors.mcp.FakeMcpServer;
import io.vertx.core.http.HttpServerRequest;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A {@link FakeMcpServer} that serves nobody without an access token of its authorization server, and tells those who
 * have none where to get one (RFC 9728). What it serves, speaks and does wrong besides is for {@link #mcp()}.
 */
public final class ProtectedMcpServer implements AutoCloseable {

    private static final String WELL_KNOWN = "/.well-known/oauth-protected-resource";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final FakeMcpServer mcp;
    private final List<String> tokensSeen = new CopyOnWriteArrayList<>();
    private final AtomicInteger served = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final Map<String, Optional<JsonNode>> overrides = new ConcurrentHashMap<>();
    private final Map<String, Set<String>> scopesOfMethods = new ConcurrentHashMap<>();

    private volatile String issuer;
    private volatile TokenCheck tokens;
    private volatile Set<Place> places = Set.of(Place.values());
    private volatile Set<String> scopes = Set.of();
    private volatile Set<String> challengedScopes = Set.of();
    private volatile Function<String, Optional<String>> challenge = Optional::of;
    private volatile boolean namesItsMetadata = true;

    /** Where it can publish its metadata. */
    public enum Place {
        /** The well-known path before its own. */
        BEFORE_ITS_PATH,
        /** The well-known path alone. */
        ROOT
    }

    private ProtectedMcpServer(FakeMcpServer mcp, String issuer, TokenCheck tokens) {
        this.mcp = mcp;
        this.issuer = issuer;
        this.tokens = tokens;
        mcp.behind(this::check);
    }

    /** A server for those to whom this authorization server gave access. */
    public static ProtectedMcpServer start(FakeAuthorizationServer authorizationServer) {
        return start(authorizationServer.issuer(), authorizationServer::find);
    }

    /** A server for those whose tokens of this issuer pass the check. */
    public static ProtectedMcpServer start(String issuer, TokenCheck tokens) {
        return protect(FakeMcpServer.start(), issuer, tokens);
    }

    /** Has this server serve only those whose tokens of this issuer pass the check. */
    public static ProtectedMcpServer protect(FakeMcpServer server, String issuer, TokenCheck tokens) {
        return new ProtectedMcpServer(server, issuer, tokens);
    }

    /** The server behind the tokens. */
    public FakeMcpServer mcp() {
        return mcp;
    }

    /** The MCP endpoint, which is the resource that tokens have to be for. */
    public String url() {
        return mcp.url();
    }

    /** The address of its metadata at this place. */
    public String metadataUrl(Place place) {
        return mcp.origin() + pathOf(place);
    }

    private String pathOf(Place place) {
        return place == Place.ROOT ? WELL_KNOWN : WELL_KNOWN + pathOfMcp();
    }

    private String pathOfMcp() {
        return mcp.url().substring(mcp.origin().length());
    }

    // --- whose tokens it takes ---

    /** Takes the tokens of this authorization server from now on, and none of another. */
    public ProtectedMcpServer movesTo(FakeAuthorizationServer authorizationServer) {
        issuer = authorizationServer.issuer();
        tokens = authorizationServer::find;
        return this;
    }

    /** Serves only tokens with all of these scopes, separated by spaces. */
    public ProtectedMcpServer requiresScopes(String all) {
        scopes = FakeGrants.words(all);
        return this;
    }

    /** Serves this JSON-RPC method only for tokens that have these scopes besides, separated by spaces. */
    public ProtectedMcpServer requiresScopesFor(String method, String all) {
        scopesOfMethods.put(method, FakeGrants.words(all));
        return this;
    }

    // --- what it publishes ---

    /** Publishes its metadata at these places and no others; at both unless it is told. */
    public ProtectedMcpServer servesMetadataAt(Place... where) {
        places = Set.of(where);
        return this;
    }

    /** Publishes no metadata. */
    public ProtectedMcpServer servesNoMetadata() {
        return servesMetadataAt();
    }

    /** Publishes this under that name, or nothing where it is null, whatever is true. */
    public ProtectedMcpServer metadata(String name, JsonNode value) {
        overrides.put(name, Optional.ofNullable(value));
        return this;
    }

    /** Publishes these as its authorization servers. */
    public ProtectedMcpServer namesAuthorizationServers(String... issuers) {
        return metadata("authorization_servers", JSON.valueToTree(issuers));
    }

    /** Publishes these scopes. */
    public ProtectedMcpServer namesScopes(String... supported) {
        return metadata("scopes_supported", JSON.valueToTree(supported));
    }

    // --- how it refuses ---

    /** Asks those without a token for these scopes, separated by spaces. */
    public ProtectedMcpServer challengesForScopes(String wanted) {
        challengedScopes = FakeGrants.words(wanted);
        return this;
    }

    /** Does not say where its metadata are. */
    public ProtectedMcpServer challengesWithoutMetadata() {
        namesItsMetadata = false;
        return this;
    }

    /** Refuses without {@code WWW-Authenticate}. */
    public ProtectedMcpServer refusesWithoutChallenge() {
        challenge = right -> Optional.empty();
        return this;
    }

    /** Refuses with this value of {@code WWW-Authenticate}. */
    public ProtectedMcpServer challengesWith(String value) {
        challenge = right -> Optional.of(value);
        return this;
    }

    // --- what it saw ---

    /** How many requests it served. */
    public int goodRequests() {
        return served.get();
    }

    /** How many requests it refused for their token, or because they had none. */
    public int refusedRequests() {
        return refused.get();
    }

    /** The different access tokens that it was shown, good or bad, in order of arrival. */
    public List<String> tokensSeen() {
        return List.copyOf(tokensSeen);
    }

    @Override
    public void close() {
        mcp.close();
    }

    // --- within ---

    private Optional<FakeMcpServer.Answer> check(HttpServerRequest request, JsonNode message) {
        if (request.path().startsWith(WELL_KNOWN)) {
            boolean exists = places.stream().anyMatch(place -> pathOf(place).equals(request.path()));
            return Optional.of(new FakeMcpServer.Answer(exists ? 200 : 404, Map.of(), exists ? metadata() : ""));
        }
        Optional<FakeMcpServer.Answer> refusal =
                refusalOf(tokenIn(request), message.path("method").asText());
        (refusal.isPresent() ? refused : served).incrementAndGet();
        return refusal;
    }

    /** From the header alone: a token in a query is none. */
    private Optional<String> tokenIn(HttpServerRequest request) {
        Optional<String> token = Optional.ofNullable(request.getHeader("Authorization"))
                .filter(header -> header.regionMatches(true, 0, "Bearer ", 0, 7))
                .map(header -> header.substring(7).strip());
        token.filter(seen -> !tokensSeen.contains(seen)).ifPresent(tokensSeen::add);
        return token;
    }

    private Optional<FakeMcpServer.Answer> refusalOf(Optional<String> token, String method) {
        if (token.isEmpty()) {
            return Optional.of(refusal(401, "", challengedScopes));
        }
        Optional<TokenCheck.Granted> granted = token.flatMap(tokens::find).filter(this::isForThis);
        if (granted.isEmpty()) {
            return Optional.of(refusal(401, "invalid_token", challengedScopes));
        }
        Set<String> needed = new TreeSet<>(scopes);
        needed.addAll(scopesOfMethods.getOrDefault(method, Set.of()));
        return granted.get().scopes().containsAll(needed)
                ? Optional.empty()
                : Optional.of(refusal(403, "insufficient_scope", needed));
    }

    private Place placeNamed() {
        return places.equals(Set.of(Place.ROOT)) ? Place.ROOT : Place.BEFORE_ITS_PATH;
    }

    private boolean isForThis(TokenCheck.Granted granted) {
        String resource = overrides
                .getOrDefault("resource", Optional.empty())
                .map(JsonNode::asText)
                .orElse(url());
        return granted.audience().isEmpty() || granted.audience().contains(resource);
    }

    private FakeMcpServer.Answer refusal(int status, String error, Collection<String> wanted) {
        String metadata = namesItsMetadata ? metadataUrl(placeNamed()) : "";
        String parameters = Stream.of(
                        Map.entry("error", error),
                        Map.entry("resource_metadata", metadata),
                        Map.entry("scope", String.join(" ", wanted)))
                .filter(parameter -> !parameter.getValue().isEmpty())
                .map(parameter -> parameter.getKey() + "=\"" + parameter.getValue() + "\"")
                .collect(Collectors.joining(", "));
        Map<String, String> headers = challenge
                .apply(("Bearer " + parameters).strip())
                .map(value -> Map.of("WWW-Authenticate", value))
                .orElse(Map.of());
        return new FakeMcpServer.Answer(status, headers, "");
    }

    private String metadata() {
        ObjectNode document = JsonNodeFactory.instance.objectNode().put("resource", url());
        ArrayNode servers = document.putArray("authorization_servers");
        servers.add(issuer);
        document.putArray("bearer_methods_supported").add("header");
        overrides.forEach(
                (name, value) -> value.ifPresentOrElse(node -> document.set(name, node), () -> document.remove(name)));
        return document.toString();
    }
}
