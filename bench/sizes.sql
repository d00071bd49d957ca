-- What rows take on the disk, after seed.sql: psql -d "$DATABASE_URL" -f bench/sizes.sql
-- Bytes a row are those of a table that nothing was changed in yet; docs/scaling.md says what changes add.
\set ON_ERROR_STOP on
\pset footer off

CREATE TEMP VIEW sizes AS
SELECT relation.oid::regclass AS of_table, part, bytes,
       (xpath('/row/n/text()', query_to_xml(format('SELECT count(*) AS n FROM %s', relation.oid::regclass), false, true, '')))[1]
           ::text::numeric AS rows
FROM pg_class relation
CROSS JOIN LATERAL (
    SELECT 1 AS place, 'heap' AS part, pg_relation_size(relation.oid) AS bytes
    UNION ALL
    SELECT 2, 'TOAST', pg_relation_size(reltoastrelid) FROM pg_class WHERE oid = relation.oid AND reltoastrelid <> 0
    UNION ALL
    SELECT 3, 'index of TOAST', pg_indexes_size(reltoastrelid) FROM pg_class WHERE oid = relation.oid AND reltoastrelid <> 0
    UNION ALL
    SELECT 4, indexrelid::regclass::text, pg_relation_size(indexrelid) FROM pg_index WHERE indrelid = relation.oid
    UNION ALL
    SELECT 5, 'all, with the maps of free space and visibility', pg_total_relation_size(relation.oid)
) AS parts
WHERE relation.oid IN ('user_mcp_connections'::regclass, 'user_tool_status'::regclass)
ORDER BY relation.oid::regclass::text, place, part;

\echo
\echo 'Bytes of each part, and of it for one row'
SELECT of_table, part, pg_size_pretty(bytes) AS size, rows, round(bytes / nullif(rows, 0), 1) AS bytes_a_row FROM sizes;

\echo 'The tools of a connector: as JSON, and as they are kept'
SELECT round(avg(tool_count), 1) AS tools, round(avg(octet_length(discovered_tools::text))) AS json_bytes,
       round(avg(pg_column_size(discovered_tools))) AS kept_bytes
FROM user_mcp_connections;

-- Subjects are often UUIDs, longer than those that seed.sql makes up, and the next connector is anybody's.
CREATE TEMP TABLE uuid_owners (user_id text, created_at timestamp, id bigint);
CREATE INDEX uuid_owners_index ON uuid_owners (user_id, created_at DESC, id DESC);
INSERT INTO uuid_owners
SELECT md5(user_id)::uuid::text, created_at, id FROM user_mcp_connections ORDER BY md5(id::text);

\echo 'The index of owners, were their ids UUIDs and their connectors made in any order'
SELECT round(pg_relation_size('uuid_owners_index') / nullif(count(*), 0)::numeric, 1) AS bytes_a_row FROM uuid_owners;
