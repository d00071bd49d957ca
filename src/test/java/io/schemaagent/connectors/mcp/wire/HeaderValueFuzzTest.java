package io.schemaagent.connectors.mcp.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaagent.connectors.fuzz.Chance;
import io.schemaagent.connectors.fuzz.Fuzzing;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class HeaderValueFuzzTest {

    private static final Pattern SENDABLE = Pattern.compile("|[!-~]|[!-~][ -~]*[!-~]");
    private static final Pattern ENCODED = Pattern.compile("=\\?base64\\?(.*)\\?=", Pattern.DOTALL);

    @Test
    void writesAnyTextSoThatItCanBeSentAndReadAgain() {
        Fuzzing.of("texts", Chance::text).check("HeaderValue.of takes any text", input -> {
            String value = HeaderValue.of(input);

            assertThat(value).matches(SENDABLE);
            // Half a surrogate pair has no UTF-8.
            assertThat(decoded(value)).isEqualTo(utf8(input.getBytes(StandardCharsets.UTF_8)));
            return !value.isEmpty();
        });
    }

    private static String decoded(String value) {
        Matcher encoded = ENCODED.matcher(value);
        return encoded.matches() ? utf8(Base64.getDecoder().decode(encoded.group(1))) : value;
    }

    private static String utf8(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
