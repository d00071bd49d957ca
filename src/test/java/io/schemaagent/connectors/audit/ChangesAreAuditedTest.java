package io.schemaagent.connectors.audit;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.schemaagent.connectors.Tokens;
import io.schemaagent.connectors.mcp.FakeMcpServer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What users do, as their trail has it. */
@QuarkusTest
class ChangesAreAuditedTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String IN_THE_QUERY = "secret-in-the-query-" + UUID.randomUUID();
    private static final String KEY = "key-of-this-test-" + UUID.randomUUID();

    @Inject
    Pool pool;

    @Inject
    AuditWriter writer;

    private final String owner = Tokens.aUser();
    private final FakeMcpServer server = FakeMcpServer.start().withTools("first");

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

    private ValidatableResponse create(Map<String, Object> request) {
        return caller().body(request).post("/api/connectors").then();
    }

    private int created() {
        return create(aRequest()).statusCode(201).extract().path("id");
    }

    private JsonPath trail() {
        writer.writeAll().await().atMost(PATIENCE);
        return caller().get("/api/audit").then().statusCode(200).extract().jsonPath();
    }

    private List<String> actions() {
        return trail().getList("events.action");
    }

    @Test
    void saysWhatBecameOfAConnectorAfterItIsGone() {
        int id = created();
        caller().body(Map.of("name", "Renamed", "is_active", false))
                .put("/api/connectors/" + id)
                .then()
                .statusCode(200);
        caller().post("/api/connectors/" + id + "/toggle").then().statusCode(200);
        caller().delete("/api/connectors/" + id).then().statusCode(204);

        JsonPath trail = trail();

        assertThat(trail.getList("events.action"))
                .containsExactly("connector.deleted", "connector.toggled", "connector.updated", "connector.created");
        assertThat(trail.getList("events.outcome")).containsOnly("ok");
        assertThat(trail.getList("events.target.type")).containsOnly("connector");
        assertThat(trail.getList("events.target.id")).containsOnly(Integer.toString(id));
        assertThat(trail.getList("events.target.name")).containsExactly("Renamed", "Renamed", "Renamed", "My server");
        assertThat(trail.getMap("events[1].details")).isEqualTo(Map.of("is_active", true));
        assertThat(trail.getMap("events[2].details")).isEqualTo(Map.of("changed", List.of("name", "is_active")));
        assertThat(trail.getList("events.trace_id"))
                .doesNotHaveDuplicates()
                .allSatisfy(trace -> assertThat((String) trace).matches("[0-9a-f]{32}"));
        assertThat(trail.getInt("events[3].duration_ms")).isNotNegative();
    }

    @Test
    void saysWhichRequestItWas() {
        String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        given().auth()
                .oauth2(Tokens.of(owner))
                .contentType("application/json")
                .header("traceparent", "00-" + trace + "-00f067aa0ba902b7-01")
                .body(aRequest())
                .post("/api/connectors")
                .then()
                .statusCode(201);

        assertThat(trail().getList("events.trace_id")).containsExactly(trace);
    }

    @Test
    void saysWhenServersWereContacted() {
        int id = created();
        caller().post("/api/connectors/" + id + "/verify").then().statusCode(200);
        caller().get("/api/connectors/" + id + "/health").then().statusCode(200);
        server.on("initialize").answersStatus(500);
        caller().post("/api/connectors/" + id + "/refresh").then().statusCode(400);
        caller().body(aRequest()).post("/api/connectors/test").then().statusCode(200);

        JsonPath trail = trail();

        assertThat(trail.getList("events.action"))
                .containsExactly(
                        "connector.tested",
                        "connector.refreshed",
                        "connector.checked",
                        "connector.verified",
                        "connector.created");
        assertThat(trail.getList("events.outcome"))
                .containsExactly("CONNECTION_FAILED", "CONNECTION_FAILED", "ok", "ok", "ok");
        assertThat(trail.getString("events[0].target.type")).isEqualTo("server");
        assertThat(server.url()).startsWith(trail.getString("events[0].target.name"));
    }

    @Test
    void saysWhatWasTriedInVain() {
        int id = created();
        create(aRequest()).statusCode(409);
        server.on("initialize").answersStatus(500);
        Map<String, Object> another = aRequest();
        another.put("confirm_duplicate", true);
        create(another).statusCode(400);
        caller().body(Map.of("server_url", server.url() + "?other"))
                .put("/api/connectors/" + id)
                .then()
                .statusCode(400);
        create(Map.of("name", "", "server_url", "")).statusCode(422);
        caller().delete("/api/connectors/1").then().statusCode(404);

        JsonPath trail = trail();

        assertThat(trail.getList("events.action"))
                .containsExactly("connector.updated", "connector.created", "connector.created", "connector.created");
        assertThat(trail.getList("events.outcome"))
                .containsExactly("CONNECTION_FAILED", "CONNECTION_FAILED", "DUPLICATE_SERVER_URL", "ok");
        assertThat(trail.getMap("events[0].details")).isEqualTo(Map.of("changed", List.of("server_url")));
        assertThat(trail.getString("events[1].target.id")).isNull();
    }

    @Test
    void keepsNoSecretsAndNoAddresses() {
        server.requiresHeader("X-API-Key", KEY);
        Map<String, Object> request = aRequest();
        request.put("server_url", server.url() + "?token=" + IN_THE_QUERY);
        request.put("auth_type", "api_key");
        request.put("auth_config", Map.of("api_key", KEY));
        caller().body(request).post("/api/connectors/test").then().statusCode(200);
        int id = create(request).statusCode(201).extract().path("id");
        caller().body(Map.of("auth_config", Map.of("api_key", KEY)))
                .put("/api/connectors/" + id)
                .then()
                .statusCode(200);
        String shown = trail().prettify();

        String rows = pool.preparedQuery(
                        "SELECT string_agg(row(event.*)::text, ' ') FROM audit_events event WHERE user_id = $1")
                .execute(Tuple.of(owner))
                .await()
                .atMost(PATIENCE)
                .iterator()
                .next()
                .getString(0);

        assertThat(rows)
                .contains("connector.tested", "connector.created", "connector.updated", "auth_config")
                .doesNotContain(IN_THE_QUERY, KEY, "?", "/mcp");
        assertThat(shown).contains("connector.tested").doesNotContain(IN_THE_QUERY, KEY, "?", "/mcp");
    }

    @Test
    void saysWhatBecameOfASystemTool() {
        caller().post("/api/tools/analytics/connect").then().statusCode(200);
        caller().post("/api/tools/analytics/disconnect").then().statusCode(200);
        caller().post("/api/tools/analytics/disconnect").then().statusCode(200);
        caller().post("/api/tools/export/connect").then().statusCode(400);
        caller().post("/api/tools/crm_suite/connect").then().statusCode(400);

        JsonPath trail = trail();

        assertThat(trail.getList("events.action"))
                .containsExactly(
                        "system_tool.connected",
                        "system_tool.connected",
                        "system_tool.disconnected",
                        "system_tool.connected");
        assertThat(trail.getList("events.outcome"))
                .containsExactly("CREDENTIALS_REQUIRED", "TOOL_NOT_AVAILABLE", "ok", "ok");
        assertThat(trail.getList("events.target.id")).containsExactly("crm_suite", "export", "analytics", "analytics");
        assertThat(trail.getList("events.target.name"))
                .containsExactly("CRM Suite", "Export", "Analytics", "Analytics");
    }

    private void execute(String sql) {
        pool.query(sql).execute().await().atMost(PATIENCE);
    }

    /** From now on, until it is allowed again. */
    private void refuseEventsOfOwner() {
        execute("CREATE OR REPLACE FUNCTION refuse_event() RETURNS trigger LANGUAGE plpgsql AS"
                + " $$ BEGIN RAISE EXCEPTION 'not this one'; END $$");
        execute("CREATE TRIGGER refuse_event BEFORE INSERT ON audit_events FOR EACH ROW WHEN (NEW.user_id = '" + owner
                + "') EXECUTE FUNCTION refuse_event()");
    }

    private void allowEvents() {
        execute("DROP TRIGGER refuse_event ON audit_events");
    }

    @Test
    void changesNothingThatCannotBeTakenDown() {
        int id = created();
        caller().post("/api/tools/analytics/connect").then().statusCode(200);
        Map<String, Object> another = aRequest();
        another.put("server_url", server.url() + "?another");

        refuseEventsOfOwner();
        try {
            create(another).statusCode(500);
            caller().body(Map.of("name", "Renamed"))
                    .put("/api/connectors/" + id)
                    .then()
                    .statusCode(500);
            caller().body(Map.of("server_url", server.url() + "?moved"))
                    .put("/api/connectors/" + id)
                    .then()
                    .statusCode(500);
            caller().post("/api/connectors/" + id + "/toggle").then().statusCode(500);
            caller().delete("/api/connectors/" + id).then().statusCode(500);
            caller().post("/api/tools/analytics/disconnect").then().statusCode(500);
            caller().body(Map.of("config", Map.of("api_key", KEY)))
                    .post("/api/tools/crm_suite/connect")
                    .then()
                    .statusCode(500);
        } finally {
            allowEvents();
        }

        caller().get("/api/connectors")
                .then()
                .body("", hasSize(1))
                .body("[0].name", equalTo("My server"))
                .body("[0].server_url", equalTo(server.url()))
                .body("[0].is_active", equalTo(true));
        caller().get("/api/tools/analytics").then().body("is_connected", equalTo(true));
        caller().get("/api/tools/crm_suite").then().body("is_connected", equalTo(false));
        assertThat(actions()).containsExactly("system_tool.connected", "connector.created");
    }
}
