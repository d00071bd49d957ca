package io.schemaagent.connectors.systemtool;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.schemaagent.connectors.Agreed;
import io.schemaagent.connectors.Eventually;
import io.schemaagent.connectors.Tokens;
import io.schemaagent.connectors.mcp.FakeMcpServer;
import io.schemaagent.connectors.oauth.FakeAuthorizationServer;
import io.schemaagent.connectors.oauth.ProtectedMcpServer;
import io.schemaagent.connectors.oauth.SignIn;
import io.schemaagent.connectors.schedule.RefreshConfig;
import io.schemaagent.connectors.secrecy.KnownSecrets;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the operator's servers behind system tools bring to the agents of those who have connected them. */
@QuarkusTest
@TestProfile(SystemToolServersTest.WithServers.class)
class SystemToolServersTest {

    private static final String OPERATORS_TOKEN = "the-operators-warehouse-token";
    private static final String ADAS_KEY = "the-desk-key-of-ada-4711";
    private static final String BOBS_KEY = "the-desk-key-of-bob-4712";
    private static final String TEXT = "{\"arguments\":{\"text\":\"hey\"}}";

    private static final FakeMcpServer WAREHOUSE =
            FakeMcpServer.startAt(Agreed.port("servers.warehouse")).requiresBearer(OPERATORS_TOKEN);
    private static final FakeMcpServer DESK =
            FakeMcpServer.startAt(Agreed.port("servers.desk")).behind(SystemToolServersTest::checkKey);
    private static final FakeAuthorizationServer LOGIN = FakeAuthorizationServer.start();
    private static final ProtectedMcpServer MAIL =
            ProtectedMcpServer.protect(FakeMcpServer.startAt(Agreed.port("servers.mail")), LOGIN.issuer(), LOGIN::find);

    private static volatile Set<String> goodKeys = Set.of();

    private final String owner = Tokens.aUser();

    @Inject
    Pool pool;

    @Inject
    ServerRefresh refresh;

    @Inject
    RefreshConfig config;

    @Inject
    SystemToolRegistry registry;

    @Inject
    ServerRows rows;

    @Inject
    ToolServers servers;

    public static final class WithServers implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "CONNECTORS_SYSTEM_TOOLS_WAREHOUSE_NAME", "Warehouse",
                    "CONNECTORS_SYSTEM_TOOLS_WAREHOUSE_SERVER_URL", url("servers.warehouse"),
                    "CONNECTORS_SYSTEM_TOOLS_WAREHOUSE_SERVER_TOKEN", OPERATORS_TOKEN,
                    "CONNECTORS_SYSTEM_TOOLS_HELP_DESK_NAME", "Help desk",
                    "CONNECTORS_SYSTEM_TOOLS_HELP_DESK_AUTH_TYPE", "api_key",
                    "CONNECTORS_SYSTEM_TOOLS_HELP_DESK_SERVER_URL", url("servers.desk"),
                    "CONNECTORS_SYSTEM_TOOLS_HELP_DESK_SERVER_TOKEN_HEADER", "X-Desk-Key",
                    "CONNECTORS_SYSTEM_TOOLS_MAIL_AUTH_TYPE", "oauth",
                    "CONNECTORS_SYSTEM_TOOLS_MAIL_SERVER_URL", url("servers.mail"));
        }

        private static String url(String port) {
            return "http://127.0.0.1:" + Agreed.port(port) + "/mcp";
        }
    }

    private static Optional<FakeMcpServer.Answer> checkKey(HttpServerRequest request, JsonNode message) {
        return goodKeys.stream().anyMatch(key -> key.equals(request.getHeader("X-Desk-Key")))
                ? Optional.empty()
                : Optional.of(new FakeMcpServer.Answer(401, Map.of("WWW-Authenticate", "Bearer"), ""));
    }

    @AfterAll
    static void stopServers() {
        List.of(WAREHOUSE, DESK).forEach(FakeMcpServer::close);
        MAIL.close();
        LOGIN.close();
    }

    @BeforeEach
    void beginAnew() {
        KnownSecrets.add(ADAS_KEY);
        KnownSecrets.add(BOBS_KEY);
        goodKeys = Set.of(ADAS_KEY, BOBS_KEY);
        WAREHOUSE.answersNormally().withTools("count", "order").forgetRequests();
        DESK.answersNormally().withTools("ticket").forgetRequests();
        MAIL.mcp().answersNormally().withTools("send").forgetRequests();
        LOGIN.answersNormally();
        execute("UPDATE system_tool_servers SET refresh_at = now() AT TIME ZONE 'utc' - interval '1 minute'");
    }

    private void execute(String statement, Object... values) {
        pool.preparedQuery(statement).execute(Tuple.from(values)).await().indefinitely();
    }

    private RequestSpecification caller() {
        return caller(owner);
    }

    private static RequestSpecification caller(String user) {
        return given().auth().oauth2(Tokens.of(user)).contentType("application/json");
    }

    private ValidatableResponse connect(String tool) {
        return caller().post("/api/tools/" + tool + "/connect").then();
    }

    private static ValidatableResponse connectDesk(String user, String key) {
        return caller(user)
                .body(Map.of("config", Map.of("api_key", key)))
                .post("/api/tools/help_desk/connect")
                .then();
    }

    private ValidatableResponse list() {
        return list(owner);
    }

    private static ValidatableResponse list(String user) {
        return caller(user).get("/api/agent/tools").then().statusCode(200);
    }

    private ValidatableResponse call(String name) {
        return caller().body(TEXT).post("/api/agent/tools/" + name + "/call").then();
    }

    private void signInToMail() {
        assertThat(SignIn.comeBack(backFromMail())).containsEntry("status", "success");
    }

    private String backFromMail() {
        return SignIn.browse(
                caller().post("/api/tools/mail/connect").then().extract().path("oauth_url"));
    }

    /** One that was started just now. */
    private ServerRefresh anotherReplica() {
        return new ServerRefresh(config, registry, rows, servers);
    }

    private void refreshNow() {
        execute("UPDATE system_tool_servers SET refresh_at = now() AT TIME ZONE 'utc' - interval '1 minute'");
        refresh.refreshDue().await().atMost(Duration.ofSeconds(30));
    }

    // --- with the operator's credential ---

    @Test
    void bringsTheToolsOfASharedServerToWhoeverHasConnectedIt() {
        connect("warehouse").statusCode(200).body("is_connected", equalTo(true));

        list().body("tools.name", contains("system_warehouse__count", "system_warehouse__order"))
                .body("tools[0].title", equalTo("Warehouse: count"))
                .body("withheld", empty())
                .body("stale", empty());
        call("system_warehouse__count").statusCode(200).body("is_error", equalTo(false));
        assertThat(WAREHOUSE.requests("tools/call").get(0).header("Authorization"))
                .contains("Bearer " + OPERATORS_TOKEN);
        list(Tokens.aUser()).body("tools", empty());
    }

    @Test
    void readsASharedServerOnceForEverybody() {
        connect("warehouse");
        caller(Tokens.aUser()).post("/api/tools/warehouse/connect");

        assertThat(WAREHOUSE.requests("tools/list")).hasSize(1);
    }

    @Test
    void takesTheToolsAwayOnceItIsDisconnected() {
        connect("warehouse");

        caller().post("/api/tools/warehouse/disconnect").then().statusCode(200);

        list().body("tools", empty());
        call("system_warehouse__count").statusCode(404).body("error", equalTo("TOOL_NOT_FOUND"));
    }

    @Test
    void withholdsNothingThatTheOperatorsServerHasChanged() {
        connect("warehouse");
        WAREHOUSE.withTool(FakeMcpServer.aTool("return", "Takes it back"));

        refreshNow();

        list().body("tools.name", hasSize(3)).body("withheld", empty());
        call("system_warehouse__return").statusCode(200).body("is_error", equalTo(false));
    }

    @Test
    void keepsTheLastGoodToolsOfAServerThatIsDown() {
        connect("warehouse");
        WAREHOUSE.onEverything().answersStatus(500);

        refreshNow();

        list().body("tools", hasSize(2))
                .body("stale", hasSize(1))
                .body("stale[0].connector_id", nullValue())
                .body("stale[0].system_tool_id", equalTo("warehouse"))
                .body("stale[0].name", equalTo("Warehouse"))
                .body("stale[0].status", equalTo("failing"))
                .body("stale[0].since", notNullValue());
        WAREHOUSE.answersNormally();
        refreshNow();
        list().body("stale", empty());
    }

    @Test
    void canBeNarrowedToASystemTool() {
        connect("warehouse");
        connectDesk(owner, ADAS_KEY);

        for (String wanted : List.of("help_desk", "Help desk", "system_help_desk", "Help desk: ticket", "ticket")) {
            caller().get("/api/agent/tools?selected=" + wanted)
                    .then()
                    .body("tools.name", contains("system_help_desk__ticket"))
                    .body("unknown", empty());
        }
    }

    @Test
    void cannotBeImitatedByAConnector() {
        connect("warehouse");
        FakeMcpServer own = FakeMcpServer.start().withTools("count");
        try (own) {
            caller().body(Map.of("name", "System_warehouse", "server_url", own.url()))
                    .post("/api/connectors")
                    .then()
                    .statusCode(201);

            list().body(
                            "tools.name",
                            contains("system-warehouse__count", "system_warehouse__count", "system_warehouse__order"));
        }
    }

    @Test
    void writesCallsIntoTheAuditTrailOfTheirCaller() {
        connect("warehouse");

        call("system_warehouse__count");

        Eventually.holds("the call is in the audit trail", Duration.ofSeconds(20), () -> {
            JsonPath trail = caller().get("/api/audit?action=tool.called").jsonPath();
            return "system_tool".equals(trail.getString("events[0].target.type"))
                    && "warehouse".equals(trail.getString("events[0].target.id"))
                    && "Warehouse".equals(trail.getString("events[0].target.name"));
        });
    }

    // --- with what users bring ---

    @Test
    void sendsEachUsersOwnKey() {
        String bob = Tokens.aUser();
        connectDesk(owner, ADAS_KEY).statusCode(200).body("is_connected", equalTo(true));
        connectDesk(bob, BOBS_KEY).statusCode(200);
        DESK.forgetRequests();

        call("system_help_desk__ticket").body("is_error", equalTo(false));
        caller(bob).body(TEXT).post("/api/agent/tools/system_help_desk__ticket/call");

        assertThat(DESK.requests("tools/call"))
                .extracting(request -> request.header("X-Desk-Key").orElseThrow())
                .containsExactly(ADAS_KEY, BOBS_KEY);
    }

    @Test
    void connectsNothingWithAKeyThatTheServerRefuses() {
        connectDesk(owner, "a-desk-key-that-nobody-knows")
                .statusCode(400)
                .body("error", equalTo("CONNECTION_NOT_VERIFIED"))
                .body("error_code", equalTo("AUTH_FAILED"));

        caller().get("/api/tools/help_desk").then().body("is_connected", equalTo(false));
        list().body("tools", empty());
    }

    @Test
    void keepsAKeyWhileTheServerIsDownAndReadsItsToolsLater() {
        DESK.onEverything().answersStatus(500);
        connectDesk(owner, ADAS_KEY).statusCode(200).body("is_connected", equalTo(true));
        list().body("tools", empty()).body("stale[0].system_tool_id", equalTo("help_desk"));

        DESK.answersNormally();
        refreshNow();

        list().body("tools.name", contains("system_help_desk__ticket")).body("stale", empty());
    }

    @Test
    void showsThatAKeyIsRefusedByNow() {
        connectDesk(owner, ADAS_KEY);
        goodKeys = Set.of();

        call("system_help_desk__ticket").statusCode(200).body("is_error", equalTo(true));

        caller().get("/api/tools/help_desk")
                .then()
                .body("is_connected", equalTo(true))
                .body("status", equalTo("needs_reauth"))
                .body("status_message", containsString("Connect it again"));
        goodKeys = Set.of(BOBS_KEY);
        connectDesk(owner, BOBS_KEY).statusCode(200).body("status", equalTo("ok"));
        call("system_help_desk__ticket").body("is_error", equalTo(false));
    }

    @Test
    void forgetsAUsersListWithTheKey() {
        connectDesk(owner, ADAS_KEY);

        caller().post("/api/tools/help_desk/disconnect").then().statusCode(200);

        list().body("tools", empty());
        assertThat(pool.preparedQuery("SELECT FROM system_tool_servers WHERE user_id = $1")
                        .execute(Tuple.of(owner))
                        .await()
                        .indefinitely()
                        .rowCount())
                .isZero();
    }

    @Test
    void letsNobodyWaitForTheListsOfOthers() {
        connectDesk(Tokens.aUser(), BOBS_KEY);
        execute("UPDATE system_tool_servers SET refresh_at = now() AT TIME ZONE 'utc' - interval '1 minute'");
        DESK.forgetRequests();

        connectDesk(owner, ADAS_KEY).statusCode(200);

        assertThat(DESK.requests("tools/list")).hasSize(1);
    }

    @Test
    void bringsToolsToWhoHadConnectedBeforeThereWasAServer() {
        connectDesk(owner, ADAS_KEY);
        execute("DELETE FROM system_tool_servers WHERE user_id = $1", owner);
        list().body("tools", empty());

        anotherReplica().refreshDue().await().atMost(Duration.ofSeconds(30));

        list().body("tools.name", contains("system_help_desk__ticket"));
    }

    @Test
    void callsWithWhatASignInHasGrantedAndRenewsIt() {
        signInToMail();
        list().body("tools.name", contains("system_mail__send"));
        call("system_mail__send").body("is_error", equalTo(false));

        LOGIN.expiresAccessTokens();

        call("system_mail__send").body("is_error", equalTo(false));
        caller().get("/api/tools/mail").then().body("status", equalTo("ok"));
    }

    @Test
    void takesDownThatTheServerRefusesWhatASignInHasGranted() {
        String back = backFromMail();
        MAIL.mcp().onEverything().answersStatus(401);

        assertThat(SignIn.comeBack(back)).containsKey("error");

        SignIn.of(owner).hasInTheTrail("system_tool.connected AUTH_FAILED mail");
    }

    @Test
    void leavesTheToolsOfOthersAlone() {
        connectDesk(owner, ADAS_KEY);
        String bob = Tokens.aUser();

        caller(bob)
                .body(TEXT)
                .post("/api/agent/tools/system_help_desk__ticket/call")
                .then()
                .statusCode(404);
        caller(bob).post("/api/tools/help_desk/disconnect").then().statusCode(200);

        list().body("tools", hasSize(1));
    }
}
