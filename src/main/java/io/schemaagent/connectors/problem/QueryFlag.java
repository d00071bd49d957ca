package io.schemaagent.connectors.problem;

import java.util.Optional;

/** {@code true} or {@code false} in a query string. The platform takes every other text for false, which hides mistakes. */
public final class QueryFlag {

    private QueryFlag() {}

    /** What the parameter says, empty where it is missing (null); fails with 422 where it is neither. */
    public static Optional<Boolean> parse(String parameter, String text) {
        if (text == null) {
            return Optional.empty();
        }
        return switch (text) {
            case "true" -> Optional.of(Boolean.TRUE);
            case "false" -> Optional.of(Boolean.FALSE);
            default -> throw Problem.invalid(Violation.inQuery(parameter, "must be true or false"));
        };
    }
}
