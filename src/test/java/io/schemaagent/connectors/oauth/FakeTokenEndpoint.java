package io.schemaagent.connectors.oauth;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The token endpoint of a {@link FakeAuthorizationServer}. */
final class FakeTokenEndpoint {

    private static final String ANY_KEY = "a key that nobody knows, so that nobody can verify it";

    private final FakeClients clients;
    private final FakeGrants grants;
    private final FakeSecrets secrets;
    private final Supplier<String> issuer;

    /** Whose address is in the id tokens; null where there are none. */
    volatile String email;

    FakeTokenEndpoint(FakeClients clients, FakeGrants grants, FakeSecrets secrets, Supplier<String> issuer) {
        this.clients = clients;
        this.grants = grants;
        this.secrets = secrets;
        this.issuer = issuer;
    }

    FakeReply answer(FakeAuthorizationServer.Received request) {
        noteSecrets(request);
        request.requireForm();
        request.requireSingleParameters();
        FakeClients.Client client = clients.authenticate(request);
        return switch (request.form("grant_type").orElse("")) {
            case "authorization_code" -> redeem(request, client);
            case "refresh_token" -> refresh(request, client);
            default -> throw Refusal.of("unsupported_grant_type", "Neither a code nor a refresh_token");
        };
    }

    /** Before anything is refused: what was sent is a secret, right or wrong. */
    private void noteSecrets(FakeAuthorizationServer.Received request) {
        for (String name : Set.of("code", "code_verifier", "refresh_token", "client_secret")) {
            request.form(name).ifPresent(secrets::note);
        }
    }

    private FakeReply redeem(FakeAuthorizationServer.Received request, FakeClients.Client client) {
        FakeGrants.Issued issued = grants.redeem(
                request.form("code").orElse(""),
                client.id(),
                request.form("redirect_uri").orElse(""),
                request.form("code_verifier").orElse(""),
                resourcesOf(request));
        ObjectNode members = membersOf(issued);
        if (email != null) {
            members.put("id_token", idToken(client, email));
        }
        return FakeReply.json(200, members);
    }

    private FakeReply refresh(FakeAuthorizationServer.Received request, FakeClients.Client client) {
        return FakeReply.json(
                200,
                membersOf(grants.refresh(
                        request.form("refresh_token").orElse(""),
                        client.id(),
                        FakeGrants.words(request.form("scope").orElse("")),
                        resourcesOf(request))));
    }

    private static Set<String> resourcesOf(FakeAuthorizationServer.Received request) {
        return new TreeSet<>(request.parameters("resource"));
    }

    private ObjectNode membersOf(FakeGrants.Issued issued) {
        ObjectNode members = JsonNodeFactory.instance
                .objectNode()
                .put("access_token", issued.accessToken())
                .put("token_type", "Bearer")
                .put("expires_in", grants.lifetime.toSeconds());
        issued.refreshToken().ifPresent(token -> members.put("refresh_token", token));
        if (!issued.scopes().isEmpty()) {
            members.put("scope", String.join(" ", issued.scopes()));
        }
        return members;
    }

    private String idToken(FakeClients.Client client, String address) {
        long now = grants.clock.instant().getEpochSecond();
        ObjectNode claims = JsonNodeFactory.instance
                .objectNode()
                .put("iss", issuer.get())
                .put("sub", "user-1")
                .put("aud", client.id())
                .put("iat", now)
                .put("exp", now + grants.lifetime.toSeconds())
                .put("email", address)
                .put("email_verified", true);
        String signed = base64("{\"alg\":\"HS256\",\"typ\":\"JWT\"}".getBytes(StandardCharsets.UTF_8)) + "."
                + base64(claims.toString().getBytes(StandardCharsets.UTF_8));
        String token = signed + "." + base64(signatureOf(signed));
        secrets.note(token);
        return token;
    }

    private static byte[] signatureOf(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(ANY_KEY.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
