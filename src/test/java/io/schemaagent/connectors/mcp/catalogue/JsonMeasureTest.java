package io.schemaagent.connectors.mcp.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonMeasureTest {

    private static final ObjectMapper JSON = new ObjectMapper();

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
    void charactersAreAboutWhatIsWritten(String text) throws Exception {
        assertThat(measure(text).characters()).isBetween(text.length() - 2, text.length() + 12);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    1                       | 0
                    "[[]]"                  | 0
                    {}                      | 1
                    []                      | 1
                    {"a":1,"b":[2]}         | 2
                    [[[]],{"a":{"b":[]}},1] | 4
                    """)
    void depthCountsObjectsAndArraysWithinEachOther(String text, int depth) throws Exception {
        assertThat(measure(text).depth()).isEqualTo(depth);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\\u0000\"", "{\"\\ud800\":1}", "[1,{\"a\":[\"\\udc00\"]},\"b\"]"})
    void seesWhatCannotBeStored(String text) throws Exception {
        assertThat(measure(text).isStorable()).isFalse();
    }

    @Test
    void measuresAToolAsItsDefinitionAndItsSchema() throws Exception {
        String schema = "{\"type\":\"object\",\"properties\":{\"q\":{\"type\":\"string\"}}}";
        String tool = "{\"name\":\"search\",\"inputSchema\":" + schema + ",\"annotations\":{\"title\":\"\\u0000\"}}";

        ToolMeasure measure = ToolMeasure.of(JSON.readTree(tool));

        assertThat(measure.schema()).usingRecursiveComparison().isEqualTo(measure(schema));
        assertThat(measure.whole()).usingRecursiveComparison().isEqualTo(measure(tool));
    }

    private static JsonMeasure measure(String text) throws Exception {
        JsonNode json = JSON.readTree(text);
        return JsonMeasure.of(json);
    }
}
