package io.schemaagent.connectors.schema;

import com.networknt.schema.regex.RegularExpression;
import java.util.regex.Pattern;

/** A regular expression that stops when the check's budget is spent, however it backtracks. */
final class BoundedPattern implements RegularExpression {

    private final Pattern pattern;

    /** Throws {@link java.util.regex.PatternSyntaxException} where it is none. */
    BoundedPattern(String regex) {
        this.pattern = Pattern.compile(regex);
    }

    /** Whether it is found anywhere in the text (JSON Schema Validation 2020-12, section 6.3.3). */
    @Override
    public boolean matches(String text) {
        return pattern.matcher(new Counted(text)).find();
    }

    /** A text that counts how often it is looked at. */
    private record Counted(CharSequence text) implements CharSequence {

        @Override
        public char charAt(int index) {
            Budget.spend();
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return new Counted(text.subSequence(start, end));
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }
}
