package io.schemaagent.connectors.systemtool;

import io.quarkus.scheduler.Scheduled;
import io.schemaagent.connectors.schedule.RefreshConfig;
import io.schemaagent.connectors.schedule.ScheduledWork;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/** Keeps the tools of the servers behind system tools up to date, each by one replica at a time. */
@ApplicationScoped
class ServerRefresh {

    private static final Logger LOG = Logger.getLogger(ServerRefresh.class);

    private final RefreshConfig config;
    private final SystemToolRegistry registry;
    private final ServerRows rows;
    private final ToolServers servers;
    private final AtomicBoolean prepared = new AtomicBoolean();

    ServerRefresh(RefreshConfig config, SystemToolRegistry registry, ServerRows rows, ToolServers servers) {
        this.config = config;
        this.registry = registry;
        this.rows = rows;
        this.servers = servers;
    }

    @Scheduled(every = ScheduledWork.LOOK_EVERY, concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> refresh() {
        return config.enabled() ? refreshDue() : Uni.createFrom().voidItem();
    }

    /** Once, those that are due; more of them wait for the next time. Never fails. */
    Uni<Void> refreshDue() {
        return refreshDue(registry.withServer());
    }

    /**
     * The same of one tool, for somebody who has just connected it and wants to see what it offers. Not where each user's own
     * list is read: theirs just was, and nobody has to wait for those of others.
     */
    Uni<Void> refreshDue(SystemTool tool) {
        return refreshDue(tool.bringsTools() && tool.isShared() ? List.of(tool) : List.of());
    }

    private Uni<Void> refreshDue(List<SystemTool> tools) {
        if (tools.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return prepare()
                .chain(() -> rows.take(config.atOnce(), tools))
                .chain(this::refreshAll)
                .onFailure()
                .invoke(failure -> LOG.debugf("No system tool was refreshed: %s", failure.getMessage()))
                .onFailure()
                .recoverWithNull();
    }

    /** Once in a replica's life, as the configuration lasts as long. */
    private Uni<Void> prepare() {
        return prepared.get()
                ? Uni.createFrom().voidItem()
                : rows.prepare(registry.withServer()).invoke(() -> prepared.set(true));
    }

    private Uni<Void> refreshAll(List<ServerRow> due) {
        return Multi.createFrom()
                .iterable(due)
                .onItem()
                .transformToUni(this::refresh)
                .merge(config.atOnce())
                .onItem()
                .ignoreAsUni();
    }

    private Uni<Void> refresh(ServerRow row) {
        return registry.findWithServer(row.toolId())
                .map(tool -> servers.refresh(tool, row))
                .orElseGet(() -> Uni.createFrom().voidItem());
    }
}
