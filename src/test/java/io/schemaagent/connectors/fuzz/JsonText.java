package io.schemaagent.connectors.fuzz;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;

/** A grammar of JSON documents, which use the names of one vocabulary. */
public final class JsonText {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final List<String> NUMBERS = List.of(
            "0",
            "-0",
            "7",
            "-1",
            "7.0",
            "7.5",
            "-0.0",
            "1e3",
            "1E-400",
            "1e400",
            "9007199254740993",
            "4294967303",
            "9223372036854775808",
            "123456789012345678901234567890",
            "0.1",
            "1.7976931348623157e308",
            "-32601");

    private final Chance chance;
    private final List<String> names;
    private final List<String> texts;

    /**
     * A grammar.
     *
     * @param names of fields, some of which are used for other fields as well
     * @param texts that mean something in there
     */
    public JsonText(Chance chance, List<String> names, List<String> texts) {
        this.chance = chance;
        this.names = names;
        this.texts = texts;
    }

    /** The text as JSON; missing where mutation has left none. */
    public static JsonNode read(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException mutated) {
            return MissingNode.getInstance();
        }
    }

    /** Any value, nested so deep at most; rarely one as deep as no reader goes. */
    public String value(int depth) {
        if (chance.oneIn(200)) {
            return nested(chance.upTo(1100));
        }
        return switch (chance.below(depth > 0 ? 8 : 4)) {
            case 0 -> chance.oneOf(NUMBERS);
            case 1 -> chance.oneOf("true", "false", "null", "[]", "{}", "\"\"");
            case 2, 3 -> string();
            case 4 -> "[" + chance.several(4, ",", () -> value(depth - 1)) + "]";
            default -> object(depth);
        };
    }

    public String object(int depth) {
        return "{" + chance.several(6, ",", () -> field(depth - 1)) + "}";
    }

    /** An object with this field, whatever else it has. */
    public String objectWith(String name, String value, int depth) {
        String others = chance.several(3, "", () -> "," + field(depth - 1));
        return "{" + Corpus.literal(name) + ":" + value + others + "}";
    }

    private String field(int depth) {
        return (chance.oneIn(8) ? string() : Corpus.literal(chance.oneOf(names))) + ":" + value(depth);
    }

    public String string() {
        return chance.oneIn(3) ? Corpus.literal(chance.text()) : Corpus.literal(chance.oneOf(texts));
    }

    private String nested(int depth) {
        return chance.oneIn(2)
                ? "[".repeat(depth) + "]".repeat(depth)
                : ("{\"" + chance.oneOf(names) + "\":").repeat(depth) + "1" + "}".repeat(depth);
    }
}
