package io.schemaagent.connectors.problem;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * One thing that is wrong with a request.
 *
 * @param field the field's path as the caller wrote it, such as {@code auth_config.headers}
 * @param in where it stands: {@code body}, {@code query} or {@code path}
 * @param message what is wrong, worded so that it can stand after the field's name
 */
@RegisterForReflection
public record Violation(String field, String in, String message) {

    /** A violation in the request body. */
    public static Violation inBody(String field, String message) {
        return new Violation(field, "body", message);
    }

    /** A violation in the query string. */
    public static Violation inQuery(String field, String message) {
        return new Violation(field, "query", message);
    }

    /** The same of a value that is itself a member of what the caller wrote. */
    Violation within(String member) {
        return new Violation(member + "." + field, in, message);
    }
}
