package io.schemaagent.connectors.connector;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.schemaagent.connectors.connector.Connector.SavedUrl;
import io.schemaagent.connectors.egress.UpstreamUrl;
import io.schemaagent.connectors.limit.LimitConfig;
import io.schemaagent.connectors.problem.DatabaseFailures;
import io.schemaagent.connectors.problem.Problem;
import io.schemaagent.connectors.problem.ProblemCode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Whether an owner may have one more connector, and one to this server. */
@ApplicationScoped
class ConnectorRoom {

    /** What the database raises when an owner has as many connectors as allowed (migration V7). */
    private static final String LIMIT_REACHED = "CL001";

    private final LimitConfig limits;

    ConnectorRoom(LimitConfig limits) {
        this.limits = limits;
    }

    /**
     * Fails where a connector could not be added anyway, so that no server is contacted in vain. Who asks again since no
     * answer came hears that the connector is there already, also where it was the last that there was room for.
     */
    Uni<Void> check(String owner, UpstreamUrl url, boolean duplicateConfirmed) {
        return Panache.withSession(() -> Connector.listUrls(owner))
                .invoke(saved -> rejectDuplicate(saved, url, null, duplicateConfirmed))
                .invoke(this::rejectBeyondLimit)
                .replaceWithVoid();
    }

    /** Fails where another connector of the same owner has this URL, unless that is meant. */
    Uni<Void> checkDuplicate(Connector seen, UpstreamUrl url, boolean duplicateConfirmed) {
        return Panache.withSession(() -> Connector.listUrls(seen.owner))
                .invoke(saved -> rejectDuplicate(saved, url, seen.id, duplicateConfirmed))
                .replaceWithVoid();
    }

    /** The same within a transaction that is to add one: until it ends, nobody else adds any for this owner. */
    Uni<Void> enter(String owner, UpstreamUrl url, boolean duplicateConfirmed) {
        return lock(owner)
                .chain(() -> Connector.listUrls(owner))
                .invoke(saved -> rejectDuplicate(saved, url, null, duplicateConfirmed))
                .replaceWithVoid();
    }

    /** One change at a time to the set of an owner's connectors, and the limit that the database then enforces. */
    private Uni<Void> lock(String owner) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "SELECT set_config('connectors.per_owner', ?1, true), CAST(lock_connectors_of(?2) AS text)")
                        .setParameter(1, Integer.toString(limits.perUser()))
                        .setParameter(2, owner)
                        .getResultList())
                .replaceWithVoid();
    }

    private void rejectBeyondLimit(List<SavedUrl> saved) {
        if (saved.size() >= limits.perUser()) {
            throw limitReached();
        }
    }

    /** What its owner is told. */
    Problem limitReached() {
        return Problem.of(
                ProblemCode.CONNECTOR_LIMIT_REACHED,
                "You have " + limits.perUser() + " connectors, which is the limit. Remove one to add another.");
    }

    /** Whether the database has refused one more. */
    static boolean isLimitReached(Throwable failure) {
        return DatabaseFailures.hasSqlState(failure, LIMIT_REACHED);
    }

    private static void rejectDuplicate(List<SavedUrl> saved, UpstreamUrl url, Long except, boolean confirmed) {
        boolean duplicate = saved.stream()
                .filter(other -> !other.id().equals(except))
                .flatMap(other -> UpstreamUrl.parse(other.serverUrl()).stream())
                .anyMatch(url::isSameAs);
        if (duplicate && !confirmed) {
            throw Problem.of(
                    ProblemCode.DUPLICATE_SERVER_URL,
                    "You have a connector for this URL already. Send \"confirm_duplicate\": true to add another.");
        }
    }
}
