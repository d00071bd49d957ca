package io.schemaagent.connectors.egress;

/** Who has named a server, which decides where it may be. */
public enum NamedBy {
    /** Somebody who may be anybody: only what the address policy permits is dialled. */
    USER,
    /** Whoever runs this service, and may have servers where nobody else gets: any address, and plain {@code http}. */
    OPERATOR
}
