package io.schemaagent.connectors.mcp.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChallengeTest {

    private static List<Challenge> parsed(String... values) {
        return Challenge.parse(List.of(values));
    }

    @Test
    void readsSchemeAndParameters() {
        assertThat(parsed("Bearer realm=\"a, \\\"b\\\"\", error=invalid_token,scope = \"x y\""))
                .containsExactly(
                        new Challenge("Bearer", Map.of("realm", "a, \"b\"", "error", "invalid_token", "scope", "x y")));
    }

    @Test
    void readsSeveralChallengesOfOneValue() {
        assertThat(parsed("Negotiate dG9rZW4==, Basic realm=\"b\", , Digest, Bearer resource_metadata=\"https://a/b\""))
                .containsExactly(
                        new Challenge("Negotiate", Map.of()),
                        new Challenge("Basic", Map.of("realm", "b")),
                        new Challenge("Digest", Map.of()),
                        new Challenge("Bearer", Map.of("resource_metadata", "https://a/b")));
    }

    @Test
    void readsSeveralValues() {
        assertThat(parsed("Basic", "Bearer")).extracting(Challenge::scheme).containsExactly("Basic", "Bearer");
    }

    @Test
    void doesNotCareForTheCaseOfNames() {
        assertThat(parsed("bearer SCOPE=a").get(0).parameter("scope")).contains("a");
    }

    @Test
    void keepsTheFirstOfTwoParametersOfOneName() {
        assertThat(parsed("Bearer scope=a, scope=b").get(0).parameter("scope")).contains("a");
    }

    @Test
    void prefersABearerToken() {
        assertThat(Challenge.preferred(List.of("Basic realm=a", "bearer")))
                .map(Challenge::scheme)
                .contains("bearer");
        assertThat(Challenge.preferred(List.of("Basic", "Digest")))
                .map(Challenge::scheme)
                .contains("Basic");
        assertThat(Challenge.preferred(List.of())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ",", ", ,", "\"", "=", "\\", "\u0000", "\u00fc", "===", "\"\"\""})
    void findsNothingWhereThereIsNothing(String value) {
        assertThat(parsed(value)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer realm=\"never closed",
                "Bearer realm=\"a\\",
                "Bearer realm=",
                "Bearer =x",
                "Bearer \u00fc",
                "Bearer realm=\"a\"b"
            })
    void makesTheBestOfWhatIsBroken(String value) {
        assertThat(parsed(value)).first().returns("Bearer", Challenge::scheme);
    }

    @Test
    void readsNoMoreThanAnybodyNeeds() {
        assertThat(parsed("Bearer " + "a=b,".repeat(100_000) + "Basic"))
                .extracting(Challenge::scheme)
                .doesNotContain("Basic");
        assertThat(parsed("B".repeat(1000)).get(0).scheme()).hasSize(64);
    }
}
