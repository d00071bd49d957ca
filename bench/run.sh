#!/usr/bin/env bash
# Measures the packaged service on this machine, on loopback alone, and prints one table. README.md says how to read it.
# Stops what it started, and nothing else, however it ends.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(dirname "$here")

USERS=${USERS:-10000}           # users to make up
CONNECTORS=${CONNECTORS:-10}    # connectors of each, at most 10
DURATION=${DURATION:-15}        # seconds of one measurement
WARMUP=${WARMUP:-20}            # seconds before it, of the same requests
CONNECTIONS=${CONNECTIONS:-32}  # callers at the same time
ENDPOINTS=${ENDPOINTS:-tools list one test}
JAVA_OPTIONS=${JAVA_OPTIONS:--Xmx512m}

START_SECONDS=60
SEED_SECONDS=900

work='' cluster='' service='' upstream=''

fail() { echo "$*" >&2; exit 1; }

# --- what is needed ---------------------------------------------------------------------------------------------------

has() { command -v "$1" >/dev/null 2>&1; }

postgres_bin() {
  local newest
  newest=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
  for directory in "${PG_BIN:-}" "$newest" "$(dirname "$(command -v initdb || echo /)")" "$(pg_config --bindir 2>/dev/null || true)"; do
    if [ -x "$directory/initdb" ] && [ -x "$directory/pg_ctl" ]; then echo "$directory"; return; fi
  done
}

# One sentence for each thing that is missing.
missing() {
  [ "$(uname)" = Linux ] || echo "This needs Linux, since CPU time and memory are read from /proc."
  has wrk || echo "wrk is missing: it makes the load (Debian: apt-get install wrk)."
  has psql || echo "psql is missing: it seeds the database (Debian: apt-get install postgresql-client)."
  has curl || echo "curl is missing: it waits for the service (Debian: apt-get install curl)."
  has python3 || echo "Python 3 is missing: it signs the tokens (Debian: apt-get install python3)."
  has java || echo "java is missing: a JDK from 17 runs the service (Debian: apt-get install openjdk-17-jdk-headless)."
  has node || echo "Node is missing: it runs the MCP server that is tested (Debian: apt-get install nodejs)."
  if [ -z "${DATABASE_URL:-}" ]; then
    [ -n "$(postgres_bin)" ] || echo "PostgreSQL is missing: set DATABASE_URL to an empty database, or PG_BIN to the directory of initdb and pg_ctl (Debian: apt-get install postgresql)."
    [ "$(id -u)" != 0 ] || { has runuser && id postgres >/dev/null 2>&1; } \
      || echo "PostgreSQL does not run as root and there is no user postgres: run this as another user, or set DATABASE_URL."
  fi
}

check() {
  local complaints
  complaints=$(missing)
  [ -z "$complaints" ] || fail "$complaints"
  [[ $CONNECTORS =~ ^([1-9]|10)$ ]] || fail "CONNECTORS has to be 1 to 10, which is what a user may have."
  [[ $USERS =~ ^[1-9][0-9]*$ ]] || fail "USERS has to be a number from 1."
  for endpoint in $ENDPOINTS; do request_of "$endpoint" >/dev/null; done
}

# --- the parts --------------------------------------------------------------------------------------------------------

free_port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }

random_key() { python3 -c 'import base64, os; print(base64.urlsafe_b64encode(os.urandom(32)).decode())'; }

as_postgres() { if [ "$(id -u)" = 0 ]; then (cd / && runuser -u postgres -- "$@"); else "$@"; fi; }

sql() { psql -X -q -A -t -F $'\t' -d "$DATABASE_URL" "$@"; }

start_cluster() {
  local port password
  bin=$(postgres_bin) port=$(free_port) password=$(python3 -c 'import secrets; print(secrets.token_hex(16))')
  cluster=$(as_postgres mktemp -d "${TMPDIR:-/tmp}/bench-postgres.XXXXXX")
  as_postgres sh -c "umask 077; echo $password > '$cluster/password'"
  as_postgres "$bin/initdb" -D "$cluster/data" -U bench -A scram-sha-256 --pwfile="$cluster/password" -E UTF8 --no-sync >/dev/null
  as_postgres "$bin/pg_ctl" -D "$cluster/data" -s -w -t "$START_SECONDS" -l "$cluster/log" \
    -o "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c shared_buffers=256MB" start
  DATABASE_URL=postgresql://bench:$password@127.0.0.1:$port/postgres
}

# Rows of others would be migrated along, and measured.
check_database() {
  [ "$(sql -c "SELECT to_regclass('user_mcp_connections') IS NOT NULL")" = f ] && return
  [ "$(sql -c "SELECT EXISTS (SELECT FROM user_mcp_connections WHERE user_id::text NOT LIKE 'bench-%')")" = f ] \
    || fail "The database has connectors that this benchmark did not make: set DATABASE_URL to an empty one."
}

start_upstream() {
  node "$here/upstream.mjs" >"$work/upstream.port" 2>"$work/upstream.log" &
  upstream=$!
  wait_for "the MCP server" "$upstream" "$work/upstream.log" test -s "$work/upstream.port"
  upstream_url=http://127.0.0.1:$(cat "$work/upstream.port")/mcp
}

start_service() {
  local port
  port=$(free_port) url=http://127.0.0.1:$port
  JWT_SECRET=$(random_key)
  export JWT_SECRET
  # Not the caller's settings, and a directory without a configuration file.
  (
    cd "$work"
    unset JWT_PUBLIC_KEY_LOCATION JWT_ISSUER JWT_AUDIENCE JAVA_TOOL_OPTIONS JDK_JAVA_OPTIONS
    export DATABASE_URL TOKEN_ENCRYPTION_KEY CONNECTORS_EGRESS_ALLOW=127.0.0.0/8 CONNECTORS_LIMITS_CHECKS_PER_MINUTE=0 \
      QUARKUS_HTTP_HOST=127.0.0.1 QUARKUS_HTTP_PORT=$port QUARKUS_LOG_LEVEL=WARN
    TOKEN_ENCRYPTION_KEY=$(random_key)
    # shellcheck disable=SC2086
    exec java $JAVA_OPTIONS -jar "$root/target/quarkus-app/quarkus-run.jar"
  ) >"$work/service.log" 2>&1 &
  service=$!
  wait_for "the service" "$service" "$work/service.log" curl -sf -m 2 -o /dev/null "$url/q/health/ready"
}

wait_for() { # name pid log command…
  local name=$1 pid=$2 log=$3 deadline=$((SECONDS + START_SECONDS))
  shift 3
  until "$@"; do
    kill -0 "$pid" 2>/dev/null || { tail -n 20 "$log" >&2; fail "Starting $name failed."; }
    [ "$SECONDS" -lt "$deadline" ] || { tail -n 20 "$log" >&2; fail "Starting $name took more than $START_SECONDS s."; }
    sleep 0.2
  done
}

stop() { # pid
  [ -n "$1" ] && kill "$1" 2>/dev/null || return 0
  for _ in $(seq 100); do
    kill -0 "$1" 2>/dev/null || return 0
    sleep 0.1
  done
  kill -KILL "$1" 2>/dev/null || true
}

clean_up() {
  trap '' INT TERM
  stop "$service"
  stop "$upstream"
  if [ -n "$cluster" ]; then
    as_postgres "$bin/pg_ctl" -D "$cluster/data" -s -w -t 20 -m immediate stop 2>/dev/null || true
    rm -rf "$cluster"
  fi
  [ -z "$work" ] || rm -rf "$work"
}

# --- the measurement --------------------------------------------------------------------------------------------------

# "METHOD PATH"
request_of() {
  case $1 in
    tools) echo GET /api/tools ;;
    list) echo GET /api/connectors ;;
    one) echo GET '/api/connectors/{id}' ;;
    test) echo POST /api/connectors/test ;;
    *) fail "There is no endpoint $1: choose from tools, list, one, test." ;;
  esac
}

body_of() { if [ "$1" = test ]; then printf '{"server_url":"%s"}' "$upstream_url"; fi; }

load() { # endpoint seconds
  local method path body
  read -r method path <<<"$(request_of "$1")"
  body=$(body_of "$1")
  timeout $(($2 + 30)) wrk -t1 -c"$CONNECTIONS" -d"$2s" --timeout 20s -s "$here/requests.lua" "$url" -- \
    "$method" "$path" "$work/callers" ${body:+"$body"}
}

# A row of numbers about error answers would be worth nothing.
check_answer() { # endpoint
  local method path body token id status
  read -r method path <<<"$(request_of "$1")"
  read -r token id <"$work/callers"
  body=$(body_of "$1")
  status=$(curl -s -m 20 -o "$work/answer" -w '%{http_code}' -X "$method" -H "Authorization: Bearer $token" \
    ${body:+-H 'Content-Type: application/json' --data "$body"} "$url${path//\{id\}/$id}" || true)
  [ "$status" = 200 ] || fail "$method $path answered $status: $(head -c 300 "$work/answer")"
  [ "$1" != test ] || grep -q '"success":true' "$work/answer" || fail "The test did not succeed: $(head -c 300 "$work/answer")"
}

cpu_ticks() { sed 's/.*) //' "/proc/$1/stat" | awk '{ print $12 + $13 }'; }

measure() { # endpoint
  local before after result
  check_answer "$1"
  if [ "$WARMUP" -gt 0 ]; then load "$1" "$WARMUP" >/dev/null; fi
  before=$(cpu_ticks "$service")
  result=$(load "$1" "$DURATION" | grep '^MEASURED ') || fail "wrk measured nothing for $1."
  after=$(cpu_ticks "$service")
  # shellcheck disable=SC2086
  set -- "$1" ${result#MEASURED }
  awk -v name="$1" -v n="$2" -v us="$3" -v p50="$4" -v p99="$5" -v bad="$6" -v ticks=$((after - before)) \
    -v hz="$(getconf CLK_TCK)" -v rss="$(awk '/^VmRSS/ { print $2 }' "/proc/$service/status")" 'BEGIN {
      printf "| %-8s | %10.0f | %7.1f | %7.1f | %20.3f | %7.0f | %3d |\n",
        name, n * 1e6 / us, p50 / 1000, p99 / 1000, n ? ticks / hz * 1000 / n : 0, rss / 1024, bad
    }'
}

main() {
  check
  trap clean_up EXIT
  trap 'exit 130' INT TERM
  work=$(mktemp -d "${TMPDIR:-/tmp}/bench.XXXXXX")

  if [ ! -f "$root/target/quarkus-app/quarkus-run.jar" ]; then
    echo "Building the service …" >&2
    (cd "$root" && ./mvnw -B -q package -DskipTests)
  fi
  if [ -z "${DATABASE_URL:-}" ]; then start_cluster; fi
  check_database
  start_upstream
  start_service
  echo "Making up $USERS users with $CONNECTORS connectors each …" >&2
  timeout "$SEED_SECONDS" psql -X -q -d "$DATABASE_URL" -v users="$USERS" -v connectors="$CONNECTORS" -f "$here/seed.sql" >&2
  sql -c "SELECT user_id, max(id) FROM user_mcp_connections GROUP BY user_id ORDER BY md5(user_id) LIMIT 2000" \
    | "$here/tokens.py" >"$work/callers"

  echo "$(nproc) cores, $(java -version 2>&1 | head -n 1), PostgreSQL $(sql -c 'SHOW server_version'), $(sql -c \
    'SELECT count(*) FROM user_mcp_connections') connectors, $CONNECTIONS callers, $DURATION s each"
  echo
  echo "| endpoint | requests/s |  p50 ms |  p99 ms | CPU s/1,000 requests | RSS MiB | bad |"
  echo "|----------|-----------:|--------:|--------:|---------------------:|--------:|----:|"
  for endpoint in $ENDPOINTS; do measure "$endpoint"; done
}

main "$@"
