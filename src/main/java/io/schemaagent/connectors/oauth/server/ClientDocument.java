package io.schemaagent.connectors.oauth.server;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.List;

/**
 * What we say of ourselves as a client (RFC 7591, section 2).
 *
 * @param name what users read when they are asked for permission
 * @param home where to find out more
 * @param redirectUris where users may be sent back to, at least one
 */
public record ClientDocument(String name, URI home, List<URI> redirectUris) {

    public ClientDocument {
        redirectUris = List.copyOf(redirectUris);
    }

    /** The document for a client that proves itself in this way. */
    public ObjectNode withMethod(AuthenticationMethod method) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("client_name", name);
        document.put("client_uri", home.toString());
        redirectUris.forEach(uri -> document.withArray("/redirect_uris").add(uri.toString()));
        document.withArray("/grant_types").add("authorization_code").add("refresh_token");
        document.withArray("/response_types").add("code");
        document.put("token_endpoint_auth_method", method.value());
        document.put("application_type", isNative() ? "native" : "web");
        return document;
    }

    /** Whom users come back to on their own machine is no web application (OpenID Connect Registration 1.0, section 2). */
    private boolean isNative() {
        return redirectUris.stream().allMatch(uri -> "http".equals(uri.getScheme()));
    }
}
