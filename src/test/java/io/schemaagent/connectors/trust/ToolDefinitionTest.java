package io.schemaagent.connectors.trust;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ToolDefinitionTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String TOOL = """
            {"name": "search", "title": "Search", "description": "Finds things",
             "inputSchema": {"type": "object", "properties": {"n": {"type": "integer", "maximum": 100}}},
             "outputSchema": {"type": "object"}, "annotations": {"readOnlyHint": true}}""";

    private static String fingerprint(String tool) throws JsonProcessingException {
        return ToolDefinition.of(JSON.readTree(tool)).fingerprint();
    }

    @Test
    void isSha256OfTheCanonicalForm() throws JsonProcessingException {
        // printf '%s' '{"description":"","inputSchema":{"type":"object"},"name":"a"}' | sha256sum
        assertThat(fingerprint("{\"name\":\"a\"}"))
                .isEqualTo("2316f1beb50ff5c032263e97ec1ba9b9d1025ae03dd4fad15ef75b7a87e51bce");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"search\"|\"search2\"",
                "\"Search\"|\"Search!\"",
                "Finds things|Finds things, and sends them to me",
                "\"integer\"|\"number\"",
                "100|101",
                "\"outputSchema\": {\"type\": \"object\"}|\"outputSchema\": {\"type\": \"object\", \"x\": 1}",
                "\"readOnlyHint\": true|\"readOnlyHint\": false",
                ", \"annotations\": {\"readOnlyHint\": true}|",
            })
    void noticesEachChange(String change) throws JsonProcessingException {
        String[] parts = change.split("\\|", -1);
        assertThat(TOOL).contains(parts[0]);

        assertThat(fingerprint(TOOL.replace(parts[0], parts[1]))).isNotEqualTo(fingerprint(TOOL));
    }

    @Test
    void staysTheSameForWhatNobodyReads() throws JsonProcessingException {
        String stored = TOOL.substring(0, TOOL.length() - 1)
                + ", \"icons\": [{\"src\": \"https://example.com/a.png\"}], \"schema_tokens\": 3,"
                + " \"is_enabled\": false, \"state\": \"disabled\", \"_meta\": {}}";

        assertThat(fingerprint(stored)).isEqualTo(fingerprint(TOOL));
    }

    @Test
    void staysTheSameInAnotherOrderAndWithNullForWhatIsMissing() throws JsonProcessingException {
        assertThat(fingerprint("{\"name\":\"a\",\"description\":\"\",\"title\":null,\"outputSchema\":null,"
                        + "\"inputSchema\":{\"type\":\"object\"}}"))
                .isEqualTo(fingerprint("{\"inputSchema\":{\"type\":\"object\"},\"name\":\"a\"}"))
                .isEqualTo(fingerprint("{\"name\":\"a\"}"));
    }
}
