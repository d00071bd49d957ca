package io.schemaagent.connectors.secrecy;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SecretSearchTest {

    private static final String SECRET = "s3cret/\"quoted\" + ü?>~";

    private static List<SecretSearch.Hit> search(String text, String... secrets) {
        Map<String, String> known = new HashMap<>();
        Stream.of(secrets).forEach(secret -> known.put(secret, "kind"));
        return new SecretSearch(known).in(text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static Stream<String> forms() {
        return Stream.of(
                SECRET,
                "{\"key\":\"s3cret/\\\"quoted\\\" + ü?>~\"}",
                "key=" + URLEncoder.encode(SECRET, StandardCharsets.UTF_8) + "&x=y",
                "/path/" + URLEncoder.encode(SECRET, StandardCharsets.UTF_8).replace("+", "%20"),
                Base64.getEncoder().encodeToString(bytes(SECRET)),
                Base64.getEncoder().encodeToString(bytes("a:" + SECRET + "and more")),
                Base64.getEncoder().encodeToString(bytes(":" + SECRET)),
                Base64.getUrlEncoder().withoutPadding().encodeToString(bytes("abc" + SECRET + "!")));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void findsASecretInEveryForm(String text) {
        assertThat(search("Something " + text + " else", SECRET)).isNotEmpty();
        assertThat(search("Something " + text + " else", "another secret")).isEmpty();
    }

    @Test
    void saysWhereASecretIs() {
        assertThat(search("ab first-secret cd second-secret", "first-secret", "second-secret", "third-secret"))
                .containsExactly(new SecretSearch.Hit("kind", 3, 15), new SecretSearch.Hit("kind", 19, 32));
    }

    @Test
    void tellsSecretsApartThatEndAlike() {
        assertThat(search("one-of-the-same-end", "two-of-the-same-end", "one-of-the-same-end"))
                .hasSize(1);
    }

    @Test
    void findsTheEndOfALongSecret() {
        String token = "eyJhbGciOiJSUzI1NiJ9.".repeat(10)
                + "and-this-is-the-signature-of-the-token-0123456789-abcdefghijklmnop";

        assertThat(search("…" + token.substring(60), token)).hasSize(1);
        assertThat(search(token.substring(0, 200), token)).isEmpty();
    }
}
