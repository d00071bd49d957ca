package io.schemaagent.connectors.ui;

import static io.restassured.RestAssured.given;

import io.restassured.specification.RequestSpecification;
import io.schemaagent.connectors.Tokens;
import java.util.List;
import java.util.Map;

/** A user, with what they have done over the REST API before anybody looks at a screen, and what is there afterwards. */
record Owner(String name) {

    /** One whom no other test knows. */
    static Owner somebody() {
        return new Owner(Tokens.aUser());
    }

    String token() {
        return Tokens.of(name);
    }

    RequestSpecification calls() {
        return given().auth().oauth2(token()).contentType("application/json");
    }

    /** Saves a connector of this name for this server, be it for the first time or not; answers with its number. */
    int saves(String connector, String serverUrl) {
        return saves(Map.of("name", connector, "server_url", serverUrl, "confirm_duplicate", true));
    }

    int saves(Map<String, Object> connector) {
        return calls().body(connector)
                .post("/api/connectors")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    /** Has the tools of a connector read again. */
    void verifies(int id) {
        calls().post("/api/connectors/" + id + "/verify").then().statusCode(200);
    }

    /** The names of all connectors. */
    List<String> connectors() {
        return calls().get("/api/connectors")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("name");
    }
}
