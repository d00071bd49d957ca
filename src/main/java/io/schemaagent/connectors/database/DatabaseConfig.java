package io.schemaagent.connectors.database;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What the platform has no setting for. */
@ConfigMapping(prefix = "connectors.database")
interface DatabaseConfig {

    /** How long a request waits for a connection before it gets 503. */
    @WithDefault("5S")
    Duration connectionTimeout();

    /** How many requests wait for a connection at the same time; what comes on top of them gets 503 at once. */
    @WithDefault("1024")
    int maxWaiting();

    /**
     * How long PostgreSQL may work on one statement before it gives up and the request gets 503. 0 sends no such limit,
     * for a pooler that refuses it; then set it for the role.
     */
    @WithDefault("5S")
    Duration statementTimeout();

    /**
     * How long the host of PostgreSQL may leave data unacknowledged before the connection counts as dead (RFC 5482).
     */
    @WithDefault("15S")
    Duration tcpUserTimeout();

    /** Whether a replica brings the tables up to date by itself, instead of waiting until somebody else has. */
    @WithDefault("true")
    boolean migrateAtStart();
}
