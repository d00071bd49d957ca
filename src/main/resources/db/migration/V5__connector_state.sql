-- What is known of a connector beyond its last successful discovery.
ALTER TABLE user_mcp_connections
    ADD COLUMN transport            text,
    ADD COLUMN protocol_version     text,
    ADD COLUMN stale_since          timestamp,
    ADD COLUMN last_error_code      text,
    ADD COLUMN last_error_message   text,
    ADD COLUMN last_error_at        timestamp,
    ADD COLUMN consecutive_failures integer NOT NULL DEFAULT 0;

-- Derived here, so that every reader and the metrics agree.
ALTER TABLE user_mcp_connections ADD COLUMN status text NOT NULL GENERATED ALWAYS AS (
    CASE
        WHEN last_error_code IN ('AUTH_FAILED', 'CREDENTIALS_UNREADABLE') THEN 'needs_reauth'
        WHEN last_error_code IS NOT NULL THEN 'failing'
        WHEN NOT is_verified THEN 'unverified'
        ELSE 'ok'
    END) STORED;

-- All connectors of one owner, newest first, or one of them: the only ways they are read.
CREATE INDEX user_mcp_connections_owner ON user_mcp_connections (user_id, created_at DESC, id DESC);
