package io.schemaagent.connectors.trust;

import java.util.Locale;

/** Whether the agent may use a tool, and if not, why. */
public enum ToolState {
    /** Its owner has agreed to it as it is. */
    APPROVED,
    /** It has come since, and nobody has agreed to it yet. */
    PENDING,
    /** It is another one than its owner has agreed to. */
    CHANGED,
    /** Its owner has switched it off, whatever it would be otherwise. */
    DISABLED;

    /** The name in JSON. */
    public String value() {
        return name().toLowerCase(Locale.ROOT);
    }
}
