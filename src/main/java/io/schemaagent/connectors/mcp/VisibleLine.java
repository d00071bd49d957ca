package io.schemaagent.connectors.mcp;

import io.schemaagent.connectors.trust.UnseenCharacters;

/** Of a text that is shown to people, what they see of it: no controls, nothing of no width, all in one line. */
final class VisibleLine {

    private VisibleLine() {}

    static String of(String text) {
        StringBuilder line = new StringBuilder(text.length());
        text.codePoints()
                .map(point -> Character.isWhitespace(point) ? ' ' : point)
                .filter(VisibleLine::isSeen)
                .forEach(line::appendCodePoint);
        return line.toString().strip();
    }

    private static boolean isSeen(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> false;
            default -> !UnseenCharacters.isFiller(point) && !UnseenCharacters.isVariationSelector(point);
        };
    }
}
