package io.schemaagent.connectors.trust;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DifferencesTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException malformed) {
            throw new IllegalArgumentException(json, malformed);
        }
    }

    private static List<Difference> between(String before, String after) {
        return Differences.between(tree(before), tree(after));
    }

    private static JsonNode withSchema(String schema) {
        return tree("{\"inputSchema\":" + schema + "}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"description\":\"a\"} | {\"description\":\"b\"} | description | \"a\" | \"b\"",
                "{} | {\"title\":\"b\"} | title | null | \"b\"",
                "{\"outputSchema\":{}} | {} | outputSchema | {} | null",
                "{\"annotations\":{\"readOnlyHint\":true}} | {\"annotations\":{\"readOnlyHint\":false}} | annotations/readOnlyHint | true | false",
                "{\"inputSchema\":{\"required\":[\"a\"]}} | {\"inputSchema\":{\"required\":[\"a\",\"b\"]}} | inputSchema/required | [\"a\"] | [\"a\",\"b\"]",
                "{\"inputSchema\":{\"anyOf\":[{\"a\":1},{\"b\":1}]}} | {\"inputSchema\":{\"anyOf\":[{\"a\":1},{\"b\":2}]}} | inputSchema/anyOf/1/b | 1 | 2",
                "{\"inputSchema\":{\"a/b\":{\"~\":1}}} | {\"inputSchema\":{\"a/b\":{\"~\":2}}} | inputSchema/a~1b/~0 | 1 | 2",
                "{\"inputSchema\":{\"x\":{\"y\":1}}} | {\"inputSchema\":{\"x\":[1]}} | inputSchema/x | {\"y\":1} | [1]",
                "{\"inputSchema\":{}} | {\"inputSchema\":{\"default\":null}} | inputSchema/default | null | null",
            })
    void showsWhereAndWhat(String before, String after, String field, String valueBefore, String valueAfter) {
        assertThat(between(before, after)).containsExactly(new Difference(field, tree(valueBefore), tree(valueAfter)));
    }

    @Test
    void showsNothingWhereOnlyTheWayOfWritingDiffers() {
        assertThat(between(
                        "{\"name\":\"a\",\"inputSchema\":{\"maximum\":1e2,\"type\":\"object\"}}",
                        "{\"inputSchema\":{\"type\":\"object\",\"maximum\":100.0},\"name\":\"a\"}"))
                .isEmpty();
    }

    @Test
    void showsAllThatDiffers() {
        assertThat(between(
                        "{\"description\":\"a\",\"inputSchema\":{\"p\":{\"type\":\"string\",\"minLength\":1}}}",
                        "{\"description\":\"b\",\"inputSchema\":{\"p\":{\"type\":\"number\"},\"q\":{}}}"))
                .extracting(Difference::field)
                .containsExactly("description", "inputSchema/p/minLength", "inputSchema/p/type", "inputSchema/q");
    }

    @Test
    void showsAFieldAsAWholeWhereTooMuchOfItDiffers() {
        String before = members(Differences.MOST + 1, "old");
        String after = members(Differences.MOST + 1, "new");

        assertThat(Differences.between(withSchema(before), withSchema(after)))
                .extracting(Difference::field)
                .containsExactly("inputSchema");
    }

    private static String members(int count, String value) {
        return IntStream.range(0, count)
                .mapToObj(i -> "\"k" + i + "\":\"" + value + "\"")
                .collect(Collectors.joining(",", "{", "}"));
    }

    @Test
    void cutsLongTextsWhereTheyAreAlike() {
        String alike = "🛠".repeat(3_000);

        Difference difference = between(
                        "{\"description\":\"" + alike + "old\"}",
                        "{\"description\":\"" + alike + "new" + "x".repeat(5_000) + "\"}")
                .get(0);

        assertThat(difference.before().asText())
                .startsWith("…🛠")
                .endsWith("🛠old")
                .hasSizeLessThan(200);
        assertThat(difference.after().asText())
                .contains("🛠newxxx")
                .endsWith("x…")
                .hasSizeLessThan(2_010);
    }

    @Test
    void showsALongTextThatIsNewFromItsBeginning() {
        Difference difference =
                between("{}", "{\"description\":\"" + "x".repeat(5_000) + "\"}").get(0);

        assertThat(difference.before().isNull()).isTrue();
        assertThat(difference.after().asText()).isEqualTo("x".repeat(Differences.LONGEST_VALUE) + "…");
    }

    @Test
    void doesNotFollowNamesThatAreTooLong() {
        String name = "n".repeat(300);

        assertThat(Differences.between(
                        withSchema("{\"" + name + "\":{\"a\":1,\"b\":1}}"),
                        withSchema("{\"" + name + "\":{\"a\":2,\"b\":2}}")))
                .extracting(Difference::field)
                .containsExactly("inputSchema/" + name);
    }
}
