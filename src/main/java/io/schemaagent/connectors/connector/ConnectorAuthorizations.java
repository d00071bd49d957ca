package io.schemaagent.connectors.connector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.schemaagent.connectors.credential.AuthType;
import io.schemaagent.connectors.credential.Credential;
import io.schemaagent.connectors.credential.Grant;
import io.schemaagent.connectors.egress.UpstreamUrl;
import io.schemaagent.connectors.mcp.DiscoveryOutcome;
import io.schemaagent.connectors.mcp.diagnostics.Diagnostics;
import io.schemaagent.connectors.mcp.diagnostics.ErrorCode;
import io.schemaagent.connectors.oauth.AuthorizationProblems;
import io.schemaagent.connectors.oauth.Connectable;
import io.schemaagent.connectors.oauth.Connected;
import io.schemaagent.connectors.oauth.ConnectionStatus;
import io.schemaagent.connectors.oauth.GrantRenewal;
import io.schemaagent.connectors.oauth.OAuthSettings;
import io.schemaagent.connectors.oauth.Prospect;
import io.schemaagent.connectors.oauth.server.Scopes;
import io.schemaagent.connectors.predefined.PredefinedConnector;
import io.schemaagent.connectors.predefined.PredefinedConnectors;
import io.schemaagent.connectors.problem.OptionalBody;
import io.schemaagent.connectors.problem.Problem;
import io.schemaagent.connectors.problem.ProblemCode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Connectors that users make by signing in: of their own, of what the operator offers, and those there are already. */
@ApplicationScoped
class ConnectorAuthorizations implements Connectable {

    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,17}");

    /** The members of a memo: which of the three it is. */
    private static final String DRAFT = "draft";

    private static final String OFFER = "offer";
    private static final String SAVED = "saved";
    private static final String VERSION = "version";

    private final PredefinedConnectors offers;
    private final ConnectorStore store;
    private final ConnectorGrants grants;
    private final GrantRenewal renewal;
    private final Checks checks;
    private final OptionalBody bodies;

    ConnectorAuthorizations(
            PredefinedConnectors offers,
            ConnectorStore store,
            ConnectorGrants grants,
            GrantRenewal renewal,
            Checks checks,
            OptionalBody bodies) {
        this.offers = offers;
        this.store = store;
        this.grants = grants;
        this.renewal = renewal;
        this.checks = checks;
        this.bodies = bodies;
    }

    @Override
    public boolean has(String id) {
        return id.equals(CONNECTOR)
                || NUMBER.matcher(id).matches()
                || offers.find(id).isPresent();
    }

    @Override
    public Optional<Offer> offer(String id) {
        return offers.find(id).map(offer -> new Offer(offer.name(), true));
    }

    @Override
    public Stream<String> targets() {
        return Stream.concat(Stream.of(CONNECTOR), offers.all().stream().map(PredefinedConnector::id));
    }

    @Override
    public Stream<OAuthSettings> settings() {
        return offers.all().stream().map(PredefinedConnector::oauth);
    }

    @Override
    public Uni<Prospect> prepare(String owner, String id, JsonNode draft) {
        if (id.equals(CONNECTOR)) {
            return prepareDraft(owner, draft);
        }
        return offers.find(id).map(offer -> prepareOffer(owner, offer)).orElseGet(() -> find(owner, id)
                .chain(this::prepareSaved));
    }

    private Uni<Prospect> prepareDraft(String owner, JsonNode draft) {
        ConnectorRequest request = request(draft);
        Connectors.reject(request.violations());
        JsonNode memo = JsonNodeFactory.instance.objectNode().set(DRAFT, draft);
        return store.checkRoom(owner, request.url(), request.confirmDuplicate())
                .chain(() -> knock(CONNECTOR, request.url(), Set.of(), OAuthSettings.none(), memo));
    }

    private ConnectorRequest request(JsonNode draft) {
        return bodies.parse(draft.toString(), ConnectorRequest.class).orElseThrow();
    }

    private Uni<Prospect> prepareOffer(String owner, PredefinedConnector offer) {
        ObjectNode memo = JsonNodeFactory.instance.objectNode().put(OFFER, offer.id());
        return store.findPredefined(owner, offer.id())
                .call(taken ->
                        taken.isPresent() ? Uni.createFrom().voidItem() : store.checkRoom(owner, offer.url(), true))
                .chain(taken ->
                        knock(offer.id(), offer.url(), taken.map(this::scopes).orElse(Set.of()), offer.oauth(), memo));
    }

    private Uni<Prospect> prepareSaved(Connector connector) {
        if (connector.predefinedId != null
                && offers.find(connector.predefinedId).isPresent()) {
            return prepareOffer(
                    connector.owner, offers.find(connector.predefinedId).get());
        }
        ObjectNode memo = JsonNodeFactory.instance
                .objectNode()
                .put(SAVED, connector.id)
                .put(VERSION, connector.credentialVersion);
        UpstreamUrl url = UpstreamUrl.parse(connector.serverUrl).orElseThrow(Connectors::notFound);
        return knock(CONNECTOR, url, scopes(connector), OAuthSettings.none(), memo);
    }

    /** What we have must not be lost, and what the server said was missing has to be asked for. */
    private Set<String> scopes(Connector connector) {
        Set<String> scopes = new LinkedHashSet<>();
        grants.open(connector)
                .flatMap(Credential::grant)
                .ifPresent(grant -> scopes.addAll(Scopes.parse(grant.scope())));
        Optional.ofNullable(connector.wantedScopes).ifPresent(wanted -> scopes.addAll(Scopes.parse(wanted)));
        return scopes;
    }

    /** Whoever lets everybody in may still have things for those who sign in. */
    private Uni<Prospect> knock(
            String target, UpstreamUrl url, Set<String> granted, OAuthSettings settings, JsonNode memo) {
        return checks.knock(url).map(outcome -> {
            Diagnostics asked = outcome.diagnostics();
            if (outcome instanceof DiscoveryOutcome.Failed && asked.authScheme() == null && !isUnauthorized(outcome)) {
                throw checks.problem(outcome);
            }
            return new Prospect(
                    target,
                    Optional.of(url),
                    Optional.ofNullable(asked.resourceMetadata()).flatMap(UpstreamUrl::parse),
                    new LinkedHashSet<>(asked.authScopes()),
                    granted,
                    settings,
                    memo);
        });
    }

    private static boolean isUnauthorized(DiscoveryOutcome outcome) {
        return outcome instanceof DiscoveryOutcome.Failed failed && failed.code() == ErrorCode.AUTH_FAILED;
    }

    @Override
    public Uni<Connected> accept(String owner, JsonNode memo, Grant grant, Optional<String> email) {
        if (memo.has(DRAFT)) {
            ConnectorRequest request = request(memo.get(DRAFT));
            Credential granted = request.credential().with(grant);
            return insert(owner, NewConnector.of(request, granted, email));
        }
        if (memo.has(SAVED)) {
            return store.find(owner, memo.path(SAVED).asLong())
                    .onItem()
                    .ifNull()
                    .failWith(Connectors::notFound)
                    .invoke(connector -> rejectReplaced(connector, memo))
                    .chain(connector -> reauthorize(connector, grant, email));
        }
        return offers.find(memo.path(OFFER).asText())
                .map(offer -> accept(owner, offer, grant, email))
                .orElseThrow(Connectors::notFound);
    }

    private Uni<Connected> accept(String owner, PredefinedConnector offer, Grant grant, Optional<String> email) {
        Credential granted = Credential.none().with(grant);
        return store.findPredefined(owner, offer.id())
                .chain(taken -> taken.map(connector -> reauthorize(connector, grant, email))
                        .orElseGet(() -> insert(owner, NewConnector.of(offer, granted, email))));
    }

    private Uni<Connected> insert(String owner, NewConnector wanted) {
        return checks.checkGranted(wanted.url(), wanted.credential())
                .invoke(Connectors::rejectUnverified)
                .chain(verdict -> store.insert(owner, wanted, verdict))
                .map(id -> Connected.connector(id, wanted.name(), wanted.email().orElse(null)));
    }

    /** A server that is down for the moment must not cost its owner what was granted; one that refuses it does. */
    private Uni<Connected> reauthorize(Connector connector, Grant grant, Optional<String> email) {
        UpstreamUrl url = UpstreamUrl.parse(connector.serverUrl).orElseThrow(Connectors::notFound);
        Credential granted = grants.open(connector).orElseGet(Credential::none).with(grant);
        return checks.checkGranted(url, granted)
                .invoke(verdict -> {
                    if (verdict.isUnauthorized()) {
                        Connectors.rejectUnverified(verdict);
                    }
                })
                .chain(verdict -> store.reauthorize(connector, url, granted, email, verdict))
                .replaceWith(Connected.connector(connector.id, connector.name, email.orElse(connector.email)));
    }

    private static void rejectReplaced(Connector connector, JsonNode memo) {
        if (connector.credentialVersion != memo.path(VERSION).asLong()) {
            throw Problem.of(
                    ProblemCode.CONCURRENT_CHANGE,
                    "The connector was changed since this sign-in began. Start it again.");
        }
    }

    @Override
    public Uni<ConnectionStatus> status(String owner, String id) {
        return offers.find(id)
                .map(offer -> store.findPredefined(owner, id).map(taken -> taken.map(ConnectorAuthorizations::status)
                        .orElseGet(() -> ConnectionStatus.not(offer.name()))))
                .orElseGet(() -> find(owner, id).map(ConnectorAuthorizations::status));
    }

    private static ConnectionStatus status(Connector connector) {
        return new ConnectionStatus(
                connector.authType == AuthType.OAUTH && connector.sealedCredential != null && !connector.needsReauth(),
                connector.id,
                connector.name,
                connector.verified,
                connector.lastVerifiedAt());
    }

    /** What came of an offer goes; a connector of a user's own stays, without what it was granted. */
    @Override
    public Uni<String> disconnect(String owner, String id) {
        return find(owner, id)
                .chain(connector -> connector.predefinedId == null
                        ? store.dropCredential(owner, connector.id)
                        : store.delete(owner, connector.id))
                .call(grants::revoke)
                .map(gone -> gone.name);
    }

    @Override
    public Uni<String> renew(String owner, String id) {
        return find(owner, id).chain(connector -> {
            Credential credential = grants.open(connector)
                    .filter(opened -> opened.grant().isPresent())
                    .orElseThrow(AuthorizationProblems::notConnected);
            return renewal.renew(grants.holder(connector), credential)
                    .invoke(AuthorizationProblems::rejectUnrenewed)
                    .replaceWith(connector.name);
        });
    }

    /** By the name of an offer, or by number. */
    private Uni<Connector> find(String owner, String id) {
        Uni<Connector> found = offers.find(id).isPresent()
                ? store.findPredefined(owner, id).map(taken -> taken.orElse(null))
                : store.find(owner, NUMBER.matcher(id).matches() ? Long.parseLong(id) : 0);
        return found.onItem().ifNull().failWith(Connectors::notFound);
    }
}
