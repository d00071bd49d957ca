package io.schemaagent.connectors.egress;

import io.smallrye.mutiny.Uni;
import java.net.InetAddress;
import java.util.List;

/** Looks up all addresses of a name. */
@FunctionalInterface
interface HostResolver {

    /** All addresses in the resolver's order, never empty; fails with {@code DNS_NOT_FOUND} where there is none. */
    Uni<List<InetAddress>> resolve(String name);
}
