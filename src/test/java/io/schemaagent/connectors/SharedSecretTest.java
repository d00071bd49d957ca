package io.schemaagent.connectors;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tokens as the Python service issues them: HS256 with a shared secret; and an issuer and an audience that count. */
@QuarkusTest
@TestProfile(SharedSecretTest.WithSecret.class)
class SharedSecretTest {

    private static final String SECRET = "a shared secret of more than 32 characters";

    public static final class WithSecret implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "JWT_SECRET", SECRET, "JWT_ISSUER", "https://issuer.example", "JWT_AUDIENCE", "connectors,other");
        }
    }

    private static JwtClaimsBuilder aToken() {
        return Jwt.subject("42")
                .issuer("https://issuer.example")
                .audience("connectors")
                .claim("email", "someone@example.com")
                .claim("type", "access")
                .expiresIn(600);
    }

    private static void expect(int status, String token) {
        given().auth().oauth2(token).get("/api/connectors").then().statusCode(status);
    }

    @Test
    void letsATokenWithTheSecretIn() {
        expect(200, aToken().signWithSecret(SECRET));
    }

    @Test
    void refusesAnotherSecret() {
        expect(401, aToken().signWithSecret("another secret of more than 32 characters"));
    }

    @Test
    void refusesAnotherIssuer() {
        expect(401, aToken().issuer("https://stranger.example").signWithSecret(SECRET));
    }

    @Test
    void refusesAnotherAudience() {
        expect(401, aToken().audience("somebody-else").signWithSecret(SECRET));
    }

    @Test
    void refusesATokenSignedByTheDevelopmentKey() {
        given().auth()
                .oauth2(aToken().sign())
                .get("/api/connectors")
                .then()
                .statusCode(401)
                .body("error", equalTo("UNAUTHORIZED"));
    }
}
