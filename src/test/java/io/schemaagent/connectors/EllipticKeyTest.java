package io.schemaagent.connectors;

import static io.restassured.RestAssured.given;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.build.Jwt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tokens signed with an elliptic key that is configured as a path to a PEM file. */
@QuarkusTest
@TestProfile(EllipticKeyTest.WithPem.class)
class EllipticKeyTest {

    private static final KeyPair KEYS = TestKeys.elliptic("issuer");

    public static final class WithPem implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            try {
                Path pem = Files.createTempFile("public", ".pem");
                pem.toFile().deleteOnExit();
                return Map.of(
                        "JWT_PUBLIC_KEY_LOCATION",
                        Files.writeString(pem, TestKeys.pem(KEYS.getPublic())).toString());
            } catch (IOException failed) {
                throw new IllegalStateException(failed);
            }
        }
    }

    @Test
    void letsATokenOfTheKeyIn() {
        String token = Jwt.subject("alice")
                .expiresIn(600)
                .jws()
                .algorithm(SignatureAlgorithm.ES256)
                .sign(KEYS.getPrivate());

        given().auth().oauth2(token).get("/api/connectors").then().statusCode(200);
    }

    @Test
    void refusesAnotherKey() {
        String token = Jwt.subject("alice")
                .expiresIn(600)
                .jws()
                .algorithm(SignatureAlgorithm.ES256)
                .sign(TestKeys.elliptic("stranger").getPrivate());

        given().auth().oauth2(token).get("/api/connectors").then().statusCode(401);
    }

    @Test
    void refusesAnotherAlgorithm() {
        String token = Jwt.subject("alice")
                .expiresIn(600)
                .sign(TestKeys.rsa("stranger").getPrivate());

        given().auth().oauth2(token).get("/api/connectors").then().statusCode(401);
    }
}
