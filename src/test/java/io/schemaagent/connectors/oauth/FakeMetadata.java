package io.schemaagent.connectors.oauth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What a {@link FakeAuthorizationServer} publishes about itself, and where. */
final class FakeMetadata {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Map<String, Optional<JsonNode>> overrides = new ConcurrentHashMap<>();

    volatile Set<FakeAuthorizationServer.Place> places = Set.of(FakeAuthorizationServer.Place.OAUTH);

    /** Publishes this member, null for none, whatever is true. */
    void override(String name, JsonNode value) {
        overrides.put(name, Optional.ofNullable(value));
    }

    /** Which document is at this path, if one is. */
    Optional<FakeAuthorizationServer.Place> placeOf(String path, String issuerPath) {
        return places.stream()
                .filter(place -> place.path(issuerPath).equals(path))
                .findFirst();
    }

    FakeReply reply(String issuer, String base) {
        ObjectNode document = JSON.objectNode()
                .put("issuer", issuer)
                .put("authorization_endpoint", base + FakeAuthorizationServer.Endpoint.AUTHORIZE.path())
                .put("token_endpoint", base + FakeAuthorizationServer.Endpoint.TOKEN.path())
                .put("registration_endpoint", base + FakeAuthorizationServer.Endpoint.REGISTER.path())
                .put("revocation_endpoint", base + FakeAuthorizationServer.Endpoint.REVOKE.path())
                .put("authorization_response_iss_parameter_supported", true);
        document.putArray("response_types_supported").add("code");
        document.putArray("grant_types_supported").add("authorization_code").add("refresh_token");
        document.putArray("code_challenge_methods_supported").add("S256");
        document.putArray("token_endpoint_auth_methods_supported")
                .add(FakeClients.BASIC)
                .add(FakeClients.POST)
                .add(FakeClients.NONE);
        overrides.forEach(
                (name, value) -> value.ifPresentOrElse(node -> document.set(name, node), () -> document.remove(name)));
        return FakeReply.json(200, document);
    }
}
