-- Users with connectors of 13 tools, and one connected system tool each: psql -v users=10000 -v connectors=10 -f seed.sql
-- Does nothing where the first user is there already. Every connector's list is a little different, as in reality, so
-- that nothing compresses or caches better than it would.
\set ON_ERROR_STOP on
SELECT EXISTS (SELECT FROM user_mcp_connections WHERE user_id = 'bench-1') AS seeded \gset
\if :seeded
    \echo 'The users are there already.'
    \quit
\endif

BEGIN;

CREATE TEMP TABLE bench_tools ON COMMIT DROP AS
SELECT variant, jsonb_agg(tool ORDER BY number) AS tools
FROM generate_series(0, 49) AS variant
CROSS JOIN LATERAL (
    SELECT number, jsonb_build_object(
        'name', format('%s_%s', (ARRAY['list', 'get', 'create', 'update', 'delete', 'search', 'archive', 'restore', 'export',
                                       'import', 'assign', 'link', 'merge'])[number], 'item_' || variant),
        'title', format('Action %s on item %s', number, variant),
        'description', initcap(left(filler, 1)) || substr(filler, 2, 160),
        'inputSchema', jsonb_build_object(
            'type', 'object',
            'additionalProperties', false,
            'required', jsonb_build_array('argument_1'),
            'properties', (
                SELECT jsonb_object_agg(format('argument_%s', position), jsonb_build_object(
                    'type', (ARRAY['string', 'integer', 'boolean', 'string'])[position],
                    'description', substr(filler, position * 40, 120)))
                FROM generate_series(1, 4) AS position)),
        'annotations', jsonb_build_object('readOnlyHint', number % 2 = 0, 'destructiveHint', number = 5)) AS tool
    FROM generate_series(1, 13) AS number
    CROSS JOIN LATERAL (
        -- 320 letters that depend on nothing but variant and number, in words of five
        SELECT string_agg(substr(translate(md5(format('%s %s %s', variant, number, part)), '0123456789', 'ghijklmnop'),
                                 1, 5), ' ') AS filler
        FROM generate_series(1, 54) AS part) AS words) AS tool_of_variant
GROUP BY variant;

-- One user after the other, as rows come into being in reality: those of a user lie together.
INSERT INTO user_mcp_connections (user_id, name, description, server_url, is_verified, discovered_tools, transport,
                                  protocol_version, last_verified_at, created_at, updated_at)
SELECT 'bench-' || number, 'Server ' || slot, 'One of the servers that the benchmark made up',
       format('https://server-%s.example.com/mcp', slot), true, tools, 'streamable_http', '2025-06-18', made, made, made
FROM generate_series(1, :users) AS number
CROSS JOIN generate_series(1, :connectors) AS slot
JOIN bench_tools ON variant = (number * 7 + slot) % 50
CROSS JOIN LATERAL (SELECT timestamp '2026-01-01' + (number * 10 + slot) * interval '1 minute' AS made) AS moment
ORDER BY number, slot;

INSERT INTO user_tool_status (user_id, tool_id, is_connected, connected_at)
SELECT 'bench-' || number, 'analytics', true, timestamp '2026-01-01'
FROM generate_series(1, :users) AS number;

COMMIT;

VACUUM ANALYZE user_mcp_connections;
VACUUM ANALYZE user_tool_status;
