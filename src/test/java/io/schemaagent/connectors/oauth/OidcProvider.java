package io.schemaagent.connectors.oauth;

import com.fasterxml.jackson.databind.JsonNode;
import io.schemaagent.connectors.mcp.FakeMcpServer;
import io.schemaagent.connectors.mcp.NodeServers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A real authorization server: the npm package oidc-provider. It registers clients, has users sign in and consent (see
 * {@link BrowserSession}), insists on PKCE, rotates refresh tokens and gives access to the resources that it was told,
 * with the scopes {@code mcp:read} and {@code mcp:write}.
 */
public final class OidcProvider implements AutoCloseable {

    private static final String INTROSPECTOR = "resource-server";
    private static final String SECRET = "resource-server-secret";

    private final NodeServers.Running running;

    private OidcProvider(NodeServers.Running running) {
        this.running = running;
    }

    /** One whose access tokens live that long, for these resources. */
    public static OidcProvider start(Duration accessTokenLifetime, String... resources) {
        return new OidcProvider(NodeServers.oidcProvider(Map.of(
                "RESOURCES",
                String.join(" ", resources),
                "ACCESS_TOKEN_SECONDS",
                Long.toString(accessTokenLifetime.toSeconds()),
                "INTROSPECTOR",
                INTROSPECTOR,
                "INTROSPECTOR_SECRET",
                SECRET)));
    }

    public String issuer() {
        return running.url();
    }

    /** Has this server serve only those to whom this one gave access. */
    public ProtectedMcpServer protect(FakeMcpServer server) {
        return ProtectedMcpServer.protect(server, issuer(), this::find);
    }

    /** What this access token is good for, as a resource server would ask (RFC 7662). */
    public Optional<TokenCheck.Granted> find(String accessToken) {
        JsonNode answer = PlainOauthClient.json(PlainOauthClient.postForm(
                issuer() + "/token/introspection",
                Map.of("token", accessToken, "token_type_hint", "access_token"),
                "Authorization",
                PlainOauthClient.basic(INTROSPECTOR, SECRET)));
        return answer.path("active").asBoolean()
                ? Optional.of(new TokenCheck.Granted(
                        FakeGrants.words(answer.path("scope").asText()),
                        Set.of(answer.path("aud").asText())))
                : Optional.empty();
    }

    @Override
    public void close() {
        running.close();
    }
}
