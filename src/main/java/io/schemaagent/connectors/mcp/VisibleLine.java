package io.schemaagent.connectors.mcp;

import java.util.Set;

/** Of a text that is shown to people, what they see of it: no controls, nothing of no width, all in one line. */
final class VisibleLine {

    /** Characters that are not seen although Unicode counts them as letters, marks or symbols. */
    private static final Set<Integer> UNSEEN =
            Set.of(0x34F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B, 0x180C, 0x180D, 0x180F, 0x2800, 0x3164, 0xFFA0);

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
            default -> !UNSEEN.contains(point) && !isVariationSelector(point);
        };
    }

    /** They choose how what is before them looks; a row of them can spell out anything. */
    private static boolean isVariationSelector(int point) {
        return (point >= 0xFE00 && point <= 0xFE0F) || (point >= 0xE0100 && point <= 0xE01EF);
    }
}
