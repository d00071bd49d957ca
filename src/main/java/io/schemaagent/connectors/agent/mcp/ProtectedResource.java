package io.schemaagent.connectors.agent.mcp;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * What clients have to know to get a token for us (RFC 9728): who issues them. Nobody can be told before the operator has
 * said where this service is and whose tokens count.
 */
@ApplicationScoped
class ProtectedResource {

    static final String METADATA = "/.well-known/oauth-protected-resource";

    private static final Pattern HTTP = Pattern.compile("https?://.+");
    private static final Pattern TRAILING_SLASHES = Pattern.compile("/+$");

    private final Optional<String> publicUrl;
    private final Optional<String> issuer;

    ProtectedResource(
            @ConfigProperty(name = "connectors.public-url") Optional<String> publicUrl,
            @ConfigProperty(name = "mp.jwt.verify.issuer") Optional<String> issuer) {
        this.publicUrl =
                publicUrl.map(url -> TRAILING_SLASHES.matcher(url.strip()).replaceFirst(""));
        this.issuer = issuer.filter(name -> HTTP.matcher(name).matches());
    }

    /** The metadata document; empty where too little is known. */
    Optional<ObjectNode> document() {
        return publicUrl.flatMap(url -> issuer.map(name -> document(url, name)));
    }

    private static ObjectNode document(String url, String issuer) {
        ObjectNode document = JsonNodeFactory.instance.objectNode().put("resource", url + McpResource.PATH);
        document.putArray("authorization_servers").add(issuer);
        document.putArray("bearer_methods_supported").add("header");
        return document.put("resource_name", ServerIdentity.TITLE);
    }

    /** Where the document is; empty where there is none. */
    Optional<String> location() {
        return publicUrl.filter(url -> issuer.isPresent()).map(url -> url + METADATA + McpResource.PATH);
    }
}
