package io.schemaagent.connectors.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.schemaagent.connectors.Agreed;
import io.schemaagent.connectors.Tokens;
import io.schemaagent.connectors.fuzz.JsonText;
import io.schemaagent.connectors.mcp.FakeMcpServer;
import io.schemaagent.connectors.oauth.FakeAuthorizationServer.Endpoint;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an operator offers to connect by signing in: predefined connectors and system tools, also by the names of old. */
@QuarkusTest
@TestProfile(OffersTest.WithOffers.class)
class OffersTest {

    private static final String CALLBACK = "http://localhost:8081/api/oauth/callback/";

    private static final FakeAuthorizationServer GOOGLE = FakeAuthorizationServer.startAt(Agreed.port("offers.google"))
            .preRegister("google-client", "google-client-secret", CALLBACK + "gmail", "client_secret_basic")
            .registersNobody()
            .givesIdTokensFor("ada@example.org");
    private static final FakeAuthorizationServer NOTION = FakeAuthorizationServer.start();
    private static final ProtectedMcpServer NOTION_MCP = ProtectedMcpServer.protect(
            FakeMcpServer.startAt(Agreed.port("offers.notion")), NOTION.issuer(), NOTION::find);

    private static final String DRIVE_SECRET = "the-operators-secret-for-drive";

    private final SignIn user = SignIn.of(Tokens.aUser());

    public static final class WithOffers implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.ofEntries(
                    Map.entry(
                            "CONNECTORS_SYSTEM_TOOLS_GMAIL_OAUTH_ISSUER",
                            "http://127.0.0.1:" + Agreed.port("offers.google")),
                    Map.entry("CONNECTORS_SYSTEM_TOOLS_GMAIL_OAUTH_CLIENT_ID", "google-client"),
                    Map.entry("CONNECTORS_SYSTEM_TOOLS_GMAIL_OAUTH_CLIENT_SECRET", "google-client-secret"),
                    Map.entry("CONNECTORS_SYSTEM_TOOLS_GMAIL_OAUTH_SCOPES", "openid email,send"),
                    Map.entry("CONNECTORS_SYSTEM_TOOLS_DOCS_AUTH_TYPE", "oauth"),
                    Map.entry(
                            "CONNECTORS_PREDEFINED_NOTION_SERVER_URL",
                            "http://127.0.0.1:" + Agreed.port("offers.notion") + "/mcp"),
                    Map.entry("CONNECTORS_PREDEFINED_GOOGLE_DRIVE_SERVER_URL", "http://127.0.0.1:1/mcp"),
                    Map.entry("CONNECTORS_PREDEFINED_GOOGLE_DRIVE_NAME", "Google Drive"),
                    Map.entry("CONNECTORS_PREDEFINED_GOOGLE_DRIVE_OAUTH_CLIENT_ID", "drive-client"),
                    Map.entry("CONNECTORS_PREDEFINED_GOOGLE_DRIVE_OAUTH_CLIENT_SECRET", DRIVE_SECRET));
        }
    }

    @AfterAll
    static void stopServers() {
        GOOGLE.close();
        NOTION_MCP.close();
        NOTION.close();
    }

    @BeforeEach
    void forget() {
        GOOGLE.answersNormally().rotatesRefreshTokens().accessTokensLive(Duration.ofHours(1));
        NOTION.answersNormally();
    }

    private static JsonNode json(Response response) {
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
        return JsonText.read(response.asString());
    }

    private String beginAlias(String alias, String method) {
        JsonNode begun = json(user.post("/api/" + alias + "/connect"));
        assertThat(begun.path("method").asText()).isEqualTo(method);
        assertThat(begun.path("state").asText()).hasSize(43);
        return begun.path("authorization_url").asText();
    }

    @Test
    void listsWhatIsOffered() {
        JsonNode before = json(user.get("/api/connectors/predefined"));
        assertThat(before.findValuesAsText("id")).containsExactly("notion", "google_drive");
        assertThat(before).allSatisfy(offer -> assertThat(offer.fieldNames())
                .toIterable()
                .containsExactly(
                        "id",
                        "name",
                        "description",
                        "logo",
                        "category",
                        "capabilities",
                        "developer",
                        "website",
                        "privacy_policy",
                        "server_url",
                        "is_connected"));
        assertThat(before.get(0).path("name").asText()).isEqualTo("Notion");
        assertThat(before.get(0).path("capabilities")).isNotEmpty();
        assertThat(before.get(0).path("privacy_policy").asText()).startsWith("https://");
        assertThat(before.get(0).path("is_connected").asBoolean()).isFalse();

        user.connectAgain("\"notion\"");

        JsonNode after = json(user.get("/api/connectors/predefined"));
        assertThat(after.get(0).path("is_connected").asBoolean()).isTrue();
        assertThat(after.get(1).path("is_connected").asBoolean()).isFalse();
    }

    @Test
    void tellsEverybodyWhatCanBeConnected() {
        assertThat(json(RestAssured.get("/api/oauth/config/notion")).toString())
                .isEqualTo("{\"configured\":true,\"connector_name\":\"Notion\"}");
        assertThat(json(RestAssured.get("/api/oauth/config/gmail"))
                        .path("configured")
                        .asBoolean())
                .isTrue();
        JsonNode missing = json(RestAssured.get("/api/oauth/config/docs"));
        assertThat(missing.path("configured").asBoolean()).isFalse();
        assertThat(missing.path("error").asText()).contains("operator");
        assertThat(json(RestAssured.get("/api/oauth/config/17")).toString()).isEqualTo("{\"configured\":true}");
        assertThat(RestAssured.get("/api/oauth/config/nothing").statusCode()).isEqualTo(404);
    }

    @Test
    void connectsAnOfferOnceHoweverOften() {
        long id = user.connectAgain("\"notion\"");
        long again = user.connectAgain("\"notion\"");
        long byNumber = user.connectAgain(id);

        assertThat(again).isEqualTo(id);
        assertThat(byNumber).isEqualTo(id);
        assertThat(json(user.get("/api/connectors"))).hasSize(1);
        assertThat(user.connector(id).path("name").asText()).isEqualTo("Notion");
        JsonNode status = json(user.get("/api/oauth/status/notion"));
        assertThat(status.path("connected").asBoolean()).isTrue();
        assertThat(status.path("connector_id").asLong()).isEqualTo(id);
    }

    @Test
    void removesWhatCameOfAnOffer() {
        user.connectAgain("\"notion\"");
        int revoked = NOTION.revoked().size();

        assertThat(json(user.delete("/api/oauth/disconnect/notion")).toString())
                .isEqualTo("{\"success\":true,\"message\":\"Notion is disconnected.\"}");

        assertThat(NOTION.revoked()).hasSize(revoked + 2);
        assertThat(json(user.get("/api/connectors"))).isEmpty();
        assertThat(json(user.get("/api/oauth/status/notion")).path("connected").asBoolean())
                .isFalse();
        assertThat(user.delete("/api/oauth/disconnect/notion").statusCode()).isEqualTo(200);
    }

    @Test
    void servesThePageThatTakesTheCodeItself() {
        String url = beginAlias("notion-mcp", "dcr");
        Map<String, String> query = SignIn.query(SignIn.browse(url));

        JsonNode connected = json(user.post("/api/notion-mcp/callback?code=" + query.get("code") + "&state="
                + query.get("state") + "&iss=" + query.get("iss")));

        assertThat(connected.path("success").asBoolean()).isTrue();
        assertThat(connected.path("connector_name").asText()).isEqualTo("Notion");
        assertThat(json(user.get("/api/notion-mcp/status")).path("connected").asBoolean())
                .isTrue();
        assertThat(json(user.post("/api/notion-mcp/refresh")).path("success").asBoolean())
                .isTrue();
        assertThat(json(user.delete("/api/notion-mcp/disconnect"))
                        .path("success")
                        .asBoolean())
                .isTrue();
        assertThat(user.post("/api/notion-mcp/refresh").statusCode()).isEqualTo(404);
    }

    @Test
    void hasInTheTrailWhatWasRefusedForAnOffer() {
        NOTION.deniesAccess();
        SignIn.comeBack(SignIn.browse(user.beginFor("\"notion\"")));
        user.hasInTheTrail("connector.created REFUSED Notion");

        NOTION.answersNormally();
        user.connectAgain("\"notion\"");
        NOTION.deniesAccess();
        SignIn.comeBack(SignIn.browse(user.beginFor("\"notion\"")));

        user.hasInTheTrail(
                "connector.authorized REFUSED Notion",
                "connector.created ok Notion",
                "connector.created REFUSED Notion");
    }

    @Test
    void hasInTheTrailWhatWasRefusedForASystemTool() {
        GOOGLE.deniesAccess();

        SignIn.comeBack(SignIn.browse(user.beginFor("\"gmail\"")));

        user.hasInTheTrail("system_tool.connected REFUSED Gmail");
    }

    @Test
    void connectsASystemTool() {
        JsonNode asked = json(user.post("/api/tools/gmail/connect"));
        assertThat(asked.path("requires_oauth").asBoolean()).isTrue();
        assertThat(asked.path("success").asBoolean()).isFalse();
        String url = asked.path("oauth_url").asText();
        assertThat(SignIn.query(url))
                .containsEntry("client_id", "google-client")
                .containsEntry("scope", "openid email send")
                .doesNotContainKey("resource");

        Map<String, String> page = SignIn.comeBack(SignIn.browse(url));

        assertThat(page).containsOnly(Map.entry("status", "success"), Map.entry("id", "gmail"));
        JsonNode tool = json(user.get("/api/tools/gmail"));
        assertThat(tool.path("is_connected").asBoolean()).isTrue();
        assertThat(tool.path("config").path("email").asText()).isEqualTo("ada@example.org");
        assertThat(tool.path("status").asText()).isEqualTo("ok");
        assertThat(tool.path("status_message").isNull()).isTrue();
        assertThat(json(user.get("/api/gmail/status")).path("connected").asBoolean())
                .isTrue();
    }

    @Test
    void renewsAndWithdrawsWhatASystemToolWasGranted() {
        SignIn.comeBack(SignIn.browse(
                json(user.post("/api/tools/gmail/connect")).path("oauth_url").asText()));
        int revoked = GOOGLE.revoked().size();

        assertThat(json(user.post("/api/gmail/refresh")).path("message").asText())
                .isEqualTo("Gmail is still connected.");
        assertThat(json(user.post("/api/tools/gmail/disconnect"))
                        .path("is_connected")
                        .asBoolean())
                .isFalse();

        assertThat(GOOGLE.revoked()).hasSize(revoked + 2);
        assertThat(json(user.get("/api/gmail/status")).path("connected").asBoolean())
                .isFalse();
        assertThat(user.post("/api/gmail/refresh").statusCode()).isEqualTo(400);
    }

    @Test
    void saysWhenASystemToolHasToBeConnectedAgain() {
        SignIn.comeBack(SignIn.browse(
                json(user.post("/api/tools/gmail/connect")).path("oauth_url").asText()));
        GOOGLE.on(Endpoint.TOKEN).answersError(400, "invalid_grant", null);

        Response refused = user.post("/api/gmail/refresh");

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(JsonText.read(refused.asString()).path("oauth_error").asText())
                .isEqualTo("invalid_grant");
        assertThat(json(user.get("/api/gmail/status")).path("connected").asBoolean())
                .isFalse();
        assertThat(json(user.delete("/api/gmail/disconnect")).path("success").asBoolean())
                .isTrue();
        assertThat(gmail().path("status").isNull()).isTrue();
    }

    private JsonNode gmail() {
        JsonNode one = json(user.get("/api/tools/gmail"));
        assertThat(json(user.get("/api/tools"))).contains(one);
        return one;
    }

    private void connectGmail() {
        assertThat(SignIn.comeBack(SignIn.browse(json(user.post("/api/tools/gmail/connect"))
                        .path("oauth_url")
                        .asText())))
                .containsEntry("status", "success");
    }

    @Test
    void showsThatASystemToolHasToBeConnectedAgainUntilItIs() {
        connectGmail();
        GOOGLE.onNext(Endpoint.TOKEN).answersError(400, "invalid_grant", null);
        user.post("/api/gmail/refresh");

        JsonNode ended = gmail();
        assertThat(ended.path("is_connected").asBoolean()).isTrue();
        assertThat(ended.path("status").asText()).isEqualTo("needs_reauth");
        assertThat(ended.path("status_message").asText())
                .isEqualTo("The sign-in to Gmail has ended (invalid_grant). Connect it again.");

        connectGmail();

        assertThat(gmail().path("status").asText()).isEqualTo("ok");
        assertThat(gmail().path("status_message").isNull()).isTrue();
    }

    @Test
    void showsThatASystemToolEndedThatCannotBeRenewed() {
        GOOGLE.givesNoRefreshTokens().accessTokensLive(Duration.ZERO);
        connectGmail();

        assertThat(gmail().path("status").asText()).isEqualTo("needs_reauth");
        assertThat(gmail().path("status_message").asText()).contains("(no_refresh_token)");
        assertThat(json(user.get("/api/gmail/status")).path("connected").asBoolean())
                .isFalse();
    }

    @Test
    void saysWhenNobodyKnows() {
        SignIn.comeBack(SignIn.browse(
                json(user.post("/api/tools/gmail/connect")).path("oauth_url").asText()));
        GOOGLE.on(Endpoint.TOKEN).answersStatus(503);

        assertThat(JsonText.read(user.post("/api/gmail/refresh").asString())
                        .path("error_code")
                        .asText())
                .isEqualTo("TEMPORARILY_UNAVAILABLE");
        assertThat(json(user.get("/api/gmail/status")).path("connected").asBoolean())
                .isTrue();
    }

    @Test
    void saysWhatTheOperatorHasToDo() {
        JsonNode asked = json(user.post("/api/tools/docs/connect"));
        assertThat(asked.path("oauth_url").isNull()).isTrue();
        assertThat(asked.path("message").asText()).contains("operator");
        assertThat(JsonText.read(user.initiate("{\"connector_id\":\"docs\"}").asString())
                        .path("error")
                        .asText())
                .isEqualTo("OAUTH_NOT_CONFIGURED");
    }

    @Test
    void tellsNoOperatorsSecretToAServerThatGivesUsItsName() {
        try (FakeAuthorizationServer greedy = FakeAuthorizationServer.start();
                ProtectedMcpServer own = ProtectedMcpServer.start(greedy)) {
            greedy.on(Endpoint.REGISTER).answers(reply -> reply.set("client_id", "drive-client")
                    .set("token_endpoint_auth_method", "client_secret_post")
                    .without("client_secret"));
            String back = URI.create(user.begin(own.url())).getRawQuery();

            SignIn.comeBack(CALLBACK + "connector?code=any&state="
                    + SignIn.query("http://a/?" + back).get("state") + "&iss=" + greedy.issuer());

            assertThat(greedy.requests(Endpoint.TOKEN)).hasSize(1).allSatisfy(request -> {
                assertThat(request.body()).doesNotContain(DRIVE_SECRET);
                assertThat(request.header("Authorization")).isEmpty();
            });
        }
    }
}
