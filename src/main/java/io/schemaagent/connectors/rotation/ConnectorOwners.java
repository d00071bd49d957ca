package io.schemaagent.connectors.rotation;

/** Lets owners of connectors see that their credentials have to be entered again. */
final class ConnectorOwners {

    /**
     * What a check that fails for it would write; the status follows in the database. The next refresh stays as it was:
     * should the key come back, the connector recovers by itself.
     */
    static final String SHOW = """
            UPDATE user_mcp_connections
            SET is_verified = false,
                stale_since = coalesce(stale_since, last_verified_at, now() AT TIME ZONE 'utc'),
                last_error_code = $1,
                last_error_message = $2,
                last_error_at = now() AT TIME ZONE 'utc',
                consecutive_failures = consecutive_failures + 1,
                updated_at = now() AT TIME ZONE 'utc'
            WHERE auth_config = $3 AND id = $4 AND last_error_code IS DISTINCT FROM $1
            """;

    private ConnectorOwners() {}
}
