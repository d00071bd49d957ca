package io.schemaagent.connectors.mcp.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.schemaagent.connectors.fuzz.Chance;
import io.schemaagent.connectors.fuzz.Fuzzing;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ChallengeFuzzTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,64}");
    private static final Pattern TOKEN68 = Pattern.compile("[A-Za-z0-9._~+/-]{1,500}=*");
    private static final Pattern QUOTABLE = Pattern.compile("[\\t\\x20-\\x7e\\x80-\\xff]{0,200}");

    private static String header(Chance chance) {
        return chance.several(
                4,
                ", ",
                () -> chance.oneOf("Bearer", "Basic", "DPoP", chance.word()) + " "
                        + chance.several(4, chance.oneOf(",", ", ", " , "), () -> parameter(chance)));
    }

    private static String parameter(Chance chance) {
        String name = chance.oneOf("realm", "scope", "error", "resource_metadata", chance.word());
        String value = chance.oneOf(chance.word(), chance.text(), "read write", "https://a.example/meta");
        return name + chance.oneOf("=", "=", " = ") + (chance.oneIn(3) ? value : "\"" + value + "\"");
    }

    @Test
    void findsNothingButTokensInAnyText() {
        Fuzzing.of("challenges", ChallengeFuzzTest::header).check("Challenge.parse takes any text", input -> {
            List<Challenge> challenges = Challenge.parse(List.of(input));

            for (Challenge challenge : challenges) {
                assertThat(challenge.scheme()).matches(TOKEN);
                assertThat(challenge.parameters().keySet())
                        .allMatch(name -> TOKEN.matcher(name).matches() && name.equals(name.toLowerCase(Locale.ROOT)));
                assertThat(challenge.parameters().values()).allMatch(value -> value.length() < input.length());
            }
            assertThat(Challenge.preferred(List.of(input)).isPresent()).isEqualTo(!challenges.isEmpty());
            return !challenges.isEmpty();
        });
    }

    /** Challenges as JSON, {@code blob} being a token68. */
    private static String challenges(Chance chance) {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        for (int i = 1 + chance.upTo(4); i > 0; i--) {
            ObjectNode challenge =
                    all.addObject().put("scheme", chance.oneOf("Bearer", "Basic", "Negotiate", token(chance)));
            if (chance.oneIn(4)) {
                challenge.put("blob", chance.word() + chance.oneOf("", "=", "==", "/+.~_-"));
            } else {
                ObjectNode parameters = challenge.putObject("parameters");
                for (int j = chance.upTo(5); j > 0; j--) {
                    parameters.put(token(chance).toLowerCase(Locale.ROOT), value(chance));
                }
            }
        }
        return all.toString();
    }

    private static String token(Chance chance) {
        return chance.oneIn(3) ? chance.word() + chance.characterOf("!#$%&'*+.^_`|~-") : chance.word();
    }

    private static String value(Chance chance) {
        return chance.several(6, "", () -> chance.oneIn(3) ? chance.characterOf("\t \",\\=;\u00fc") : chance.word());
    }

    @Test
    void readsWellFormedChallengesAsTheyAreMeant() {
        Fuzzing.of("well-formed-challenges", ChallengeFuzzTest::challenges)
                .check("Challenge.parse reads RFC 9110, section 11.6.1", input -> {
                    List<Challenge> meant = new ArrayList<>();
                    List<String> written = new ArrayList<>();
                    if (!write(input, meant, written)) {
                        return false;
                    }
                    String header = String.join(new Chance(input.hashCode()).oneOf(",", ", ", " ,\t, "), written);

                    assertThat(Challenge.parse(written)).isEqualTo(meant);
                    assertThat(Challenge.parse(List.of(header))).as(header).isEqualTo(meant);
                    return true;
                });
    }

    /** False where the input means no challenges, or more than are read. */
    private static boolean write(String input, List<Challenge> meant, List<String> written) {
        Chance chance = new Chance(input.hashCode());
        for (JsonNode challenge : json(input)) {
            String scheme = challenge.path("scheme").asText();
            String blob = challenge.path("blob").asText("");
            Map<String, String> parameters = new LinkedHashMap<>();
            challenge
                    .path("parameters")
                    .properties()
                    .forEach(parameter -> parameters.put(
                            parameter.getKey(), parameter.getValue().asText()));
            boolean wellFormed = TOKEN.matcher(scheme).matches()
                    && (blob.isEmpty() || (TOKEN68.matcher(blob).matches() && parameters.isEmpty()))
                    && parameters.keySet().stream()
                            .allMatch(
                                    name -> TOKEN.matcher(name).matches() && name.equals(name.toLowerCase(Locale.ROOT)))
                    && parameters.values().stream()
                            .allMatch(value -> QUOTABLE.matcher(value).matches());
            if (!wellFormed) {
                return false;
            }
            meant.add(new Challenge(scheme, parameters));
            written.add(blob.isEmpty() ? written(scheme, parameters, chance) : scheme + " " + blob);
        }
        return !written.isEmpty() && String.join("     ", written).length() < 8 * 1024;
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException mutated) {
            return JsonNodeFactory.instance.arrayNode();
        }
    }

    private static String written(String scheme, Map<String, String> parameters, Chance chance) {
        StringBuilder text = new StringBuilder(scheme);
        String between = " ";
        for (Map.Entry<String, String> parameter : parameters.entrySet()) {
            text.append(between)
                    .append(chance.oneIn(4) ? parameter.getKey().toUpperCase(Locale.ROOT) : parameter.getKey())
                    .append(chance.oneOf("=", "=", " = ", "\t= "))
                    .append(writtenValue(parameter.getValue(), chance));
            between = chance.oneOf(",", ", ", " , ,");
        }
        return text.toString();
    }

    private static String writtenValue(String value, Chance chance) {
        if (TOKEN.matcher(value).matches() && chance.oneIn(2)) {
            return value;
        }
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < value.length(); i++) {
            char one = value.charAt(i);
            quoted.append(one == '"' || one == '\\' || chance.oneIn(10) ? "\\" : "")
                    .append(one);
        }
        return quoted.append('"').toString();
    }
}
