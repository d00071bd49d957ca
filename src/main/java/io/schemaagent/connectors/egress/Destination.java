package io.schemaagent.connectors.egress;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

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

    /** Where a reference that the server gave leads to (RFC 3986, section 5); empty where that is another origin. */
    public Optional<Destination> resolve(String reference) {
        return url.resolve(reference)
                .filter(resolved -> resolved.origin().equals(url.origin()))
                .map(resolved -> new Destination(resolved, addresses));
    }

    /** The same server at another path. */
    public Destination append(String segments) {
        return new Destination(url.append(segments), addresses);
    }
}
