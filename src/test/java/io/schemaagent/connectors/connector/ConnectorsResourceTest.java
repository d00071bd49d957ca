package io.schemaagent.connectors.connector;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.schemaagent.connectors.Tokens;
import io.schemaagent.connectors.mcp.FakeMcpServer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ConnectorsResourceTest {

    private static final String SECRET = "a-secret-of-this-test";

    private final String owner = Tokens.aUser();
    private final FakeMcpServer server = FakeMcpServer.start().withTools("first", "second", "third");

    @AfterEach
    void stop() {
        server.close();
    }

    private RequestSpecification caller() {
        return given().auth().oauth2(Tokens.of(owner)).contentType("application/json");
    }

    private Map<String, Object> aRequest() {
        return new HashMap<>(Map.of("name", "My server", "server_url", server.url()));
    }

    private Map<String, Object> aRequestWithKey() {
        Map<String, Object> request = aRequest();
        request.put("auth_type", "api_key");
        request.put("auth_config", Map.of("api_key", SECRET));
        return request;
    }

    private ValidatableResponse create(Map<String, Object> request) {
        return caller().body(request).post("/api/connectors").then();
    }

    private long created(Map<String, Object> request) {
        return create(request).statusCode(201).extract().jsonPath().getLong("id");
    }

    private ValidatableResponse get(long id) {
        return caller().get("/api/connectors/" + id).then();
    }

    private ValidatableResponse put(long id, Map<String, Object> patch) {
        return caller().body(patch).put("/api/connectors/" + id).then();
    }

    // --- create ---

    @Test
    void savesAServerThatAnswers() {
        create(aRequest())
                .statusCode(201)
                .header("Location", matchesPattern(".*/api/connectors/[0-9]+"))
                .body("name", equalTo("My server"))
                .body("email", nullValue())
                .body("description", nullValue())
                .body("server_url", equalTo(server.url()))
                .body("auth_type", equalTo("none"))
                .body("is_active", equalTo(true))
                .body("is_verified", equalTo(true))
                .body("discovered_tools.name", contains("first", "second", "third"))
                .body("discovered_tools.is_enabled", everyItem(equalTo(true)))
                .body("discovered_tools.state", everyItem(equalTo("approved")))
                .body("discovered_tools[0]", hasKey("inputSchema"))
                .body("tool_count", equalTo(3))
                .body("schema_tokens", greaterThan(0))
                .body("status", equalTo("ok"))
                .body("transport", equalTo("streamable_http"))
                .body("protocol_version", equalTo("2025-11-25"))
                .body("has_credentials", equalTo(false))
                .body("stale_since", nullValue())
                .body("last_error", nullValue())
                .body("last_verified_at", matchesPattern("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z"))
                .body("created_at", notNullValue())
                .body("updated_at", notNullValue())
                .body("$", not(hasKey("auth_config")));
    }

    @Test
    void storesNothingWhenTheServerFails() {
        server.on("initialize").answersStatus(500);

        create(aRequest())
                .statusCode(400)
                .contentType("application/problem+json")
                .body("error", equalTo("CONNECTION_NOT_VERIFIED"))
                .body("detail", equalTo("Cannot connect to server. Please check the URL."))
                .body("error_code", equalTo("CONNECTION_FAILED"))
                .body("diagnostics.phases.phase", hasItem("http"));

        caller().get("/api/connectors").then().body("", hasSize(0));
    }

    @Test
    void sendsAnApiKeyAndNeverShowsIt() {
        server.requiresHeader("X-API-Key", SECRET);

        String answer = create(aRequestWithKey())
                .statusCode(201)
                .body("auth_type", equalTo("api_key"))
                .body("has_credentials", equalTo(true))
                .extract()
                .asString();

        assertThat(answer).doesNotContain(SECRET);
        assertThat(server.requests("tools/list").get(0).headers().get("X-API-Key"))
                .isEqualTo(SECRET);
    }

    @Test
    void sendsATokenThatTheUserHas() {
        server.requiresBearer(SECRET);
        Map<String, Object> request = aRequest();
        request.put("auth_type", "oauth");
        request.put("auth_config", Map.of("access_token", SECRET));

        create(request).statusCode(201).body("auth_type", equalTo("oauth"));
    }

    @Test
    void sendsFurtherHeaders() {
        server.requiresHeader("X-Tenant", "blue");
        Map<String, Object> request = aRequest();
        request.put("auth_config", Map.of("headers", Map.of("X-Tenant", "blue")));

        create(request).statusCode(201).body("has_credentials", equalTo(true));
    }

    @Test
    void refusesWrongCredentialsBeforeAnythingIsStored() {
        server.requiresHeader("X-API-Key", "another");

        create(aRequestWithKey())
                .statusCode(400)
                .body("error_code", equalTo("AUTH_FAILED"))
                .body("detail", equalTo("Authentication failed. Please check your credentials."));
    }

    @Test
    void refusesASecondConnectorForTheSameUrlUnlessItIsMeant() {
        created(aRequest());
        Map<String, Object> sameInOtherWords = aRequest();
        sameInOtherWords.put("server_url", server.url().replace("http://", "HTTP://") + "/");

        create(sameInOtherWords).statusCode(409).body("error", equalTo("DUPLICATE_SERVER_URL"));

        sameInOtherWords.put("server_url", server.url());
        sameInOtherWords.put("confirm_duplicate", true);
        create(sameInOtherWords).statusCode(201);
    }

    @Test
    void letsAnotherUserSaveTheSameUrl() {
        created(aRequest());

        given().auth()
                .oauth2(Tokens.of(Tokens.aUser()))
                .contentType("application/json")
                .body(aRequest())
                .post("/api/connectors")
                .then()
                .statusCode(201);
    }

    @Test
    void keepsNamesAsTheyAreMeant() {
        Map<String, Object> request = aRequest();
        request.put("name", "  Über 🛠️ '; DROP TABLE --  ");
        request.put("description", "Zeile eins\nZeile zwei");

        create(request)
                .statusCode(201)
                .body("name", equalTo("Über 🛠️ '; DROP TABLE --"))
                .body("description", equalTo("Zeile eins\nZeile zwei"));
    }

    @Test
    void countsAnEmojiAsOneCharacter() {
        Map<String, Object> request = aRequest();
        request.put("name", "🛠".repeat(255));

        create(request).statusCode(201).body("name", equalTo("🛠".repeat(255)));
    }

    @Test
    void storesToolsThatPostgresqlCannotHold() {
        server.withToolCarryingNul("fourth").withNamelessTools();

        create(aRequest())
                .statusCode(201)
                .body("discovered_tools.name", contains("first", "second", "third", "fourth"))
                .body("discovered_tools[3].description", equalTo("a\uFFFDb"));
    }

    // --- read ---

    @Test
    void listsTheNewestFirst() {
        long older = created(aRequest());
        Map<String, Object> another = aRequest();
        another.put("confirm_duplicate", true);
        long newer = created(another);

        List<Integer> ids = caller().get("/api/connectors").jsonPath().getList("id");

        assertThat(ids).containsExactly((int) newer, (int) older);
    }

    @Test
    void listsOnlyThoseThatAreSwitchedOnOrOff() {
        long id = created(aRequest());
        caller().post("/api/connectors/" + id + "/toggle").then().statusCode(200);

        caller().get("/api/connectors?active=true").then().body("", hasSize(0));
        caller().get("/api/connectors?active=false").then().body("", hasSize(1));
        caller().get("/api/connectors?active=perhaps")
                .then()
                .statusCode(422)
                .body("violations[0].field", equalTo("active"))
                .body("violations[0].in", equalTo("query"));
    }

    @Test
    void hidesEverythingFromOtherUsers() {
        long id = created(aRequest());
        RequestSpecification stranger =
                given().auth().oauth2(Tokens.of(Tokens.aUser())).contentType("application/json");
        String path = "/api/connectors/" + id;

        for (ValidatableResponse answer : List.of(
                given(stranger).get(path).then(),
                given(stranger).body("{\"name\":\"mine\"}").put(path).then(),
                given(stranger).delete(path).then(),
                given(stranger).post(path + "/toggle").then(),
                given(stranger).post(path + "/verify").then(),
                given(stranger).post(path + "/refresh").then(),
                given(stranger).get(path + "/health").then())) {
            answer.statusCode(404).body("error", equalTo("CONNECTOR_NOT_FOUND"));
        }
        given(stranger).get("/api/connectors").then().body("", hasSize(0));
        get(id).statusCode(200).body("name", equalTo("My server"));
    }

    @Test
    void knowsNoIdsBeyondBigint() {
        for (String id : List.of(
                "0", "-1", "9223372036854775807", "9223372036854775808", "99999999999999999999", "abc", "1.5")) {
            caller().get("/api/connectors/" + id).then().statusCode(404).contentType("application/problem+json");
        }
    }

    // --- update ---

    @Test
    void changesWhatIsSentAndNothingElse() {
        long id = created(aRequestWithKey());
        server.forgetRequests();

        put(id, Map.of("name", "Other name", "description", "Now with words", "is_active", false))
                .statusCode(200)
                .body("name", equalTo("Other name"))
                .body("description", equalTo("Now with words"))
                .body("is_active", equalTo(false))
                .body("server_url", equalTo(server.url()))
                .body("has_credentials", equalTo(true));

        assertThat(server.requests()).isEmpty();
    }

    @Test
    void keepsTheDescriptionOfAChangeThatSaysNothingOfIt() {
        Map<String, Object> request = aRequest();
        request.put("description", "to be kept");
        long id = created(request);

        put(id, Map.of("name", "Other name")).statusCode(200).body("description", equalTo("to be kept"));
    }

    @Test
    void removesADescriptionThatIsNull() {
        Map<String, Object> request = aRequest();
        request.put("description", "to be removed");
        long id = created(request);

        caller().body("{\"description\":null}")
                .put("/api/connectors/" + id)
                .then()
                .statusCode(200)
                .body("description", nullValue());
    }

    @Test
    void movesToAnotherPathOfTheSameServerWithTheStoredCredential() {
        server.requiresHeader("X-API-Key", SECRET);
        long id = created(aRequestWithKey());
        server.forgetRequests();

        put(id, Map.of("server_url", server.url() + "?tenant=blue")).statusCode(200);

        assertThat(server.requests("initialize").get(0).headers().get("X-API-Key"))
                .isEqualTo(SECRET);
    }

    @Test
    void neverSendsAStoredSecretToAnotherOrigin() {
        long id = created(aRequestWithKey());
        try (FakeMcpServer other = FakeMcpServer.start()) {
            put(id, Map.of("server_url", other.url()))
                    .statusCode(400)
                    .body("error", equalTo("CREDENTIALS_REQUIRED"))
                    .body("detail", containsString("auth_config"));

            assertThat(other.requests()).isEmpty();
            get(id).body("server_url", equalTo(server.url()));

            put(id, Map.of("server_url", other.url(), "auth_config", Map.of("api_key", "new-key")))
                    .statusCode(200)
                    .body("server_url", equalTo(other.url()));
            assertThat(other.requests("initialize").get(0).headers().get("X-API-Key"))
                    .isEqualTo("new-key");
        }
    }

    @Test
    void movesFreelyWhereNoSecretIsStored() {
        long id = created(aRequest());
        try (FakeMcpServer other = FakeMcpServer.start().withTools("other")) {
            put(id, Map.of("server_url", other.url())).statusCode(200).body("discovered_tools.name", contains("other"));
        }
    }

    @Test
    void keepsEverythingWhenTheNewTargetFails() {
        long id = created(aRequestWithKey());
        server.requiresHeader("X-API-Key", SECRET);

        put(id, Map.of("auth_config", Map.of("api_key", "wrong"), "name", "not this either"))
                .statusCode(400)
                .body("error", equalTo("CONNECTION_NOT_VERIFIED"))
                .body("error_code", equalTo("AUTH_FAILED"));

        get(id).body("name", equalTo("My server")).body("status", equalTo("ok"));
        caller().post("/api/connectors/" + id + "/verify").then().body("success", equalTo(true));
    }

    @Test
    void dropsTheCredentialWithTheTypeThatNeededIt() {
        long id = created(aRequestWithKey());

        put(id, Map.of("auth_type", "none")).statusCode(200).body("has_credentials", equalTo(false));
    }

    @Test
    void refusesToLeadTwoConnectorsToOneUrl() {
        created(aRequest());
        try (FakeMcpServer other = FakeMcpServer.start()) {
            Map<String, Object> second = aRequest();
            second.put("server_url", other.url());
            long id = created(second);

            put(id, Map.of("server_url", server.url())).statusCode(409).body("error", equalTo("DUPLICATE_SERVER_URL"));
            put(id, Map.of("server_url", server.url(), "confirm_duplicate", true))
                    .statusCode(200);
        }
    }

    // --- toggle, delete ---

    @Test
    void togglesToAndFro() {
        long id = created(aRequest());
        String toggle = "/api/connectors/" + id + "/toggle";

        caller().post(toggle).then().statusCode(200).body("is_active", equalTo(false));
        caller().post(toggle).then().statusCode(200).body("is_active", equalTo(true));
        caller().body("{\"is_active\":true}").post(toggle).then().body("is_active", equalTo(true));
        caller().body("{}").post(toggle).then().body("is_active", equalTo(false));
        given().auth()
                .oauth2(Tokens.of(owner))
                .post(toggle)
                .then()
                .statusCode(200)
                .body("is_active", equalTo(true));
    }

    @Test
    void deletesOnce() {
        long id = created(aRequest());

        caller().delete("/api/connectors/" + id).then().statusCode(204);

        get(id).statusCode(404);
        caller().delete("/api/connectors/" + id).then().statusCode(404);
    }

    // --- verify, refresh, health ---

    @Test
    void takesUpNewToolsWhenVerified() {
        long id = created(aRequest());
        server.withTools("first", "fourth");

        caller().post("/api/connectors/" + id + "/verify")
                .then()
                .statusCode(200)
                .body("success", equalTo(true))
                .body("message", equalTo("Connected. 2 tools found."))
                .body("connector.discovered_tools.name", contains("first", "fourth"))
                .body("diagnostics.server.name", notNullValue())
                .body("$", not(hasKey("error_code")));
    }

    @Test
    void keepsLastGoodToolsWhenServerDies() {
        long id = created(aRequest());
        server.dies();

        caller().post("/api/connectors/" + id + "/verify")
                .then()
                .statusCode(200)
                .body("success", equalTo(false))
                .body("error_code", equalTo("CONNECTION_FAILED"))
                .body("error_type", equalTo("connection"))
                .body("connector.status", equalTo("failing"))
                .body("connector.is_verified", equalTo(false))
                .body("connector.stale_since", notNullValue())
                .body("connector.last_error.code", equalTo("CONNECTION_FAILED"))
                .body("connector.discovered_tools.name", contains("first", "second", "third"));

        server.answersNormally();
        caller().post("/api/connectors/" + id + "/refresh")
                .then()
                .statusCode(200)
                .body("status", equalTo("ok"))
                .body("stale_since", nullValue())
                .body("last_error", nullValue());
    }

    @Test
    void refreshAnswersWithAProblemWhenTheServerFails() {
        long id = created(aRequest());
        server.dies();

        caller().post("/api/connectors/" + id + "/refresh")
                .then()
                .statusCode(400)
                .body("error", equalTo("CONNECTION_NOT_VERIFIED"))
                .body("diagnostics.next_action", notNullValue());

        get(id).body("status", equalTo("failing")).body("tool_count", equalTo(3));
    }

    @Test
    void asksForCredentialsWhenTheyAreNoLongerAccepted() {
        server.requiresHeader("X-API-Key", SECRET);
        long id = created(aRequestWithKey());
        server.requiresHeader("X-API-Key", "changed");

        caller().post("/api/connectors/" + id + "/verify")
                .then()
                .body("error_code", equalTo("AUTH_FAILED"))
                .body("connector.status", equalTo("needs_reauth"));
    }

    @Test
    void healthStoresNothing() {
        long id = created(aRequest());
        String before = get(id).extract().asString();
        server.withTools("one");

        caller().get("/api/connectors/" + id + "/health")
                .then()
                .statusCode(200)
                .body("is_healthy", equalTo(true))
                .body("connector_id", equalTo((int) id))
                .body("connector_name", equalTo("My server"))
                .body("tool_count", equalTo(1))
                .body("message", notNullValue());
        server.dies();
        caller().get("/api/connectors/" + id + "/health")
                .then()
                .statusCode(200)
                .body("is_healthy", equalTo(false))
                .body("error_code", equalTo("CONNECTION_FAILED"))
                .body("error_message", equalTo("Cannot connect to server. Please check the URL."))
                .body("$", not(hasKey("tool_count")));

        assertThat(get(id).extract().asString()).isEqualTo(before);
    }

    // --- test ---

    @Test
    void testsWithoutStoring() {
        caller().body(aRequest())
                .post("/api/connectors/test")
                .then()
                .statusCode(200)
                .body("success", equalTo(true))
                .body("message", equalTo("Connected. 3 tools found."))
                .body("error_code", nullValue())
                .body("error_message", nullValue())
                .body("error_type", nullValue())
                .body("tools.name", contains("first", "second", "third"))
                .body("tool_count", equalTo(3))
                .body("warnings", hasSize(0))
                .body(
                        "diagnostics.phases.phase",
                        contains("url", "resolve", "connect", "tls", "http", "auth", "protocol", "catalog"))
                .body("diagnostics.phases.status", contains("ok", "ok", "ok", "skipped", "ok", "ok", "ok", "ok"))
                .body("diagnostics.pages", equalTo(1))
                .body("diagnostics.partial", equalTo(false));

        caller().get("/api/connectors").then().body("", hasSize(0));
    }

    @Test
    void tellsHowFarATestIsToWhoTakesEvents() {
        String events = caller().accept("text/event-stream, application/json")
                .body(aRequest())
                .post("/api/connectors/test")
                .then()
                .statusCode(200)
                .contentType("text/event-stream")
                .extract()
                .asString();

        List<String> told = List.of(events.split("\n\n"));
        assertThat(told).hasSize(8);
        assertThat(told.get(0)).startsWith("event: phase\ndata: {\"phase\":\"url\",\"status\":\"ok\",\"duration_ms\":");
        assertThat(told.get(7))
                .startsWith("event: result\ndata: {\"success\":true,\"message\":\"Connected. 3 tools found.\"");
        assertThat(events)
                .containsSubsequence(
                        "\"resolve\"", "\"connect\"", "\"http\"", "\"auth\"", "\"protocol\"", "\"catalog\"");
    }

    @Test
    void tellsWhyATestFailedInEventsToo() {
        server.onEverything().answersHtml();

        String events = caller().accept("text/event-stream, application/json")
                .body(aRequest())
                .post("/api/connectors/test")
                .then()
                .statusCode(200)
                .extract()
                .asString();

        assertThat(events).contains("event: result\ndata: {\"success\":false").endsWith("}\n\n");
    }

    @Test
    void refusesWhatIsWrongBeforeAnythingIsTold() {
        caller().accept("text/event-stream, application/json")
                .body("{\"server_url\":\"" + server.url() + "\",\"auth_config\":7}")
                .post("/api/connectors/test")
                .then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body("violations", hasSize(1));
    }

    @Test
    void saysWhenThereAreNoTools() {
        server.withTools(0);

        caller().body(aRequest())
                .post("/api/connectors/test")
                .then()
                .body("success", equalTo(true))
                .body("error_code", nullValue())
                .body("error_message", equalTo("Connected but no tools found on this MCP server."))
                .body("warnings", contains("NO_TOOLS"));
    }

    @Test
    void testsAnyTextAsUrl() {
        for (String text : List.of(
                "",
                " ",
                "no url",
                "ftp://example.com",
                "http://",
                "http://user:pass@example.com/",
                "javascript:alert(1)",
                "🛠")) {
            caller().body(Map.of("server_url", text))
                    .post("/api/connectors/test")
                    .then()
                    .statusCode(200)
                    .body("success", equalTo(false))
                    .body("error_code", equalTo("INVALID_URL"))
                    .body("error_type", equalTo("url"))
                    .body("message", equalTo("Invalid URL format. Must be a valid HTTP/HTTPS URL."))
                    .body("diagnostics.phases[0].status", equalTo("failed"));
        }
    }

    @Test
    void dialsNoAddressThatIsNotAllowed() {
        for (String url : List.of(
                "http://10.0.0.1/mcp",
                "http://169.254.169.254/latest",
                "http://[fd00::1]/",
                "http://2130706433/",
                "http://0.0.0.0:80/")) {
            caller().body(Map.of("server_url", url))
                    .post("/api/connectors/test")
                    .then()
                    .statusCode(200)
                    .body("error_code", equalTo("BLOCKED_ADDRESS"))
                    .body("message", equalTo("This address is not allowed."))
                    .body("diagnostics.phases[1].status", equalTo("failed"));
        }
    }

    @Test
    void saysWhatKindOfCredentialsTheServerWants() {
        server.requiresBearer(SECRET);

        caller().body(aRequest())
                .post("/api/connectors/test")
                .then()
                .body("error_code", equalTo("AUTH_FAILED"))
                .body("diagnostics.auth_scheme", equalTo("Bearer"))
                .body("diagnostics.next_action", containsString("credentials"));
    }
}
