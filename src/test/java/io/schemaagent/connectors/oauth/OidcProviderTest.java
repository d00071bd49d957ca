package io.schemaagent.connectors.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.schemaagent.connectors.Eventually;
import io.schemaagent.connectors.mcp.FakeMcpServer;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Walks the whole way by hand, from a refusal to revocation, with a real authorization server and a user before it. */
@Timeout(360)
class OidcProviderTest {

    private static final String HOME = "https://app.example/callback";
    private static final Duration LIFETIME = Duration.ofSeconds(30);
    private static final String INITIALIZE =
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{\"protocolVersion\":\"2025-06-18\"}}";

    private static FakeMcpServer mcp;
    private static OidcProvider shared;

    private OidcProvider provider = shared;
    private ProtectedMcpServer server = provider.protect(mcp);

    @BeforeAll
    static void startServers() {
        mcp = FakeMcpServer.start();
        shared = OidcProvider.start(LIFETIME, mcp.url());
    }

    @AfterAll
    static void stopServers() {
        mcp.close();
        if (shared != null) {
            shared.close();
        }
    }

    private JsonNode metadata() {
        return PlainOauthClient.json(
                PlainOauthClient.get(provider.issuer() + "/.well-known/oauth-authorization-server"));
    }

    private String endpoint(String name) {
        return metadata().path(name).asText();
    }

    private String aClient() {
        return PlainOauthClient.json(PlainOauthClient.postJson(endpoint("registration_endpoint"), """
                        {"redirect_uris":["%s"],"grant_types":["authorization_code","refresh_token"],
                         "response_types":["code"],"token_endpoint_auth_method":"none"}""".formatted(HOME)))
                .path("client_id")
                .asText();
    }

    private String authorizationUrl(String client, String scope) {
        return PlainOauthClient.withQuery(
                endpoint("authorization_endpoint"),
                new TreeMap<>(Map.of(
                        "client_id",
                        client,
                        "redirect_uri",
                        HOME,
                        "response_type",
                        "code",
                        "state",
                        "some state",
                        "code_challenge",
                        PlainOauthClient.CHALLENGE,
                        "code_challenge_method",
                        "S256",
                        "scope",
                        scope,
                        "resource",
                        server.url())));
    }

    private HttpResponse<String> redeem(String client, String code, String verifier) {
        return PlainOauthClient.postForm(
                endpoint("token_endpoint"),
                Map.of(
                        "grant_type",
                        "authorization_code",
                        "client_id",
                        client,
                        "redirect_uri",
                        HOME,
                        "code",
                        code,
                        "code_verifier",
                        verifier,
                        "resource",
                        server.url()));
    }

    private String aCode(String client, String scope) {
        String sentTo = BrowserSession.of("ada").agrees(authorizationUrl(client, scope), HOME);
        return PlainOauthClient.parameter(sentTo, "code").orElseThrow();
    }

    private JsonNode someTokens(String client, String scope) {
        return PlainOauthClient.json(redeem(client, aCode(client, scope), PlainOauthClient.VERIFIER));
    }

    private JsonNode refresh(String client, JsonNode tokens) {
        return PlainOauthClient.json(PlainOauthClient.postForm(
                endpoint("token_endpoint"),
                Map.of(
                        "grant_type",
                        "refresh_token",
                        "client_id",
                        client,
                        "refresh_token",
                        tokens.path("refresh_token").asText(),
                        "resource",
                        server.url())));
    }

    private int initialize(JsonNode tokens) {
        return PlainOauthClient.postJson(
                        server.url(),
                        INITIALIZE,
                        "Accept",
                        "application/json, text/event-stream",
                        "Authorization",
                        "Bearer " + tokens.path("access_token").asText())
                .statusCode();
    }

    private static String errorOf(JsonNode answer) {
        return answer.path("error").asText();
    }

    @Test
    void publishesWhatAClientLooksFor() {
        JsonNode metadata = metadata();

        assertThat(metadata.path("issuer").asText()).isEqualTo(provider.issuer());
        assertThat(metadata.path("code_challenge_methods_supported").path(0).asText())
                .isEqualTo("S256");
        assertThat(metadata.path("authorization_response_iss_parameter_supported")
                        .asBoolean())
                .isTrue();
        assertThat(PlainOauthClient.get(provider.issuer() + "/.well-known/openid-configuration")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void givesTokensToAClientWhoseUserAgrees() {
        String client = aClient();
        String sentTo = BrowserSession.of("ada").agrees(authorizationUrl(client, "mcp:read"), HOME);
        JsonNode tokens = PlainOauthClient.json(
                redeem(client, PlainOauthClient.parameter(sentTo, "code").orElseThrow(), PlainOauthClient.VERIFIER));

        assertThat(PlainOauthClient.parameter(sentTo, "state")).hasValue("some state");
        assertThat(PlainOauthClient.parameter(sentTo, "iss")).hasValue(provider.issuer());
        assertThat(tokens.path("token_type").asText()).isEqualTo("Bearer");
        assertThat(tokens.path("expires_in").asLong()).isEqualTo(LIFETIME.toSeconds());
        assertThat(tokens.path("scope").asText()).isEqualTo("mcp:read");
        assertThat(initialize(tokens)).isEqualTo(200);
    }

    @Test
    void rotatesRefreshTokensAndEndsAllOfThemIfOneIsUsedTwice() {
        String client = aClient();
        JsonNode first = someTokens(client, "mcp:read");
        JsonNode second = refresh(client, first);
        int before = initialize(second);
        JsonNode reused = refresh(client, first);

        assertThat(second.path("refresh_token")).isNotEqualTo(first.path("refresh_token"));
        assertThat(before).isEqualTo(200);
        assertThat(errorOf(reused)).isEqualTo("invalid_grant");
        assertThat(errorOf(refresh(client, second))).isEqualTo("invalid_grant");
        assertThat(initialize(second)).isEqualTo(401);
    }

    @Test
    void revokesTokens() {
        String client = aClient();
        JsonNode tokens = someTokens(client, "mcp:read");
        HttpResponse<String> response = PlainOauthClient.postForm(
                endpoint("revocation_endpoint"),
                Map.of("token", tokens.path("refresh_token").asText(), "client_id", client));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(errorOf(refresh(client, tokens))).isEqualTo("invalid_grant");
        assertThat(initialize(tokens)).isEqualTo(401);
    }

    @Test
    void refusesAWrongVerifier() {
        String client = aClient();

        assertThat(errorOf(PlainOauthClient.json(
                        redeem(client, aCode(client, "mcp:read"), "another-verifier-than-the-one-that-began-it"))))
                .isEqualTo("invalid_grant");
    }

    @Test
    void tellsTheClientThatTheUserCancelled() {
        String sentTo = BrowserSession.of("ada").cancels(authorizationUrl(aClient(), "mcp:read"), HOME);

        assertThat(PlainOauthClient.parameter(sentTo, "error")).hasValue("access_denied");
        assertThat(PlainOauthClient.parameter(sentTo, "code")).isEmpty();
    }

    @Test
    void namesTheUserToThoseWhoAskForThat() {
        JsonNode tokens = someTokens(aClient(), "openid email");
        JsonNode claims = PlainOauthClient.claimsOf(tokens.path("id_token").asText());

        assertThat(claims.path("email").asText()).isEqualTo("ada@example.org");
    }

    @Test
    void knowsNoOtherResource() {
        String url = authorizationUrl(aClient(), "mcp:read")
                .replace(PlainOauthClient.encoded(server.url()), "https%3A%2F%2Fother.example");

        assertThat(PlainOauthClient.redirected(PlainOauthClient.get(url), "error"))
                .hasValue("invalid_target");
    }

    @Test
    void endsAccessTokensInTime() {
        try (FakeMcpServer other = FakeMcpServer.start();
                OidcProvider quick = OidcProvider.start(Duration.ofSeconds(1), other.url())) {
            provider = quick;
            server = quick.protect(other);
            String client = aClient();
            JsonNode tokens = someTokens(client, "mcp:read");

            Eventually.holds("the access token expires", Duration.ofSeconds(20), () -> initialize(tokens) == 401);
            assertThat(refresh(client, tokens).has("access_token")).isTrue();
        }
    }
}
