package io.schemaagent.connectors.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaagent.connectors.TestKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenKeyTest {

    @TempDir
    Path directory;

    private String file(String content) throws IOException {
        return Files.writeString(directory.resolve("key"), content).toString();
    }

    @Test
    void tellsPemKeysApart() throws IOException {
        assertThat(TokenKey.algorithms(file(TestKeys.pem(TestKeys.rsa("a").getPublic()))))
                .isEqualTo("RS256");
        assertThat(TokenKey.algorithms(file(TestKeys.pem(TestKeys.elliptic("a").getPublic()))))
                .isEqualTo("ES256");
        assertThat(TokenKey.algorithms(
                        "file:" + file(TestKeys.pem(TestKeys.elliptic("a").getPublic()))))
                .isEqualTo("ES256");
    }

    @Test
    void leavesBothOpenForKeySets() throws IOException {
        assertThat(TokenKey.algorithms("https://issuer.example.com/jwks")).isEqualTo("RS256,ES256");
        assertThat(TokenKey.algorithms(
                        file("{\"keys\":[" + TestKeys.jwk("1", TestKeys.rsa("a").getPublic()) + "]}")))
                .isEqualTo("RS256,ES256");
    }

    @Test
    void survivesFilesThatAreNoKeys() throws IOException {
        assertThat(TokenKey.algorithms(file("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----")))
                .isEqualTo("RS256,ES256");
        assertThat(TokenKey.algorithms(file("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----")))
                .isEqualTo("RS256,ES256");
        assertThat(TokenKey.algorithms("\0")).isEqualTo("RS256,ES256");
        assertThat(TokenKey.algorithms(directory.resolve("none").toString())).isEqualTo("RS256,ES256");
    }

    @Test
    void makesAUriOfAPath() throws IOException {
        String path = file("x");

        assertThat(TokenKey.location(path)).isEqualTo(Path.of(path).toUri().toString());
        assertThat(TokenKey.location("https://issuer.example.com/jwks")).isEqualTo("https://issuer.example.com/jwks");
    }
}
