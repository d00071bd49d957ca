package io.schemaagent.connectors.trust;

import java.util.Set;

/** Characters that nobody sees, although Unicode counts them among those that are. */
public final class UnseenCharacters {

    /** Letters and marks of no width, and one that is not assigned but never shown. */
    private static final Set<Integer> FILLERS = Set.of(
            0x34F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B, 0x180C, 0x180D, 0x180F, 0x2065, 0x2800, 0x3164, 0xFFA0);

    private UnseenCharacters() {}

    /** Fillers, joiners, vowels that are not written, and the empty pattern of Braille. */
    public static boolean isFiller(int point) {
        return FILLERS.contains(point);
    }

    /** One chooses how what is before it looks; a row of them can spell out anything. */
    public static boolean isVariationSelector(int point) {
        return (point >= 0xFE00 && point <= 0xFE0F) || (point >= 0xE0100 && point <= 0xE01EF);
    }
}
