package io.schemaagent.connectors.ui;

import static io.restassured.RestAssured.given;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(UiSwitchedOffTest.WithoutScreens.class)
class UiSwitchedOffTest {

    public static final class WithoutScreens implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("connectors.ui.enabled", "false");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/ui", "/ui/", "/ui/mcp-connectors.js", "/ui/assets/app.js"})
    void servesNothing(String path) {
        given().get(path).then().statusCode(404).contentType("application/problem+json");
    }
}
