package io.schemaagent.connectors.fuzz;

import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Choices that are the same in every run with the same seed. */
public final class Chance {

    /** What has a meaning to some parser, or looks as if it had. */
    private static final List<String> ODD_PIECES = Stream.of(
                    "\0 \t \n \r \r\n \u000b \u001b[31m \" ' \\ / : ; , . .. ? # @ % %00 %2e %25 [ ] { } < > ( ) = == & + - _ ~ | ^ ` * ! $",
                    "0 -1 00 08 255 256 65535 65536 2147483648 4294967296 1e400 0x 0x7f 1.5 null true",
                    "\u007f \u0080 \u0085 \u009b \u00a0 \u00ad \u00df \u00fc u\u0308 \u0130 \u0131 \u017f \u03c2 \u05d0 \u180e \u200b",
                    "\u200d \u2024 \u2028 \u202e \u212a \u2460 \u24ea \u3002 \u3000 \u1fef \ufeff \ufe13 \uff0e \uff0f \uff10 \uff11",
                    "\uff17 \uff1a \uff20 \uff41 \uff61 \ufffd \uffff \ud83d\udca9 \ud835\udfcf \ud800 \udc00 \udbff xn-- XN--")
            .flatMap(pieces -> Stream.of(pieces.split(" ")))
            .toList();

    private static final String LETTERS_AND_DIGITS = "abcdefxyzABCXYZ0123456789";

    private final Random random;

    public Chance(long seed) {
        random = new Random(seed);
    }

    /** One of the numbers below. */
    public int below(int bound) {
        return random.nextInt(bound);
    }

    /** Often small, rarely as large as this. */
    public int upTo(int most) {
        return below(below(most + 1) + 1);
    }

    public boolean oneIn(int times) {
        return below(times) == 0;
    }

    public <T> T oneOf(List<T> choices) {
        return choices.get(below(choices.size()));
    }

    public String oneOf(String... choices) {
        return oneOf(List.of(choices));
    }

    /** As many as so many, one after the other. */
    public String several(int most, String separator, Supplier<String> piece) {
        return Stream.generate(piece).limit(upTo(most)).collect(Collectors.joining(separator));
    }

    /** Letters and digits, at least one of them. */
    public String word() {
        return characterOf(LETTERS_AND_DIGITS) + several(9, "", () -> characterOf(LETTERS_AND_DIGITS));
    }

    public String characterOf(String characters) {
        return String.valueOf(characters.charAt(below(characters.length())));
    }

    /** A piece that parsers trip over; one in eight is a byte that is no UTF-8 where it stands. */
    public String oddPiece() {
        return oneIn(8) ? RawBytes.escaped((byte) (0x80 + below(0x80))) : oneOf(ODD_PIECES);
    }

    /** Words, and what is between them. */
    public String text() {
        return several(8, "", () -> oneIn(3) ? oddPiece() : oneIn(3) ? " " : word());
    }
}
