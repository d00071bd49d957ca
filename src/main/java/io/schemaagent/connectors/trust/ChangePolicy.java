package io.schemaagent.connectors.trust;

/** What becomes of tools that a server has changed, or added, since its owner looked at them. */
public enum ChangePolicy {
    /** The agent does not get them until their owner has agreed. */
    WITHHOLD,
    /** The agent gets them at once, as if their owner had agreed. */
    ALLOW,
    /** As {@link #WITHHOLD}, and nothing else of a server that has changed a tool which its owner had agreed to. */
    DISABLE_CONNECTOR
}
