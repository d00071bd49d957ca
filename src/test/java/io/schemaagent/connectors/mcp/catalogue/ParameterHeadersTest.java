package io.schemaagent.connectors.mcp.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParameterHeadersTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String SCHEMA = """
            {"type":"object","properties":{
              "region":{"type":"string","x-mcp-header":"Region"},
              "count":{"type":"integer","x-mcp-header":"Count"},
              "dry":{"type":["boolean","null"],"x-mcp-header":"Dry"},
              "where":{"type":"object","properties":{"zone":{"type":"string","x-mcp-header":"Zone"}}},
              "query":{"type":"string"}}}""";

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException impossible) {
            throw new IllegalArgumentException(impossible);
        }
    }

    private static Map<String, String> headersOf(String arguments) {
        return ParameterHeaders.of(json(SCHEMA), json(arguments));
    }

    @Test
    void repeatsWhatTheSchemaMarks() {
        assertThat(headersOf(
                        "{\"region\":\"us\",\"count\":42,\"dry\":false,\"where\":{\"zone\":\"ü\"},\"query\":\"x\"}"))
                .isEqualTo(Map.of(
                        "Mcp-Param-Region", "us",
                        "Mcp-Param-Count", "42",
                        "Mcp-Param-Dry", "false",
                        "Mcp-Param-Zone", "=?base64?w7w=?="));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"region\":null,\"where\":null}",
                "{\"where\":7}",
                "{\"where\":{}}",
                "{\"where\":[{\"zone\":\"a\"}]}",
                "{\"region\":{\"a\":1},\"count\":[]}"
            })
    void hasNoHeaderWithoutAValue(String arguments) {
        assertThat(headersOf(arguments)).isEmpty();
    }

    @Test
    void writesIntegersInDecimals() {
        assertThat(headersOf("{\"count\":1e3}")).containsEntry("Mcp-Param-Count", "1000");
        assertThat(headersOf("{\"count\":-7.0}")).containsEntry("Mcp-Param-Count", "-7");
        assertThat(headersOf("{\"count\":9007199254740991}")).containsEntry("Mcp-Param-Count", "9007199254740991");
        assertThat(headersOf("{\"count\":1e999999999}").get("Mcp-Param-Count")).hasSizeLessThan(100);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                SCHEMA,
                "{\"properties\":{\"x-mcp-header\":{\"type\":\"number\"}}}",
                "{\"properties\":{\"a\":{\"const\":{\"x-mcp-header\":\"\"},\"default\":{\"x-mcp-header\":\"\"}}}}",
                "{\"$defs\":{\"x-mcp-header\":{\"type\":\"number\"}}}",
                "7"
            })
    void allowsWhatTheSpecificationAllows(String schema) {
        assertThat(ParameterHeaders.areValidIn(json(schema))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"x-mcp-header\":\"A\",\"type\":\"string\"}",
                "{\"properties\":{\"a\":{\"type\":\"string\",\"x-mcp-header\":\"\"}}}",
                "{\"properties\":{\"a\":{\"type\":\"string\",\"x-mcp-header\":7}}}",
                "{\"properties\":{\"a\":{\"type\":\"string\",\"x-mcp-header\":\"My Region\"}}}",
                "{\"properties\":{\"a\":{\"type\":\"string\",\"x-mcp-header\":\"A:b\"}}}",
                "{\"properties\":{\"a\":{\"type\":\"string\",\"x-mcp-header\":\"Région\"}}}",
                "{\"properties\":{\"a\":{\"type\":\"string\",\"x-mcp-header\":\"A\\r\\nB\"}}}",
                "{\"properties\":{\"a\":{\"type\":\"number\",\"x-mcp-header\":\"A\"}}}",
                "{\"properties\":{\"a\":{\"type\":\"object\",\"x-mcp-header\":\"A\"}}}",
                "{\"properties\":{\"a\":{\"type\":\"null\",\"x-mcp-header\":\"A\"}}}",
                "{\"properties\":{\"a\":{\"x-mcp-header\":\"A\"}}}",
                "{\"properties\":{\"a\":{\"type\":[\"string\",\"integer\"],\"x-mcp-header\":\"A\"}}}",
                "{\"properties\":{\"a\":{\"type\":\"string\",\"x-mcp-header\":\"A\"},\"b\":{\"type\":\"string\",\"x-mcp-header\":\"a\"}}}",
                "{\"properties\":{\"a\":{\"items\":{\"type\":\"string\",\"x-mcp-header\":\"A\"}}}}",
                "{\"properties\":{\"a\":{\"items\":{\"properties\":{\"b\":{\"type\":\"string\",\"x-mcp-header\":\"A\"}}}}}}",
                "{\"anyOf\":[{\"properties\":{\"a\":{\"type\":\"string\",\"x-mcp-header\":\"A\"}}}]}",
                "{\"if\":{\"properties\":{\"a\":{\"type\":\"string\",\"x-mcp-header\":\"A\"}}}}",
                "{\"$defs\":{\"d\":{\"type\":\"string\",\"x-mcp-header\":\"A\"}}}",
                "{\"patternProperties\":{\"^a\":{\"type\":\"string\",\"x-mcp-header\":\"A\"}}}",
                "{\"additionalProperties\":{\"type\":\"string\",\"x-mcp-header\":\"A\"}}"
            })
    void allowsNothingElse(String schema) {
        assertThat(ParameterHeaders.areValidIn(json(schema))).isFalse();
    }
}
