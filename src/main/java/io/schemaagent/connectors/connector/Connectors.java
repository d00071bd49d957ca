package io.schemaagent.connectors.connector;

import io.schemaagent.connectors.audit.AuditAction;
import io.schemaagent.connectors.credential.AuthType;
import io.schemaagent.connectors.credential.Credential;
import io.schemaagent.connectors.credential.CredentialException;
import io.schemaagent.connectors.egress.UpstreamUrl;
import io.schemaagent.connectors.mcp.diagnostics.Diagnostics.PhaseResult;
import io.schemaagent.connectors.predefined.PredefinedConnectors;
import io.schemaagent.connectors.problem.Problem;
import io.schemaagent.connectors.problem.ProblemCode;
import io.schemaagent.connectors.problem.Violation;
import io.schemaagent.connectors.upstream.Verdict;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jboss.logging.MDC;

/** What owners do with their connectors. No transaction is open while a server is contacted: load, check, then write. */
@ApplicationScoped
class Connectors {

    private final Checks checks;
    private final ConnectorStore store;
    private final ConnectorRoom room;
    private final ConnectorGrants grants;
    private final PredefinedConnectors offers;
    private final ConnectorQueries queries;
    private final ConnectorTrail trail;

    Connectors(
            Checks checks,
            ConnectorStore store,
            ConnectorRoom room,
            ConnectorGrants grants,
            PredefinedConnectors offers,
            ConnectorQueries queries,
            ConnectorTrail trail) {
        this.offers = offers;
        this.grants = grants;
        this.checks = checks;
        this.store = store;
        this.room = room;
        this.queries = queries;
        this.trail = trail;
    }

    Uni<List<ConnectorView>> list(String owner, Optional<Boolean> active) {
        return queries.list(owner, active);
    }

    Uni<ConnectorView> get(String owner, long id) {
        MDC.put("connector_id", id);
        return queries.find(owner, id).map(found -> found.orElseThrow(Connectors::notFound));
    }

    /** What the operator offers, and what of it the owner has taken. */
    Uni<List<PredefinedView>> listPredefined(String owner) {
        return store.listPredefined(owner).map(taken -> offers.all().stream()
                .map(offer -> new PredefinedView(offer.shown(), taken.contains(offer.id())))
                .toList());
    }

    /**
     * Contacts a server and stores nothing.
     *
     * @param watcher hears of each phase that is over and was good
     */
    Uni<Verdict> test(String owner, CheckRequest request, Consumer<PhaseResult> watcher) {
        reject(request.violations());
        return checks.check(owner, request.serverUrl(), request.credential(), watcher)
                .invoke(verdict -> trail.tested(owner, request.serverUrl(), verdict));
    }

    /** Contacts the server first, and stores a connector only if that goes well. */
    Uni<ConnectorView> create(String owner, ConnectorRequest request) {
        reject(request.violations());
        return room.check(owner, request.url(), request.confirmDuplicate())
                .chain(() -> checks.check(owner, request.url(), request.credential()))
                .invoke(Connectors::rejectUnverified)
                .chain(verdict -> store.insert(owner, NewConnector.of(request), verdict))
                .onFailure()
                .invoke(failure -> trail.notCreated(owner, request.name(), failure))
                .chain(id -> get(owner, id));
    }

    /** Changes what the patch says; a new target is contacted before it replaces anything. */
    Uni<ConnectorView> update(String owner, long id, ConnectorPatch patch) {
        reject(patch.violations());
        return load(owner, id).chain(seen -> attempt(seen, patch)).chain(() -> get(owner, id));
    }

    private Uni<Void> attempt(Connector seen, ConnectorPatch patch) {
        return Uni.createFrom()
                .deferred(() -> update(seen, patch))
                .onFailure()
                .invoke(failure -> trail.notUpdated(seen, patch, failure));
    }

    private Uni<Void> update(Connector seen, ConnectorPatch patch) {
        UpstreamUrl url =
                patch.url().or(() -> UpstreamUrl.parse(seen.serverUrl)).orElseThrow();
        AuthType authType = patch.authType().orElse(seen.authType);
        boolean sameUrl = patch.serverUrl().map(seen.serverUrl::equals).orElse(true);
        if (sameUrl && authType == seen.authType && !patch.hasCredential()) {
            return store.change(seen.owner, seen.id, patch);
        }
        Credential credential = credentialFor(seen, url, authType, patch);
        return room.checkDuplicate(seen, url, patch.confirmDuplicate())
                .chain(() -> checks.check(seen.owner, url, credential))
                .invoke(Connectors::rejectUnverified)
                .chain(verdict -> store.replaceTarget(seen, patch, url, credential, verdict));
    }

    private Credential credentialFor(Connector seen, UpstreamUrl url, AuthType authType, ConnectorPatch patch) {
        if (patch.hasCredential()) {
            return Credential.of(authType, patch.authConfig());
        }
        if (seen.sealedCredential == null || (authType == AuthType.NONE && seen.authType != AuthType.NONE)) {
            return Credential.of(authType, null);
        }
        if (!isSameOrigin(seen, url)) {
            throw Problem.of(
                    ProblemCode.CREDENTIALS_REQUIRED,
                    "The stored credentials belong to another server. Send auth_config with the new server_url.");
        }
        try {
            return grants.open(seen.access()).as(authType);
        } catch (CredentialException unusable) {
            throw Problem.of(
                    ProblemCode.CREDENTIALS_REQUIRED,
                    "The stored credentials cannot be used any more. Send auth_config again.");
        }
    }

    private static boolean isSameOrigin(Connector seen, UpstreamUrl url) {
        return UpstreamUrl.parse(seen.serverUrl)
                .map(UpstreamUrl::origin)
                .filter(url.origin()::equals)
                .isPresent();
    }

    Uni<Void> delete(String owner, long id) {
        MDC.put("connector_id", id);
        return store.delete(owner, id).chain(grants::revoke);
    }

    Uni<ConnectorView> toggle(String owner, long id, Optional<Boolean> active) {
        MDC.put("connector_id", id);
        return store.toggle(owner, id, active).chain(() -> get(owner, id));
    }

    /** Contacts the server and keeps what it offers now; after a failure the last good tools stay. */
    Uni<VerificationView> verify(String owner, long id) {
        return checkAndRecord(owner, id, AuditAction.CONNECTOR_VERIFIED)
                .chain(verdict -> get(owner, id).map(connector -> VerificationView.from(verdict, connector)));
    }

    /** The same, for callers that want the connector or an error. */
    Uni<ConnectorView> refresh(String owner, long id) {
        return checkAndRecord(owner, id, AuditAction.CONNECTOR_REFRESHED)
                .invoke(Connectors::rejectUnverified)
                .chain(() -> get(owner, id));
    }

    private Uni<Verdict> checkAndRecord(String owner, long id, AuditAction action) {
        return load(owner, id).chain(seen -> checks.check(seen)
                .call(verdict -> store.record(seen.access(), verdict))
                .invoke(verdict -> trail.contacted(action, seen, verdict)));
    }

    /** Contacts the server and stores nothing. */
    Uni<HealthView> health(String owner, long id) {
        return load(owner, id).chain(seen -> checks.check(seen)
                .invoke(verdict -> trail.contacted(AuditAction.CONNECTOR_CHECKED, seen, verdict))
                .map(verdict -> HealthView.from(verdict, seen)));
    }

    private Uni<Connector> load(String owner, long id) {
        MDC.put("connector_id", id);
        return store.find(owner, id).onItem().ifNull().failWith(Connectors::notFound);
    }

    static void reject(List<Violation> violations) {
        if (!violations.isEmpty()) {
            throw Problem.invalid(violations);
        }
    }

    static void rejectUnverified(Verdict verdict) {
        if (!verdict.success()) {
            throw verdict.problem();
        }
    }

    static Problem notFound() {
        return Problem.of(ProblemCode.CONNECTOR_NOT_FOUND, "There is no such connector.");
    }
}
