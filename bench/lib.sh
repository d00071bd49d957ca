# shellcheck shell=bash
# What run.sh, calls.sh, hanging.sh and footprint.sh share: their checks, the database, the services that are measured, the load, the clean-up.
# The script that sources this sets TARGETS and the options of each, and calls prepare; from then on what was started is
# stopped, and nothing else, however the script ends.

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(dirname "$here")
jar=${JAR:-$root/target/quarkus-app/quarkus-run.jar}
bare=$root/bench/vertx-raw/target/vertx-raw.jar

native_built() { find "$root/target" -maxdepth 1 -name '*-runner' -type f -perm -u+x 2>/dev/null | head -n 1; }

USERS=${USERS:-10000}           # users to make up
CONNECTORS=${CONNECTORS:-10}    # connectors of each, at most 10
CONNECTIONS=${CONNECTIONS:-32}  # callers at the same time
NATIVE=${NATIVE:-$(native_built)}

START_SECONDS=60
SEED_SECONDS=900
CALLERS=2000  # of the users ask, by turns
FEW=20        # where the same ask again, so that what is kept of them is still there

work='' cluster='' upstream='' upstream_url='' starter=''
declare -A service=() url=()

fail() { echo "$*" >&2; exit 1; }

# --- what is needed ---------------------------------------------------------------------------------------------------

has() { command -v "$1" >/dev/null 2>&1; }

postgres_bin() {
  local newest
  newest=$(find /usr/lib/postgresql -mindepth 2 -maxdepth 2 -name bin 2>/dev/null | sort -V | tail -n 1)
  for directory in "${PG_BIN:-}" "$newest" "$(dirname "$(command -v initdb || echo /)")" "$(pg_config --bindir 2>/dev/null || true)"; do
    if [ -x "$directory/initdb" ] && [ -x "$directory/pg_ctl" ]; then echo "$directory"; return; fi
  done
}

# One sentence for each thing that is missing.
missing() { # endpoint…
  [ "$(uname)" = Linux ] || echo "This needs Linux, since CPU time and memory are read from /proc."
  has wrk || echo "wrk is missing: it makes the load (Debian: apt-get install wrk)."
  has psql || echo "psql is missing: it seeds the database (Debian: apt-get install postgresql-client)."
  has curl || echo "curl is missing: it waits for the service (Debian: apt-get install curl)."
  has python3 || echo "Python 3 is missing: it signs the tokens (Debian: apt-get install python3)."
  [ "$TARGETS" = native ] || has java \
    || echo "java is missing: a JDK from 17 runs the service (Debian: apt-get install openjdk-17-jdk-headless)."
  ! needs_upstream "$@" || has node \
    || echo "Node is missing: it runs the MCP server that is tested (Debian: apt-get install nodejs)."
  if [ -z "${DATABASE_URL:-}" ]; then
    [ -n "$(postgres_bin)" ] || echo "PostgreSQL is missing: set DATABASE_URL to an empty database, or PG_BIN to the directory of initdb and pg_ctl (Debian: apt-get install postgresql)."
    [ "$(id -u)" != 0 ] || { has runuser && id postgres >/dev/null 2>&1; } \
      || echo "PostgreSQL does not run as root and there is no user postgres: run this as another user, or set DATABASE_URL."
  fi
}

check_tools() { # endpoint…
  local complaints
  complaints=$(missing "$@")
  [ -z "$complaints" ] || fail "$complaints"
}

check() { # endpoint…
  check_tools "$@"
  [[ $CONNECTORS =~ ^([1-9]|10)$ ]] || fail "CONNECTORS has to be 1 to 10, which is what a user may have."
  for number in USERS CONNECTIONS; do check_number "$number"; done
  for endpoint in "$@"; do request_of "$endpoint" >/dev/null; done
  for target in $TARGETS; do check_target "$target"; done
  # The bare server has no tables of its own.
  [[ " $TARGETS " =~ ' '(jvm|native)' ' ]] || fail "TARGETS has to name jvm or native, which make the tables."
}

check_number() { [[ ${!1} =~ ^[1-9][0-9]*$ ]] || fail "$1 has to be a number from 1."; }

check_target() {
  case $1 in
    native)
      [ -n "$NATIVE" ] || fail "There is no native executable: build it with ./mvnw package -DskipTests -Dnative, or set NATIVE to one."
      [[ -f $NATIVE && -x $NATIVE ]] || fail "$NATIVE, which NATIVE names, is not an executable file."
      NATIVE=$(realpath "$NATIVE")
      ;;
    jvm | bare | parsing) ;;
    *) fail "There is no target $1: choose from jvm, native, bare, parsing." ;;
  esac
}

# --- the parts --------------------------------------------------------------------------------------------------------

# Outside the range that connections take theirs from, where an outgoing one could be sitting on it at the next start.
free_port() {
  python3 - <<'PYTHON'
import random, socket
with open("/proc/sys/net/ipv4/ip_local_port_range") as limits:
    candidates = range(1024, max(1024, int(limits.read().split()[0])))
for port in [*random.sample(candidates, min(100, len(candidates))), 0]:
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            continue
        print(probe.getsockname()[1])
        break
PYTHON
}

random_key() { python3 -c 'import base64, os; print(base64.urlsafe_b64encode(os.urandom(32)).decode())'; }

as_postgres() { if [ "$(id -u)" = 0 ]; then (cd / && runuser -u postgres -- "$@"); else "$@"; fi; }

sql() { psql -X -q -A -t -F $'\t' -d "$DATABASE_URL" "$@"; }

prepare() {
  trap clean_up EXIT
  trap 'exit 130' INT TERM
  work=$(mktemp -d "${TMPDIR:-/tmp}/bench.XXXXXX")
  JWT_SECRET=$(random_key) TOKEN_ENCRYPTION_KEY=$(random_key)
  export JWT_SECRET TOKEN_ENCRYPTION_KEY
  if [ -z "${DATABASE_URL:-}" ]; then start_cluster; fi
  export DATABASE_URL
  check_database
}

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
  upstream_url=http://127.0.0.1:$(cat "$work/upstream.port")
}

# What a target is, built where that has not been done and takes seconds.
build() { # target
  case $1 in
    jvm) if [ ! -f "$jar" ]; then maven "the service" package -DskipTests; fi ;;
    bare | parsing) if [ ! -f "$bare" ]; then maven "the bare server" -f bench/vertx-raw package; fi ;;
  esac
}

maven() { # name argument…
  echo "Building $1 …" >&2
  (cd "$root" && ./mvnw -B -q "${@:2}" >&2)
}

# Sets `launch`, the command of a target.
launch_of() {
  # shellcheck disable=SC2206
  case $1 in
    jvm) launch=(java $JAVA_OPTIONS -jar "$jar") ;;
    native) launch=("$NATIVE" $NATIVE_OPTIONS) ;;
    bare) launch=(java $JAVA_OPTIONS -jar "$bare") ;;
    unlimited)
      launch_of "$TARGET"
      launch=(env CONNECTORS_LIMITS_CALLS_PER_MINUTE=0 CONNECTORS_LIMITS_CALLS_AT_ONCE_PER_USER=0 "${launch[@]}")
      ;;
    parsing) launch=(env PARSE=true java $JAVA_OPTIONS -jar "$bare") ;;
  esac
}

# Not the caller's settings, and a directory without a configuration file. Takes the place of the shell that calls it.
become_service() { # port command…
  cd "$work" || exit
  unset JWT_PUBLIC_KEY_LOCATION JWT_ISSUER JWT_AUDIENCE JAVA_TOOL_OPTIONS JDK_JAVA_OPTIONS PARSE
  export CONNECTORS_EGRESS_ALLOW=127.0.0.0/8 CONNECTORS_LIMITS_CHECKS_PER_MINUTE=0 \
    CONNECTORS_LIMITS_CHECKS_AT_ONCE_PER_USER=1000 CONNECTORS_REFRESH_ENABLED=false QUARKUS_HTTP_HOST=127.0.0.1 \
    QUARKUS_HTTP_PORT=$1 QUARKUS_LOG_LEVEL=WARN PORT=$1
  # Calls are counted as they are by default, and none is refused. All of them go to one server, and begin at once.
  export CONNECTORS_LIMITS_CALLS_PER_MINUTE=${CALLS_PER_MINUTE:-1000000} CONNECTORS_EGRESS_CONNECTIONS_PER_DESTINATION=${CONNECTIONS_PER_DESTINATION:-5000} \
    CONNECTORS_LIMITS_CALLS_AT_ONCE_PER_USER=${CALLS_AT_ONCE:-100000} CONNECTORS_AGENT_MCP_PAGE_SIZE=1000 \
    CONNECTORS_DATABASE_MAX_WAITING=${MAX_WAITING:-5000}
  exec "${@:2}"
}

start_service() { # target
  local port launch
  port=$(free_port)
  launch_of "$1"
  (become_service "$port" "${launch[@]}") >"$work/$1.log" 2>&1 &
  service[$1]=$! url[$1]=http://127.0.0.1:$port
  wait_for "$1" "${service[$1]}" "$work/$1.log" curl -sf -m 2 -o /dev/null "${url[$1]}/q/health/ready"
}

stop_service() { # target
  stop "${service[$1]}"
  unset "service[$1]"
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

# The tables have to be there.
seed() {
  echo "Making up $USERS users with $CONNECTORS connectors each …" >&2
  timeout "$SEED_SECONDS" psql -X -q -d "$DATABASE_URL" -v users="$USERS" -v connectors="$CONNECTORS" -f "$here/seed.sql" >&2
  sql -c "SELECT user_id, id, slug || '__' || (discovered_tools -> 0 ->> 'name') FROM user_mcp_connections
          WHERE id IN (SELECT max(id) FROM user_mcp_connections GROUP BY user_id ORDER BY md5(user_id) LIMIT $CALLERS)
          ORDER BY md5(user_id)" | "$here/tokens.py" >"$work/callers"
}

stop() { # pid
  [ -n "$1" ] && kill "$1" 2>/dev/null || return 0
  for _ in $(seq 150); do
    kill -0 "$1" 2>/dev/null || return 0
    sleep 0.1
  done
  kill -KILL "$1" 2>/dev/null || true
}

clean_up() {
  trap '' INT TERM
  stop "$starter"
  for pid in "${service[@]}"; do stop "$pid"; done
  stop "$upstream"
  if [ -n "$cluster" ]; then
    as_postgres "$bin/pg_ctl" -D "$cluster/data" -s -w -t 20 -m immediate stop 2>/dev/null || true
    rm -rf "$cluster"
  fi
  [ -z "$work" ] || rm -rf "$work"
}

# "4 cores, openjdk version …, PostgreSQL 15.1, 100000 connectors"
surroundings() {
  echo "$(nproc) cores$(if has java; then java -version 2>&1 | sed -n '1s/^/, /p'; fi), PostgreSQL $(sql -c 'SHOW server_version'), $(sql -c \
    'SELECT count(*) FROM user_mcp_connections') connectors"
}

# --- the load ---------------------------------------------------------------------------------------------------------

# "METHOD PATH"
request_of() {
  case $1 in
    tools) echo GET /api/tools ;;
    list) echo GET /api/connectors ;;
    one) echo GET '/api/connectors/{id}' ;;
    test | modern) echo POST /api/connectors/test ;;
    agent | again | unchanged) echo GET /api/agent/tools ;;
    call) echo POST '/api/agent/tools/{tool}/call' ;;
    mcp | mcp-again | mcp-call | mcp-call-2025) echo POST /mcp ;;
    direct) echo POST "${upstream_path:?is set by calls.sh}" ;;
    *) fail "There is no endpoint $1: choose from tools, list, one, test, modern, agent, again, unchanged, mcp, mcp-again." ;;
  esac
}

arguments='{"argument_1":"bench"}'
meta='"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{}}'

body_of() {
  case $1 in
    test) printf '{"server_url":"%s/mcp"}' "$upstream_url" ;;
    modern) printf '{"server_url":"%s/modern"}' "$upstream_url" ;;
    call) printf '{"arguments":%s}' "$arguments" ;;
    mcp | mcp-again) printf '{"jsonrpc":"2.0","id":1,"method":"tools/list","params":{%s}}' "$meta" ;;
    mcp-call) printf '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"{tool}","arguments":%s,%s}}' "$arguments" "$meta" ;;
    mcp-call-2025 | direct) printf '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"{tool}","arguments":%s}}' "$arguments" ;;
  esac
}

# "Name: value", a line each
headers_of() {
  case $1 in
    unchanged) echo 'If-None-Match: *' ;;
    mcp | mcp-again) printf '%s\n' 'MCP-Protocol-Version: 2026-07-28' 'Mcp-Method: tools/list' ;;
    mcp-call) printf '%s\n' 'MCP-Protocol-Version: 2026-07-28' 'Mcp-Method: tools/call' 'Mcp-Name: {tool}' ;;
    mcp-call-2025) echo 'MCP-Protocol-Version: 2025-11-25' ;;
  esac
}

# What the answer to it has to be, and to say.
expected_of() {
  case $1 in
    unchanged) echo 304 ;;
    test | modern) echo 200 '"success":true' ;;
    agent | again) echo 200 '"inputSchema"' ;;
    call) echo 200 '"is_error":false' ;;
    mcp | mcp-again) echo 200 '"inputSchema"' ;;
    mcp-call | mcp-call-2025 | direct) echo 200 '"isError":false' ;;
    *) echo 200 ;;
  esac
}

# How many users ask, by turns
asking_of() {
  case $1 in
    again | mcp-again) echo "$FEW" ;;
    *) echo "${ASKING:-$CALLERS}" ;;
  esac
}

needs_upstream() { [[ " $* " =~ \ (test|modern|direct)\  ]]; }

# "requests microseconds p50 p99 bad"
load() { # target endpoint seconds
  local method path headers result
  read -r method path <<<"$(request_of "$2")"
  mapfile -t headers < <(headers_of "$2")
  result=$(ASKING=$(asking_of "$2") timeout $(($3 + 30)) wrk -t1 -c"$CONNECTIONS" -d"$3s" --timeout 20s -s "$here/requests.lua" \
    "${url[$1]}" -- "$method" "$path" "$work/callers" "$(body_of "$2")" "${headers[@]}" | grep '^MEASURED ') \
    || fail "wrk measured nothing for $2 of $1."
  echo "${result#MEASURED }"
}

# A row of numbers about error answers would be worth nothing.
check_answer() { # target endpoint
  local method path body token id tool status wanted sign header headers=()
  read -r method path <<<"$(request_of "$2")"
  read -r token id tool <"$work/callers"
  read -r wanted sign <<<"$(expected_of "$2")"
  body=$(body_of "$2")
  while read -r header; do headers+=(-H "${header//\{tool\}/$tool}"); done < <(headers_of "$2")
  path=${path//\{id\}/$id}
  status=$(curl -s -m 20 -o "$work/answer" -w '%{http_code}' -X "$method" -H "Authorization: Bearer $token" "${headers[@]}" \
    ${body:+-H 'Content-Type: application/json' --data "${body//\{tool\}/$tool}"} "${url[$1]}${path//\{tool\}/$tool}" || true)
  [ "$status" = "$wanted" ] || fail "$method $path of $1 answered $status: $(head -c 300 "$work/answer")"
  [ -z "$sign" ] || grep -qF "$sign" "$work/answer" || fail "$method $path of $1 did not succeed: $(head -c 300 "$work/answer")"
}

cpu_ticks() { sed 's/.*) //' "/proc/$1/stat" | awk '{ print $12 + $13 }'; }

kib_of() { # field pid
  awk -v field="$1:" '$1 == field { print $2 }' "/proc/$2/status"
}
