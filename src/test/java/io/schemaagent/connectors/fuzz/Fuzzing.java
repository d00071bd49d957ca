package io.schemaagent.connectors.fuzz;

import java.util.List;
import java.util.function.Function;

/**
 * Tries whether something holds for many texts: for the lines of a corpus, and for as many as asked for that are made by
 * a grammar or by changing lines of the corpus. They are the same in every run, unless {@code -Dfuzz.seed} is another.
 */
public final class Fuzzing {

    /** What shall hold for every text. */
    @FunctionalInterface
    public interface Property {

        /** Throws where it does not hold; false where the text has nothing that it speaks of. */
        boolean holdsFor(String input);
    }

    private static final int INPUTS = Integer.getInteger("fuzz.inputs", 5_000);
    private static final long SEED = Long.getLong("fuzz.seed", 1);

    /** A property that speaks of fewer inputs than one in so many is as good as not tried. */
    private static final int SELDOM = 20;

    private static final int MAX_ATTEMPTS_TO_SHORTEN = 5_000;

    private final Corpus corpus;
    private final List<String> known;
    private final Function<Chance, String> grammar;
    private final Chance chance = new Chance(SEED);
    private final Mutation mutation;

    private Fuzzing(String name, Function<Chance, String> grammar) {
        this.corpus = new Corpus(name);
        this.known = corpus.inputs();
        this.grammar = grammar;
        this.mutation = new Mutation(known, chance);
    }

    /**
     * Inputs of one kind.
     *
     * @param corpus the file in {@code src/test/corpus}, without its ending
     * @param grammar makes an input that the parser mostly understands
     */
    public static Fuzzing of(String corpus, Function<Chance, String> grammar) {
        return new Fuzzing(corpus, grammar);
    }

    /** Fails where the property does not hold for an input, which then is the last line of the corpus. */
    public void check(String what, Property property) {
        int spokenOf = 0;
        for (String input : known) {
            spokenOf += tryKnown(input, property) ? 1 : 0;
        }
        for (int i = 0; i < INPUTS; i++) {
            spokenOf += tryNew(next(), property) ? 1 : 0;
        }
        int tried = known.size() + INPUTS;
        System.out.printf("Fuzzing with seed %d: %s; %d inputs, %d to the point%n", SEED, what, tried, spokenOf);
        if (spokenOf < tried / SELDOM) {
            throw new AssertionError("Only " + spokenOf + " of " + tried + " inputs are to the point");
        }
    }

    private String next() {
        return switch (chance.below(4)) {
            case 0 -> grammar.apply(chance);
            case 1 -> mutation.of(grammar.apply(chance));
            default -> mutation.of(chance.oneOf(known));
        };
    }

    private boolean tryKnown(String input, Property property) {
        try {
            return property.holdsFor(input);
        } catch (Throwable failure) {
            throw new AssertionError("Does not hold for " + Corpus.literal(input) + " in " + corpus, failure);
        }
    }

    private boolean tryNew(String input, Property property) {
        try {
            return property.holdsFor(input);
        } catch (Throwable failure) {
            String shortest = shortened(input, property, failure.getClass());
            corpus.add(shortest);
            throw new AssertionError(
                    "Does not hold for " + Corpus.literal(shortest) + ", now the last line of " + corpus,
                    failure(shortest, property));
        }
    }

    private static Throwable failure(String input, Property property) {
        try {
            property.holdsFor(input);
            return null;
        } catch (Throwable failure) {
            return failure;
        }
    }

    /** Takes away whatever the failure does not need. */
    private static String shortened(String input, Property property, Class<?> failure) {
        String shortest = input;
        int attempts = 0;
        for (int length = Math.max(1, input.length() / 2); length > 0; length /= 2) {
            for (int from = 0; from < shortest.length() && attempts < MAX_ATTEMPTS_TO_SHORTEN; attempts++) {
                String shorter =
                        shortest.substring(0, from) + shortest.substring(Math.min(shortest.length(), from + length));
                if (failure.isInstance(failure(shorter, property))) {
                    shortest = shorter;
                } else {
                    from += length;
                }
            }
        }
        return shortest;
    }
}
