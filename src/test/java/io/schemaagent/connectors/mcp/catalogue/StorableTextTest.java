package io.schemaagent.connectors.mcp.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StorableTextTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static JsonNode json(String text) throws Exception {
        return JSON.readTree(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "search", "größe", "\t\n\u0001\u007f", "\uD834\uDD1E", "a\uD834\uDD1Eb", "\uFFFE\uFFFF"})
    void leavesTextAloneThatCanBeStored(String text) {
        assertThat(StorableText.isClean(text)).isTrue();
        assertThat(StorableText.clean(text)).isSameAs(text);
    }

    @ParameterizedTest
    @CsvSource({
        "'a\\0b', 'a\uFFFDb'",
        "'\\H', '\uFFFD'",
        "'\\L', '\uFFFD'",
        "'\\L\\H', '\uFFFD\uFFFD'",
        "'\\H\\H\\L', '\uFFFD\uD834\uDD1E'",
        "'a\\Hb', 'a\uFFFDb'",
        "'\\H\\L\\L', '\uD834\uDD1E\uFFFD'"
    })
    void replacesWhatCannotBeStored(String pattern, String expected) {
        // A source file, too, can hold no half of a pair.
        String text = pattern.replace("\\0", "\0").replace("\\H", "\uD834").replace("\\L", "\uDD1E");

        assertThat(StorableText.isClean(text)).isFalse();
        assertThat(StorableText.clean(text)).isEqualTo(expected);
        assertThat(StorableText.isClean(StorableText.clean(text))).isTrue();
    }

    @Test
    void leavesTreesAloneThatCanBeStored() throws Exception {
        JsonNode tree = json("{\"a\":[1,true,null,\"b\",{\"c\":\"d\"}]}");

        assertThat(StorableText.clean(tree)).isSameAs(tree);
    }

    @Test
    void cleansTextsAndFieldNamesAtAnyDepth() throws Exception {
        JsonNode tree = json("{\"k\\u0000\":[1,null,\"\\ud800\",{\"c\\udc00\":\"d\\u0000\"}],\"n\":1.5}");

        JsonNode clean = StorableText.clean(tree);

        assertThat(clean).isEqualTo(json("{\"k\uFFFD\":[1,null,\"\uFFFD\",{\"c\uFFFD\":\"d\uFFFD\"}],\"n\":1.5}"));
    }

    @ParameterizedTest
    @CsvSource({"abc, 3, abc", "abc, 2, ab", "'', 0, ''", "abc, 0, ''", "a𝄞b, 2, a𝄞"})
    void shortensBetweenCharacters(String text, int maxLength, String expected) {
        assertThat(StorableText.shortened(text, maxLength)).isEqualTo(expected);
    }

    @Test
    void keepsTheOrderOfFields() throws Exception {
        JsonNode clean = StorableText.clean(json("{\"z\":\"\\u0000\",\"a\":1,\"m\":2}"));

        assertThat(clean.fieldNames()).toIterable().containsExactly("z", "a", "m");
    }
}
