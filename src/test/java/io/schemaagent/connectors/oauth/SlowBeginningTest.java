package io.schemaagent.connectors.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.schemaagent.connectors.Tokens;
import io.schemaagent.connectors.fuzz.JsonText;
import io.schemaagent.connectors.oauth.FakeAuthorizationServer.Endpoint;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Beginning to sign in where somebody who has to be asked does not answer. */
@QuarkusTest
@TestProfile(SlowBeginningTest.InASecond.class)
class SlowBeginningTest {

    private final FakeAuthorizationServer authorizationServer = FakeAuthorizationServer.start();
    private final ProtectedMcpServer server = ProtectedMcpServer.start(authorizationServer);
    private final SignIn user = SignIn.of(Tokens.aUser());

    public static final class InASecond implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("connectors.oauth.begin-timeout", "1S");
        }
    }

    @AfterEach
    void stopServers() {
        server.close();
        authorizationServer.close();
    }

    private void fails(String serverUrl) {
        Response response = user.initiate("{\"connector\":{\"name\":\"mine\",\"server_url\":\"" + serverUrl + "\"}}");

        JsonNode problem = JsonText.read(response.asString());
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(400);
        assertThat(problem.path("error").asText()).isEqualTo("AUTHORIZATION_FAILED");
        assertThat(problem.path("error_code").asText()).isEqualTo("TIMEOUT");
        assertThat(problem.path("detail").asText()).contains("longer than 1 seconds to find out where to sign in");
        authorizationServer.awaitAbandonedExchanges(1);
    }

    @Test
    void waitsForNoServerThatDoesNotAnswer() {
        authorizationServer.on(Endpoint.NOWHERE).hangs();

        fails(authorizationServer.origin() + "/mcp");
    }

    @Test
    void waitsForNoDescriptionOfTheServer() {
        authorizationServer.on(Endpoint.NOWHERE).hangs();
        server.challengesWith("Bearer resource_metadata=\"" + authorizationServer.origin() + "/resource\"");

        fails(server.url());
    }

    @ParameterizedTest
    @EnumSource(names = {"METADATA", "REGISTER"})
    void waitsForNoAuthorizationServer(Endpoint endpoint) {
        authorizationServer.on(endpoint).hangs();

        fails(server.url());
    }

    @Test
    void leavesAServerThatDrips() {
        authorizationServer.on(Endpoint.METADATA).drips();

        fails(server.url());
    }

    @Test
    void letsTheUserTryAgain() {
        authorizationServer.onNext(Endpoint.REGISTER).hangs();
        fails(server.url());

        assertThat(user.connect(server.url())).isPositive();
    }
}
