package io.schemaagent.connectors.egress;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One HTTP request to a vetted destination.
 *
 * @param method GET, POST or DELETE
 * @param headers in the order in which they are sent; they replace the credential's of the same name, whatever its case.
 *     Values may be secret, so {@link #toString} leaves them out
 * @param body the content, or null for none
 * @param credential headers that only one origin may see; sent before the others
 * @param maxResponseSize how many bytes of the response are read at the most, 0 for as many as are configured; never
 *     more than these
 */
public record EgressRequest(
        HttpMethod method, Map<String, String> headers, Buffer body, BoundHeaders credential, long maxResponseSize) {

    public EgressRequest {
        // Copied in order: the order of headers is part of what is sent.
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
        if (maxResponseSize < 0) {
            throw new IllegalArgumentException("A response cannot have " + maxResponseSize + " bytes");
        }
    }

    private static EgressRequest of(HttpMethod method, Map<String, String> headers, Buffer body) {
        return new EgressRequest(method, headers, body, BoundHeaders.none(), 0);
    }

    public static EgressRequest get(Map<String, String> headers) {
        return of(HttpMethod.GET, headers, null);
    }

    public static EgressRequest post(Map<String, String> headers, Buffer body) {
        return of(HttpMethod.POST, headers, body);
    }

    public static EgressRequest delete(Map<String, String> headers) {
        return of(HttpMethod.DELETE, headers, null);
    }

    /** The same request in the name of whom the credential belongs to. */
    public EgressRequest as(BoundHeaders otherCredential) {
        return new EgressRequest(method, headers, body, otherCredential, maxResponseSize);
    }

    /** The same request with a limit of its own for the response. */
    public EgressRequest atMost(long bytes) {
        return new EgressRequest(method, headers, body, credential, bytes);
    }

    @Override
    public String toString() {
        return method + " with " + headers.keySet() + (credential.isEmpty() ? "" : " and " + credential);
    }
}
