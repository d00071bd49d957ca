package io.schemaagent.connectors.egress;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Headers that carry a credential and may go to one origin only.
 *
 * @param origin the only one that may see them, as {@link UpstreamUrl#origin()} has it; of no meaning without headers
 * @param headers in the order in which they are sent; values are secret, so {@link #toString} leaves them out
 */
public record BoundHeaders(String origin, Map<String, String> headers) {

    private static final BoundHeaders NONE = new BoundHeaders("", Map.of());

    public BoundHeaders {
        // Copied in order: the order of headers is part of what is sent.
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }

    /** No credential: goes anywhere. */
    public static BoundHeaders none() {
        return NONE;
    }

    public boolean isEmpty() {
        return headers.isEmpty();
    }

    boolean mayGoTo(UpstreamUrl url) {
        return isEmpty() || url.origin().equals(origin);
    }

    @Override
    public String toString() {
        return headers.keySet() + " for " + (isEmpty() ? "any origin" : origin);
    }
}
