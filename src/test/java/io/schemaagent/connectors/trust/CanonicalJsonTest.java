package io.schemaagent.connectors.trust;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanonicalJsonTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static String canonical(String json) throws JsonProcessingException {
        return CanonicalJson.of(JSON.readTree(json));
    }

    @Test
    void sortsMembersByUtf16CodeUnitsAndLeavesNothingBetweenTokens() throws JsonProcessingException {
        // RFC 8785, section 3.2.3
        String json = """
                {"\\u20ac": "Euro Sign", "\\r": "Carriage Return", "\\ufb33": "Hebrew Letter Dalet With Dagesh", "1": "One",
                 "\\ud83d\\ude00": "Emoji: Grinning Face", "\\u0080": "Control", "\\u00f6": "Latin Small Letter O With Diaeresis"}""";

        assertThat(canonical(json))
                .isEqualTo("{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u0080\":\"Control\","
                        + "\"ö\":\"Latin Small Letter O With Diaeresis\",\"€\":\"Euro Sign\","
                        + "\"\ud83d\ude00\":\"Emoji: Grinning Face\",\"\ufb33\":\"Hebrew Letter Dalet With Dagesh\"}");
    }

    @Test
    void writesTheExampleOfTheRfcAsTheRfcDoes() throws JsonProcessingException {
        // RFC 8785, section 3.2.2
        String json = """
                {"numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
                 "string": "\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\"\\/", "literals": [null, true, false]}""";

        assertThat(canonical(json))
                .isEqualTo("{\"literals\":[null,true,false],\"numbers\":[333333333.3333333,1e+30,4.5,0.002,1e-27],"
                        + "\"string\":\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}");
    }

    /** On the left what a server may write, on the right what PostgreSQL makes of it and we read back. */
    @ParameterizedTest
    @CsvSource({
        "1.0, 1",
        "1e2, 100",
        "1.50, 1.5",
        "-0, 0",
        "-0.0, 0.0",
        "0e5, 0",
        "1E-7, 0.0000001",
        "1.0E30, 1000000000000000000000000000000",
        "123456789012345678901234567890, 123456789012345678901234567890",
        "9007199254740993, 9007199254740993",
    })
    void takesNumbersByTheirValue(String written, String read) throws JsonProcessingException {
        assertThat(canonical(written)).isEqualTo(canonical(read));
    }

    @Test
    void tellsNumbersApartThatNoDoubleDoes() throws JsonProcessingException {
        assertThat(canonical("9007199254740993")).isNotEqualTo(canonical("9007199254740992"));
    }

    @Test
    void doesNotDependOnHowNumbersWereRead() throws JsonProcessingException {
        ObjectMapper exact = new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
        String json = "[0.1, 1e21, 1.5e-7, -2.50, 100.0]";

        assertThat(CanonicalJson.of(exact.readTree(json))).isEqualTo(canonical(json));
        assertThat(canonical(json)).isEqualTo("[0.1,1e+21,1.5e-7,-2.5,100]");
    }

    @Test
    void staysTheSameWhereANumberBecomesATextWhenItIsStored() throws JsonProcessingException {
        String stored = JSON.writeValueAsString(JSON.readTree("[1e999, -1e999]"));

        assertThat(canonical("[1e999, -1e999]")).isEqualTo(canonical(stored));
    }

    @Test
    void writesEmptyThings() throws JsonProcessingException {
        assertThat(canonical("{ \"a\" : { } , \"b\" : [ ] , \"c\" : \"\" }"))
                .isEqualTo("{\"a\":{},\"b\":[],\"c\":\"\"}");
    }

    @Test
    void escapesNoMoreThanItHasTo() throws JsonProcessingException {
        assertThat(canonical("\"\\b\\f\\t\\u0001\\u007f\\u2028/\"")).isEqualTo("\"\\b\\f\\t\\u0001\u007f\u2028/\"");
    }
}
