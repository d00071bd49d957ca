package io.schemaagent.connectors.egress;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/**
 * The operating system's resolver, so that hosts files and search domains count as they do for every other program. It
 * blocks, so it has threads of its own: names that are slow to resolve hold up nothing but other look-ups.
 */
@ApplicationScoped
class SystemHostResolver implements HostResolver {

    private static final int THREADS = 16;

    private final WorkerExecutor lookups;

    SystemHostResolver(Vertx vertx) {
        this.lookups = vertx.createSharedWorkerExecutor("egress-dns", THREADS);
    }

    @Override
    public Uni<List<InetAddress>> resolve(String name) {
        return UniHelper.toUni(lookups.executeBlocking(() -> lookUp(name), false));
    }

    private static List<InetAddress> lookUp(String name) {
        try {
            return List.of(InetAddress.getAllByName(name));
        } catch (UnknownHostException unknown) {
            throw new EgressException(EgressException.Reason.DNS_NOT_FOUND, unknown);
        }
    }
}
