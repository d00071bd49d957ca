package io.schemaagent.connectors.rotation;

/**
 * How many rows of a column ended how.
 *
 * @param sealedAgain written with a token of the first key
 * @param alreadyCurrent had one, and were left alone
 * @param unreadable have one that no key opens, and were left alone
 * @param changedMeanwhile were changed by somebody else between reading and writing, which counts
 */
record Count(long sealedAgain, long alreadyCurrent, long unreadable, long changedMeanwhile) {

    static final Count NONE = new Count(0, 0, 0, 0);

    Count plus(Count other) {
        return new Count(
                sealedAgain + other.sealedAgain,
                alreadyCurrent + other.alreadyCurrent,
                unreadable + other.unreadable,
                changedMeanwhile + other.changedMeanwhile);
    }

    /** The same rows gone through once more: what was left alone is not to be counted twice. */
    Count then(Count again) {
        return new Count(
                sealedAgain + again.sealedAgain,
                alreadyCurrent,
                again.unreadable,
                changedMeanwhile + again.changedMeanwhile);
    }

    long rows() {
        return sealedAgain + alreadyCurrent + unreadable + changedMeanwhile;
    }

    /** Whether there was nothing to do. */
    boolean isSettled() {
        return sealedAgain == 0 && changedMeanwhile == 0;
    }

    @Override
    public String toString() {
        return "sealed again %d, already current %d, unreadable %d, changed meanwhile %d"
                .formatted(sealedAgain, alreadyCurrent, unreadable, changedMeanwhile);
    }
}
