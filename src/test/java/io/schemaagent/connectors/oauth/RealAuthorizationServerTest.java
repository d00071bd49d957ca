package io.schemaagent.connectors.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.schemaagent.connectors.Tokens;
import io.schemaagent.connectors.fuzz.JsonText;
import io.schemaagent.connectors.mcp.FakeMcpServer;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The whole way with a certified authorization server, oidc-provider, and a user who fills in its forms. */
@QuarkusTest
class RealAuthorizationServerTest {

    private static final String CALLBACK = "http://localhost:8081/api/oauth/callback/connector";
    private static final Duration SHORTER_THAN_WE_RENEW_BEFORE = Duration.ofSeconds(30);

    private static FakeMcpServer mcp;
    private static OidcProvider provider;
    private static ProtectedMcpServer server;

    private final SignIn user = SignIn.of(Tokens.aUser());

    @BeforeAll
    static void startServers() {
        mcp = FakeMcpServer.start().withTools("search");
        provider = OidcProvider.start(SHORTER_THAN_WE_RENEW_BEFORE, mcp.url());
        server = provider.protect(mcp).namesScopes("mcp:read", "mcp:write");
    }

    @AfterAll
    static void stopServers() {
        server.close();
        provider.close();
    }

    private static JsonNode json(String text) {
        return JsonText.read(text);
    }

    @Test
    void signsInUsesRenewsAndRevokes() {
        String back = BrowserSession.of("ada").agrees(user.begin(server.url()), CALLBACK);
        Map<String, String> page = SignIn.comeBack(back);
        assertThat(page).containsEntry("status", "success");
        long id = Long.parseLong(page.get("connector_id"));

        // Its tokens are always about to end, so that each of these renews, and the refresh token with it.
        for (int round = 0; round < 3; round++) {
            assertThat(json(user.post("/api/connectors/" + id + "/verify").asString())
                            .path("success")
                            .asBoolean())
                    .isTrue();
        }
        assertThat(server.tokensSeen().stream().distinct()).hasSizeGreaterThanOrEqualTo(4);

        assertThat(user.delete("/api/connectors/" + id).statusCode()).isEqualTo(204);
        assertThat(server.tokensSeen()).allMatch(token -> provider.find(token).isEmpty());
    }

    @Test
    void keepsNothingWhenTheUserCancels() {
        String back = BrowserSession.of("bob").cancels(user.begin(server.url()), CALLBACK);

        assertThat(SignIn.comeBack(back)).containsEntry("error", "access_denied");
        assertThat(user.get("/api/connectors").asString()).isEqualTo("[]");
    }
}
