package io.schemaagent.connectors.trust;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Finds in what two definitions of a tool differ, and says it in no more words than a person reads. */
final class Differences {

    /** So many within one field are shown one by one; where there are more, the field is shown as a whole. */
    static final int MOST = 20;

    /** So many characters of a value are shown. */
    static final int LONGEST_VALUE = 2_000;

    private static final int LONGEST_POINTER = 200;
    private static final int CONTEXT = 100;
    private static final String LEFT_OUT = "…";

    private final List<Difference> found = new ArrayList<>();

    private Differences() {}

    static List<Difference> between(JsonNode before, JsonNode after) {
        List<Difference> all = new ArrayList<>();
        ToolDefinition.FIELDS.forEach(field -> all.addAll(inField(field, before.path(field), after.path(field))));
        return all;
    }

    private static List<Difference> inField(String field, JsonNode before, JsonNode after) {
        Differences within = new Differences();
        within.compare(field, before, after);
        return within.found.size() <= MOST ? within.found : List.of(difference(field, before, after));
    }

    private void compare(String pointer, JsonNode before, JsonNode after) {
        if (found.size() > MOST) {
            return;
        }
        if (before.isObject() && after.isObject() && pointer.length() <= LONGEST_POINTER) {
            names(before, after)
                    .forEach(name -> compare(pointer + "/" + escaped(name), before.path(name), after.path(name)));
        } else if (isComparableArray(before, after) && pointer.length() <= LONGEST_POINTER) {
            for (int i = 0; i < before.size(); i++) {
                compare(pointer + "/" + i, before.path(i), after.path(i));
            }
        } else if (!isSame(before, after)) {
            found.add(difference(pointer, before, after));
        }
    }

    /** Where one is longer, it is more telling to see both as a whole than to see each element moved. */
    private static boolean isComparableArray(JsonNode before, JsonNode after) {
        return before.isArray() && after.isArray() && before.size() == after.size();
    }

    private static boolean isSame(JsonNode before, JsonNode after) {
        return before.isMissingNode() == after.isMissingNode()
                && CanonicalJson.of(orNull(before)).equals(CanonicalJson.of(orNull(after)));
    }

    private static Set<String> names(JsonNode before, JsonNode after) {
        Set<String> names = new TreeSet<>();
        before.fieldNames().forEachRemaining(names::add);
        after.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    private static JsonNode orNull(JsonNode value) {
        return value.isMissingNode() ? NullNode.instance : value;
    }

    private static Difference difference(String field, JsonNode before, JsonNode after) {
        String textBefore = text(before);
        String textAfter = text(after);
        if (textBefore.length() <= LONGEST_VALUE && textAfter.length() <= LONGEST_VALUE) {
            return new Difference(field, orNull(before), orNull(after));
        }
        int alike = commonStart(textBefore, textAfter);
        return new Difference(field, excerpt(before, textBefore, alike), excerpt(after, textAfter, alike));
    }

    private static String text(JsonNode value) {
        return value.isTextual() ? value.textValue() : CanonicalJson.of(orNull(value));
    }

    private static int commonStart(String one, String other) {
        int end = Math.min(one.length(), other.length());
        int length = 0;
        while (length < end && one.charAt(length) == other.charAt(length)) {
            length++;
        }
        return length;
    }

    /** From a little before where they begin to differ. */
    private static JsonNode excerpt(JsonNode value, String text, int alike) {
        if (value.isMissingNode()) {
            return NullNode.instance;
        }
        int from = wholeCharacter(text, Math.max(0, alike - CONTEXT));
        int to = wholeCharacter(text, Math.min(text.length(), from + LONGEST_VALUE));
        return TextNode.valueOf(
                (from > 0 ? LEFT_OUT : "") + text.substring(from, to) + (to < text.length() ? LEFT_OUT : ""));
    }

    private static int wholeCharacter(String text, int at) {
        return at > 0 && at < text.length() && Character.isLowSurrogate(text.charAt(at)) ? at - 1 : at;
    }
}
