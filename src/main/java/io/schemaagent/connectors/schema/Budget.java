package io.schemaagent.connectors.schema;

/**
 * What one check may cost, in steps: a keyword that is evaluated, a character that a regular expression looks at. Schemas are
 * their servers' word, and there are short ones that would take for ever. A check is one thread's work, so the budget is
 * the thread's.
 */
final class Budget {

    /** Some ten milliseconds. */
    static final int STEPS = 100_000;

    private static final ThreadLocal<Budget> CURRENT = new ThreadLocal<>();

    private int left = STEPS;

    private Budget() {}

    /** Thrown where a check is not at its end when its budget is. */
    static final class ExhaustedException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        ExhaustedException() {
            super("The check takes too long", null, false, false);
        }
    }

    /** Does a check within a budget of its own. */
    static void within(Runnable check) {
        CURRENT.set(new Budget());
        try {
            check.run();
        } finally {
            CURRENT.remove();
        }
    }

    /** Takes one step of the check that is under way; free where none is. */
    static void spend() {
        Budget budget = CURRENT.get();
        if (budget != null && budget.left-- == 0) {
            throw new ExhaustedException();
        }
    }
}
