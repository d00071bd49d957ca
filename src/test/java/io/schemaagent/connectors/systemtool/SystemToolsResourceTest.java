package io.schemaagent.connectors.systemtool;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import io.schemaagent.connectors.Tokens;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SystemToolsResourceTest {

    private static final String SECRET = "a-system-tool-secret";

    @Inject
    DataSource database;

    private final String owner = Tokens.aUser();

    private RequestSpecification caller() {
        return given().auth().oauth2(Tokens.of(owner)).contentType("application/json");
    }

    @Test
    void showsTheRegistryToAnonymousCallers() {
        given().get("/api/tools")
                .then()
                .statusCode(200)
                .body("id", contains("gmail", "analytics", "export", "crm_suite"))
                .body("is_connected", everyItem(equalTo(false)));
        given().get("/api/tools/gmail")
                .then()
                .statusCode(200)
                .body("name", equalTo("Gmail"))
                .body("description", equalTo("Send emails via Gmail"))
                .body("icon", equalTo("mail"))
                .body("category", equalTo("communication"))
                .body("auth_type", equalTo("oauth"))
                .body("is_enabled", equalTo(true))
                .body("is_beta", equalTo(false))
                .body("connected_at", nullValue())
                .body("config", nullValue())
                .body("status", nullValue())
                .body("status_message", nullValue());
    }

    @Test
    void narrowsTheList() {
        given().get("/api/tools?enabled=true").then().body("id", contains("gmail", "analytics", "crm_suite"));
        given().get("/api/tools?enabled=false").then().body("id", contains("export"));
        given().get("/api/tools?category=insights").then().body("id", contains("analytics"));
        given().get("/api/tools?category=magic")
                .then()
                .statusCode(422)
                .body("violations[0].field", equalTo("category"));
        given().get("/api/tools?enabled=1").then().statusCode(422).body("violations[0].field", equalTo("enabled"));
    }

    @Test
    void connectsAToolThatNeedsNothing() {
        caller().body("{\"config\":{\"currency\":\"EUR\"}}")
                .post("/api/tools/analytics/connect")
                .then()
                .statusCode(200)
                .body("id", equalTo("analytics"))
                .body("is_connected", equalTo(true))
                .body("connected_at", matchesPattern(".*Z"))
                .body("success", equalTo(true))
                .body("requires_oauth", equalTo(false))
                .body("oauth_url", nullValue())
                .body("message", notNullValue());

        caller().get("/api/tools/analytics")
                .then()
                .body("is_connected", equalTo(true))
                .body("config.currency", equalTo("EUR"))
                .body("status", equalTo("ok"));
        given().get("/api/tools/analytics").then().body("is_connected", equalTo(false));
        given().auth()
                .oauth2(Tokens.of(Tokens.aUser()))
                .get("/api/tools/analytics")
                .then()
                .body("is_connected", equalTo(false))
                .body("config", nullValue());
    }

    @Test
    void connectsWithoutABody() {
        given().auth()
                .oauth2(Tokens.of(owner))
                .post("/api/tools/analytics/connect")
                .then()
                .statusCode(200);
    }

    @Test
    void keepsTheTimeOfTheFirstConnection() {
        String first = caller().post("/api/tools/analytics/connect").jsonPath().getString("connected_at");
        String second = caller().post("/api/tools/analytics/connect").jsonPath().getString("connected_at");

        assertThat(second).isEqualTo(first);
    }

    @Test
    void disconnectsAsOftenAsAsked() {
        caller().body("{\"config\":{\"a\":1}}").post("/api/tools/analytics/connect");

        for (int i = 0; i < 2; i++) {
            caller().post("/api/tools/analytics/disconnect")
                    .then()
                    .statusCode(200)
                    .body("is_connected", equalTo(false))
                    .body("connected_at", nullValue())
                    .body("config", nullValue())
                    .body("success", equalTo(true));
        }
        caller().get("/api/tools/analytics").then().body("is_connected", equalTo(false));
        given().auth()
                .oauth2(Tokens.of(owner))
                .post("/api/tools/export/disconnect")
                .then()
                .statusCode(200);
    }

    @Test
    void asksForAuthorizationWhereThatIsNeeded() {
        caller().post("/api/tools/gmail/connect")
                .then()
                .statusCode(200)
                .body("requires_oauth", equalTo(true))
                .body("oauth_url", nullValue())
                .body("is_connected", equalTo(false))
                .body("success", equalTo(false))
                .body("message", containsString("operator"));
    }

    @Test
    void refusesToolsThatAreNotAvailable() {
        caller().post("/api/tools/export/connect").then().statusCode(400).body("error", equalTo("TOOL_NOT_AVAILABLE"));
    }

    @Test
    void knowsNoOtherTools() {
        for (String call : List.of("/connect", "/disconnect")) {
            caller().post("/api/tools/nothing" + call).then().statusCode(404).body("error", equalTo("TOOL_NOT_FOUND"));
        }
        given().get("/api/tools/nothing").then().statusCode(404).body("error", equalTo("TOOL_NOT_FOUND"));
    }

    @Test
    void letsNobodyConnectWithoutToken() {
        given().post("/api/tools/analytics/connect").then().statusCode(401);
        given().post("/api/tools/analytics/disconnect").then().statusCode(401);
    }

    @Test
    void sealsTheKeyOfAToolThatNeedsOne() throws SQLException {
        caller().post("/api/tools/crm_suite/connect")
                .then()
                .statusCode(400)
                .body("error", equalTo("CREDENTIALS_REQUIRED"));

        String answer = caller().body(Map.of("config", Map.of("api_key", SECRET, "region", "eu")))
                .post("/api/tools/crm_suite/connect")
                .then()
                .statusCode(200)
                .body("is_connected", equalTo(true))
                .body("config.region", equalTo("eu"))
                .body("config", not(hasKey("api_key")))
                .extract()
                .asString();

        assertThat(answer).doesNotContain(SECRET);
        assertThat(caller().get("/api/tools").asString()).doesNotContain(SECRET);
        assertThat(storedCredential()).startsWith("gAAAAA").doesNotContain(SECRET);

        caller().post("/api/tools/crm_suite/disconnect").then().statusCode(200);
        assertThat(storedCredential()).isNull();
    }

    private String storedCredential() throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "SELECT auth_config FROM user_tool_status WHERE user_id = ? AND tool_id = 'crm_suite'")) {
            select.setString(1, owner);
            var rows = select.executeQuery();
            return rows.next() ? rows.getString(1) : null;
        }
    }

    @Test
    void refusesBadSettings() {
        for (String body : List.of(
                "{\"config\":7}",
                "{\"config\":[]}",
                "[]",
                "{\"config\":{\"nul\":\"\\u0000\"}}",
                "{\"config\":{\"half\":\"\\ud83d\"}}",
                "{\"config\":{\"long\":\"" + "x".repeat(20_000) + "\"}}")) {
            caller().body(body)
                    .post("/api/tools/analytics/connect")
                    .then()
                    .statusCode(422)
                    .body("error", equalTo("VALIDATION_FAILED"));
        }
        caller().body("{\"config\":{\"api_key\":5}}")
                .post("/api/tools/crm_suite/connect")
                .then()
                .statusCode(422);
        caller().body("{\"config\":")
                .post("/api/tools/analytics/connect")
                .then()
                .statusCode(400);
        caller().get("/api/tools/analytics").then().body("is_connected", equalTo(false));
    }
}
