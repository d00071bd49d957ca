package io.schemaagent.connectors.oauth;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.schemaagent.connectors.Changes;
import io.schemaagent.connectors.LoopbackServer;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.KeyCertOptions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * An authorization server on loopback that does what a test tells it to. As it starts it is a correct server of OAuth
 * 2.1 whose user agrees at once: with metadata (RFC 8414), registration (RFC 7591), codes with PKCE, refresh tokens
 * that rotate, revocation (RFC 7009), resource indicators (RFC 8707) and {@code iss} (RFC 9207). Everything can be
 * changed while it runs, from any thread.
 *
 * <pre>{@code
 * try (FakeAuthorizationServer server = FakeAuthorizationServer.start().accessTokensLive(Duration.ofSeconds(1))) {
 *     server.onNext(TOKEN, 2).answersStatus(503, "1");
 *     server.on(TOKEN).answers(reply -> reply.inForm().without("expires_in"));
 *     ...
 *     assertThat(server.refreshes()).isOne();
 * }
 * }</pre>
 */
public final class FakeAuthorizationServer implements AutoCloseable {

    /** A description of an error that a page must not show as it is. */
    public static final String MARKUP = "<script>alert(1)</script>";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FORM = "application/x-www-form-urlencoded";

    private final LoopbackServer http;
    private final List<Received> requests = new CopyOnWriteArrayList<>();
    private final List<Revoked> revoked = new CopyOnWriteArrayList<>();
    private final Map<Endpoint, Rule> rules = new ConcurrentHashMap<>();
    private final Map<Endpoint, Queue<Rule>> nextRules = new ConcurrentHashMap<>();
    private final Queue<Runnable> held = new ConcurrentLinkedQueue<>();
    private final AtomicInteger abandoned = new AtomicInteger();
    private final Changes changes = new Changes();

    private final FakeSecrets secrets = new FakeSecrets();
    private final FakeClients clients = new FakeClients(secrets);
    private final FakeGrants grants = new FakeGrants(secrets);
    private final FakeMetadata metadata = new FakeMetadata();
    private final FakeConsent consent = new FakeConsent(clients, grants, this::issuer);
    private final FakeTokenEndpoint tokens = new FakeTokenEndpoint(clients, grants, secrets, this::issuer);

    private volatile String issuerPath = "";

    /** What it can be asked. */
    public enum Endpoint {
        /** The documents about itself, wherever they are. */
        METADATA(""),
        REGISTER("/register"),
        AUTHORIZE("/authorize"),
        TOKEN("/token"),
        REVOKE("/revoke"),
        /** Whatever it does not have. */
        NOWHERE("");

        private final String path;

        Endpoint(String path) {
            this.path = path;
        }

        String path() {
            return path;
        }
    }

    /** Where it can publish its metadata. */
    public enum Place {
        /** RFC 8414: the well-known path before the path of the issuer. */
        OAUTH {
            @Override
            String path(String issuerPath) {
                return "/.well-known/oauth-authorization-server" + issuerPath;
            }
        },
        /** The same for OpenID Connect. */
        OPENID {
            @Override
            String path(String issuerPath) {
                return "/.well-known/openid-configuration" + issuerPath;
            }
        },
        /** OpenID Connect Discovery: the well-known path after the path of the issuer. */
        OPENID_APPENDED {
            @Override
            String path(String issuerPath) {
                return issuerPath + "/.well-known/openid-configuration";
            }
        };

        abstract String path(String issuerPath);
    }

    /** What a request is for. */
    @FunctionalInterface
    private interface Work {

        /** Does it, right or not, and says what the reply is. */
        FakeReply done();
    }

    /** Answers a request in its own way, for which it may do the work. */
    @FunctionalInterface
    private interface Rule {

        void answer(HttpServerRequest request, Work work);
    }

    /**
     * A request as it arrived.
     *
     * @param path with its query
     * @param headers by any case of their names
     * @param body as text, empty where there was none
     */
    public record Received(Endpoint endpoint, String method, String path, MultiMap headers, String body) {

        /** The first header of this name, whatever its case. */
        public Optional<String> header(String name) {
            return Optional.ofNullable(headers.get(name));
        }

        /** The first value of this name in the body. */
        public Optional<String> form(String name) {
            return first(form(), name);
        }

        /** The first value of this name in the query. */
        public Optional<String> query(String name) {
            return first(query(), name);
        }

        /** The first value of this name in the body of a POST, otherwise in the query. */
        public Optional<String> parameter(String name) {
            return first(parameters(), name);
        }

        /** All values of this name in the body of a POST, otherwise in the query. */
        public List<String> parameters(String name) {
            return parameters().getOrDefault(name, List.of());
        }

        /** The body as JSON, missing where it is no object. */
        public JsonNode json() {
            try {
                JsonNode parsed = JSON.readTree(body);
                return parsed instanceof ObjectNode ? parsed : MissingNode.getInstance();
            } catch (JsonProcessingException notJson) {
                return MissingNode.getInstance();
            }
        }

        private Map<String, List<String>> form() {
            return new QueryStringDecoder(body, false).parameters();
        }

        private Map<String, List<String>> query() {
            return new QueryStringDecoder(path).parameters();
        }

        Map<String, List<String>> parameters() {
            return method.equals("POST") ? form() : query();
        }

        private static Optional<String> first(Map<String, List<String>> parameters, String name) {
            return parameters.getOrDefault(name, List.of()).stream().findFirst();
        }

        void requireForm() {
            if (!header("Content-Type").orElse("").startsWith(FORM)) {
                throw Refusal.of("invalid_request", "Parameters have to be form-encoded");
            }
        }

        void requireSingleParameters() {
            parameters().forEach((name, values) -> {
                if (values.size() > 1 && !name.equals("resource")) {
                    throw Refusal.of("invalid_request", "More than one " + name);
                }
            });
        }
    }

    /**
     * What a client gave back.
     *
     * @param tokenTypeHint empty where it did not say what that is
     */
    public record Revoked(String token, Optional<String> tokenTypeHint, String clientId) {}

    /** What a client has; the refresh token is empty where there are none. */
    public record Tokens(String accessToken, Optional<String> refreshToken) {}

    private FakeAuthorizationServer(Optional<KeyCertOptions> tls) {
        http = new LoopbackServer(tls, this::receive);
    }

    /** A server that listens at a port of its own. */
    public static FakeAuthorizationServer start() {
        return start(Optional.empty());
    }

    /** A server that listens where somebody was told before that it would. */
    public static FakeAuthorizationServer startAt(int port) {
        FakeAuthorizationServer server = new FakeAuthorizationServer(Optional.empty());
        server.http.listenAt(port);
        return server;
    }

    /** The same over TLS, with this certificate. */
    public static FakeAuthorizationServer startOverTls(KeyCertOptions certificate) {
        return start(Optional.of(certificate));
    }

    private static FakeAuthorizationServer start(Optional<KeyCertOptions> tls) {
        FakeAuthorizationServer server = new FakeAuthorizationServer(tls);
        server.http.listen();
        return server;
    }

    // --- where it is ---

    /** Its name, which is also the beginning of the addresses of its endpoints. */
    public String issuer() {
        return origin() + issuerPath;
    }

    /** Scheme, host and port. */
    public String origin() {
        return http.origin();
    }

    public int port() {
        return http.port();
    }

    /** The address of an endpoint; of the metadata as RFC 8414 has it. */
    public String url(Endpoint endpoint) {
        return endpoint == Endpoint.METADATA ? url(Place.OAUTH) : base() + endpoint.path();
    }

    /** The address where the metadata are if they are at this place. */
    public String url(Place place) {
        return origin() + place.path(pathOfIssuer());
    }

    private String base() {
        return origin() + pathOfIssuer();
    }

    /** Without a slash at its end, which does not count. */
    private String pathOfIssuer() {
        return issuerPath.replaceFirst("/$", "");
    }

    /** Is one of many at its origin, such as {@code /tenant1}. */
    public FakeAuthorizationServer withIssuerPath(String path) {
        issuerPath = path;
        return this;
    }

    // --- what it publishes ---

    /** Publishes its metadata at these places and no others; at {@link Place#OAUTH} unless it is told. */
    public FakeAuthorizationServer servesMetadataAt(Place... places) {
        metadata.places = Set.of(places);
        return this;
    }

    /** Publishes this under that name, or nothing where it is null, whatever is true. */
    public FakeAuthorizationServer metadata(String name, JsonNode value) {
        metadata.override(name, value);
        return this;
    }

    /** Publishes nothing under this name. */
    public FakeAuthorizationServer withoutMetadata(String name) {
        return metadata(name, null);
    }

    // --- whom it knows ---

    /** Knows this client, which has no secret where that is null; the method is how it authenticates. */
    public FakeAuthorizationServer preRegister(
            String clientId, String clientSecret, String redirectUri, String method) {
        clients.add(new FakeClients.Client(clientId, Optional.ofNullable(clientSecret), method, List.of(redirectUri)));
        return this;
    }

    /** Registers nobody: it publishes no such endpoint, and has none. */
    public FakeAuthorizationServer registersNobody() {
        clients.closed = true;
        return withoutMetadata("registration_endpoint");
    }

    /** Registers everybody for this way to authenticate, whatever they asked for; null to do as they ask. */
    public FakeAuthorizationServer registersForMethod(String method) {
        clients.forcedMethod = method;
        return this;
    }

    /** Forgets all clients. */
    public FakeAuthorizationServer forgetsClients() {
        clients.forget();
        return this;
    }

    /**
     * Knows everybody whose id is a URL, and publishes that. It does not fetch the document behind the id, which would
     * say that clients may return to these addresses.
     */
    public FakeAuthorizationServer acceptsClientIdDocuments(String... redirectUris) {
        clients.documentRedirects = List.of(redirectUris);
        return metadata("client_id_metadata_document_supported", JSON.valueToTree(true));
    }

    // --- what it grants ---

    /** Grants these scopes, separated by spaces, whatever is asked for. */
    public FakeAuthorizationServer grantsScopes(String scopes) {
        consent.grantedScopes = FakeGrants.words(scopes);
        return this;
    }

    /** Grants nothing without a {@code resource} in every request. */
    public FakeAuthorizationServer requiresResource() {
        grants.requiresResource = true;
        return this;
    }

    /** Has access tokens expire after this time, and says so. */
    public FakeAuthorizationServer accessTokensLive(Duration lifetime) {
        grants.lifetime = lifetime;
        return this;
    }

    /** Has time pass as this clock says. */
    public FakeAuthorizationServer withClock(InstantSource clock) {
        grants.clock = clock;
        return this;
    }

    /** Replaces a refresh token whenever it is used, as it does when it starts; who uses one twice loses everything. */
    public FakeAuthorizationServer rotatesRefreshTokens() {
        grants.renewal = FakeGrants.Renewal.ROTATED;
        return this;
    }

    /** Keeps refresh tokens, and leaves them out of the replies to those who used one. */
    public FakeAuthorizationServer keepsRefreshTokens() {
        grants.renewal = FakeGrants.Renewal.KEPT;
        return this;
    }

    /** Keeps refresh tokens, and repeats them in the replies to those who used one. */
    public FakeAuthorizationServer repeatsRefreshTokens() {
        grants.renewal = FakeGrants.Renewal.REPEATED;
        return this;
    }

    /** Gives no refresh tokens. */
    public FakeAuthorizationServer givesNoRefreshTokens() {
        grants.renewal = FakeGrants.Renewal.NONE;
        return this;
    }

    /** Gives refresh tokens only to those who asked for {@code offline_access}. */
    public FakeAuthorizationServer requiresOfflineAccess() {
        grants.requiresOfflineAccess = true;
        return this;
    }

    /** Gives an id token with every first access token, for the user with this address. */
    public FakeAuthorizationServer givesIdTokensFor(String email) {
        tokens.email = email;
        return this;
    }

    /** What a client has as soon as a user permitted these scopes, separated by spaces, without the way to that. */
    public Tokens tokensFor(String clientId, String scopes, String... resources) {
        FakeGrants.Issued issued = grants.grant(
                new FakeGrants.Authorization(clientId, "", "", FakeGrants.words(scopes), Set.of(resources)));
        return new Tokens(issued.accessToken(), issued.refreshToken());
    }

    /** Takes no access token any more that there is by now; they can be refreshed. */
    public FakeAuthorizationServer expiresAccessTokens() {
        grants.expireAccessTokens();
        return this;
    }

    /** Takes no code any more that there is by now. */
    public FakeAuthorizationServer expiresCodes() {
        grants.expireCodes();
        return this;
    }

    /** Takes no token any more that there is by now, as if the users had changed their minds. */
    public FakeAuthorizationServer revokesEverything() {
        grants.revokeAll();
        return this;
    }

    // --- what its user does ---

    /** The user does not agree, which the client is told with markup in the description. */
    public FakeAuthorizationServer deniesAccess() {
        return deniesAccess("access_denied", MARKUP);
    }

    /** Clients are sent this error instead of a code. */
    public FakeAuthorizationServer deniesAccess(String error, String description) {
        consent.denial = new FakeConsent.Denial(error, description);
        return this;
    }

    /** The user is shown a page with the button {@code Continue} first. */
    public FakeAuthorizationServer asksTheUser() {
        consent.asks = true;
        return this;
    }

    /** Sends users back without {@code iss}, although it publishes that it sends one. */
    public FakeAuthorizationServer leavesTheIssuerOut() {
        consent.sentIssuer = Optional::empty;
        return this;
    }

    /** Sends users back with this {@code iss}. */
    public FakeAuthorizationServer sendsIssuer(String issuer) {
        consent.sentIssuer = () -> Optional.of(issuer);
        return this;
    }

    /** Sends users back with this {@code state}. */
    public FakeAuthorizationServer sendsState(String state) {
        consent.sentState = state;
        return this;
    }

    // --- how it misbehaves ---

    /** What it does wrong from now on when it is asked this. */
    public Misbehaviour on(Endpoint endpoint) {
        return new Misbehaviour(rule -> rules.put(endpoint, rule));
    }

    /** What it does wrong the next time it is asked this; said twice, the next two times. */
    public Misbehaviour onNext(Endpoint endpoint) {
        return onNext(endpoint, 1);
    }

    /** What it does wrong the next times it is asked this, after what it was told before. */
    public Misbehaviour onNext(Endpoint endpoint, int times) {
        Queue<Rule> queue = nextRules.computeIfAbsent(endpoint, added -> new ConcurrentLinkedQueue<>());
        return new Misbehaviour(rule -> {
            for (int i = 0; i < times; i++) {
                queue.add(rule);
            }
        });
    }

    /** Takes no connections any more and drops those it has, until it is told to answer normally. */
    public FakeAuthorizationServer dies() {
        http.die();
        return this;
    }

    /** Sends all replies that are held back. */
    public FakeAuthorizationServer releases() {
        // On the one event loop, so that a request that was seen is held by now.
        LoopbackServer.soon(() -> {
            for (Runnable next = held.poll(); next != null; next = held.poll()) {
                next.run();
            }
        });
        return this;
    }

    /** Is a correct server again, at the same port, with a user who agrees; what it is and grants stays as it is. */
    public FakeAuthorizationServer answersNormally() {
        rules.clear();
        nextRules.clear();
        consent.answerNormally();
        http.listen();
        return this;
    }

    /** The ways to answer badly. Each takes effect at once. */
    public final class Misbehaviour {

        private final Consumer<Rule> place;

        private Misbehaviour(Consumer<Rule> place) {
            this.place = place;
        }

        private FakeAuthorizationServer with(Rule rule) {
            place.accept(rule);
            return FakeAuthorizationServer.this;
        }

        /** Answers as it should, where what comes after that is what matters. */
        public FakeAuthorizationServer answersAsItShould() {
            return with((request, work) -> work.done().sendTo(request.response()));
        }

        /** Does what it should and changes the reply, be it a success or an error. */
        public FakeAuthorizationServer answers(Consumer<FakeReply> change) {
            return with((request, work) -> {
                FakeReply changed = work.done();
                change.accept(changed);
                changed.sendTo(request.response());
            });
        }

        /** Does what it should as soon as {@link FakeAuthorizationServer#releases} says so. */
        public FakeAuthorizationServer answersWhenReleased() {
            return with((request, work) -> held.add(() -> work.done().sendTo(request.response())));
        }

        /** Does what it should at once, but replies as soon as {@link FakeAuthorizationServer#releases} says so. */
        public FakeAuthorizationServer repliesWhenReleased() {
            return with((request, work) -> {
                FakeReply ready = work.done();
                held.add(() -> ready.sendTo(request.response()));
            });
        }

        /** Does what it should and closes the connection instead of a reply. */
        public FakeAuthorizationServer losesTheReply() {
            return with((request, work) -> {
                work.done();
                breakOff(request);
            });
        }

        /** Does nothing and closes the connection. */
        public FakeAuthorizationServer closesTheConnection() {
            return with((request, work) -> breakOff(request));
        }

        private void breakOff(HttpServerRequest request) {
            request.response().closeHandler(null);
            request.connection().close();
        }

        /** Never answers. */
        public FakeAuthorizationServer hangs() {
            return with((request, work) -> {});
        }

        /** Sends the spaces before a JSON reply forever. */
        public FakeAuthorizationServer drips() {
            return with((request, work) -> LoopbackServer.drip(
                    request.response().setChunked(true).putHeader("Content-Type", "application/json"), " "));
        }

        public FakeAuthorizationServer answersStatus(int status) {
            return answers(status, "text/plain", "upstream text for status " + status);
        }

        /** Answers with this status and asks the client to come again then: in seconds, or at a date. */
        public FakeAuthorizationServer answersStatus(int status, String retryAfter) {
            return with((request, work) -> FakeReply.text(status, "text/plain", "upstream text for status " + status)
                    .withHeader("Retry-After", retryAfter)
                    .sendTo(request.response()));
        }

        /** Answers with this error of OAuth, without a description where that is null. */
        public FakeAuthorizationServer answersError(int status, String error, String description) {
            return with((request, work) ->
                    FakeReply.error(status, error, description).sendTo(request.response()));
        }

        /** Answers with a web page. */
        public FakeAuthorizationServer answersHtml() {
            return answers(200, "text/html; charset=utf-8", "<!doctype html><title>Welcome</title>");
        }

        public FakeAuthorizationServer answers(int status, String contentType, String body) {
            return with(
                    (request, work) -> FakeReply.text(status, contentType, body).sendTo(request.response()));
        }

        public FakeAuthorizationServer redirectsTo(int status, String location) {
            return with((request, work) ->
                    FakeReply.redirect(location).withStatus(status).sendTo(request.response()));
        }
    }

    // --- what it saw ---

    /** All requests, in order of arrival. */
    public List<Received> requests() {
        return List.copyOf(requests);
    }

    public List<Received> requests(Endpoint endpoint) {
        return requests.stream()
                .filter(request -> request.endpoint() == endpoint)
                .toList();
    }

    public void forgetRequests() {
        requests.clear();
    }

    /** How often it was asked for tokens, in vain or not. */
    public int tokenRequests() {
        return requests(Endpoint.TOKEN).size();
    }

    /** How often it gave an access token for a refresh token. */
    public int refreshes() {
        return grants.refreshes();
    }

    /** How many authorizations ended, with all their tokens, before they expired. */
    public int familiesRevoked() {
        return grants.familiesRevoked();
    }

    /** What clients that registered said of themselves, in order of arrival. */
    public List<JsonNode> registrations() {
        return clients.registrations();
    }

    /** The clients it saw whose id is a URL. */
    public List<String> clientIdDocuments() {
        return clients.documents();
    }

    /** What clients gave back, in order of arrival. */
    public List<Revoked> revoked() {
        return List.copyOf(revoked);
    }

    /** What this access token is good for, as a resource server would ask. */
    public Optional<TokenCheck.Granted> find(String accessToken) {
        return grants.find(accessToken);
    }

    /** Whether this access token is neither expired nor revoked. */
    public boolean isAlive(String accessToken) {
        return find(accessToken).isPresent();
    }

    /** All codes, tokens, client secrets and verifiers that were ever sent to or from it, right or wrong. */
    public List<String> issuedSecrets() {
        return secrets.all();
    }

    /** How many exchanges the other side broke off before they were complete. */
    public int abandonedExchanges() {
        return abandoned.get();
    }

    /** Waits until that many requests for this have arrived; fails after a while. */
    public void awaitRequests(Endpoint endpoint, int count) {
        changes.await(
                () -> requests(endpoint).size() >= count,
                () -> count + " × " + endpoint + "; received "
                        + requests.stream().map(Received::endpoint).toList());
    }

    /** Waits until the other side broke off that many exchanges; fails after a while. */
    public void awaitAbandonedExchanges(int count) {
        changes.await(() -> abandoned.get() >= count, () -> count + " exchanges broken off");
    }

    @Override
    public void close() {
        dies();
    }

    // --- within ---

    private void receive(HttpServerRequest request) {
        request.response().closeHandler(closed -> {
            abandoned.incrementAndGet();
            changes.signal();
        });
        request.response().exceptionHandler(lost -> {});
        request.body().onSuccess(body -> received(request, body.toString()));
    }

    private void received(HttpServerRequest request, String body) {
        Received received = new Received(
                endpointAt(request.path()),
                request.method().name(),
                request.uri(),
                MultiMap.caseInsensitiveMultiMap().addAll(request.headers()),
                body);
        requests.add(received);
        changes.signal();
        ruleFor(received.endpoint()).answer(request, () -> replyTo(received));
    }

    private Endpoint endpointAt(String path) {
        if (metadata.placeOf(path, pathOfIssuer()).isPresent()) {
            return Endpoint.METADATA;
        }
        return Set.of(Endpoint.REGISTER, Endpoint.AUTHORIZE, Endpoint.TOKEN, Endpoint.REVOKE).stream()
                .filter(endpoint -> path.equals(pathOfIssuer() + endpoint.path()))
                .findFirst()
                .orElse(Endpoint.NOWHERE);
    }

    private Rule ruleFor(Endpoint endpoint) {
        Rule next =
                nextRules.getOrDefault(endpoint, new ConcurrentLinkedQueue<>()).poll();
        return next != null
                ? next
                : rules.getOrDefault(endpoint, (request, work) -> work.done().sendTo(request.response()));
    }

    private FakeReply replyTo(Received request) {
        if (!methodsOf(request.endpoint()).contains(request.method())) {
            return FakeReply.text(405, null, "");
        }
        try {
            return switch (request.endpoint()) {
                case METADATA -> metadata.reply(issuer(), base());
                case REGISTER -> clients.register(request);
                case AUTHORIZE -> consent.answer(request);
                case TOKEN -> tokens.answer(request);
                case REVOKE -> revoke(request);
                case NOWHERE -> FakeReply.text(404, null, "");
            };
        } catch (Refusal refusal) {
            return refusal.reply();
        } catch (IllegalArgumentException malformed) {
            return Refusal.of("invalid_request", "Malformed parameters").reply();
        }
    }

    private static Set<String> methodsOf(Endpoint endpoint) {
        return switch (endpoint) {
            case METADATA -> Set.of("GET");
            case REGISTER, TOKEN, REVOKE -> Set.of("POST");
            case AUTHORIZE, NOWHERE -> Set.of("GET", "POST");
        };
    }

    private FakeReply revoke(Received request) {
        request.requireForm();
        request.form("token").ifPresent(secrets::note);
        FakeClients.Client client = clients.authenticate(request);
        String token = request.form("token").orElseThrow(() -> Refusal.of("invalid_request", "No token"));
        revoked.add(new Revoked(token, request.form("token_type_hint"), client.id()));
        grants.revoke(token);
        return FakeReply.text(200, null, "");
    }
}
