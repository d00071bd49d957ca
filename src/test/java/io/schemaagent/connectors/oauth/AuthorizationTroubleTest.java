package io.schemaagent.connectors.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.schemaagent.connectors.Tokens;
import io.schemaagent.connectors.fuzz.JsonText;
import io.schemaagent.connectors.oauth.FakeAuthorizationServer.Endpoint;
import io.schemaagent.connectors.oauth.FakeAuthorizationServer.Place;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Signing in where something is wrong: with what the UI sends, the browser brings or the servers say. */
@QuarkusTest
class AuthorizationTroubleTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final FakeAuthorizationServer authorizationServer = FakeAuthorizationServer.start();
    private final ProtectedMcpServer server = ProtectedMcpServer.start(authorizationServer);
    private final SignIn user = SignIn.of(Tokens.aUser());

    @Inject
    Pool pool;

    @AfterEach
    void stopServers() {
        server.close();
        authorizationServer.close();
    }

    private Response initiate() {
        return user.initiate("{\"connector\":{\"name\":\"mine\",\"server_url\":\"" + server.url() + "\"}}");
    }

    private void endAllFlows() {
        pool.query("UPDATE oauth_states SET expires_at = now()")
                .execute()
                .await()
                .atMost(PATIENCE);
    }

    private void assertNothingStored() {
        assertThat(user.get("/api/connectors").asString()).isEqualTo("[]");
    }

    private static JsonNode problem(Response response, int status, String error) {
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(status);
        JsonNode problem = JsonText.read(response.asString());
        assertThat(problem.path("error").asText()).isEqualTo(error);
        return problem;
    }

    private void failsWith(String failure) {
        JsonNode problem = problem(initiate(), 400, "AUTHORIZATION_FAILED");
        assertThat(problem.path("error_code").asText()).isEqualTo(failure);
        assertThat(problem.path("detail").asText()).isNotBlank();
    }

    // --- what the UI sends ---

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"connector_id\":null}",
                "{\"connector_id\":true}",
                "{\"connector_id\":{}}",
                "{\"connector_id\":\"connector\"}",
                "{\"connector_id\":[1]}",
                "{\"connector_id\":1.5}",
                "{\"connector\":\"x\"}",
                "{\"connector\":[]}",
                "{\"connector\":{}}",
                "{\"connector\":{\"name\":\"a\",\"server_url\":\"javascript:alert(1)\"}}",
                "{\"connector\":{\"name\":\"\",\"server_url\":\"http://127.0.0.1:1/\"}}",
                "{\"connector\":{\"name\":7,\"server_url\":[]}}",
                "{\"connector\":{\"name\":\"a\",\"server_url\":\"http://127.0.0.1:1/\",\"auth_config\":{\"__grant\":{}}}}",
                "{\"connector_id\":1,\"connector\":{\"name\":\"a\",\"server_url\":\"http://127.0.0.1:1/\"}}"
            })
    void saysWhatIsWrongWithARequest(String body) {
        JsonNode problem = problem(user.initiate(body), 422, "VALIDATION_FAILED");

        assertThat(problem.path("violations")).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"name\":\"\",\"server_url\":\"http://127.0.0.1:1/\"} | connector.name",
                "{\"name\":7,\"server_url\":\"http://127.0.0.1:1/\"} | connector.name",
                "{\"name\":\"a\",\"server_url\":\"ftp://a.example.com/\"} | connector.server_url",
                "{\"name\":\"a\",\"server_url\":\"http://127.0.0.1:1/\",\"auth_config\":{\"__grant\":{}}}"
                        + " | connector.auth_config.__grant",
            })
    void namesFieldsAsTheyStandInTheBody(String draft, String field) {
        JsonNode problem = problem(user.initiate("{\"connector\":" + draft + "}"), 422, "VALIDATION_FAILED");

        assertThat(problem.path("violations").findValuesAsText("field")).containsExactly(field);
        assertThat(problem.path("detail").asText()).startsWith(field + " ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"nothing\"",
                "\"analytics\"",
                "\"a b\"",
                "\"1\\u0000\"",
                "\"\\ud83d\"",
                "\"../notion\"",
                "0",
                "-1",
                "999999999999",
                "99999999999999999999",
                "\"\""
            })
    void knowsNothingOfWhatIsNotThere(String id) {
        problem(user.initiate("{\"connector_id\":" + id + "}"), 404, "CONNECTOR_NOT_FOUND");
    }

    @Test
    void keepsNoDraftOfAnySize() {
        Response response = user.initiate("{\"connector\":{\"name\":\"mine\",\"server_url\":\"" + server.url()
                + "\",\"more\":\"" + "x".repeat(50_000) + "\"}}");

        JsonNode problem = problem(response, 422, "VALIDATION_FAILED");
        assertThat(problem.path("violations").findValuesAsText("field")).containsExactly("connector");
        assertThat(server.refusedRequests()).isZero();
    }

    @Test
    void saysWhereNobodySignsIn() {
        JsonNode problem = problem(user.get("/api/oauth/status/analytics"), 404, "CONNECTOR_NOT_FOUND");

        assertThat(problem.path("detail").asText()).isEqualTo("There is nothing of this name that one signs in to.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/",
                "https://ui.example.com.evil.example/",
                "https://ui.example.com@evil.example/",
                "http://ui.example.com/",
                "https://ui.example.com:444/",
                "//ui.example.com/",
                "/settings",
                "javascript:alert(1)",
                "https://ui.example.com/#token",
                "data:text/html,x"
            })
    void sendsNobodyToAPageThatTheOperatorHasNotNamed(String page) {
        Response response = user.initiate("{\"connector\":{\"name\":\"mine\",\"server_url\":\"" + server.url()
                + "\"},\"redirect_uri\":\"" + page + "\"}");

        problem(response, 422, "VALIDATION_FAILED");
        assertThat(server.refusedRequests()).isZero();
    }

    @Test
    void needsAToken() {
        for (Response response : List.of(
                io.restassured.RestAssured.given()
                        .contentType("application/json")
                        .body("{\"connector_id\":\"notion\"}")
                        .post("/api/oauth/initiate"),
                io.restassured.RestAssured.get("/api/oauth/status/notion"),
                io.restassured.RestAssured.delete("/api/oauth/disconnect/notion"),
                io.restassured.RestAssured.post("/api/gmail/connect"))) {
            assertThat(response.statusCode()).isEqualTo(401);
        }
    }

    @Test
    void touchesNobodyElsesConnector() {
        long id = user.connect(server.url());
        SignIn another = SignIn.of(Tokens.aUser());

        problem(another.initiate("{\"connector_id\":" + id + "}"), 404, "CONNECTOR_NOT_FOUND");
        problem(another.delete("/api/oauth/disconnect/" + id), 404, "CONNECTOR_NOT_FOUND");
        assertThat(user.connector(id).path("status").asText()).isEqualTo("ok");
        assertThat(authorizationServer.revoked()).isEmpty();
    }

    // --- what the browser brings ---

    @ParameterizedTest
    @ValueSource(
            strings = {"", "?state=", "?code=a", "?state=unknown&code=a", "?error=access_denied", "?state=%00&code=a"})
    void takesNobodyWhoHasNotBegun(String query) {
        Response response = io.restassured.RestAssured.given()
                .redirects()
                .follow(false)
                .urlEncodingEnabled(false)
                .get("/api/oauth/callback/connector" + query);

        assertThat(response.statusCode()).isEqualTo(302);
        assertThat(response.header("Location")).isEqualTo("http://localhost:8081/?error=invalid_state");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nothing", "%00", "..%2f", "a%20b", "17"})
    void takesNobodyBackToWhatNobodySignsInTo(String target) {
        Map<String, String> page = SignIn.comeBack("http://localhost/api/oauth/callback/" + target + "?state=a&code=b");

        assertThat(page).containsOnly(Map.entry("error", "invalid_state"));
    }

    @Test
    void takesNoStateThatIsTooOld() {
        String back = SignIn.browse(user.begin(server.url()));
        endAllFlows();

        assertThat(SignIn.comeBack(back)).containsEntry("error", "invalid_state");
        assertNothingStored();
    }

    @Test
    void opensAStateOnceWhenItComesTwiceAtTheSameTime() {
        String back = SignIn.browse(user.begin(server.url()));

        List<CompletableFuture<Map<String, String>>> arrivals = Stream.generate(
                        () -> CompletableFuture.supplyAsync(() -> SignIn.comeBack(back)))
                .limit(5)
                .toList();

        assertThat(arrivals.stream().map(CompletableFuture::join).filter(page -> page.containsKey("status")))
                .hasSize(1);
    }

    @Test
    void keepsNoStateInTheDatabase() {
        String state = SignIn.query(user.begin(server.url())).get("state");

        String rows = pool.query("SELECT coalesce(string_agg(s::text, ' '), '') AS text FROM oauth_states s")
                .execute()
                .await()
                .atMost(PATIENCE)
                .iterator()
                .next()
                .getString("text");

        assertThat(rows).isNotEmpty().doesNotContain(state).doesNotContain(server.url());
    }

    /** Some authorization servers put all that they have to know into a code. */
    @Test
    void handsOnACodeOfTenThousandCharacters() {
        String back = SignIn.browse(user.begin(server.url()));
        String code = "a-long-code-".repeat(900).substring(0, 10_000);

        assertThat(SignIn.comeBack(back.replaceFirst("([?&]code=)[^&]*", "$1" + code)))
                .containsEntry("error", "invalid_grant");

        assertThat(authorizationServer.requests(Endpoint.TOKEN).get(0).form("code"))
                .contains(code);
    }

    @Test
    void tellsThatTheUserHasRefused() {
        authorizationServer.deniesAccess();

        Map<String, String> page = SignIn.comeBack(SignIn.browse(user.begin(server.url())));

        assertThat(page).containsOnly(Map.entry("error", "access_denied"), Map.entry("id", "connector"));
        assertNothingStored();
    }

    @Test
    void showsNothingThatIsNoWord() {
        authorizationServer.deniesAccess("<script>alert(1)</script>", FakeAuthorizationServer.MARKUP);

        assertThat(SignIn.comeBack(SignIn.browse(user.begin(server.url())))).containsEntry("error", "refused");
    }

    @ParameterizedTest
    @CsvSource({"wrong,true", "wrong,false", "absent,true"})
    void believesOnlyTheServerThatWasAsked(String issuer, boolean advertised) {
        authorizationServer.metadata("authorization_response_iss_parameter_supported", BooleanNode.valueOf(advertised));
        if (issuer.equals("absent")) {
            authorizationServer.leavesTheIssuerOut();
        } else {
            authorizationServer.sendsIssuer(authorizationServer.issuer() + "/");
        }
        authorizationServer.deniesAccess();

        Map<String, String> page = SignIn.comeBack(SignIn.browse(user.begin(server.url())));

        assertThat(page).containsEntry("error", "issuer_unexpected").doesNotContainValue("access_denied");
        assertThat(authorizationServer.requests(Endpoint.TOKEN)).isEmpty();
    }

    // --- what its owner can read afterwards ---

    @Test
    void hasInTheTrailWhatWasRefused() {
        authorizationServer.deniesAccess();

        SignIn.comeBack(SignIn.browse(user.begin(server.url())));

        user.hasInTheTrail("connector.created REFUSED mine");
        assertThat(user.get("/api/audit").asString()).doesNotContain(server.url());
    }

    @Test
    void hasInTheTrailWhatWasRefusedForAConnectorThatIsThere() {
        long id = user.connect(server.url());
        authorizationServer.deniesAccess();

        SignIn.comeBack(SignIn.browse(user.beginFor(id)));

        user.hasInTheTrail("connector.authorized REFUSED mine", "connector.created ok mine");
    }

    @Test
    void hasNothingInTheTrailOfAConnectorThatIsGone() {
        long id = user.connect(server.url());
        String back = SignIn.browse(user.beginFor(id));
        user.delete("/api/connectors/" + id);

        assertThat(SignIn.comeBack(back.replaceFirst("([?&])code=[^&]*", "$1error=access_denied")))
                .containsEntry("error", "access_denied");

        user.hasInTheTrail("connector.deleted ok mine", "connector.created ok mine");
    }

    @Test
    void hasInTheTrailThatTheAnswerWasAnothersOrTheCodeWasNone() {
        authorizationServer.sendsIssuer(authorizationServer.issuer() + "/");
        SignIn.comeBack(SignIn.browse(user.begin(server.url())));
        user.hasInTheTrail("connector.created ISSUER_UNEXPECTED mine");

        authorizationServer.answersNormally();
        String back = SignIn.browse(user.begin(server.url()));
        SignIn.comeBack(back.replaceFirst("([?&]code=)[^&]*", "$1a-code-of-nobody"));

        user.hasInTheTrail("connector.created REFUSED mine", "connector.created ISSUER_UNEXPECTED mine");
    }

    @Test
    void hasInTheTrailThatItTookTooLong() {
        String back = SignIn.browse(user.begin(server.url()));
        endAllFlows();

        SignIn.comeBack(back);
        SignIn.comeBack(back);
        user.hasInTheTrail("connector.created INVALID_STATE mine");

        Map<String, String> query = SignIn.query(SignIn.browse(user.begin(server.url())));
        endAllFlows();
        Response late = user.post(
                "/api/oauth/exchange",
                "{\"code\":\"%s\",\"state\":\"%s\"}".formatted(query.get("code"), query.get("state")));

        problem(late, 400, "INVALID_STATE");
        user.hasInTheTrail("connector.created INVALID_STATE mine", "connector.created INVALID_STATE mine");
    }

    @Test
    void hasInTheTrailThatTheConnectorWasChangedMeanwhile() {
        long id = user.connect(server.url());
        String first = SignIn.browse(user.beginFor(id));
        user.connectAgain(id);

        assertThat(SignIn.comeBack(first)).containsEntry("error", "concurrent_change");

        user.hasInTheTrail(
                "connector.authorized CONCURRENT_CHANGE mine",
                "connector.authorized ok mine",
                "connector.created ok mine");
    }

    @Test
    void hasNothingInTheTrailOfWhoTriesTheStateOfAnother() {
        SignIn another = SignIn.of(Tokens.aUser());
        Map<String, String> query = SignIn.query(SignIn.browse(user.begin(server.url())));
        String body = "{\"code\":\"%s\",\"state\":\"%s\",\"iss\":\"%s\"}"
                .formatted(query.get("code"), query.get("state"), query.get("iss"));

        problem(another.post("/api/oauth/exchange", body), 400, "INVALID_STATE");

        // It is still its owner's to finish, whose event is written after whatever came before.
        assertThat(user.post("/api/oauth/exchange", body).statusCode()).isEqualTo(200);
        another.post("/api/tools/analytics/connect");
        another.hasInTheTrail("system_tool.connected ok Analytics");
        user.hasInTheTrail("connector.created ok mine");
    }

    // --- what the servers say of themselves ---

    @ParameterizedTest
    @ValueSource(strings = {"OAUTH", "OPENID", "OPENID_APPENDED"})
    void findsMetadataWhereverTheyMayBe(Place place) {
        try (FakeAuthorizationServer another = FakeAuthorizationServer.start()
                        .withIssuerPath("/tenant1")
                        .servesMetadataAt(place);
                ProtectedMcpServer behind = ProtectedMcpServer.start(another)) {
            assertThat(user.connect(behind.url())).isPositive();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"BEFORE_ITS_PATH", "ROOT"})
    void findsTheServersDescriptionWithoutAHint(ProtectedMcpServer.Place place) {
        server.challengesWithoutMetadata().servesMetadataAt(place);

        assertThat(user.connect(server.url())).isPositive();
    }

    @Test
    void doesWithoutAChallenge() {
        server.refusesWithoutChallenge();

        assertThat(user.connect(server.url())).isPositive();
    }

    @Test
    void refusesADescriptionOfAnotherServer() {
        server.metadata("resource", TextNode.valueOf("https://evil.example.com/mcp"));
        failsWith("RESOURCE_MISMATCH");
    }

    @Test
    void refusesAnotherIssuersMetadata() {
        authorizationServer.metadata("issuer", TextNode.valueOf(authorizationServer.issuer() + "/"));
        failsWith("ISSUER_MISMATCH");
    }

    @Test
    void refusesAServerWithoutPkce() {
        authorizationServer.withoutMetadata("code_challenge_methods_supported");
        failsWith("PKCE_UNSUPPORTED");
    }

    @Test
    void needsSomebodyWhoLetsUsIn() {
        server.servesNoMetadata();
        failsWith("METADATA_NOT_FOUND");
    }

    @ParameterizedTest
    @ValueSource(strings = {"authorization_endpoint", "token_endpoint"})
    void sendsNobodyToWhatIsNoWebAddress(String endpoint) {
        authorizationServer.metadata(endpoint, TextNode.valueOf("javascript:alert(1)"));
        failsWith("METADATA_INVALID");
    }

    @Test
    void dialsNoAddressThatIsNotAllowed() {
        authorizationServer.metadata("registration_endpoint", TextNode.valueOf("http://169.254.169.254/register"));
        failsWith("ENDPOINT_BLOCKED");
    }

    @Test
    void saysWhatOnlyAnOperatorCanDo() {
        authorizationServer.registersNobody();
        failsWith("CLIENT_REQUIRED");
    }

    @ParameterizedTest
    @CsvSource({"400,REGISTRATION_REFUSED", "403,REGISTRATION_REFUSED", "500,TEMPORARILY_UNAVAILABLE"})
    void tellsThatRegistrationWasRefused(int status, String failure) {
        authorizationServer.on(Endpoint.REGISTER).answersError(status, "invalid_redirect_uri", "<b>no</b>");
        failsWith(failure);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"client_id\":\"a\\u0000b\"}",
                "{\"client_id\":\"a\\nb\"}",
                "{\"client_id\":\"\\ud83d\"}",
                "{\"client_id\":\"ä\"}",
                "{\"client_id\":\"a\",\"client_secret\":\"a-secret\\u0000that-is-none\"}",
                "{\"client_id\":\"a\",\"client_secret\":\"a-secret-\\ud83d\"}"
            })
    void takesNoClientThatCannotBeSent(String client) {
        authorizationServer.on(Endpoint.REGISTER).answers(201, "application/json", client);
        failsWith("REPLY_INVALID");
    }

    @ParameterizedTest
    @CsvSource({"client_id,2001", "client_secret,8193"})
    void takesNoClientThatIsTooLong(String member, int length) {
        authorizationServer.on(Endpoint.REGISTER).answers(reply -> reply.set(member, aDistinctiveText(length)));
        failsWith("REPLY_INVALID");
    }

    /** What else that is shown could not happen to have in it, since it becomes a secret. */
    private static String aDistinctiveText(int length) {
        return "what-a-server-registers-".repeat(length).substring(0, length);
    }

    @Test
    void takesTheMethodThatTheServerRegistersFor() {
        authorizationServer.registersForMethod("client_secret_post");

        assertThat(user.connect(server.url())).isPositive();
        assertThat(authorizationServer.requests(Endpoint.TOKEN).get(0).form("client_secret"))
                .isPresent();
    }

    @Test
    void introducesItselfByItsDocumentWhereThatIsRead() {
        authorizationServer.acceptsClientIdDocuments("http://localhost:8081/api/oauth/callback/connector");

        assertThat(user.connect(server.url())).isPositive();

        assertThat(authorizationServer.clientIdDocuments())
                .containsOnly("https://conformance-test.local/client-metadata.json");
        assertThat(authorizationServer.registrations()).isEmpty();
    }

    @Test
    void describesItself() {
        JsonNode document = JsonText.read(
                io.restassured.RestAssured.get("/oauth/client-metadata.json").asString());

        assertThat(document.path("client_id").asText())
                .isEqualTo("https://conformance-test.local/client-metadata.json");
        assertThat(document.path("token_endpoint_auth_method").asText()).isEqualTo("none");
        assertThat(document.path("redirect_uris").toString())
                .contains("/api/oauth/callback/connector", "/api/oauth/callback/notion", "/api/oauth/callback/gmail")
                .contains("https://ui.example.com/oauth/callback");
    }

    @Test
    void registersAnewWhereItWasForgotten() {
        user.connect(server.url());
        authorizationServer.forgetsClients();
        SignIn another = SignIn.of(Tokens.aUser());
        String url = another.begin(server.url());
        assertThat(PlainOauthClient.get(url).statusCode()).isNotEqualTo(302);
    }

    // --- tokens ---

    @ParameterizedTest
    @ValueSource(strings = {"form", "plain", "github", "lower", "no type", "text lifetime", "no lifetime", "duplicate"})
    void takesTokensInEveryForm(String form) {
        authorizationServer.on(Endpoint.TOKEN).answers(reply -> {
            switch (form) {
                case "form" -> reply.inForm();
                case "plain" -> reply.inFormAsPlainText();
                case "github" -> reply.likeGitHub();
                case "lower" -> reply.set("token_type", "bearer");
                case "no type" -> reply.without("token_type");
                case "text lifetime" -> reply.set("expires_in", "3600");
                case "no lifetime" -> reply.without("expires_in");
                default -> reply.withDuplicateMembers();
            }
        });

        assertThat(user.connect(server.url())).isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"html", "malformed", "empty", "mac", "line break", "huge", "no token", "array"})
    void takesNothingThatIsNoToken(String form) {
        String back = SignIn.browse(user.begin(server.url()));
        var misbehaves = authorizationServer.on(Endpoint.TOKEN);
        switch (form) {
            case "html" -> misbehaves.answersHtml();
            case "empty" -> misbehaves.answers(200, "application/json", "");
            case "array" -> misbehaves.answers(200, "application/json", "[1]");
            default ->
                misbehaves.answers(reply -> {
                    switch (form) {
                        case "malformed" -> reply.inMalformedJson();
                        case "mac" -> reply.set("token_type", "mac");
                        case "line break" -> reply.withLineBreakIn("access_token");
                        case "huge" -> reply.paddedBy(1_000_000);
                        default -> reply.without("access_token");
                    }
                });
        }

        assertThat(SignIn.comeBack(back)).containsEntry("error", "reply_invalid");
        assertNothingStored();
    }

    @Test
    void tellsThatACodeIsNotGoodAnyMore() {
        String back = SignIn.browse(user.begin(server.url()));
        authorizationServer.expiresCodes();

        assertThat(SignIn.comeBack(back)).containsEntry("error", "invalid_grant");
        assertNothingStored();
    }

    @Test
    void withdrawsWhatAServerDoesNotTake() {
        String back = SignIn.browse(user.begin(server.url()));
        server.mcp().dies();

        assertThat(SignIn.comeBack(back)).containsEntry("error", "connection_not_verified");

        assertNothingStored();
        assertThat(authorizationServer.revoked()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"503", "hangs", "none"})
    void forgetsInAnyCase(String revocation) {
        if (revocation.equals("none")) {
            authorizationServer.withoutMetadata("revocation_endpoint");
        }
        long id = user.connect(server.url());
        if (revocation.equals("503")) {
            authorizationServer.on(Endpoint.REVOKE).answersStatus(503);
        } else if (revocation.equals("hangs")) {
            authorizationServer.on(Endpoint.REVOKE).hangs();
        }

        assertThat(user.delete("/api/connectors/" + id).statusCode()).isEqualTo(204);
        assertNothingStored();
    }

    // --- scopes ---

    @Test
    void asksForWhatTheServerWants() {
        server.requiresScopes("read").challengesForScopes("read").namesScopes("all", "else");

        assertThat(SignIn.query(user.begin(server.url()))).containsEntry("scope", "read");
    }

    @Test
    void asksForAllThereIsWhereTheServerDoesNotSay() {
        server.namesScopes("all", "else");

        assertThat(SignIn.query(user.begin(server.url()))).containsEntry("scope", "all else");
    }

    @Test
    void asksForMoreWhenItIsNotEnough() {
        server.requiresScopes("read").challengesForScopes("read");
        long id = user.connect(server.url());
        server.requiresScopes("read write").challengesForScopes("write");

        JsonNode failed =
                JsonText.read(user.post("/api/connectors/" + id + "/verify").asString());
        assertThat(failed.path("diagnostics").toString()).contains("INSUFFICIENT_SCOPE");
        String url = user.beginFor(id);

        assertThat(SignIn.query(url).get("scope").split(" ", -1)).containsExactlyInAnyOrder("read", "write");
        assertThat(SignIn.comeBack(SignIn.browse(url))).containsEntry("status", "success");
        assertThat(user.connector(id).path("status").asText()).isEqualTo("ok");
    }
}
