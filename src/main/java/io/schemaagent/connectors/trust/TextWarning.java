package io.schemaagent.connectors.trust;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What is odd about a text that a model will read and a person may not see. */
public enum TextWarning {
    /** Characters of no width, and other format characters: a model reads them, a person does not. */
    HIDDEN_CHARACTERS,
    /** Tags (U+E0000 to U+E007F), which spell out an invisible text in ASCII. */
    TAG_CHARACTERS,
    /** Characters that change the direction of writing: what is seen is in another order than what is read. */
    DIRECTION_CONTROLS,
    /** Control characters other than tabulators and the ends of lines. */
    CONTROL_CHARACTERS,
    /** A text of more than 4,000 characters, which nobody reads to the end. */
    LONG_TEXT;

    private static final int LONG = 4_000;

    private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
    private static final int ZERO_WIDTH_JOINER = 0x200D;
    private static final int LAST_ASCII = 0x7E;

    /** Signs that Unicode counts as format characters although they are seen: Arabic and Kaithi numbers, and verses. */
    private static final Set<Integer> SEEN =
            Set.of(0x600, 0x601, 0x602, 0x603, 0x604, 0x605, 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD);

    /** What is odd about any text or name of a member in these, each once, in the order of declaration. */
    public static List<TextWarning> in(List<? extends JsonNode> values) {
        Set<TextWarning> found = EnumSet.noneOf(TextWarning.class);
        values.forEach(value -> addFrom(value, found));
        return List.copyOf(found);
    }

    private static void addFrom(JsonNode value, Set<TextWarning> found) {
        if (value.isTextual()) {
            addFrom(value.textValue(), found);
        } else {
            value.fieldNames().forEachRemaining(name -> addFrom(name, found));
            value.forEach(element -> addFrom(element, found));
        }
    }

    private static void addFrom(String text, Set<TextWarning> found) {
        if (text.length() > LONG && text.codePointCount(0, text.length()) > LONG) {
            found.add(LONG_TEXT);
        }
        int before = ' ';
        for (int i = 0; i < text.length(); ) {
            int point = text.codePointAt(i);
            i += Character.charCount(point);
            if (point < ' ' || point > LAST_ASCII) {
                int after = i < text.length() ? text.codePointAt(i) : ' ';
                addFrom(before, point, after, found);
            }
            before = point;
        }
    }

    private static void addFrom(int before, int point, int after, Set<TextWarning> found) {
        if (Character.isISOControl(point)) {
            if (point != '\t' && point != '\n' && point != '\r') {
                found.add(CONTROL_CHARACTERS);
            }
        } else if (point >= 0xE0000 && point <= 0xE007F) {
            found.add(TAG_CHARACTERS);
        } else if (isDirection(point)) {
            found.add(DIRECTION_CONTROLS);
        } else if (isHidden(before, point, after)) {
            found.add(HIDDEN_CHARACTERS);
        }
    }

    private static boolean isDirection(int point) {
        return point == 0x61C
                || point == 0x200E
                || point == 0x200F
                || (point >= 0x202A && point <= 0x202E)
                || (point >= 0x2066 && point <= 0x2069);
    }

    private static boolean isHidden(int before, int point, int after) {
        if (point == ZERO_WIDTH_JOINER || point == ZERO_WIDTH_NON_JOINER) {
            // Emoji and many scripts join so; Latin text does not.
            return before <= LAST_ASCII || after <= LAST_ASCII || isHidden(' ', after, ' ');
        }
        if (UnseenCharacters.isVariationSelector(point)) {
            // One chooses how what is before it looks; more choose nothing, and can spell out any bytes.
            return UnseenCharacters.isVariationSelector(before) || before <= ' ';
        }
        return (Character.getType(point) == Character.FORMAT && !SEEN.contains(point))
                || UnseenCharacters.isFiller(point)
                || (point >= 0xE0080 && point <= 0xE0FFF);
    }
}
