package io.schemaagent.connectors.agent;

import java.util.Optional;
import java.util.OptionalDouble;

/** Hears how far a call is, as often and from whatever thread the tool's server happens to say it. */
@FunctionalInterface
public interface ProgressListener {

    /**
     * It has come that far.
     *
     * @param done finite, but no more than that: it may be less than before
     * @param total how far it will be in the end; empty where nobody knows
     * @param message a line for people; empty where there is none
     */
    void heard(double done, OptionalDouble total, Optional<String> message);
}
