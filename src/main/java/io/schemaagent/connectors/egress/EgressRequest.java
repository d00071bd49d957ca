package io.schemaagent.connectors.egress;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One HTTP request to a vetted destination.
 *
 * @param method GET, POST or DELETE
 * @param headers in the order in which they are sent; values may be secret, so {@link #toString} leaves them out
 * @param body the content, or null for none
 */
public record EgressRequest(HttpMethod method, Map<String, String> headers, Buffer body) {

    public EgressRequest {
        // Copied in order: the order of headers is part of what is sent.
        headers = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }

    public static EgressRequest get(Map<String, String> headers) {
        return new EgressRequest(HttpMethod.GET, headers, null);
    }

    public static EgressRequest post(Map<String, String> headers, Buffer body) {
        return new EgressRequest(HttpMethod.POST, headers, body);
    }

    public static EgressRequest delete(Map<String, String> headers) {
        return new EgressRequest(HttpMethod.DELETE, headers, null);
    }

    @Override
    public String toString() {
        return method + " with " + headers.keySet();
    }
}
