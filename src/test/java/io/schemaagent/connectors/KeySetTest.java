package io.schemaagent.connectors;

import static io.restassured.RestAssured.given;

import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.build.Jwt;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Tokens signed with one of several keys that their issuer publishes as a key set (RFC 7517). */
@QuarkusTest
@TestProfile(KeySetTest.WithKeySet.class)
class KeySetTest {

    private static final KeyPair RSA = TestKeys.rsa("issuer");
    private static final KeyPair ELLIPTIC = TestKeys.elliptic("issuer");
    private static final HttpServer ISSUER = issuer();

    public static final class WithKeySet implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "JWT_PUBLIC_KEY_LOCATION",
                    "http://127.0.0.1:" + ISSUER.getAddress().getPort() + "/jwks");
        }
    }

    private static HttpServer issuer() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            byte[] keys = ("{\"keys\":[" + TestKeys.jwk("rsa-1", RSA.getPublic()) + ","
                            + TestKeys.jwk("ec-1", ELLIPTIC.getPublic()) + "]}")
                    .getBytes(StandardCharsets.UTF_8);
            server.createContext("/jwks", exchange -> {
                exchange.sendResponseHeaders(200, keys.length);
                exchange.getResponseBody().write(keys);
                exchange.close();
            });
            server.start();
            return server;
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
    }

    @AfterAll
    static void stop() {
        ISSUER.stop(0);
    }

    @Test
    void letsATokenOfEachKeyIn() {
        expect(200, Jwt.subject("alice").expiresIn(600).jws().keyId("rsa-1").sign(RSA.getPrivate()));
        expect(
                200,
                Jwt.subject("alice")
                        .expiresIn(600)
                        .jws()
                        .algorithm(SignatureAlgorithm.ES256)
                        .keyId("ec-1")
                        .sign(ELLIPTIC.getPrivate()));
    }

    @Test
    void refusesAKeyThatIsNotInTheSet() {
        expect(
                401,
                Jwt.subject("alice")
                        .expiresIn(600)
                        .jws()
                        .keyId("rsa-1")
                        .sign(TestKeys.rsa("stranger").getPrivate()));
        expect(401, Jwt.subject("alice").expiresIn(600).jws().keyId("rsa-2").sign(RSA.getPrivate()));
    }

    private static void expect(int status, String token) {
        given().auth().oauth2(token).get("/api/connectors").then().statusCode(status);
    }
}
