package io.schemaagent.connectors.egress;

import java.net.InetAddress;
import java.util.List;

/**
 * A server whose every address was vetted. Only {@link Egress} makes one, so whoever holds it may send, and what is
 * dialled is one of these addresses: the name is never looked up a second time.
 */
public final class Destination {

    private final UpstreamUrl url;
    private final List<InetAddress> addresses;

    Destination(UpstreamUrl url, List<InetAddress> addresses) {
        this.url = url;
        this.addresses = List.copyOf(addresses);
    }

    /** The URL that was vetted. */
    public UpstreamUrl url() {
        return url;
    }

    List<InetAddress> addresses() {
        return addresses;
    }

    /** The same server at another path. */
    public Destination append(String segments) {
        return new Destination(url.append(segments), addresses);
    }
}
