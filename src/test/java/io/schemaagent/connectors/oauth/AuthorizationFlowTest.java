package io.schemaagent.connectors.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.schemaagent.connectors.Tokens;
import io.schemaagent.connectors.fuzz.JsonText;
import io.schemaagent.connectors.oauth.FakeAuthorizationServer.Endpoint;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Signing in, from the first call to a stored connector, against a server that behaves. */
@QuarkusTest
class AuthorizationFlowTest {

    private final FakeAuthorizationServer authorizationServer = FakeAuthorizationServer.start();
    private final ProtectedMcpServer server = ProtectedMcpServer.start(authorizationServer);
    private final String owner = Tokens.aUser();
    private final SignIn user = SignIn.of(owner);

    @AfterEach
    void stopServers() {
        server.close();
        authorizationServer.close();
    }

    private int connectors() {
        return JsonText.read(user.get("/api/connectors").asString()).size();
    }

    @Test
    void storesADraftOnceTheUserHasSignedIn() {
        String authorizationUrl = user.begin(server.url());
        assertThat(connectors()).isZero();

        String back = SignIn.browse(authorizationUrl);
        assertThat(back).startsWith("http://localhost:8081/api/oauth/callback/connector?");
        assertThat(connectors()).isZero();
        Map<String, String> page = SignIn.comeBack(back);

        assertThat(page).containsEntry("status", "success").containsEntry("id", "connector");
        JsonNode connector = user.connector(Long.parseLong(page.get("connector_id")));
        assertThat(connector.path("auth_type").asText()).isEqualTo("oauth");
        assertThat(connector.path("status").asText()).isEqualTo("ok");
        assertThat(connector.path("has_credentials").asBoolean()).isTrue();
        assertThat(connector.path("tool_count").asInt()).isPositive();
    }

    @Test
    void asksWithPkceAndResourceAndState() {
        Map<String, String> query = SignIn.query(user.begin(server.url()));

        assertThat(query)
                .containsEntry("response_type", "code")
                .containsEntry("code_challenge_method", "S256")
                .containsEntry("resource", server.url())
                .containsKeys("client_id", "redirect_uri");
        assertThat(query.get("state")).hasSize(43);
        assertThat(query.get("code_challenge")).hasSize(43);
    }

    @Test
    void opensAStateOnce() {
        String back = SignIn.browse(user.begin(server.url()));
        SignIn.comeBack(back);

        assertThat(SignIn.comeBack(back)).containsOnly(Map.entry("error", "invalid_state"));
        assertThat(connectors()).isOne();
        assertThat(authorizationServer.requests(Endpoint.TOKEN)).hasSize(1);
    }

    @Test
    void opensAStateForItsFlowOnly() {
        String back = SignIn.browse(user.begin(server.url()));

        assertThat(SignIn.comeBack(back.replace("/callback/connector", "/callback/notion")))
                .containsEntry("error", "invalid_state");
        assertThat(SignIn.comeBack(back)).containsEntry("status", "success");
    }

    @Test
    void registersOncePerAuthorizationServer() {
        user.connect(server.url());
        SignIn.of(Tokens.aUser()).connect(server.url());

        assertThat(authorizationServer.registrations()).hasSize(1);
        JsonNode registration = authorizationServer.registrations().get(0);
        assertThat(registration.path("redirect_uris").toString())
                .isEqualTo("[\"http://localhost:8081/api/oauth/callback/connector\"]");
        assertThat(registration.path("application_type").asText()).isEqualTo("native");
        assertThat(registration.path("grant_types").toString()).contains("refresh_token");
    }

    @Test
    void sendsTheBrowserToThePageThatWasAskedFor() {
        Response begun = user.initiate("{\"connector\":{\"name\":\"mine\",\"server_url\":\"" + server.url()
                + "\"},\"redirect_uri\":\"https://ui.example.com/settings?tab=1\"}");
        String url = JsonText.read(begun.asString()).path("authorization_url").asText();

        Response back = SignIn.arrive(SignIn.browse(url));

        assertThat(back.header("Location"))
                .startsWith("https://ui.example.com/settings?tab=1&status=success&id=connector&connector_id=");
        assertThat(back.header("Cache-Control")).isEqualTo("no-store");
        assertThat(back.asString()).isEmpty();
    }

    @Test
    void marksNoBrowserUnlessTheOperatorWantsThat() {
        Response begun = user.initiate("{\"connector\":{\"name\":\"mine\",\"server_url\":\"" + server.url() + "\"}}");

        Response back = SignIn.arrive(SignIn.browse(
                JsonText.read(begun.asString()).path("authorization_url").asText()));

        assertThat(begun.header("Set-Cookie")).isNull();
        assertThat(back.header("Set-Cookie")).isNull();
        assertThat(SignIn.query(back.header("Location"))).containsEntry("status", "success");
    }

    @Test
    void letsAPageOfTheUiTakeTheCode() {
        Response begun = user.initiate("{\"connector\":{\"name\":\"mine\",\"server_url\":\"" + server.url()
                + "\"},\"redirect_uri\":\"https://ui.example.com/oauth/callback\"}");
        String back = SignIn.browse(
                JsonText.read(begun.asString()).path("authorization_url").asText());
        assertThat(back).startsWith("https://ui.example.com/oauth/callback?");
        Map<String, String> query = SignIn.query(back);
        String body = "{\"code\":\"" + query.get("code") + "\",\"state\":\"" + query.get("state") + "\",\"iss\":\""
                + query.get("iss") + "\"}";

        Response another = exchange(SignIn.of(Tokens.aUser()), body);
        Response own = exchange(user, body);

        assertThat(another.statusCode()).isEqualTo(400);
        assertThat(another.path("error").toString()).isEqualTo("INVALID_STATE");
        assertThat(own.statusCode()).as(own.asString()).isEqualTo(200);
        assertThat(JsonText.read(own.asString()).path("success").asBoolean()).isTrue();
        assertThat(JsonText.read(own.asString()).path("connector_name").asText())
                .isEqualTo("mine");
    }

    private static Response exchange(SignIn user, String body) {
        return user.post("/api/oauth/exchange", body);
    }

    @Test
    void signsInAgainInPlace() {
        long id = user.connect(server.url());
        authorizationServer.revokesEverything();
        user.post("/api/connectors/" + id + "/verify");
        assertThat(user.connector(id).path("status").asText()).isEqualTo("needs_reauth");

        long again = user.connectAgain(id);

        assertThat(again).isEqualTo(id);
        assertThat(user.connector(id).path("status").asText()).isEqualTo("ok");
        assertThat(connectors()).isOne();
    }

    @Test
    void tellsWhetherSomethingIsConnected() {
        long id = user.connect(server.url());

        JsonNode status = JsonText.read(user.get("/api/oauth/status/" + id).asString());

        assertThat(status.path("connected").asBoolean()).isTrue();
        assertThat(status.path("connector_id").asLong()).isEqualTo(id);
        assertThat(status.path("verified").asBoolean()).isTrue();
        assertThat(status.path("last_verified_at").asText()).isNotEmpty();
        assertThat(SignIn.of(Tokens.aUser()).get("/api/oauth/status/" + id).statusCode())
                .isEqualTo(404);
    }

    @Test
    void disconnectsRevokesAndErases() {
        long id = user.connect(server.url());

        Response gone = user.delete("/api/oauth/disconnect/" + id);

        assertThat(gone.statusCode()).as(gone.asString()).isEqualTo(200);
        assertThat(authorizationServer.revoked()).hasSize(2);
        assertThat(user.connector(id).path("has_credentials").asBoolean()).isFalse();
        assertThat(user.connector(id).path("status").asText()).isEqualTo("needs_reauth");
    }

    @Test
    void isInTheTrailOfItsUser() {
        long id = user.connect(server.url());
        user.connectAgain(id);
        user.delete("/api/oauth/disconnect/" + id);

        String query = "?connector_id=" + id;
        assertThat(user.trail(query))
                .containsExactly(
                        "connector.disconnected ok mine", "connector.authorized ok mine", "connector.created ok mine");
        assertThat(user.get("/api/audit" + query).asString()).doesNotContain(server.url());
    }

    @Test
    void revokesWhatADeletedConnectorWasGranted() {
        long id = user.connect(server.url());
        String token = server.tokensSeen().get(0);

        assertThat(user.delete("/api/connectors/" + id).statusCode()).isEqualTo(204);

        assertThat(authorizationServer.isAlive(token)).isFalse();
        assertThat(connectors()).isZero();
    }
}
