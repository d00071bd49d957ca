package io.schemaagent.connectors.oauth.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.schemaagent.connectors.credential.Secret;
import io.schemaagent.connectors.egress.EgressRequest;
import io.schemaagent.connectors.egress.UpstreamUrl;
import io.schemaagent.connectors.oauth.server.AuthorizationServers.Reply;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Makes us a client of an authorization server that takes whoever comes (RFC 7591). */
@ApplicationScoped
public class ClientRegistration {

    /** The characters of RFC 6749, appendix A.1 and A.2. */
    private static final Pattern ID = Pattern.compile("[\\x20-\\x7e]{1,2000}");

    private static final Pattern SECRET = Pattern.compile("[\\x20-\\x7e]{1,8192}");

    private final AuthorizationServers servers;

    ClientRegistration(AuthorizationServers servers) {
        this.servers = servers;
    }

    /**
     * A client that was registered.
     *
     * @param client who we are now
     * @param secretExpires when the secret ends, empty where it does not
     */
    public record Registered(OAuthClient client, Optional<Instant> secretExpires) {}

    /**
     * Registers. Fails with {@code CLIENT_REQUIRED} where the server does not register clients, or only such as prove
     * themselves in ways that we do not know.
     */
    public Uni<Registered> register(ServerMetadata server, ClientDocument document) {
        return Uni.createFrom().deferred(() -> {
            UpstreamUrl endpoint = server.registrationEndpoint().orElseThrow(ClientRegistration::required);
            AuthenticationMethod method =
                    AuthenticationMethod.best(server.authenticationMethods()).orElseThrow(ClientRegistration::required);
            EgressRequest request = EgressRequest.post(
                    Map.of("Accept", "application/json", "Content-Type", "application/json"),
                    Buffer.buffer(document.withMethod(method).toString()));
            return servers.send(endpoint, request).map(reply -> read(reply, method));
        });
    }

    private Registered read(Reply reply, AuthenticationMethod asked) {
        if (reply.isOutage()) {
            throw AuthorizationException.of(AuthorizationFailure.TEMPORARILY_UNAVAILABLE);
        }
        Optional<ObjectNode> body = servers.parse(reply.text());
        if (!reply.isSuccess()) {
            throw AuthorizationException.of(
                    AuthorizationFailure.REGISTRATION_REFUSED,
                    body.flatMap(refused -> Json.text(refused, "error")).orElse(null));
        }
        return registered(body.orElseThrow(ClientRegistration::invalid), asked);
    }

    /** What the server says counts, not what it was asked for (RFC 7591, section 3.2.1). */
    private static Registered registered(JsonNode reply, AuthenticationMethod asked) {
        String id = Json.text(reply, "client_id")
                .map(text -> wellFormed(text, ID))
                .orElseThrow(ClientRegistration::invalid);
        Optional<Secret> secret = Json.text(reply, "client_secret")
                .map(text -> wellFormed(text, SECRET))
                .map(Secret::of);
        AuthenticationMethod method = Json.text(reply, "token_endpoint_auth_method")
                .map(named -> AuthenticationMethod.find(named).orElseThrow(ClientRegistration::required))
                .orElse(asked);
        OAuthClient client = new OAuthClient(id, secret, secret.isEmpty() ? AuthenticationMethod.NONE : method);
        long expires = reply.path("client_secret_expires_at").asLong(0);
        return new Registered(
                client, Optional.of(expires).filter(seconds -> seconds > 0).map(ClientRegistration::at));
    }

    private static String wellFormed(String text, Pattern form) {
        if (!form.matcher(text).matches()) {
            throw invalid();
        }
        return text;
    }

    private static Instant at(long epochSeconds) {
        return Instant.ofEpochSecond(
                Math.min(epochSeconds, Instant.parse("9999-01-01T00:00:00Z").getEpochSecond()));
    }

    private static AuthorizationException required() {
        return AuthorizationException.of(AuthorizationFailure.CLIENT_REQUIRED);
    }

    private static AuthorizationException invalid() {
        return AuthorizationException.of(AuthorizationFailure.REPLY_INVALID);
    }
}
