package io.schemaagent.connectors.connector;

import com.fasterxml.jackson.databind.JsonNode;
import io.schemaagent.connectors.credential.Credential;
import io.schemaagent.connectors.egress.UpstreamUrl;
import io.schemaagent.connectors.mcp.DiscoveryOutcome;
import io.schemaagent.connectors.mcp.diagnostics.Diagnostics;
import io.schemaagent.connectors.mcp.diagnostics.ErrorCode;
import io.schemaagent.connectors.oauth.Connectable;
import io.schemaagent.connectors.oauth.OAuthSettings;
import io.schemaagent.connectors.oauth.Prospect;
import io.schemaagent.connectors.oauth.server.Scopes;
import io.schemaagent.connectors.predefined.PredefinedConnector;
import io.schemaagent.connectors.predefined.PredefinedConnectors;
import io.schemaagent.connectors.problem.Problem;
import io.schemaagent.connectors.problem.Violation;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** Finds out what it takes to sign in to the server of a connector. */
@ApplicationScoped
class ConnectorProspects {

    /** Where a draft stands in the body that begins an authorization. */
    private static final String DRAFT = "connector";

    /** Twice what all its fields may have: it is kept for ten minutes, whatever else is in it. */
    private static final int MAX_DRAFT = 40 * 1024;

    private final PredefinedConnectors offers;
    private final ConnectorStore store;
    private final ConnectorRoom room;
    private final ConnectorGrants grants;
    private final Checks checks;
    private final ConnectorMemos memos;

    ConnectorProspects(
            PredefinedConnectors offers,
            ConnectorStore store,
            ConnectorRoom room,
            ConnectorGrants grants,
            Checks checks,
            ConnectorMemos memos) {
        this.offers = offers;
        this.store = store;
        this.room = room;
        this.grants = grants;
        this.checks = checks;
        this.memos = memos;
    }

    /** A connector that is to be saved, if it could be. */
    Uni<Prospect> ofDraft(String owner, JsonNode draft) {
        ConnectorRequest request = valid(draft);
        JsonNode memo = ConnectorMemos.ofDraft(draft);
        return room.check(owner, request.url(), request.confirmDuplicate())
                .chain(() -> knock(Connectable.CONNECTOR, request.url(), Set.of(), OAuthSettings.none(), memo));
    }

    private ConnectorRequest valid(JsonNode draft) {
        if (draft.toString().length() > MAX_DRAFT) {
            throw Problem.invalid(
                    Violation.inBody(DRAFT, "must not be longer than " + MAX_DRAFT + " characters of JSON"));
        }
        try {
            ConnectorRequest request = memos.draft(draft);
            Connectors.reject(request.violations());
            return request;
        } catch (Problem invalid) {
            throw invalid.within(DRAFT);
        }
    }

    /** Something that the operator offers, whether the owner has taken it or not. */
    Uni<Prospect> ofOffer(String owner, PredefinedConnector offer) {
        JsonNode memo = ConnectorMemos.ofOffer(offer.id());
        return store.findPredefined(owner, offer.id())
                .call(taken -> taken.isPresent() ? Uni.createFrom().voidItem() : room.check(owner, offer.url(), true))
                .chain(taken ->
                        knock(offer.id(), offer.url(), taken.map(this::scopes).orElse(Set.of()), offer.oauth(), memo));
    }

    /** A connector that is there. */
    Uni<Prospect> ofSaved(Connector connector) {
        if (connector.predefinedId != null
                && offers.find(connector.predefinedId).isPresent()) {
            return ofOffer(connector.owner, offers.find(connector.predefinedId).get());
        }
        UpstreamUrl url = UpstreamUrl.parse(connector.serverUrl).orElseThrow(Connectors::notFound);
        return knock(
                Connectable.CONNECTOR, url, scopes(connector), OAuthSettings.none(), ConnectorMemos.ofSaved(connector));
    }

    /** What we have must not be lost, and what the server said was missing has to be asked for. */
    private Set<String> scopes(Connector connector) {
        Set<String> scopes = new LinkedHashSet<>();
        grants.find(connector)
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
}
