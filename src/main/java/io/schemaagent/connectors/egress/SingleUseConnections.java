package io.schemaagent.connectors.egress;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;

/**
 * Ends the connection of a request with a credential after its response. For where the text of the address cannot carry a
 * label, because the other side reads it.
 */
final class SingleUseConnections implements CredentialSeparation {

    @Override
    public void dial(RequestOptions request, BoundHeaders credential, InetAddress address) {
        request.setServer(SocketAddress.inetSocketAddress(request.getPort(), address.getHostAddress()));
        if (!credential.isEmpty()) {
            request.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
    }
}
