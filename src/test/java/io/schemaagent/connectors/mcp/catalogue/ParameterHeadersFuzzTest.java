package io.schemaagent.connectors.mcp.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.schemaagent.connectors.fuzz.Chance;
import io.schemaagent.connectors.fuzz.Fuzzing;
import io.schemaagent.connectors.fuzz.JsonText;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ParameterHeadersFuzzTest {

    private static final Pattern NAME = Pattern.compile("Mcp-Param-[!#$%&'*+.^_`|~0-9A-Za-z-]{1,128}");
    private static final Pattern VALUE = Pattern.compile("|[!-~]|[!-~][ -~]*[!-~]");

    private static final List<String> NAMES =
            List.of("properties", "x-mcp-header", "type", "$defs", "anyOf", "items", "const", "a", "b");
    private static final List<String> TEXTS = List.of("string", "integer", "boolean", "null", "object", "A", "Region");

    private static String schemaAndArguments(Chance chance) {
        JsonText json = new JsonText(chance, NAMES, TEXTS);
        String schema = chance.oneIn(4) ? json.value(6) : properties(json, chance, 3);
        return "{\"schema\":" + schema + ",\"arguments\":" + arguments(json, chance, 3) + "}";
    }

    private static String properties(JsonText json, Chance chance, int depth) {
        String type = chance.oneOf("\"string\"", "\"integer\"", "[\"boolean\",\"null\"]");
        String header = chance.oneIn(8) ? json.string() : "\"" + chance.word() + "\"";
        String leaf = "{\"type\":" + (chance.oneIn(8) ? json.value(1) : type) + ",\"x-mcp-header\":" + header + "}";
        String inner = depth == 0 || chance.oneIn(2) ? leaf : properties(json, chance, depth - 1);
        return json.objectWith("properties", json.objectWith(chance.oneOf("a", "b"), inner, 2), 2);
    }

    private static String arguments(JsonText json, Chance chance, int depth) {
        String value = depth == 0 || chance.oneIn(3) ? json.value(0) : arguments(json, chance, depth - 1);
        return "{\"a\":" + value + ",\"b\":" + json.value(0) + "}";
    }

    @Test
    void sendsNothingButHeadersWhateverSchemaAndArgumentsAre() {
        Fuzzing.of("schemas-with-arguments", ParameterHeadersFuzzTest::schemaAndArguments)
                .check("ParameterHeaders takes any JSON", input -> {
                    JsonNode schema = JsonText.read(input).path("schema");

                    Map<String, String> headers =
                            ParameterHeaders.of(schema, JsonText.read(input).path("arguments"));

                    assertThat(headers.keySet()).allMatch(NAME.asMatchPredicate());
                    assertThat(headers.values()).allMatch(VALUE.asMatchPredicate());
                    assertThat(ParameterHeaders.areValidIn(schema) || schema.isContainerNode())
                            .isTrue();
                    return !headers.isEmpty();
                });
    }
}
