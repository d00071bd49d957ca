package io.schemaagent.connectors.oauth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.schemaagent.connectors.credential.Grant;
import io.schemaagent.connectors.oauth.RedirectPages.Redirects;
import java.net.URI;
import java.util.Optional;

/**
 * An authorization that a user has begun (RFC 6749, section 4.1).
 *
 * @param owner who began it
 * @param target what is authorized, as it stands in the callback's path
 * @param source the authorization server, and who we are to it
 * @param namesIssuer whether its response has to say whose it is (RFC 9207)
 * @param redirects where the user goes then
 * @param verifier proves that who has the code began it (RFC 7636)
 * @param scope what was asked for
 * @param memo what the feature has to know
 * @param browser the digest of what the browser that began it has; empty where any may come back
 */
record Flow(
        String owner,
        String target,
        Grant.Source source,
        boolean namesIssuer,
        Redirects redirects,
        String verifier,
        String scope,
        JsonNode memo,
        Optional<String> browser) {

    /** The same for the browser that has the secret of this digest, and for no other. */
    Flow boundTo(String digest) {
        return new Flow(owner, target, source, namesIssuer, redirects, verifier, scope, memo, Optional.of(digest));
    }

    ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("names_issuer", namesIssuer)
                .put("redirect_uri", redirects.redirectUri().toString())
                .put("return_to", redirects.returnTo().toString())
                .put("verifier", verifier)
                .put("scope", scope);
        json.set("source", source.toJson());
        json.set("memo", memo);
        browser.ifPresent(digest -> json.put("browser", digest));
        return json;
    }

    static Flow of(String owner, String target, JsonNode json) {
        return new Flow(
                owner,
                target,
                Grant.Source.of(json.path("source")),
                json.path("names_issuer").asBoolean(),
                new Redirects(
                        URI.create(json.path("redirect_uri").asText()),
                        URI.create(json.path("return_to").asText())),
                json.path("verifier").asText(),
                json.path("scope").asText(),
                json.path("memo"),
                Optional.ofNullable(json.path("browser").textValue()));
    }
}
