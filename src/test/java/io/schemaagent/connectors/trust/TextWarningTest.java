package io.schemaagent.connectors.trust;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextWarningTest {

    private static List<TextWarning> in(String text) {
        return TextWarning.in(List.of(TextNode.valueOf(text)));
    }

    private static String point(int codePoint) {
        return Character.toString(codePoint);
    }

    static Stream<Arguments> odd() {
        return Stream.of(
                Arguments.of("a zero width space", "a\u200Bb", TextWarning.HIDDEN_CHARACTERS),
                Arguments.of("a joiner in Latin", "a\u200Db", TextWarning.HIDDEN_CHARACTERS),
                Arguments.of("a joiner at the end", "a\u200C", TextWarning.HIDDEN_CHARACTERS),
                Arguments.of("two joiners", "\u0645\u200C\u200C\u0645", TextWarning.HIDDEN_CHARACTERS),
                Arguments.of("a word joiner", "a\u2060b", TextWarning.HIDDEN_CHARACTERS),
                Arguments.of("an invisible plus", "a\u2064b", TextWarning.HIDDEN_CHARACTERS),
                Arguments.of("a byte order mark", "\uFEFFa", TextWarning.HIDDEN_CHARACTERS),
                Arguments.of("a soft hyphen", "a\u00ADb", TextWarning.HIDDEN_CHARACTERS),
                Arguments.of("a Hangul filler", "a\u3164b", TextWarning.HIDDEN_CHARACTERS),
                Arguments.of("bytes as variation selectors", "x\uFE00\uFE01", TextWarning.HIDDEN_CHARACTERS),
                Arguments.of("the same, beyond", "x" + point(0xE0100) + point(0xE0121), TextWarning.HIDDEN_CHARACTERS),
                Arguments.of("a reserved ignorable", "x" + point(0xE0200), TextWarning.HIDDEN_CHARACTERS),
                Arguments.of("tags", "x" + point(0xE0041), TextWarning.TAG_CHARACTERS),
                Arguments.of("a language tag", "x" + point(0xE0001), TextWarning.TAG_CHARACTERS),
                Arguments.of("an override", "x\u202Ey", TextWarning.DIRECTION_CONTROLS),
                Arguments.of("an isolate", "x\u2066y", TextWarning.DIRECTION_CONTROLS),
                Arguments.of("a mark", "x\u200Fy", TextWarning.DIRECTION_CONTROLS),
                Arguments.of("an Arabic mark", "x\u061Cy", TextWarning.DIRECTION_CONTROLS),
                Arguments.of("escape", "x\u001B[8my", TextWarning.CONTROL_CHARACTERS),
                Arguments.of("backspace", "x\by", TextWarning.CONTROL_CHARACTERS),
                Arguments.of("delete", "x\u007Fy", TextWarning.CONTROL_CHARACTERS),
                Arguments.of("C1", "x\u009By", TextWarning.CONTROL_CHARACTERS),
                Arguments.of("a long text", "x".repeat(4_001), TextWarning.LONG_TEXT));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("odd")
    void warnsOf(String what, String text, TextWarning expected) {
        assertThat(in(text)).containsExactly(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Lists files.\n\tOne a line.\r\n",
                "Größe, naïve, 東京,한국어, עברית, العربية",
                "👩‍💻 ❤️ 1️⃣ 👨‍👩‍👧",
                "می‌خواهم",
                "क्‍ष",
                "葛󠄀",
                "سورة ۝١",
            })
    void saysNothingOfWhatPeopleWrite(String text) {
        assertThat(in(text)).isEmpty();
    }

    @Test
    void countsCharactersAsPeopleDo() {
        assertThat(in("🛠".repeat(4_000))).isEmpty();
    }

    @Test
    void looksIntoSchemasAndAtTheNamesInThem() throws JsonProcessingException {
        String schema = "{\"properties\": {\"a\\u200bb\": {\"enum\": [\"x\", {\"deep\": \"\\u202e\"}]}}}";

        assertThat(TextWarning.in(List.of(new ObjectMapper().readTree(schema))))
                .containsExactly(TextWarning.HIDDEN_CHARACTERS, TextWarning.DIRECTION_CONTROLS);
    }
}
