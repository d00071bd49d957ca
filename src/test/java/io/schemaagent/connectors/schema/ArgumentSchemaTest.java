package io.schemaagent.connectors.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.schemaagent.connectors.fuzz.JsonText;
import io.schemaagent.connectors.problem.Violation;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArgumentSchemaTest {

    private static JsonNode json(String text) {
        return JsonText.read(text.replace('\'', '"'));
    }

    private static List<Violation> check(String schema, String arguments) {
        return ArgumentSchema.of(json(schema)).check(json(arguments));
    }

    private static List<String> fields(String schema, String arguments) {
        return check(schema, arguments).stream().map(Violation::field).toList();
    }

    @ParameterizedTest(name = "{0} takes {1}: {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{'type':'object'}                                                                | {}                   | ",
                "{'type':'object'}                                                                | {'a':1}              | ",
                "{'properties':{'a':{'type':'string'}}}                                           | {'a':1}              | arguments.a",
                "{'properties':{'a':{'type':'integer'}}}                                          | {'a':1.0}            | ",
                "{'required':['a']}                                                               | {}                   | arguments.a",
                "{'properties':{'a':{'properties':{'b':{'minimum':3}}}}}                          | {'a':{'b':2}}        | arguments.a.b",
                "{'properties':{'a':{'items':{'required':['b']}}}}                                | {'a':[{'b':1},{}]}   | arguments.a[1].b",
                "{'properties':{},'additionalProperties':false}                                   | {'x':1}              | arguments.x",
                "{'properties':{'a':{'enum':['x','y']}}}                                          | {'a':'z'}            | arguments.a",
                "{'properties':{'a':{'pattern':'^b+$'}}}                                          | {'a':'abc'}          | arguments.a",
                "{'properties':{'a':{'pattern':'b'}}}                                             | {'a':'abc'}          | ",
                "{'properties':{'a':{'$ref':'#/$defs/s'}},'$defs':{'s':{'type':'string'}}}        | {'a':1}              | arguments.a",
                "{'properties':{'a':{'const':null}}}                                              | {'a':0}              | arguments.a",
                "{'$schema':'http://json-schema.org/draft-07/schema#','properties':{'a':{'items':[{'type':'string'}]}}} | {'a':[1]} | arguments.a[0]",
                "{'$schema':'https://json-schema.org/draft/2020-12/schema','properties':{'a':{'prefixItems':[{'type':'string'}]}}} | {'a':[1]} | arguments.a[0]",
                "{'$schema':'http://json-schema.org/draft-04/schema#','properties':{'a':{'minimum':1,'exclusiveMinimum':true}}} | {'a':1} | arguments.a",
                "{'properties':{'a':{'type':'string'}},'unevaluatedProperties':false}             | {'b':1}              | arguments.b",
                "{'anyOf':[{'required':['a']},{'required':['b']}]}                                | {'b':1}              | ",
            })
    void namesThePath(String schema, String arguments, String field) {
        assertThat(fields(schema, arguments)).isEqualTo(field == null ? List.of() : List.of(field));
    }

    @Test
    void saysWhatIsWrong() {
        assertThat(check("{'properties':{'count':{'type':'integer'}},'required':['name']}", "{'count':'three'}"))
                .extracting(Violation::toString)
                .containsExactlyInAnyOrder(
                        Violation.inBody("arguments.name", "required property 'name' not found")
                                .toString(),
                        Violation.inBody("arguments.count", "string found, integer expected")
                                .toString());
    }

    @Test
    void namesAFewOfManyFaults() {
        String faults = IntStream.range(0, 1000).mapToObj(i -> "'x'").collect(Collectors.joining(",", "[", "]"));

        assertThat(check("{'properties':{'a':{'items':{'type':'integer'}}}}", "{'a':" + faults + "}"))
                .hasSize(20);
    }

    /** What cannot be checked here is left to the server, which knows its schema. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'properties':{'a':{'$ref':'https://elsewhere.example/schema.json'}}}",
                "{'properties':{'a':{'$ref':'file:///etc/passwd'}}}",
                "{'properties':{'a':{'$ref':'#/$defs/missing'}}}",
                "{'properties':{'a':{'pattern':'['}}}",
                "{'properties':{'a':{'pattern':'(.*a){20}$'}}}",
                "{'$schema':'https://elsewhere.example/dialect','type':'object'}",
                "{'$ref':'#'}",
                "{'allOf':[{'$ref':'#'}]}",
                "{'$defs':{'a':{'$ref':'#/$defs/b'},'b':{'$ref':'#/$defs/a'}},'$ref':'#/$defs/a'}",
                "{'type':'nonsense'}",
                "{'type':5}",
                "{'required':'a'}",
                "{'properties':[]}",
                "{'properties':{'a':7}}",
                "[]",
                "7",
                "null",
                "true",
            })
    void leavesToTheServerWhatItCannotCheck(String schema) {
        assertThat(check(schema, "{'a':'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab'}"))
                .isEmpty();
    }

    @Test
    void doesNotUnfoldWithoutEnd() {
        String definitions = IntStream.range(0, 60)
                .mapToObj(i ->
                        "'d%1$d':{'allOf':[{'$ref':'#/$defs/d%2$d'},{'$ref':'#/$defs/d%2$d'}]}".formatted(i, i + 1))
                .collect(Collectors.joining(","));

        assertThat(check("{'$ref':'#/$defs/d0','$defs':{" + definitions + ",'d60':{}}}", "{}"))
                .isEmpty();
    }

    @Test
    void doesNotMultiplyWithoutEnd() {
        String keywords =
                IntStream.range(0, 2000).mapToObj(i -> "{'minimum':0}").collect(Collectors.joining(","));
        String numbers = IntStream.range(0, 2000).mapToObj(Integer::toString).collect(Collectors.joining(","));

        assertThat(check("{'properties':{'a':{'items':{'allOf':[" + keywords + "]}}}}", "{'a':[" + numbers + ",-1]}"))
                .isEmpty();
    }

    @Test
    void doesNotLetOneSchemaReferToAnother() {
        ArgumentSchema.of(json("{'$id':'https://one.example/s','type':'object','properties':{'a':{'type':'integer'}}}"))
                .check(json("{'a':1}"));

        assertThat(check("{'$ref':'https://one.example/s'}", "{'a':'text'}")).isEmpty();
    }

    @Test
    void spendsEachCheckABudgetOfItsOwn() {
        ArgumentSchema schema = ArgumentSchema.of(json("{'properties':{'a':{'pattern':'(.*a){20}$'}}}"));
        schema.check(json("{'a':'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab'}"));

        assertThat(schema.check(json("{'a':'b'}"))).hasSize(1);
    }
}
