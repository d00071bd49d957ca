package io.schemaagent.connectors.connector;

import io.quarkus.scheduler.Scheduled;
import io.schemaagent.connectors.problem.Problem;
import io.schemaagent.connectors.schedule.RefreshConfig;
import io.schemaagent.connectors.schedule.ScheduledWork;
import io.schemaagent.connectors.upstream.Verdict;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Keeps the tools of saved servers up to date when nobody asks: every replica takes some of those that are due, so that
 * more replicas do more. A server that fails keeps its last good tools, and is asked ever more seldom.
 */
@ApplicationScoped
class BackgroundRefresh {

    private static final Logger LOG = Logger.getLogger(BackgroundRefresh.class);

    /** A connector as it was, with what came of it. */
    private record Checked(Connector connector, Verdict verdict) {}

    private final RefreshConfig config;
    private final DueConnectors due;
    private final Checks checks;
    private final ConnectorStore store;
    private final ConnectorTrail trail;

    BackgroundRefresh(
            RefreshConfig config, DueConnectors due, Checks checks, ConnectorStore store, ConnectorTrail trail) {
        this.config = config;
        this.due = due;
        this.checks = checks;
        this.store = store;
        this.trail = trail;
    }

    @Scheduled(every = ScheduledWork.LOOK_EVERY, concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> refresh() {
        return config.enabled() ? refreshDue() : Uni.createFrom().voidItem();
    }

    /** Once, those that are due; more of them wait for the next time. Never fails. */
    Uni<Void> refreshDue() {
        return due.take(config.atOnce())
                .chain(this::refreshAll)
                .onFailure()
                .invoke(failure -> LOG.debugf("Nothing was refreshed: %s", failure.getMessage()))
                .onFailure()
                .recoverWithNull();
    }

    Uni<Void> refreshAll(List<DueConnectors.Due> all) {
        return loadAll(all).chain(this::checkAll).chain(this::recordAll);
    }

    /** One after the other, since a session of the database is for one thing at a time. */
    private Uni<List<Connector>> loadAll(List<DueConnectors.Due> all) {
        return Multi.createFrom()
                .iterable(all)
                .onItem()
                .transformToUniAndConcatenate(one -> unlessGone(one.id(), store.find(one.owner(), one.id())))
                .collect()
                .asList();
    }

    /** All at once, since each server takes its time. */
    private Uni<List<Checked>> checkAll(List<Connector> all) {
        return Multi.createFrom()
                .iterable(all)
                .onItem()
                .transformToUni(seen -> checks.refresh(seen).map(verdict -> new Checked(seen, verdict)))
                .merge(config.atOnce())
                .collect()
                .asList();
    }

    private Uni<Void> recordAll(List<Checked> all) {
        return Multi.createFrom()
                .iterable(all)
                .onItem()
                .transformToUniAndConcatenate(one -> unlessGone(one.connector().id, record(one)))
                .onItem()
                .ignoreAsUni();
    }

    private Uni<Void> record(Checked one) {
        return store.record(one.connector().access(), one.verdict())
                .invoke(() -> trail.noticed(one.connector(), one.verdict()));
    }

    /** What its owner has changed or removed meanwhile need not be read or recorded; the others do. */
    private static <T> Uni<T> unlessGone(long id, Uni<T> step) {
        return step.onFailure(Problem.class)
                .invoke(gone -> LOG.debugf("Connector %d has changed meanwhile", id))
                .onFailure(Problem.class)
                .recoverWithNull();
    }
}
