package io.schemaagent.connectors.egress;

import io.vertx.core.http.RequestOptions;
import java.net.InetAddress;

/**
 * Sees to it that no pooled connection serves two credentials: a server may take whoever signed in first on a connection for
 * everybody who comes after.
 */
@FunctionalInterface
interface CredentialSeparation {

    /** Tells a request, which has its port and headers already, where to go. */
    void dial(RequestOptions request, BoundHeaders credential, InetAddress address);
}
