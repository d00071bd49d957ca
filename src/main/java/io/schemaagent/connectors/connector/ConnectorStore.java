package io.schemaagent.connectors.connector;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.schemaagent.connectors.connector.Connector.Target;
import io.schemaagent.connectors.credential.Binding;
import io.schemaagent.connectors.credential.Credential;
import io.schemaagent.connectors.credential.Credentials;
import io.schemaagent.connectors.egress.UpstreamUrl;
import io.schemaagent.connectors.problem.Problem;
import io.schemaagent.connectors.problem.ProblemCode;
import io.schemaagent.connectors.schedule.RefreshSchedule;
import io.schemaagent.connectors.trust.KnownTools;
import io.schemaagent.connectors.upstream.Verdict;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Writes connectors, each change in one short transaction together with what the audit trail says of it. */
@ApplicationScoped
class ConnectorStore {

    private final Credentials credentials;
    private final ConnectorAlerts alerts;
    private final ToolTrust trust;
    private final ConnectorRoom room;
    private final RefreshSchedule schedule;
    private final ConnectorTrail trail;
    private final Clock clock;

    ConnectorStore(
            Credentials credentials,
            ConnectorAlerts alerts,
            ToolTrust trust,
            ConnectorRoom room,
            RefreshSchedule schedule,
            ConnectorTrail trail,
            Clock clock) {
        this.credentials = credentials;
        this.alerts = alerts;
        this.trust = trust;
        this.room = room;
        this.schedule = schedule;
        this.trail = trail;
        this.clock = clock;
    }

    Uni<Connector> find(String owner, long id) {
        return Panache.withSession(() -> Connector.findOwned(owner, id));
    }

    /** Adds a connector that was just verified; answers its id. */
    Uni<Long> insert(String owner, NewConnector wanted, Verdict verdict) {
        Connector connector = new Connector();
        connector.owner = owner;
        connector.name = wanted.name();
        connector.email = wanted.email().orElse(null);
        connector.description = wanted.description();
        connector.serverUrl = wanted.serverUrl();
        connector.predefinedId = wanted.predefinedId().orElse(null);
        connector.replaceCredential(wanted.credential().type(), sealed(owner, wanted.url(), wanted.credential()));
        connector.active = true;
        connector.createdAt = Connector.utc(clock.instant());
        trust.begin(connector, trust.discovered(verdict));
        verified(connector, verdict);
        return Panache.withTransaction(() -> room.enter(owner, wanted.url(), wanted.confirmDuplicate())
                        .chain(connector::persistAndFlush)
                        .call(() -> trail.created(connector, verdict)))
                .onFailure(ConnectorRoom::isLimitReached)
                .transform(refused -> room.limitReached())
                .map(persisted -> connector.id);
    }

    /** Changes a connector in what no check is needed for. */
    Uni<Void> change(String owner, long id, ConnectorPatch patch) {
        return changing(
                owner,
                id,
                connector -> {
                    apply(patch, connector);
                    connector.updatedAt = Connector.utc(clock.instant());
                },
                connector -> trail.updated(connector, patch));
    }

    /** Makes a connector lead where a check just went well, unless somebody else changed that meanwhile. */
    Uni<Void> replaceTarget(
            Connector seen, ConnectorPatch patch, UpstreamUrl url, Credential credential, Verdict verdict) {
        List<ObjectNode> found = trust.discovered(verdict);
        String sealed = sealed(seen.owner, url, credential);
        return changing(
                seen.owner,
                seen.id,
                connector -> {
                    rejectChanged(seen.target(), connector);
                    apply(patch, connector);
                    connector.serverUrl = patch.serverUrl().orElse(seen.serverUrl);
                    boolean renewed = !Objects.equals(connector.sealedCredential, seen.sealedCredential);
                    // What was not given anew may have been renewed meanwhile: then that is what counts.
                    boolean kept = !patch.hasCredential() && renewed && credential.type() == seen.authType;
                    connector.replaceCredential(credential.type(), kept ? connector.sealedCredential : sealed);
                    trust.retarget(connector, UpstreamUrl.parse(seen.serverUrl), url, found);
                    verified(connector, verdict);
                },
                connector -> trail.updated(connector, patch));
    }

    /** Lets a connector use what its owner was granted just now, whatever else came of the check. */
    Uni<Void> reauthorize(
            Connector seen, UpstreamUrl url, Credential credential, Optional<String> email, Verdict verdict) {
        List<ObjectNode> found = trust.discovered(verdict);
        String sealed = sealed(seen.owner, url, credential);
        return changing(
                seen.owner,
                seen.id,
                connector -> {
                    rejectChanged(seen.target(), connector);
                    connector.replaceCredential(credential.type(), sealed);
                    connector.email = email.orElse(connector.email);
                    conclude(connector, verdict, found);
                },
                connector -> trail.authorized(connector, verdict));
    }

    /** Remembers what a server asks for beyond what was granted, for the next time that its owner signs in. */
    Uni<Void> wantScopes(ConnectorAccess seen, List<String> scopes) {
        return changing(seen.owner(), seen.id(), connector -> {
            rejectChanged(seen.target(), connector);
            connector.wantedScopes = String.join(" ", scopes);
        });
    }

    /** Forgets what a connector was granted; it stays, and waits for its owner to sign in again. */
    Uni<Connector> dropCredential(String owner, long id) {
        return Panache.withTransaction(() -> Connector.findOwnedForChange(owner, id)
                .onItem()
                .ifNull()
                .failWith(Connectors::notFound)
                .chain(connector -> dropCredential(connector).call(() -> trail.disconnected(connector))));
    }

    private Uni<Connector> dropCredential(Connector connector) {
        Connector before = connector.copyOfCredential();
        Verdict verdict = Verdict.needsReauth("disconnected");
        connector.replaceCredential(connector.authType, null);
        failed(connector, verdict);
        return Uni.createFrom().item(before);
    }

    /** Removes a connector with everything that is stored for it; answers with what it was. */
    Uni<Connector> delete(String owner, long id) {
        return Panache.withTransaction(() -> Connector.findOwnedForChange(owner, id)
                .onItem()
                .ifNull()
                .failWith(Connectors::notFound)
                .call(Connector::delete)
                .call(trail::deleted));
    }

    Uni<Optional<Connector>> findPredefined(String owner, String predefinedId) {
        return Panache.withSession(() -> Connector.findPredefined(owner, predefinedId))
                .map(Optional::ofNullable);
    }

    Uni<List<String>> listPredefined(String owner) {
        return Panache.withSession(() -> Connector.listPredefined(owner));
    }

    Uni<Void> toggle(String owner, long id, Optional<Boolean> active) {
        return changing(
                owner,
                id,
                connector -> {
                    connector.activate(active.orElse(!connector.active));
                    connector.updatedAt = Connector.utc(clock.instant());
                },
                trail::toggled);
    }

    /** The tools of a connector, with what its owner says to them. */
    Uni<KnownTools> findTools(String owner, long id) {
        return find(owner, id).onItem().ifNull().failWith(Connectors::notFound).map(trust::known);
    }

    /**
     * Changes what an owner says to the tools of a connector, as they are at that moment; answers them afterwards.
     *
     * @param event writes what the audit trail is to say of it
     */
    Uni<KnownTools> changeTools(
            String owner, long id, UnaryOperator<KnownTools> change, Function<Connector, Uni<?>> event) {
        return Panache.withTransaction(() -> Connector.findOwnedForChange(owner, id)
                .onItem()
                .ifNull()
                .failWith(Connectors::notFound)
                .chain(connector -> changeTools(connector, change, event)));
    }

    private Uni<KnownTools> changeTools(
            Connector connector, UnaryOperator<KnownTools> change, Function<Connector, Uni<?>> event) {
        KnownTools tools = changeTools(connector, change);
        return event.apply(connector).replaceWith(tools);
    }

    private KnownTools changeTools(Connector connector, UnaryOperator<KnownTools> change) {
        KnownTools tools = change.apply(trust.known(connector));
        trust.keep(connector, tools);
        connector.updatedAt = Connector.utc(clock.instant());
        return tools;
    }

    /** Keeps what a check of a saved connector came to, unless it leads elsewhere by now. */
    Uni<Void> record(ConnectorAccess seen, Verdict verdict) {
        List<ObjectNode> found = trust.discovered(verdict);
        return changing(seen.owner(), seen.id(), connector -> {
            rejectChanged(seen.target(), connector);
            conclude(connector, verdict, found);
        });
    }

    private void conclude(Connector connector, Verdict verdict, List<ObjectNode> found) {
        if (verdict.success()) {
            trust.rediscover(connector, found);
            verified(connector, verdict);
        } else {
            failed(connector, verdict);
        }
    }

    private void verified(Connector connector, Verdict verdict) {
        Instant now = clock.instant();
        connector.verified(verdict, schedule.afterSuccess(now, verdict.timeToLive()), now);
    }

    private void failed(Connector connector, Verdict verdict) {
        Instant now = clock.instant();
        connector.failed(verdict, schedule.afterFailure(now, connector.consecutiveFailures + 1), now);
        alerts.failed(connector);
    }

    private static void apply(ConnectorPatch patch, Connector connector) {
        patch.name().ifPresent(name -> connector.name = name);
        if (patch.hasDescription()) {
            connector.description = patch.description().orElse(null);
        }
        patch.isActive().ifPresent(connector::activate);
    }

    /** What the service notes for itself. */
    private static Uni<Void> changing(String owner, long id, Consumer<Connector> change) {
        return changing(owner, id, change, connector -> Uni.createFrom().voidItem());
    }

    /** What somebody has wanted, with what the audit trail is to say of it. */
    private static Uni<Void> changing(
            String owner, long id, Consumer<Connector> change, Function<Connector, Uni<?>> event) {
        return Panache.withTransaction(() -> Connector.findOwnedForChange(owner, id)
                .onItem()
                .ifNull()
                .failWith(Connectors::notFound)
                .invoke(change)
                .call(event)
                .replaceWithVoid());
    }

    private String sealed(String owner, UpstreamUrl url, Credential credential) {
        return credentials.seal(credential, new Binding(owner, url.origin())).orElse(null);
    }

    private static void rejectChanged(Target seen, Connector now) {
        if (!now.hasTarget(seen)) {
            throw Problem.of(
                    ProblemCode.CONCURRENT_CHANGE,
                    "The connector was changed by another request meanwhile. Load it and try again.");
        }
    }
}
