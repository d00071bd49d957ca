package io.schemaagent.connectors.mcp;

import static io.schemaagent.connectors.mcp.TestClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProgressTest {

    private static Optional<String> messageOf(String jsonText) {
        return Progress.of(json("{\"progress\":1,\"message\":" + jsonText + "}"))
                .orElseThrow()
                .message();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"progress\":0}                              | 0",
                "{\"progress\":-1.5,\"total\":null}            | -1.5",
                "{\"progress\":1e300,\"message\":null}         | 1e300",
                "{\"progress\":123456789012345678901234567890} | 1.2345678901234568E29",
            })
    void takesAnyFiniteNumber(String params, double done) {
        assertThat(Progress.of(json(params))).contains(new Progress(done, OptionalDouble.empty(), Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "null",
                "{\"progress\":null}",
                "{\"progress\":\"1\"}",
                "{\"progress\":true}",
                "{\"progress\":1e999}",
                "{\"progress\":-1e999}",
                "{\"progress\":1,\"total\":\"2\"}",
                "{\"progress\":1,\"total\":1e999}",
                "{\"progress\":1,\"message\":7}",
                "{\"progress\":1,\"message\":{}}",
            })
    void takesNothingElse(String params) {
        assertThat(Progress.of(json(params))).isEmpty();
    }

    @Test
    void keepsTheTotal() {
        assertThat(Progress.of(json("{\"progress\":1,\"total\":0.5}"))
                        .orElseThrow()
                        .total())
                .hasValue(0.5);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"half of it\"                        | half of it",
                "\"Gr\u00fc\u00dfe \u4e16\u754c \\ud83d\\ude00\" | Gr\u00fc\u00dfe \u4e16\u754c \ud83d\ude00",
                "\"a\\nb\\tc\\r\\nd\"                  | a b c  d",
                "\"a\\u0000\\u001b[31mb\"              | a[31mb",
                "\"a\\u200b\\u202e\\u2066\\ufeffb\"    | ab",
                "\"a\\udb40\\udc41\\udb40\\udc42b\"    | ab",
                "\"a\\ufe0f\\udb40\\udd00\\u3164b\"    | ab",
                "\"a\\ud800b\\ue000\"                  | ab",
            })
    void showsOfAMessageWhatIsSeen(String text, String line) {
        assertThat(messageOf(text)).contains(line);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "\" \"", "\"\\u200b\\u200b\""})
    void showsNoMessageWhereNothingIsSeen(String text) {
        assertThat(messageOf(text)).isEmpty();
    }

    @Test
    void cutsAMessageShort() {
        assertThat(messageOf("\"" + "\ud83d\ude00".repeat(100_000) + "\"")).contains("\ud83d\ude00".repeat(500));
    }
}
