package io.schemaagent.connectors.fuzz;

import java.util.List;
import java.util.Locale;

/** Makes a text another one, which still has much of what a parser expects. */
final class Mutation {

    private static final int MAX_LENGTH = 4096;

    private final List<String> corpus;
    private final Chance chance;

    Mutation(List<String> corpus, Chance chance) {
        this.corpus = corpus;
        this.chance = chance;
    }

    String of(String text) {
        String mutated = text;
        for (int steps = 1 + chance.upTo(4); steps > 0; steps--) {
            mutated = step(mutated);
        }
        return mutated.length() > MAX_LENGTH ? mutated.substring(0, MAX_LENGTH) : mutated;
    }

    private String step(String text) {
        int from = chance.below(text.length() + 1);
        int to = Math.min(text.length(), from + 1 + chance.upTo(12));
        String before = text.substring(0, from);
        String part = text.substring(from, to);
        String after = text.substring(to);
        return switch (chance.below(9)) {
            case 0 -> before + after;
            case 1 -> before + chance.oddPiece() + part + after;
            case 2 -> before + chance.oddPiece() + after;
            case 3 -> before + part.repeat(2 + chance.upTo(chance.oneIn(10) ? 300 : 5)) + after;
            case 4 -> before + partOf(chance.oneOf(corpus)) + after;
            case 5 -> before + chance.word() + after;
            case 6 -> before + part.toUpperCase(Locale.ROOT) + after;
            case 7 -> before + cut(RawBytes.escaped(part)) + after;
            default -> before + after + part;
        };
    }

    private String partOf(String text) {
        int from = chance.below(text.length() + 1);
        return text.substring(from, from + chance.below(text.length() - from + 1));
    }

    private String cut(String text) {
        return text.substring(0, chance.below(text.length() + 1));
    }
}
