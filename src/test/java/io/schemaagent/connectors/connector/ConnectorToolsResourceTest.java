package io.schemaagent.connectors.connector;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.schemaagent.connectors.Tokens;
import io.schemaagent.connectors.mcp.FakeMcpServer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class ConnectorToolsResourceTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String SHA_256 = "[0-9a-f]{64}";

    @Inject
    Pool pool;

    private final String owner = Tokens.aUser();
    private final FakeMcpServer server = FakeMcpServer.start().withTools("first", "second");

    @AfterEach
    void stop() {
        server.close();
    }

    private RequestSpecification caller() {
        return given().auth().oauth2(Tokens.of(owner)).contentType("application/json");
    }

    private long create() {
        return caller().body(Map.of("name", "a", "server_url", server.url()))
                .post("/api/connectors")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath()
                .getLong("id");
    }

    private void verify(long id) {
        caller().post("/api/connectors/" + id + "/verify")
                .then()
                .statusCode(200)
                .body("success", equalTo(true));
    }

    private static String path(long id) {
        return "/api/connectors/" + id + "/tools";
    }

    private ValidatableResponse tools(long id) {
        return caller().get(path(id)).then().statusCode(200);
    }

    private ValidatableResponse connector(long id) {
        return caller().get("/api/connectors/" + id).then().statusCode(200);
    }

    private ValidatableResponse approve(long id, Object body) {
        return caller().body(body).post(path(id) + "/approve").then();
    }

    private ValidatableResponse enable(long id, String name, boolean on) {
        return caller().urlEncodingEnabled(false)
                .body(Map.of("is_enabled", on))
                .put(path(id) + "/"
                        + URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20"))
                .then();
    }

    private FakeMcpServer serverWith(String name, String description) {
        return server.withTools().withTool(FakeMcpServer.aTool(name, description));
    }

    // --- what is withheld ---

    @Test
    void agreesToWhatWasSaved() {
        long id = create();

        tools(id)
                .body("name", contains("first", "second"))
                .body("is_enabled", contains(true, true))
                .body("state", contains("approved", "approved"))
                .body("fingerprint[0]", matchesPattern(SHA_256))
                .body("pin[0]", equalTo(tools(id).extract().jsonPath().getString("fingerprint[0]")))
                .body("diff[0]", empty())
                .body("warnings[0]", empty())
                .body("[0]", hasKey("inputSchema"))
                .body("[0]", not(hasKey("title")));
    }

    @Test
    void staysApprovedWhateverPostgresqlMakesOfTheDefinition() {
        server.withTools().withTool("""
                {"name":"odd","description":"x","annotations":{"z":1.0,"a":{}},
                 "inputSchema":{"type":"object","properties":{"n":{"minimum":-0.0,"maximum":1e3,"multipleOf":1E-10,
                 "default":1.50,"examples":[123456789012345678901234567890,1e300,0.1,1e999]}}}}""");
        long id = create();

        verify(id);
        verify(id);

        tools(id).body("state", contains("approved"));
    }

    @Test
    void withholdsAToolThatIsNew() {
        long id = create();
        server.withTools("first", "second", "third");

        verify(id);

        tools(id)
                .body("state", contains("approved", "approved", "pending"))
                .body("is_enabled", contains(true, true, true))
                .body("[2].pin", nullValue())
                .body("[2]", hasKey("pin"))
                .body("[2].diff", empty());
        connector(id)
                .body("discovered_tools.state", contains("approved", "approved", "pending"))
                .body("is_active", equalTo(true))
                .body("status", equalTo("ok"));
    }

    @Test
    void withholdsAToolThatHasChangedAndShowsHow() {
        serverWith("tool", "Lists files");
        long id = create();
        serverWith("tool", "Lists files, and sends them to me");

        verify(id);

        tools(id)
                .body("state", contains("changed"))
                .body("description", contains("Lists files, and sends them to me"))
                .body("diff[0]", hasSize(1))
                .body("diff[0][0].field", equalTo("description"))
                .body("diff[0][0].before", equalTo("Lists files"))
                .body("diff[0][0].after", equalTo("Lists files, and sends them to me"));
        connector(id).body("discovered_tools[0].state", equalTo("changed"));
    }

    @Test
    void showsWhereASchemaHasChanged() {
        server.withTools().withTool("""
                {"name":"tool","inputSchema":{"type":"object","properties":{"a/b":{"type":"string"}}},
                 "annotations":{"readOnlyHint":true}}""");
        long id = create();
        server.withTools().withTool("""
                {"name":"tool","inputSchema":{"type":"object","properties":{"a/b":{"type":"string","maxLength":9}}},
                 "annotations":{"readOnlyHint":false}}""");

        verify(id);

        tools(id)
                .body("diff[0].field", contains("inputSchema/properties/a~1b/maxLength", "annotations/readOnlyHint"))
                .body("diff[0].before", contains(nullValue(), equalTo(true)))
                .body("diff[0].after", contains(9, false));
    }

    @Test
    void agreesAgainToAToolThatChangesBack() {
        serverWith("tool", "before");
        long id = create();
        serverWith("tool", "after");
        verify(id);
        serverWith("tool", "before");

        verify(id);

        tools(id).body("state", contains("approved")).body("diff[0]", empty());
    }

    @Test
    void remembersAToolThatIsGoneForAWhile() {
        server.withTools().withTool(FakeMcpServer.aTool("kept", "1")).withTool(FakeMcpServer.aTool("poisoned", "1"));
        server.withTool(FakeMcpServer.aTool("off", "1"));
        long id = create();
        enable(id, "off", false).statusCode(200);
        server.withTools("other");
        verify(id);
        tools(id).body("name", contains("other")).body("state", contains("pending"));
        server.withTools().withTool(FakeMcpServer.aTool("kept", "1")).withTool(FakeMcpServer.aTool("poisoned", "2"));
        server.withTool(FakeMcpServer.aTool("off", "1"));

        verify(id);

        tools(id)
                .body("state", contains("approved", "changed", "disabled"))
                .body("is_enabled", contains(true, true, false))
                .body("diff[1][0].before", equalTo("1"));
    }

    @Test
    void changesNothingWhenACheckFails() {
        serverWith("tool", "before");
        long id = create();
        serverWith("tool", "after");
        verify(id);
        List<Object> before = tools(id).extract().jsonPath().getList("");
        server.onEverything().answersStatus(500);

        caller().post("/api/connectors/" + id + "/verify").then().body("success", equalTo(false));

        assertThat(tools(id).extract().jsonPath().<Object>getList("")).isEqualTo(before);
    }

    @Test
    void takesOtherCredentialsForTheSameServer() {
        serverWith("tool", "before");
        long id = create();
        serverWith("tool", "after");

        caller().body(Map.of("auth_config", Map.of("headers", Map.of("X-Tenant", "blue-tenant"))))
                .put("/api/connectors/" + id)
                .then()
                .statusCode(200)
                .body("discovered_tools.state", contains("changed"));
    }

    @Test
    void beginsAnewAtAnotherServer() {
        serverWith("tool", "before");
        long id = create();
        enable(id, "tool", false).statusCode(200);
        try (FakeMcpServer other = FakeMcpServer.start().withTools("tool", "more")) {
            caller().body(Map.of("server_url", other.url()))
                    .put("/api/connectors/" + id)
                    .then()
                    .statusCode(200)
                    .body("discovered_tools.state", contains("approved", "approved"));
        }
    }

    @Test
    void agreesToWhatIsAtAnotherAddressOfTheServerAndLeavesOffWhatIsOff() {
        server.withTools().withTool(FakeMcpServer.aTool("on", "before")).withTool(FakeMcpServer.aTool("off", "before"));
        long id = create();
        enable(id, "off", false).statusCode(200);
        server.withTools().withTool(FakeMcpServer.aTool("on", "after")).withTool(FakeMcpServer.aTool("off", "after"));

        caller().body(Map.of("server_url", server.url() + "?tenant=blue"))
                .put("/api/connectors/" + id)
                .then()
                .statusCode(200)
                .body("discovered_tools.state", contains("approved", "disabled"));
    }

    @Test
    void takesForTheSameAddressWhatIsOnlyWrittenInAnotherWay() {
        serverWith("tool", "before");
        long id = create();
        serverWith("tool", "after");

        caller().body(Map.of("server_url", server.url().replace("http://", "HTTP://")))
                .put("/api/connectors/" + id)
                .then()
                .statusCode(200)
                .body("discovered_tools.state", contains("changed"));
    }

    @Test
    void comparesWithWhatThePythonServiceHadStored() {
        server.withTools("same", "changed", "new");
        long id = create();
        execute("""
                UPDATE user_mcp_connections SET transport = NULL, tool_pins = '[]', discovered_tools =
                '[{"name": "same", "description": "Does same"}, {"name": "changed", "description": "Did something else"}]'
                WHERE id = $1""", id);
        tools(id).body("state", contains("approved", "approved"));

        verify(id);

        tools(id)
                .body("name", contains("same", "changed", "new"))
                .body("state", contains("approved", "changed", "pending"));
    }

    private void execute(String sql, Object parameter) {
        pool.preparedQuery(sql).execute(Tuple.of(parameter)).await().atMost(PATIENCE);
    }

    // --- approving ---

    @Test
    void agreesToAllWithoutABody() {
        serverWith("tool", "before");
        long id = create();
        serverWith("tool", "after").withTool(FakeMcpServer.aTool("new"));
        verify(id);

        given().auth()
                .oauth2(Tokens.of(owner))
                .post(path(id) + "/approve")
                .then()
                .statusCode(200)
                .body("state", contains("approved", "approved"))
                .body("diff[0]", empty());

        verify(id);
        connector(id).body("discovered_tools.state", contains("approved", "approved"));
    }

    @Test
    void agreesToThoseThatAreNamed() {
        long id = create();
        server.withTools("first", "second", "third", "fourth");
        verify(id);

        approve(id, Map.of("names", List.of("fourth")))
                .statusCode(200)
                .body("name", contains("first", "second", "third", "fourth"))
                .body("state", contains("approved", "approved", "pending", "approved"));
        approve(id, Map.of("names", List.of())).statusCode(200).body("state[2]", equalTo("pending"));
    }

    @Test
    void agreesToNoneWhereOneIsNotThere() {
        long id = create();
        server.withTools("third");
        verify(id);

        approve(id, Map.of("names", List.of("third", "first", "Größe/1")))
                .statusCode(404)
                .body("error", equalTo("TOOL_NOT_FOUND"))
                .body("detail", equalTo("The server lists no such tool: first, Größe/1."));

        tools(id).body("state", contains("pending"));
    }

    @Test
    void agreesToWhatWasLookedAtAndNothingElse() {
        long id = create();
        server.withTools("third", "fourth");
        verify(id);
        String seen = tools(id).extract().jsonPath().getString("[0].fingerprint");
        server.withTools().withTool(FakeMcpServer.aTool("third", "after")).withTool(FakeMcpServer.aTool("fourth"));
        verify(id);

        approve(id, Map.of("names", List.of("third", "fourth"), "fingerprints", Map.of("third", seen)))
                .statusCode(409)
                .body("error", equalTo("CONCURRENT_CHANGE"))
                .body("detail", containsString("third"));
        tools(id).body("state", contains("pending", "pending"));

        String now = tools(id).extract().jsonPath().getString("[0].fingerprint");
        approve(id, Map.of("fingerprints", Map.of("third", now)))
                .statusCode(200)
                .body("state", contains("approved", "pending"));
        approve(id, Map.of("fingerprints", Map.of("gone", now))).statusCode(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"names\":[null]}",
                "{\"names\":[1]}",
                "{\"names\":\"first\"}",
                "{\"fingerprints\":{\"first\":null}}",
                "{\"fingerprints\":[]}"
            })
    void refusesWhatNamesNoTools(String body) {
        long id = create();

        approve(id, body).statusCode(422).body("error", equalTo("VALIDATION_FAILED"));
    }

    @Test
    void agreesToAToolThatIsOffAndLeavesItOff() {
        long id = create();
        server.withTools("first", "second", "third");
        verify(id);
        enable(id, "third", false)
                .statusCode(200)
                .body("state", equalTo("disabled"))
                .body("pin", nullValue());

        approve(id, Map.of()).statusCode(200).body("state", contains("approved", "approved", "disabled"));

        enable(id, "third", true).statusCode(200).body("state", equalTo("approved"));
    }

    // --- switching on and off ---

    @Test
    void switchesOneToolOffAndOn() {
        long id = create();

        enable(id, "second", false)
                .statusCode(200)
                .body("name", equalTo("second"))
                .body("is_enabled", equalTo(false))
                .body("state", equalTo("disabled"))
                .body("pin", matchesPattern(SHA_256));
        verify(id);
        connector(id)
                .body("discovered_tools.is_enabled", contains(true, false))
                .body("discovered_tools.state", contains("approved", "disabled"));
        enable(id, "second", true).statusCode(200).body("state", equalTo("approved"));
        connector(id).body("discovered_tools.is_enabled", contains(true, true));
    }

    @Test
    void showsWhatAToolIsThatIsSwitchedOnAgain() {
        serverWith("tool", "before");
        long id = create();
        enable(id, "tool", false).statusCode(200);
        serverWith("tool", "after");
        verify(id);

        tools(id).body("state", contains("disabled")).body("diff[0].field", contains("description"));
        enable(id, "tool", true).statusCode(200).body("state", equalTo("changed"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a/b",
                "a%2Fb",
                "a b",
                "a+b",
                "a;b=c",
                "a?b#c",
                "approve",
                "Größe 東京 🛠",
                "a/../b",
                "tools/approve",
                "{name}",
                "a\\b",
                "a//b",
                "\"quoted\"",
                "a.b",
                "...",
                "/a",
                "a/",
                " ",
                "a\nb",
                "/"
            })
    void knowsToolsOfAnyName(String name) {
        server.withTools("other", name);
        long id = create();

        enable(id, name, false).statusCode(200).body("name", equalTo(name)).body("state", equalTo("disabled"));

        tools(id).body("state", contains("approved", "disabled"));
    }

    @Test
    void takesASlashAsItIs() {
        server.withTools("a/b");
        long id = create();

        caller().body(Map.of("is_enabled", false)).put(path(id) + "/a/b").then().statusCode(200);

        tools(id).body("state", contains("disabled"));
    }

    @Test
    void knowsNoToolThatTheServerDoesNotList() {
        long id = create();

        enable(id, "third", false)
                .statusCode(404)
                .body("error", equalTo("TOOL_NOT_FOUND"))
                .body("detail", equalTo("The server lists no such tool: third."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"is_enabled\":null}", "{\"is_enabled\":\"yes\"}", "{\"is_enabled\":1}"})
    void refusesWhatIsNeitherOnNorOff(String body) {
        long id = create();

        caller().body(body)
                .put(path(id) + "/first")
                .then()
                .statusCode(422)
                .body("violations[0].field", equalTo("is_enabled"))
                .body("violations[0].message", equalTo("must be true or false"));
    }

    // --- whose ---

    @Test
    void hidesEverythingFromOtherUsers() {
        long id = create();
        RequestSpecification stranger =
                given().auth().oauth2(Tokens.of(Tokens.aUser())).contentType("application/json");

        for (ValidatableResponse answer : List.of(
                given(stranger).get(path(id)).then(),
                given(stranger)
                        .body("{\"is_enabled\":false}")
                        .put(path(id) + "/first")
                        .then(),
                given(stranger)
                        .body("{\"is_enabled\":false}")
                        .put(path(id) + "/nothing")
                        .then(),
                given(stranger).post(path(id) + "/approve").then())) {
            answer.statusCode(404).body("error", equalTo("CONNECTOR_NOT_FOUND"));
        }
        tools(id).body("state", contains("approved", "approved"));
    }

    @Test
    void asksForAToken() {
        long id = create();

        given().get(path(id)).then().statusCode(401);
        given().contentType("application/json")
                .body("{\"is_enabled\":false}")
                .put(path(id) + "/first")
                .then()
                .statusCode(401);
        given().post(path(id) + "/approve").then().statusCode(401);
    }

    // --- at the same time ---

    @Test
    void losesNeitherAnApprovalNorWhatACheckFoundMeanwhile() {
        long id = create();
        server.withTools("first", "second", "third");
        verify(id);
        server.withTools("first", "second", "third", "fourth").on("tools/list").answersWhenReleased();

        CompletableFuture<Response> check =
                CompletableFuture.supplyAsync(() -> caller().post("/api/connectors/" + id + "/verify"));
        server.awaitRequests("tools/list", 3);
        approve(id, Map.of("names", List.of("third"))).statusCode(200);
        enable(id, "first", false).statusCode(200);
        server.releases();
        check.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join().then().body("success", equalTo(true));

        tools(id).body("state", contains("disabled", "approved", "approved", "pending"));
    }

    @Test
    void losesNoneOfManyChangesAtTheSameTime() {
        server.withTools(8);
        long id = create();

        List<CompletableFuture<Void>> changes = IntStream.rangeClosed(1, 8)
                .mapToObj(i -> CompletableFuture.runAsync(() -> {
                    enable(id, "tool-" + i, false).statusCode(200);
                    verify(id);
                }))
                .toList();
        changes.forEach(change -> change.orTimeout(60, TimeUnit.SECONDS).join());

        assertThat(tools(id).extract().jsonPath().getList("state")).hasSize(8).containsOnly("disabled");
    }

    // --- odd texts ---

    @Test
    void warnsOfTextsThatPeopleDoNotSee() {
        serverWith("hidden", "Adds numbers" + Character.toString(0xE0049) + "\u200B");
        server.withTool("""
                {"name":"within","inputSchema":{"type":"object","properties":{"x":{"description":"a\\u202eb"}}}}""");
        server.withTool(FakeMcpServer.aTool("long", "x".repeat(5_000)));

        JsonPath test = caller().body(Map.of("server_url", server.url()))
                .post("/api/connectors/test")
                .then()
                .statusCode(200)
                .body("success", equalTo(true))
                .extract()
                .jsonPath();
        long id = create();

        assertThat(test.getList("warnings"))
                .containsExactly("HIDDEN_CHARACTERS", "TAG_CHARACTERS", "DIRECTION_CONTROLS", "LONG_TEXT");
        tools(id)
                .body("warnings[0]", contains("HIDDEN_CHARACTERS", "TAG_CHARACTERS"))
                .body("warnings[1]", contains("DIRECTION_CONTROLS"))
                .body("warnings[2]", contains("LONG_TEXT"));
        caller().post("/api/connectors/" + id + "/verify").then().body("warnings", hasSize(4));
    }

    // --- what operators see ---

    @Test
    void countsWhatIsWithheld() {
        double changed = withheld("changed");
        double pending = withheld("pending");
        serverWith("tool", "before");
        long id = create();
        serverWith("tool", "after").withTool(FakeMcpServer.aTool("new"));

        verify(id);
        verify(id);

        assertThat(withheld("changed") - changed).isEqualTo(1);
        assertThat(withheld("pending") - pending).isEqualTo(1);
    }

    private static double withheld(String state) {
        return given().get("/q/metrics")
                .asString()
                .lines()
                .filter(line ->
                        line.startsWith("connectors_tools_withheld_total{") && line.contains("\"" + state + "\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    // --- the audit trail ---

    @Test
    void takesDownWhatItsOwnerSays() {
        long id = create();
        enable(id, "second", false).statusCode(200);
        approve(id, Map.of("names", List.of("first"))).statusCode(200);
        approve(id, Map.of("names", List.of("gone"))).statusCode(404);
        approve(id, "").statusCode(200);

        caller().get("/api/audit?connector_id=" + id)
                .then()
                .statusCode(200)
                .body("events.action", contains("tool.approved", "tool.approved", "tool.toggled", "connector.created"))
                .body("events[0].details", nullValue())
                .body("events[1].details.changed", contains("first"))
                .body("events[2].details.tool", equalTo("second"))
                .body("events[2].details.is_active", equalTo(false));
    }
}
