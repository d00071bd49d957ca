-- The stored list of tools is the one that is served: a list, every tool in it with its state. So it goes from the disk
-- to the caller without being parsed, whoever wrote it: the Python service too, while both run.
CREATE FUNCTION tools_as_served(tools jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE
        WHEN jsonb_typeof(tools) = 'array' THEN (
            SELECT coalesce(jsonb_agg('{"is_enabled": true, "state": "approved"}'::jsonb || tool ORDER BY position), '[]'::jsonb)
            FROM jsonb_array_elements(tools) WITH ORDINALITY AS listed (tool, position)
            WHERE jsonb_typeof(tool) = 'object')
        ELSE '[]'::jsonb
    END
$$;

CREATE FUNCTION serve_tools() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.discovered_tools := tools_as_served(NEW.discovered_tools);
    RETURN NEW;
END
$$;

CREATE TRIGGER tools_as_served BEFORE INSERT OR UPDATE OF discovered_tools ON user_mcp_connections
    FOR EACH ROW EXECUTE FUNCTION serve_tools();

UPDATE user_mcp_connections SET discovered_tools = discovered_tools;

-- A token of a model is about four characters of JSON.
ALTER TABLE user_mcp_connections
    ALTER COLUMN discovered_tools SET DEFAULT '[]',
    ALTER COLUMN discovered_tools SET NOT NULL,
    ADD COLUMN tool_count    integer NOT NULL GENERATED ALWAYS AS (jsonb_array_length(discovered_tools)) STORED,
    ADD COLUMN schema_tokens integer NOT NULL GENERATED ALWAYS AS ((octet_length(discovered_tools::text) + 3) / 4) STORED;
