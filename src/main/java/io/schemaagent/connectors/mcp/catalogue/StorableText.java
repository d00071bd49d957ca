package io.schemaagent.connectors.mcp.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

/**
 * Text that JSON can carry and PostgreSQL's {@code jsonb} cannot: NUL and lone surrogates. A server that sends them
 * must not be able to make storing fail, and neither must a user.
 */
public final class StorableText {

    private static final char REPLACEMENT = '\uFFFD';

    private StorableText() {}

    /** Whether the text can be stored as it is. */
    public static boolean isClean(String text) {
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            if (unit == 0) {
                return false;
            }
            if (Character.isSurrogate(unit)) {
                if (i + 1 >= text.length() || !Character.isSurrogatePair(unit, text.charAt(i + 1))) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }

    /** The text with a replacement character wherever it could not be stored. */
    public static String clean(String text) {
        if (isClean(text)) {
            return text;
        }
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints()
                .map(point -> point == 0 || (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE)
                        ? REPLACEMENT
                        : point)
                .forEach(clean::appendCodePoint);
        return clean.toString();
    }

    /** The same for all texts and field names in a tree; the tree itself where there is nothing to do. */
    public static JsonNode clean(JsonNode node) {
        if (isClean(node)) {
            return node;
        }
        if (node.isTextual()) {
            return TextNode.valueOf(clean(node.asText()));
        }
        if (node.isArray()) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode(node.size());
            node.forEach(child -> array.add(clean(child)));
            return array;
        }
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        node.properties().forEach(field -> object.set(clean(field.getKey()), clean(field.getValue())));
        return object;
    }

    /** The same for all texts and field names in a tree. */
    public static boolean isClean(JsonNode node) {
        return JsonMeasure.of(node).isStorable();
    }

    /** The beginning of a text, of at most so many characters, none of them cut in two. */
    public static String shortened(String text, int maxLength) {
        return text.codePointCount(0, text.length()) <= maxLength
                ? text
                : text.substring(0, text.offsetByCodePoints(0, maxLength));
    }
}
