package io.schemaagent.connectors.mcp.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderValueTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "us-west1", "us west 1", "=?base64?", "?=", "~!\"#"})
    void leavesAsItIsWhatCanBeSentSo(String text) {
        assertThat(HeaderValue.of(text)).isEqualTo(text);
    }

    /** The examples of the specification. */
    @ParameterizedTest
    @CsvSource(textBlock = """
            'Hello, 世界',            =?base64?SGVsbG8sIOS4lueVjA==?=
            ' padded ',               =?base64?IHBhZGRlZCA=?=
            '=?base64?literal?=',     =?base64?PT9iYXNlNjQ/bGl0ZXJhbD89?=
            """)
    void encodesTheExamplesOfTheSpecification(String text, String value) {
        assertThat(HeaderValue.of(text)).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"line1\nline2", "a\r\nX: y", "\tindented", "a\tb", "\u0000", "\u007f", " ", "ü", "\u00a0"})
    void encodesWhatCannotBeSent(String text) {
        assertThat(HeaderValue.of(text)).matches("=\\?base64\\?[A-Za-z0-9+/=]+\\?=");
    }
}
