package io.schemaagent.connectors.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.schemaagent.connectors.fuzz.JsonText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class McpWordingTest {

    private static JsonNode worded(String definition) {
        ObjectNode described = JsonNodeFactory.instance.objectNode();
        McpWording.add(JsonText.read(definition), described);
        return described;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"type\":\"object\",\"required\":[\"a\"]} | {\"type\":\"object\",\"required\":[\"a\"]}",
                "{}                                         | {\"type\":\"object\"}",
                "{\"properties\":{}}                        | {\"type\":\"object\",\"properties\":{}}",
                "{\"type\":[\"object\",\"null\"],\"x\":1}   | {\"type\":\"object\",\"x\":1}",
                "{\"type\":\"string\"}                      | {\"type\":\"object\"}",
            })
    void takesAnObjectAlways(String schema, String expected) {
        assertThat(worded("{\"inputSchema\":" + schema + "}").get("inputSchema"))
                .hasToString(expected);
    }

    @Test
    void asksNobodyToRepeatArgumentsInHeaders() {
        JsonNode schema = worded("""
                {"inputSchema":{"type":"object","$defs":{"x-mcp-header":{"type":"string"}},"properties":{
                "region":{"type":"string","x-mcp-header":"Region"},
                "x-mcp-header":{"type":"string","x-mcp-header":"Odd"},
                "nested":{"type":"object","properties":{"deep":{"type":"string","x-mcp-header":"Deep"}}},
                "some":{"anyOf":[{"type":"string","x-mcp-header":"A"},true]},
                "data":{"default":{"x-mcp-header":"kept"},"const":{"x-mcp-header":1}}}}}""").get("inputSchema");

        assertThat(schema).isEqualTo(JsonText.read("""
                {"type":"object","$defs":{"x-mcp-header":{"type":"string"}},"properties":{
                "region":{"type":"string"},
                "x-mcp-header":{"type":"string"},
                "nested":{"type":"object","properties":{"deep":{"type":"string"}}},
                "some":{"anyOf":[{"type":"string"},true]},
                "data":{"default":{"x-mcp-header":"kept"},"const":{"x-mcp-header":1}}}}"""));
    }

    @Test
    void promisesObjectsOnly() {
        assertThat(worded("{\"inputSchema\":{},\"outputSchema\":{\"type\":\"object\"}}")
                        .has("outputSchema"))
                .isTrue();
        assertThat(worded("{\"inputSchema\":{},\"outputSchema\":{\"type\":\"array\"}}")
                        .has("outputSchema"))
                .isFalse();
        assertThat(worded("{\"inputSchema\":{}}").has("outputSchema")).isFalse();
    }

    @Test
    void leavesOutHintsOfTheWrongType() {
        JsonNode hints = worded("""
                {"inputSchema":{},"annotations":{"title":"T","readOnlyHint":true,"destructiveHint":"no",
                "idempotentHint":false,"openWorldHint":null,"other":true}}""").get("annotations");

        assertThat(hints).hasToString("{\"title\":\"T\",\"readOnlyHint\":true,\"idempotentHint\":false}");
        assertThat(worded("{\"inputSchema\":{},\"annotations\":{\"title\":7}}").has("annotations"))
                .isFalse();
    }

    @Test
    void leavesOutOfIconsWhatIsOfTheWrongType() {
        JsonNode icons = worded("""
                {"inputSchema":{},"icons":[
                {"src":"https://a/b.png","mimeType":"image/png","sizes":["48x48",7],"theme":"dark"},
                {"src":"https://a/c.png","mimeType":7,"sizes":"any","theme":"blue","more":1}]}""").get("icons");

        assertThat(icons)
                .hasToString("[{\"src\":\"https://a/b.png\",\"mimeType\":\"image/png\",\"sizes\":[\"48x48\",\"7\"],"
                        + "\"theme\":\"dark\"},{\"src\":\"https://a/c.png\"}]");
    }
}
