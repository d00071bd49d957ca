-- Columns that the Python service had in another type, without default, or not at all in some of its versions.
CREATE FUNCTION pg_temp.utc_timestamp(of_table regclass, of_column text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('ALTER TABLE %s ADD COLUMN IF NOT EXISTS %I timestamp', of_table, of_column);
    IF (SELECT atttypid FROM pg_attribute WHERE attrelid = of_table AND attname = of_column) = 'timestamptz'::regtype THEN
        EXECUTE format('ALTER TABLE %s ALTER COLUMN %I DROP DEFAULT', of_table, of_column);
        EXECUTE format('ALTER TABLE %1$s ALTER COLUMN %2$I TYPE timestamp USING %2$I AT TIME ZONE ''utc''', of_table, of_column);
    END IF;
END
$$;

CREATE FUNCTION pg_temp.always_set(of_table regclass, of_column text, value text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('UPDATE %1$s SET %2$I = %3$s WHERE %2$I IS NULL', of_table, of_column, value);
    EXECUTE format('ALTER TABLE %s ALTER COLUMN %I SET DEFAULT %s', of_table, of_column, value);
    EXECUTE format('ALTER TABLE %s ALTER COLUMN %I SET NOT NULL', of_table, of_column);
END
$$;

SELECT pg_temp.utc_timestamp('user_tool_status', name) FROM unnest(ARRAY['connected_at', 'created_at', 'updated_at']) name;
SELECT pg_temp.utc_timestamp('user_mcp_connections', name) FROM unnest(ARRAY['last_verified_at', 'created_at', 'updated_at']) name;

ALTER TABLE user_tool_status
    ALTER COLUMN id TYPE bigint,
    ALTER COLUMN tool_id TYPE varchar(50),
    ADD COLUMN IF NOT EXISTS config jsonb;
ALTER TABLE user_tool_status ALTER COLUMN config TYPE jsonb USING config::jsonb;

ALTER TABLE user_mcp_connections
    ALTER COLUMN id TYPE bigint,
    ADD COLUMN IF NOT EXISTS email varchar(255),
    ADD COLUMN IF NOT EXISTS description text,
    ADD COLUMN IF NOT EXISTS auth_config text,
    ADD COLUMN IF NOT EXISTS discovered_tools jsonb,
    ALTER COLUMN auth_type DROP DEFAULT;
ALTER TABLE user_mcp_connections
    -- varchar in some versions, an enumeration in others
    ALTER COLUMN auth_type TYPE varchar(50) USING lower(auth_type::text),
    ALTER COLUMN description TYPE text,
    ALTER COLUMN auth_config TYPE text USING auth_config::text,
    ALTER COLUMN discovered_tools TYPE jsonb USING discovered_tools::jsonb;

SELECT pg_temp.always_set('user_tool_status', 'is_connected', 'false');
SELECT pg_temp.always_set('user_tool_status', 'created_at', '(now() AT TIME ZONE ''utc'')');
SELECT pg_temp.always_set('user_tool_status', 'updated_at', '(now() AT TIME ZONE ''utc'')');
SELECT pg_temp.always_set('user_mcp_connections', 'auth_type', '''none''');
SELECT pg_temp.always_set('user_mcp_connections', 'is_active', 'true');
SELECT pg_temp.always_set('user_mcp_connections', 'is_verified', 'false');
SELECT pg_temp.always_set('user_mcp_connections', 'created_at', '(now() AT TIME ZONE ''utc'')');
SELECT pg_temp.always_set('user_mcp_connections', 'updated_at', '(now() AT TIME ZONE ''utc'')');

DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_constraint WHERE conrelid = 'user_mcp_connections'::regclass AND conname = 'user_mcp_connections_auth_type_check') THEN
        ALTER TABLE user_mcp_connections
            ADD CONSTRAINT user_mcp_connections_auth_type_check CHECK (auth_type IN ('none', 'oauth', 'api_key'));
    END IF;
END
$$;
