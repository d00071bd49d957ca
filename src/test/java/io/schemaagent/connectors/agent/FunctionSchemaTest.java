package io.schemaagent.connectors.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaagent.connectors.fuzz.JsonText;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FunctionSchemaTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                                  | {'type':'object','properties':{}}",
                "true                                                | {'type':'object','properties':{}}",
                "{'type':['object','null']}                          | {'type':'object','properties':{}}",
                "{'$schema':'x','$id':'y','$comment':'z','title':'t','type':'object'} | {'title':'t','type':'object','properties':{}}",
                "{'properties':{'a':true}}                           | {'properties':{'a':{}},'type':'object'}",
                "{'properties':{'a':{'type':'array'}}}               | {'properties':{'a':{'type':'array','items':{}}},'type':'object'}",
                "{'properties':{'a':{'type':'array','items':[{'type':'string'},{'$id':'x'}]}}} | {'properties':{'a':{'type':'array','items':{'anyOf':[{'type':'string'},{}]}}},'type':'object'}",
                "{'properties':{'a':{'type':'array','items':[]}}}    | {'properties':{'a':{'type':'array','items':{}}},'type':'object'}",
                "{'properties':{'a':{'type':'any'}}}                 | {'properties':{'a':{}},'type':'object'}",
                "{'properties':{'a':{'type':['string','file']}}}     | {'properties':{'a':{'type':['string']}},'type':'object'}",
                "{'properties':{'a':{'enum':[]}}}                    | {'properties':{'a':{}},'type':'object'}",
                "{'properties':{'a':{'$ref':'https://x.example/'}}}  | {'properties':{'a':{}},'type':'object'}",
                "{'properties':{'a':{'$ref':'#/$defs/b'}},'$defs':{'b':{'x-mcp-header':'h','type':'string'}}} | {'properties':{'a':{'$ref':'#/$defs/b'}},'$defs':{'b':{'type':'string'}},'type':'object'}",
                "{'properties':{'a':{'required':true}}}              | {'properties':{'a':{}},'type':'object'}",
                "{'properties':{'a':{}},'required':['a','a','b',7]}  | {'properties':{'a':{}},'type':'object','required':['a']}",
                "{'properties':{'a b':{},'c':{}},'required':['c']}   | {'properties':{'c':{}},'type':'object','required':['c']}",
                "{'properties':{'a b':{}},'required':['a b']}        | {'properties':{'a b':{}},'type':'object','required':['a b']}",
                "{'properties':{'a':{'minimum':1,'exclusiveMinimum':true}}} | {'properties':{'a':{'minimum':1}},'type':'object'}",
                "{'allOf':[{'properties':{'a':{}},'required':['a']},{'properties':{'b':{}}}]} | {'properties':{'a':{},'b':{}},'type':'object','required':['a']}",
                "{'oneOf':[{'properties':{'a':{}},'required':['a']},{'properties':{'b':{}},'required':['b']}]} | {'properties':{'a':{},'b':{}},'type':'object'}",
                "{'anyOf':[{'$ref':'#/$defs/x'}],'$defs':{'x':{'properties':{'a':{'type':'string'}}}}} | {'$defs':{'x':{'properties':{'a':{'type':'string'}}}},'properties':{'a':{'type':'string'}},'type':'object'}",
                "{'$ref':'#/$defs/x','$defs':{'x':{'type':'object','properties':{'a':{'type':'string'}},'required':['a']}}} | {'type':'object','properties':{'a':{'type':'string'}},'required':['a'],'$defs':{'x':{'type':'object','properties':{'a':{'type':'string'}},'required':['a']}}}",
                "{'$ref':'#/$defs/x','$defs':{'x':{'$ref':'#/$defs/x'}}} | {'type':'object','properties':{},'$defs':{'x':{'$ref':'#/$defs/x'}}}",
                "{'not':{},'if':{},'then':{},'enum':[1],'type':'object'} | {'type':'object','properties':{}}",
                "{'properties':7,'allOf':7,'type':7}                 | {'type':'object','properties':{}}",
            })
    void isWhatInterfacesTake(String schema, String plain) {
        assertThat(FunctionSchema.of(JsonText.read(schema.replace('\'', '"'))))
                .isEqualTo(JsonText.read(plain.replace('\'', '"')));
    }
}
