package io.schemaagent.connectors.egress;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.schemaagent.connectors.egress.EgressException.Reason;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.tracing.TracingPolicy;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Vets a user's URL and sends requests to where it was vetted. Redirects are answers like any other, never followed;
 * TLS verifies the name in the URL although the address is what is dialled. Proxies that the environment names are ignored;
 * the operator's own ({@code connectors.egress.proxy}) is asked for the address, too, and where it is an {@code http} proxy,
 * plain {@code http} is refused as {@code BLOCKED_ADDRESS}.
 *
 * <p>A private authority's certificates are configured as the TLS bucket {@code egress}
 * ({@code quarkus.tls.egress.trust-store…}). Created at start, so that a malformed setting stops the service instead of
 * its first user.
 */
@Startup
@ApplicationScoped
public class Egress {

    private static final int MAX_HEADER_SIZE = 32 * 1024;
    private static final int KEEP_ALIVE_SECONDS = 15;
    private static final int ADDRESSES_TRIED = 3;
    private static final Set<Reason> TRY_NEXT_ADDRESS =
            EnumSet.of(Reason.CONNECT_REFUSED, Reason.CONNECT_TIMEOUT, Reason.CONNECT_FAILED);

    private static final Set<Reason> NOT_CONNECTED = EnumSet.of(
            Reason.CONNECT_REFUSED,
            Reason.CONNECT_TIMEOUT,
            Reason.CONNECT_FAILED,
            Reason.TLS_UNTRUSTED,
            Reason.TLS_NAME_MISMATCH);

    private final Vertx vertx;
    private final HttpClient client;
    private final HostResolver resolver;
    private final AddressPolicy policy;
    private final CredentialSeparation separation;
    private final boolean httpsOnly;
    private final boolean plainHttpIsImpossible;
    private final Bounds bounds;
    private final Watch watch;
    private final CircuitBreaker breaker;

    Egress(
            Vertx vertx,
            EgressConfig config,
            HostResolver resolver,
            TlsConfigurationRegistry tls,
            MeterRegistry meters) {
        Optional<ForwardProxy> proxy = config.proxy().map(uri -> ForwardProxy.parse(uri, config.connectTimeout()));
        HttpClientOptions options = options(config, tls);
        proxy.map(ForwardProxy::options).ifPresent(options::setProxyOptions);
        this.vertx = vertx;
        this.client = vertx.httpClientBuilder()
                .with(options)
                .with(new PoolOptions().setHttp1MaxSize(config.connectionsPerDestination()))
                // Failures are told to whoever sent the request; the platform would log what the other side said.
                .withConnectHandler(connection -> connection.exceptionHandler(failure -> {}))
                .build();
        this.resolver = resolver;
        this.policy = new AddressPolicy(config.allow().orElse(List.of()));
        this.httpsOnly = config.httpsOnly();
        this.plainHttpIsImpossible = !proxy.map(ForwardProxy::takesPlainHttp).orElse(true);
        this.separation = proxy.map(ForwardProxy::separation).orElseGet(PoolPartitions::new);
        this.bounds = Bounds.of(config);
        this.watch = new Watch(vertx, bounds);
        this.breaker = new CircuitBreaker(
                config.breaker().failures(),
                config.breaker().open(),
                System::nanoTime,
                Counter.builder("connectors.egress.breaker.opened")
                        .description("How often a server that could not be connected to was left alone")
                        .register(meters)::increment);
    }

    private static HttpClientOptions options(EgressConfig config, TlsConfigurationRegistry tls) {
        HttpClientOptions options = new HttpClientOptions()
                .setConnectTimeout((int) config.connectTimeout().toMillis())
                .setSslHandshakeTimeout(config.connectTimeout().toMillis())
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
                .setKeepAliveTimeout(KEEP_ALIVE_SECONDS)
                .setMaxHeaderSize(MAX_HEADER_SIZE)
                .setVerifyHost(true)
                // Every request says whether it uses TLS; without this, the platform would not look at the next line.
                .setSsl(true)
                .setSslEngineOptions(new TimedTls())
                .setTrustAll(false)
                // Our traces are nobody else's business.
                .setTracingPolicy(TracingPolicy.IGNORE);
        tls.get("egress").map(TlsConfiguration::getTrustStoreOptions).ifPresent(options::setTrustOptions);
        return options;
    }

    /**
     * Resolves the URL's host and vets every address it has. Fails with {@code BLOCKED_ADDRESS} where one of them may
     * not be dialled, {@code DNS_NOT_FOUND} where there is none. Connects nothing.
     */
    public Uni<Destination> vet(UpstreamUrl url) {
        return vet(url, NamedBy.USER);
    }

    /** The same, where an operator may name servers that users may not. */
    public Uni<Destination> vet(UpstreamUrl url, NamedBy namedBy) {
        if (isRefused(url, namedBy) || IpLiteral.isOddNotation(url.host())) {
            return Uni.createFrom().failure(new EgressException(Reason.BLOCKED_ADDRESS));
        }
        return addressesOf(url.host()).map(addresses -> vetted(url, namedBy, addresses));
    }

    private boolean isRefused(UpstreamUrl url, NamedBy namedBy) {
        return !url.isTls() && (plainHttpIsImpossible || (httpsOnly && namedBy == NamedBy.USER));
    }

    /**
     * The same for what happens without a person who waits for it: fails with {@code CIRCUIT_OPEN}, without a look-up, where
     * the server could not be connected to several times in a row and it is too early to try again. Whoever is let through
     * is expected to send.
     */
    public Uni<Destination> vetUnlessDown(UpstreamUrl url, NamedBy namedBy) {
        return Uni.createFrom().deferred(() -> breaker.allows(url.origin()) ? vet(url, namedBy) : down());
    }

    private static Uni<Destination> down() {
        return Uni.createFrom().failure(new EgressException(Reason.CIRCUIT_OPEN));
    }

    private Uni<List<InetAddress>> addressesOf(String host) {
        return IpLiteral.parse(host)
                .map(address -> Uni.createFrom().item(List.of(address)))
                .orElseGet(() -> resolver.resolve(host));
    }

    private Destination vetted(UpstreamUrl url, NamedBy namedBy, List<InetAddress> addresses) {
        // One bad address is enough: a name that mixes them is either broken or an attempt.
        if (namedBy == NamedBy.USER && !addresses.stream().allMatch(address -> policy.permits(url.host(), address))) {
            throw new EgressException(Reason.BLOCKED_ADDRESS);
        }
        return new Destination(url, addresses);
    }

    /** The same for callers that do not mind when the connection was there. */
    public Uni<EgressResponse> send(Destination destination, EgressRequest request) {
        return send(destination, request, connection -> {});
    }

    /**
     * Sends the request and answers with the response's head. Fails with an {@link EgressException}, among them
     * {@code CREDENTIAL_NOT_FOR_ORIGIN} before anything is dialled and {@code STALLED} once it has taken too long;
     * cancelling resets the exchange.
     *
     * @param connected is told as soon as there is a connection, before anything is sent, and how long it took to have it
     */
    public Uni<EgressResponse> send(Destination destination, EgressRequest request, Consumer<Connected> connected) {
        if (!request.credential().mayGoTo(destination.url())) {
            return Uni.createFrom().failure(new EgressException(Reason.CREDENTIAL_NOT_FOR_ORIGIN));
        }
        String origin = destination.url().origin();
        Consumer<Connected> proven = connection -> breaker.connected(origin);
        List<InetAddress> addresses = destination.addresses();
        return attempt(
                        destination,
                        request,
                        proven.andThen(connected),
                        addresses.subList(0, Math.min(ADDRESSES_TRIED, addresses.size())))
                .onFailure(Egress::isTheOrigins)
                .invoke(() -> breaker.failed(origin));
    }

    private static boolean isTheOrigins(Throwable failure) {
        return failure instanceof EgressException egress && NOT_CONNECTED.contains(egress.reason());
    }

    private Uni<EgressResponse> attempt(
            Destination destination,
            EgressRequest request,
            Consumer<Connected> connected,
            List<InetAddress> addresses) {
        Uni<EgressResponse> first =
                Uni.createFrom().deferred(() -> exchange(destination.url(), request, connected, addresses.get(0)));
        return addresses.size() == 1
                ? first
                : first.onFailure(Egress::isUnreachable)
                        .recoverWithUni(
                                () -> attempt(destination, request, connected, addresses.subList(1, addresses.size())));
    }

    private static boolean isUnreachable(Throwable failure) {
        return failure instanceof EgressException egress && TRY_NEXT_ADDRESS.contains(egress.reason());
    }

    private Uni<EgressResponse> exchange(
            UpstreamUrl url, EgressRequest request, Consumer<Connected> connected, InetAddress address) {
        RequestOptions options = new RequestOptions()
                .setMethod(request.method())
                .setHost(url.host())
                .setPort(url.port())
                .setSsl(url.isTls())
                .setURI(url.target())
                .setFollowRedirects(false);
        request.credential().headers().forEach((name, value) -> putHeader(options, name, value));
        request.headers().forEach((name, value) -> putHeader(options, name, value));
        // Last, so that nobody asks for what Exchange would not read.
        putHeader(options, "Accept-Encoding", "identity");
        separation.dial(options, request.credential(), address);
        return new Exchange(vertx, watch, url, bounds.atMost(request.maxResponseSize()), connected)
                .start(client, options, request.body());
    }

    @SuppressWarnings("UnusedException") // Its text repeats the value, which may be secret.
    private static void putHeader(RequestOptions options, String name, String value) {
        try {
            options.putHeader(name, value);
        } catch (IllegalArgumentException unsendable) {
            throw new EgressException(Reason.UNSENDABLE_HEADER);
        }
    }
}
