#!/usr/bin/env bash
# What the statements of the service cost PostgreSQL: its CPU time, and its write-ahead log. README.md says how to read it.
# DATABASE_URL is a PostgreSQL on this machine that seed.sql has filled, as a superuser; nothing else may use it meanwhile.
set -euo pipefail

DURATION=${DURATION:-10}   # seconds a statement
CLIENTS=${CLIENTS:-4}      # connections at the same time

: "${DATABASE_URL:?Set it to a database on this machine that bench/seed.sql has filled}"
work=$(mktemp -d "${TMPDIR:-/tmp}/bench.XXXXXX")
trap 'rm -rf "$work"' EXIT

sql() { psql -X -q -A -t -d "$DATABASE_URL" -c "$1"; }

owners=$(sql "SELECT count(*) FROM user_tool_status WHERE user_id LIKE 'bench-%'")
first=$(sql "SELECT min(id) FROM user_mcp_connections WHERE user_id LIKE 'bench-%'")
each=$(sql "SELECT count(*) FROM user_mcp_connections WHERE user_id = 'bench-1'")
postmaster=$(sql "SELECT split_part(pg_read_file('postmaster.pid'), E'\\n', 1)")
[ "$(cat "/proc/$postmaster/comm" 2>/dev/null)" = postgres ] || { echo "PostgreSQL does not run on this machine." >&2; exit 1; }
# seed.sql numbers the connectors of one owner after the other.
[ "$(sql "SELECT user_id FROM user_mcp_connections WHERE id = $first + ($owners - 1) * $each")" = "bench-$owners" ] \
  || { echo "The rows are not as seed.sql makes them: fill an empty database." >&2; exit 1; }

somebody="\\set owner random(1, $owners)"
# One of the owner's connectors.
theirs="$somebody
\\set id $first + (:owner - 1) * $each + random(0, $((each - 1)))"
columns="id, name, email, description, server_url, auth_type, is_active, is_verified,
  convert_to(discovered_tools::text, 'UTF8') AS tools, tool_count, last_verified_at, created_at, updated_at, status, stale_since,
  last_error_code, last_error_message, last_error_at, transport, protocol_version, auth_config IS NOT NULL AS has_credentials,
  schema_tokens"

# Each is what the service sends, or the statements of one transaction of it.
cat >"$work/tools.sql" <<SQL
$somebody
SELECT tool_id, is_connected, connected_at, config FROM user_tool_status WHERE user_id = 'bench-' || :owner;
SQL
cat >"$work/list.sql" <<SQL
$somebody
SELECT $columns FROM user_mcp_connections WHERE user_id = 'bench-' || :owner ORDER BY created_at DESC, id DESC;
SQL
cat >"$work/one.sql" <<SQL
$theirs
SELECT $columns FROM user_mcp_connections WHERE user_id = 'bench-' || :owner AND id = :id;
SQL
cat >"$work/spend.sql" <<SQL
$somebody
INSERT INTO rate_limits AS bucket (user_id, action, empty_at)
VALUES ('bench-' || :owner, 'check', now() + 2000000 * interval '1 microsecond')
ON CONFLICT (user_id, action) DO UPDATE SET empty_at = greatest(bucket.empty_at, now()) + 2000000 * interval '1 microsecond'
WHERE greatest(bucket.empty_at, now()) + 2000000 * interval '1 microsecond' <= now() + 60000000 * interval '1 microsecond';
SQL
cat >"$work/connect.sql" <<SQL
$somebody
INSERT INTO user_tool_status AS known (user_id, tool_id, is_connected, connected_at)
VALUES ('bench-' || :owner, 'analytics', true, now() AT TIME ZONE 'utc')
ON CONFLICT (user_id, tool_id) DO UPDATE SET is_connected = true,
  connected_at = CASE WHEN known.is_connected THEN known.connected_at ELSE excluded.connected_at END,
  updated_at = now() AT TIME ZONE 'utc'
RETURNING tool_id, is_connected, connected_at, config;
SQL
cat >"$work/toggle.sql" <<SQL
$theirs
BEGIN;
SELECT id, discovered_tools::text FROM user_mcp_connections WHERE user_id = 'bench-' || :owner AND id = :id FOR UPDATE;
UPDATE user_mcp_connections SET is_active = NOT is_active, updated_at = now() AT TIME ZONE 'utc' WHERE id = :id;
COMMIT;
SQL
# The tools of another server come as a text of the client, since that is what the service sends.
tools=$(sql "SELECT replace(discovered_tools::text, '''', '''''') FROM user_mcp_connections WHERE id = $first")
cat >"$work/verify.sql" <<SQL
$theirs
BEGIN;
SELECT id, discovered_tools::text FROM user_mcp_connections WHERE user_id = 'bench-' || :owner AND id = :id FOR UPDATE;
UPDATE user_mcp_connections SET last_verified_at = now() AT TIME ZONE 'utc', updated_at = now() AT TIME ZONE 'utc',
  discovered_tools = cast(cast('$tools' AS text) AS jsonb) WHERE id = :id;
COMMIT;
SQL
# A user that is new each time, so that the limit is never reached.
cat >"$work/create.sql" <<SQL
\\set owner random(1, 9000000000)
BEGIN;
SELECT set_config('connectors.per_owner', '10', true), CAST(lock_connectors_of('made-' || :owner) AS text);
SELECT id, server_url FROM user_mcp_connections WHERE user_id = 'made-' || :owner;
INSERT INTO user_mcp_connections (user_id, name, server_url, is_verified, discovered_tools, transport, protocol_version, last_verified_at)
VALUES ('made-' || :owner, 'Made', 'https://server.example.com/mcp', true, cast(cast('$tools' AS text) AS jsonb),
  'streamable_http', '2025-06-18', now() AT TIME ZONE 'utc') RETURNING id;
COMMIT;
SQL

# CPU ticks of all connections that ended: the postmaster collects them.
ticks() { sed 's/.*) //' "/proc/$postmaster/stat" | awk '{ print $14 + $15 }'; }

# $1 statements, $2 seconds: "transactions ticks bytes-of-log"
run() {
  local before from to count
  sleep 0.5
  before=$(ticks) from=$(sql 'SELECT pg_current_wal_insert_lsn()')
  count=$(pgbench -n -M prepared -c "$CLIENTS" -j 1 -T "$2" -f "$work/$1.sql" "$DATABASE_URL" 2>"$work/errors" \
    | sed -n 's/^number of transactions actually processed: \([0-9]*\).*/\1/p')
  [ "${count:-0}" -gt 0 ] || { cat "$work/errors" >&2; exit 1; }
  sleep 0.5
  to=$(sql "SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '$from')")
  echo "$count $(($(ticks) - before)) $to"
}

full_pages() { sql "ALTER SYSTEM SET full_page_writes = $1" && sql 'SELECT pg_reload_conf()' >/dev/null; }

echo "PostgreSQL $(sql 'SHOW server_version'), $(sql 'SELECT count(*) FROM user_mcp_connections') connectors, $CLIENTS connections, $DURATION s each"
echo
echo "| statements | CPU ms each | log bytes each | log bytes each, right after a checkpoint |"
echo "|------------|------------:|---------------:|-----------------------------------------:|"
trap 'sql "ALTER SYSTEM RESET full_page_writes" && sql "SELECT pg_reload_conf()" >/dev/null; rm -rf "$work"' EXIT
for name in ${STATEMENTS:-tools list one spend connect toggle verify create}; do
  full_pages off
  run "$name" 2 >/dev/null
  read -r count cpu bytes <<<"$(run "$name" "$DURATION")"
  full_pages on
  sql CHECKPOINT
  # Few transactions, so that almost all touch a page for the first time since the checkpoint.
  read -r few _ after <<<"$(run "$name" 1)"
  awk -v name="$name" -v n="$count" -v ticks="$cpu" -v hz="$(getconf CLK_TCK)" -v bytes="$bytes" -v few="$few" -v after="$after" \
    'BEGIN { printf "| %-10s | %11.3f | %14.0f | %40.0f |\n", name, ticks / hz * 1000 / n, bytes / n, after / few }'
done
