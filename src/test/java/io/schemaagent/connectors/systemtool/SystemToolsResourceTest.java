package io.schemaagent.connectors.systemtool;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import io.schemaagent.connectors.Tokens;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SystemToolsResourceTest {

    private final String owner = Tokens.aUser();

    private RequestSpecification caller() {
        return given().auth().oauth2(Tokens.of(owner));
    }

    @Test
    void showsTheRegistryToAnonymousCallers() {
        given().get("/api/tools")
                .then()
                .statusCode(200)
                .body("id", contains("gmail", "analytics", "export"))
                .body("is_connected", everyItem(equalTo(false)));
    }

    @Test
    void connectsAToolThatNeedsNothing() {
        caller().contentType("application/json")
                .body("{\"config\":{\"currency\":\"EUR\"}}")
                .post("/api/tools/analytics/connect")
                .then()
                .statusCode(200)
                .body("id", equalTo("analytics"))
                .body("is_connected", equalTo(true))
                .body("connected_at", notNullValue())
                .body("success", equalTo(true))
                .body("requires_oauth", equalTo(false))
                .body("oauth_url", nullValue());

        caller().get("/api/tools/analytics")
                .then()
                .statusCode(200)
                .body("is_connected", equalTo(true))
                .body("config.currency", equalTo("EUR"));
    }
}
