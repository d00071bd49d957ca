-- When a server's tools are to be read again without anybody's request; those that are there already spread over a while.
ALTER TABLE user_mcp_connections ADD COLUMN refresh_at timestamp;

UPDATE user_mcp_connections SET refresh_at = now() AT TIME ZONE 'UTC' + random() * interval '6 hours' WHERE is_verified;

-- The next that are due, which each replica asks for every few seconds.
CREATE INDEX user_mcp_connections_due ON user_mcp_connections (refresh_at) WHERE is_active;

-- What a tool costs a model stands with the tool; whoever wrote it without gets an estimate here.
CREATE OR REPLACE FUNCTION tools_as_served(tools jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE
        WHEN jsonb_typeof(tools) = 'array' THEN (
            SELECT coalesce(jsonb_agg(
                jsonb_build_object(
                    'is_enabled', true,
                    'state', 'approved',
                    'schema_tokens', (octet_length((tool - '{icons,outputSchema,annotations,title,is_enabled,state}'::text[])::text) + 3) / 4)
                || tool ORDER BY position), '[]'::jsonb)
            FROM jsonb_array_elements(tools) WITH ORDINALITY AS listed (tool, position)
            WHERE jsonb_typeof(tool) = 'object')
        ELSE '[]'::jsonb
    END
$$;

UPDATE user_mcp_connections SET discovered_tools = discovered_tools;

-- A connector costs what its tools cost.
CREATE FUNCTION tokens_of(tools jsonb) RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT coalesce(sum(least((tool ->> 'schema_tokens')::numeric, 1000000)), 0)::integer
    FROM jsonb_array_elements(tools) AS listed (tool)
    WHERE jsonb_typeof(tool -> 'schema_tokens') = 'number'
$$;

ALTER TABLE user_mcp_connections DROP COLUMN schema_tokens;
ALTER TABLE user_mcp_connections
    ADD COLUMN schema_tokens integer NOT NULL GENERATED ALWAYS AS (tokens_of(discovered_tools)) STORED;
