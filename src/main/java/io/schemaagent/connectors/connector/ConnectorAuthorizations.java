package io.schemaagent.connectors.connector;

import com.fasterxml.jackson.databind.JsonNode;
import io.schemaagent.connectors.credential.AuthType;
import io.schemaagent.connectors.credential.Credential;
import io.schemaagent.connectors.credential.Grant;
import io.schemaagent.connectors.oauth.AuthorizationProblems;
import io.schemaagent.connectors.oauth.Connectable;
import io.schemaagent.connectors.oauth.Connected;
import io.schemaagent.connectors.oauth.ConnectionStatus;
import io.schemaagent.connectors.oauth.GrantRenewal;
import io.schemaagent.connectors.oauth.OAuthSettings;
import io.schemaagent.connectors.oauth.Prospect;
import io.schemaagent.connectors.predefined.PredefinedConnector;
import io.schemaagent.connectors.predefined.PredefinedConnectors;
import io.schemaagent.connectors.problem.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Connectors that users make by signing in: of their own, of what the operator offers, and those there are already. */
@ApplicationScoped
class ConnectorAuthorizations implements Connectable {

    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,17}");

    private final PredefinedConnectors offers;
    private final ConnectorStore store;
    private final ConnectorGrants grants;
    private final GrantRenewal renewal;
    private final ConnectorProspects prospects;
    private final ConnectorAcceptance acceptance;

    ConnectorAuthorizations(
            PredefinedConnectors offers,
            ConnectorStore store,
            ConnectorGrants grants,
            GrantRenewal renewal,
            ConnectorProspects prospects,
            ConnectorAcceptance acceptance) {
        this.offers = offers;
        this.store = store;
        this.grants = grants;
        this.renewal = renewal;
        this.prospects = prospects;
        this.acceptance = acceptance;
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
            return prospects.ofDraft(owner, draft);
        }
        return offers.find(id).map(offer -> prospects.ofOffer(owner, offer)).orElseGet(() -> find(owner, id)
                .chain(prospects::ofSaved));
    }

    @Override
    public Uni<Connected> accept(String owner, JsonNode memo, Grant grant, Optional<String> email) {
        return acceptance.accept(owner, memo, grant, email);
    }

    @Override
    public Uni<Void> notGranted(String owner, JsonNode memo, Problem failure) {
        return acceptance.notGranted(owner, memo, failure);
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
        return offers.find(id)
                .map(offer -> store.findPredefined(owner, id).chain(taken -> taken.map(this::disconnect)
                        .orElseGet(() -> Uni.createFrom().item(offer.name()))))
                .orElseGet(() -> find(owner, id).chain(this::disconnect));
    }

    private Uni<String> disconnect(Connector connector) {
        Uni<Connector> gone = connector.predefinedId == null
                ? store.dropCredential(connector.owner, connector.id)
                : store.delete(connector.owner, connector.id);
        return gone.call(grants::revoke).replaceWith(connector.name);
    }

    @Override
    public Uni<String> renew(String owner, String id) {
        return find(owner, id).chain(connector -> {
            Credential credential = grants.find(connector)
                    .filter(opened -> opened.grant().isPresent())
                    .orElseThrow(AuthorizationProblems::notConnected);
            return renewal.renew(grants.row(connector.access()), credential)
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
