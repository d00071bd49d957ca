package io.schemaagent.connectors.connector;

import com.fasterxml.jackson.databind.JsonNode;
import io.schemaagent.connectors.credential.Credential;
import io.schemaagent.connectors.credential.Grant;
import io.schemaagent.connectors.egress.UpstreamUrl;
import io.schemaagent.connectors.oauth.Connected;
import io.schemaagent.connectors.predefined.PredefinedConnector;
import io.schemaagent.connectors.predefined.PredefinedConnectors;
import io.schemaagent.connectors.problem.DatabaseFailures;
import io.schemaagent.connectors.problem.Problem;
import io.schemaagent.connectors.upstream.Verdict;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Tests what owners were granted for a connector, and stores it. */
@ApplicationScoped
class ConnectorAcceptance {

    /** PostgreSQL's code for a second row where there may be one: of an offer, for one owner. */
    private static final String UNIQUE_VIOLATION = "23505";

    private final PredefinedConnectors offers;
    private final ConnectorStore store;
    private final ConnectorGrants grants;
    private final Checks checks;
    private final ConnectorMemos memos;
    private final ConnectorTrail trail;

    ConnectorAcceptance(
            PredefinedConnectors offers,
            ConnectorStore store,
            ConnectorGrants grants,
            Checks checks,
            ConnectorMemos memos,
            ConnectorTrail trail) {
        this.offers = offers;
        this.store = store;
        this.grants = grants;
        this.checks = checks;
        this.memos = memos;
        this.trail = trail;
    }

    /**
     * Stores a connector with what was granted, or keeps it in one that is there.
     *
     * @param email who signed in, where that is known
     */
    Uni<Connected> accept(String owner, JsonNode memo, Grant grant, Optional<String> email) {
        Optional<ConnectorRequest> draft = memos.draftIn(memo);
        if (draft.isPresent()) {
            return insert(
                    owner, NewConnector.of(draft.get(), draft.get().credential().with(grant), email));
        }
        Optional<String> offer = memos.offerIn(memo);
        if (offer.isPresent()) {
            return accept(owner, offers.find(offer.get()).orElseThrow(Connectors::notFound), grant, email);
        }
        return store.find(owner, memos.savedIn(memo))
                .onItem()
                .ifNull()
                .failWith(Connectors::notFound)
                .chain(connector -> unlessReplaced(connector, memo))
                .chain(connector -> reauthorize(connector, grant, email));
    }

    private Uni<Connector> unlessReplaced(Connector connector, JsonNode memo) {
        return Uni.createFrom()
                .item(connector)
                .invoke(found -> memos.rejectReplaced(found, memo))
                .onFailure()
                .invoke(failure -> trail.notAuthorized(connector, failure));
    }

    /** Takes down that an owner was granted nothing, for what there is or would have been; what is gone by now has no event. */
    Uni<Void> notGranted(String owner, JsonNode memo, Problem failure) {
        Optional<String> draft = memos.draftIn(memo).map(ConnectorRequest::name);
        if (draft.isPresent()) {
            trail.notCreated(owner, draft.get(), failure);
            return Uni.createFrom().voidItem();
        }
        return there(owner, memo)
                .invoke(connector -> connector.ifPresentOrElse(
                        known -> trail.notAuthorized(known, failure), () -> memos.offerIn(memo)
                                .flatMap(offers::find)
                                .ifPresent(offer -> trail.notCreated(owner, offer.name(), failure))))
                .replaceWithVoid();
    }

    private Uni<Optional<Connector>> there(String owner, JsonNode memo) {
        return memos.offerIn(memo)
                .map(offer -> store.findPredefined(owner, offer))
                .orElseGet(() -> store.find(owner, memos.savedIn(memo)).map(Optional::ofNullable));
    }

    /** Who takes an offer twice at the same time has it once. */
    private Uni<Connected> accept(String owner, PredefinedConnector offer, Grant grant, Optional<String> email) {
        NewConnector wanted = NewConnector.of(offer, Credential.none().with(grant), email);
        return store.findPredefined(owner, offer.id())
                .chain(taken -> taken.map(connector -> reauthorize(connector, grant, email))
                        .orElseGet(() -> insert(owner, wanted)))
                .onFailure(ConnectorAcceptance::isTakenMeanwhile)
                .recoverWithUni(() -> store.findPredefined(owner, offer.id())
                        .chain(taken -> reauthorize(taken.orElseThrow(Connectors::notFound), grant, email)));
    }

    private static boolean isTakenMeanwhile(Throwable failure) {
        return DatabaseFailures.hasSqlState(failure, UNIQUE_VIOLATION);
    }

    private Uni<Connected> insert(String owner, NewConnector wanted) {
        return checks.checkGranted(wanted.url(), wanted.credential())
                .invoke(Connectors::rejectUnverified)
                .chain(verdict -> store.insert(owner, wanted, verdict))
                .onFailure()
                .invoke(failure -> trail.notCreated(owner, wanted.name(), failure))
                .map(id -> Connected.connector(id, wanted.name(), wanted.email().orElse(null)));
    }

    private Uni<Connected> reauthorize(Connector connector, Grant grant, Optional<String> email) {
        UpstreamUrl url = UpstreamUrl.parse(connector.serverUrl).orElseThrow(Connectors::notFound);
        Credential granted = grants.find(connector).orElseGet(Credential::none).with(grant);
        return checks.checkGranted(url, granted)
                .invoke(ConnectorAcceptance::rejectUnauthorized)
                .chain(verdict -> store.reauthorize(connector, url, granted, email, verdict))
                .onFailure()
                .invoke(failure -> trail.notAuthorized(connector, failure))
                .replaceWith(Connected.connector(connector.id, connector.name, email.orElse(connector.email)));
    }

    /** A server that is down for the moment must not cost its owner what was granted; one that refuses it does. */
    private static void rejectUnauthorized(Verdict verdict) {
        if (verdict.isUnauthorized()) {
            throw verdict.problem();
        }
    }
}
