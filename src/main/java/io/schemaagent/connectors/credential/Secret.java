package io.schemaagent.connectors.credential;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Objects;

/** A text that nobody gets to see by accident: only {@link #reveal} hands it out. */
public final class Secret {

    private static final String REDACTED = "[redacted]";

    private final String value;

    private Secret(String value) {
        this.value = Objects.requireNonNull(value);
    }

    public static Secret of(String value) {
        return new Secret(value);
    }

    /** The text itself, for the moment it is written into a request. */
    public String reveal() {
        return value;
    }

    /** What appears in logs, in JSON and in debuggers. */
    @Override
    @JsonValue
    public String toString() {
        return REDACTED;
    }
}
