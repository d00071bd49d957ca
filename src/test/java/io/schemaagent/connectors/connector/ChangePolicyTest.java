package io.schemaagent.connectors.connector;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.schemaagent.connectors.Tokens;
import io.schemaagent.connectors.mcp.FakeMcpServer;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An operator for whom a server that changes a tool is not to be used at all. */
@QuarkusTest
@TestProfile(ChangePolicyTest.DisablesConnectors.class)
class ChangePolicyTest {

    /** The strictest policy. */
    public static final class DisablesConnectors implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("connectors.tools.on-change", "disable-connector");
        }
    }

    private final String owner = Tokens.aUser();
    private final FakeMcpServer server = FakeMcpServer.start().withTools();
    private String connector;

    @BeforeEach
    void create() {
        server.withTool(FakeMcpServer.aTool("tool", "before"));
        connector = "/api/connectors/"
                + caller().body(Map.of("name", "a", "server_url", server.url()))
                        .post("/api/connectors")
                        .then()
                        .statusCode(201)
                        .body("inactive_reason", nullValue())
                        .extract()
                        .jsonPath()
                        .getLong("id");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private RequestSpecification caller() {
        return given().auth().oauth2(Tokens.of(owner)).contentType("application/json");
    }

    private ValidatableResponse verifyChanged(String description) {
        server.withTools().withTool(FakeMcpServer.aTool("tool", description));
        return caller().post(connector + "/verify").then().statusCode(200).body("success", equalTo(true));
    }

    @Test
    void switchesOffAConnectorWhoseServerHasChangedATool() {
        verifyChanged("after")
                .body("connector.is_active", equalTo(false))
                .body("connector.inactive_reason", equalTo("TOOLS_CHANGED"))
                .body("connector.is_verified", equalTo(true))
                .body("connector.discovered_tools.state", contains("changed"));

        caller().get("/api/connectors?active=true").then().body("", hasSize(0));
    }

    @Test
    void leavesItToItsOwnerToSwitchItOnAgain() {
        verifyChanged("after");

        caller().post(connector + "/tools/approve").then().statusCode(200);
        caller().get(connector)
                .then()
                .body("is_active", equalTo(false))
                .body("inactive_reason", equalTo("TOOLS_CHANGED"));
        caller().post(connector + "/toggle")
                .then()
                .body("is_active", equalTo(true))
                .body("inactive_reason", nullValue());
        caller().post(connector + "/toggle")
                .then()
                .body("is_active", equalTo(false))
                .body("inactive_reason", nullValue());
    }

    @Test
    void switchesItOffOnceForATool() {
        verifyChanged("after");
        caller().body(Map.of("is_active", true))
                .put(connector)
                .then()
                .body("is_active", equalTo(true))
                .body("inactive_reason", nullValue());

        verifyChanged("after all")
                .body("connector.is_active", equalTo(true))
                .body("connector.discovered_tools.state", contains("changed"));
    }

    @Test
    void doesNotTakeForItsOwnWhatItsOwnerHasSwitchedOff() {
        caller().post(connector + "/toggle").then().body("is_active", equalTo(false));

        verifyChanged("after")
                .body("connector.is_active", equalTo(false))
                .body("connector.inactive_reason", nullValue());
    }

    @Test
    void keepsItOnForAToolThatIsNew() {
        server.withTool(FakeMcpServer.aTool("new"));

        caller().post(connector + "/verify")
                .then()
                .body("connector.is_active", equalTo(true))
                .body("connector.discovered_tools.state", contains("approved", "pending"));
    }
}
