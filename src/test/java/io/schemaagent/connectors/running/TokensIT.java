package io.schemaagent.connectors.running;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaagent.connectors.Application;
import io.schemaagent.connectors.Postgres;
import io.schemaagent.connectors.TestKeys;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.build.Jwt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Tokens of every kind, checked by what is shipped. */
class TokensIT {

    private static final KeyPair RSA = TestKeys.rsa("tokens-it");
    private static final KeyPair EC = TestKeys.elliptic("tokens-it");

    @RegisterExtension
    static final Postgres POSTGRES = Postgres.start();

    @TempDir
    Path directory;

    private static String token(KeyPair pair, SignatureAlgorithm algorithm, String keyId) {
        return Jwt.subject("user")
                .issuer("https://issuer.example")
                .audience("mcp-connectors")
                .expiresIn(600)
                .jws()
                .algorithm(algorithm)
                .keyId(keyId)
                .sign(pair.getPrivate());
    }

    private static String rs256(KeyPair pair) {
        return token(pair, SignatureAlgorithm.RS256, "rsa");
    }

    private static String es256(KeyPair pair) {
        return token(pair, SignatureAlgorithm.ES256, "ec");
    }

    private Application serviceTrusting(String keys, String... more) throws IOException {
        Path file = Files.writeString(directory.resolve("keys"), keys);
        var settings = Application.settings(POSTGRES.url(), more);
        settings.remove("JWT_SECRET");
        settings.put("JWT_PUBLIC_KEY_LOCATION", file.toString());
        return Application.startReady(settings);
    }

    private static int status(Application service, String token) throws IOException {
        return service.call("GET", "/api/connectors", token, null).statusCode();
    }

    @Test
    void takesRs256ByPem() throws IOException {
        try (Application service = serviceTrusting(TestKeys.pem(RSA.getPublic()))) {
            assertThat(status(service, rs256(RSA))).isEqualTo(200);
            assertThat(status(service, rs256(TestKeys.rsa("somebody-else")))).isEqualTo(401);
            assertThat(status(service, es256(EC))).isEqualTo(401);
        }
    }

    @Test
    void takesEs256ByPem() throws IOException {
        try (Application service = serviceTrusting(TestKeys.pem(EC.getPublic()))) {
            assertThat(status(service, es256(EC))).isEqualTo(200);
            assertThat(status(service, es256(TestKeys.elliptic("somebody-else"))))
                    .isEqualTo(401);
        }
    }

    @Test
    void takesBothByJwksAndNoSharedSecretBesideThem() throws IOException {
        String keys =
                "{\"keys\":[" + TestKeys.jwk("rsa", RSA.getPublic()) + "," + TestKeys.jwk("ec", EC.getPublic()) + "]}";
        try (Application service = serviceTrusting(keys)) {
            assertThat(status(service, rs256(RSA))).isEqualTo(200);
            assertThat(status(service, es256(EC))).isEqualTo(200);
            assertThat(status(service, Application.tokenOf("user"))).isEqualTo(401);
        }
    }

    @Test
    void enforcesIssuerAndAudience() throws IOException {
        String pem = TestKeys.pem(RSA.getPublic());
        try (Application service =
                serviceTrusting(pem, "JWT_ISSUER", "https://issuer.example", "JWT_AUDIENCE", "mcp-connectors")) {
            assertThat(status(service, rs256(RSA))).isEqualTo(200);
        }
        try (Application service = serviceTrusting(pem, "JWT_ISSUER", "https://other.example")) {
            assertThat(status(service, rs256(RSA))).isEqualTo(401);
        }
        try (Application service = serviceTrusting(pem, "JWT_AUDIENCE", "another-service")) {
            assertThat(status(service, rs256(RSA))).isEqualTo(401);
        }
    }
}
