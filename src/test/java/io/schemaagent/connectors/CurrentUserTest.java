package io.schemaagent.connectors;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;

import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.jwt.build.Jwt;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tokens signed with an RSA key that is configured as PEM. */
@QuarkusTest
class CurrentUserTest {

    private static final long IN_2100 = 4_102_444_800L;
    private static final long IN_2001 = 1_000_000_000L;

    @ConfigProperty(name = "mp.jwt.verify.publickey.location")
    URI publicKey;

    @Test
    void letsAValidTokenIn() {
        given().auth()
                .oauth2(Tokens.of(Tokens.aUser()))
                .get("/api/connectors")
                .then()
                .statusCode(200)
                .body("", hasSize(0));
    }

    @Test
    void doesNotNeedToKnowWhenATokenWasIssued() {
        String token = Jwt.subject(Tokens.aUser())
                .issuedAt(0)
                .expiresAt(IN_2100)
                .remove("iat")
                .sign();

        given().auth().oauth2(token).get("/api/connectors").then().statusCode(200);
    }

    @Test
    void refusesACallWithoutToken() {
        given().get("/api/connectors")
                .then()
                .statusCode(401)
                .contentType("application/problem+json")
                .header("WWW-Authenticate", "Bearer")
                .body("error", equalTo("UNAUTHORIZED"))
                .body("detail", containsString("Authorization: Bearer"))
                .body("trace_id", matchesPattern("[0-9a-f]{32}"));
    }

    @ParameterizedTest
    @MethodSource("uselessTokens")
    void refusesAUselessToken(String what, String token) {
        given().header("Authorization", "Bearer " + token)
                .get("/api/connectors")
                .then()
                .statusCode(401)
                .contentType("application/problem+json")
                .body("error", equalTo("UNAUTHORIZED"));
    }

    @ParameterizedTest
    @MethodSource("uselessTokens")
    void refusesAUselessTokenWhereNoneIsNeeded(String what, String token) {
        given().header("Authorization", "Bearer " + token)
                .get("/api/tools")
                .then()
                .statusCode(401)
                .contentType("application/problem+json");
    }

    static Stream<Object[]> uselessTokens() throws GeneralSecurityException {
        String claims = "{\"sub\":\"mallory\",\"exp\":" + IN_2100 + "}";
        var strangersKey = KeyPairGenerator.getInstance("RSA").generateKeyPair().getPrivate();
        String valid = Tokens.of("alice");
        return Stream.of(
                new Object[] {"garbage", "garbage"},
                new Object[] {"two dots", "a.b.c"},
                new Object[] {"expired", Jwt.subject("alice").expiresAt(IN_2001).sign()},
                new Object[] {"never expires", Tokens.signed("{\"sub\":\"alice\"}")},
                new Object[] {
                    "without subject", Jwt.upn("alice").expiresAt(IN_2100).sign()
                },
                new Object[] {
                    "of a stranger", Jwt.subject("alice").expiresAt(IN_2100).sign(strangersKey)
                },
                new Object[] {"unsigned", Tokens.handmade("{\"alg\":\"none\"}", claims, "")},
                new Object[] {"unsigned, in capitals", Tokens.handmade("{\"alg\":\"NONE\"}", claims, "")},
                new Object[] {"without signature", valid.substring(0, valid.lastIndexOf('.') + 1)},
                new Object[] {
                    "with other claims",
                    valid.split("\\.", -1)[0] + "." + Tokens.base64(claims) + "." + valid.split("\\.", -1)[2]
                });
    }

    /** The public key is no secret, so whoever takes it for one must not get in (RFC 8725, section 2.1). */
    @Test
    void refusesATokenThatUsesThePublicKeyAsSharedSecret() throws IOException, GeneralSecurityException {
        byte[] pem = Files.readAllBytes(Path.of(publicKey));
        String signed = Tokens.base64("{\"alg\":\"HS256\",\"typ\":\"JWT\"}") + "."
                + Tokens.base64("{\"sub\":\"alice\",\"exp\":" + IN_2100 + "}");
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(pem, "HmacSHA256"));
        String signature = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.US_ASCII)));

        given().auth()
                .oauth2(signed + "." + signature)
                .get("/api/connectors")
                .then()
                .statusCode(401)
                .body("error", equalTo("UNAUTHORIZED"));
    }

    @Test
    void takesTheTraceIdOfTheCaller() {
        given().header("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")
                .get("/api/connectors")
                .then()
                .statusCode(401)
                .body("trace_id", equalTo("4bf92f3577b34da6a3ce929d0e0e4736"));
    }
}
