package io.schemaagent.connectors.mcp.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonSizeTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "\"text\"",
                "true",
                "null",
                "1234",
                "{\"a\":{\"b\":[1,2,{\"c\":\"d\"}],\"e\":null},\"f\":[\"g\",false]}"
            })
    void isAboutWhatIsWritten(String text) throws Exception {
        JsonNode json = new ObjectMapper().readTree(text);

        assertThat(JsonSize.of(json)).isBetween(text.length() - 2, text.length() + 12);
    }
}
