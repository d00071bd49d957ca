#!/usr/bin/env bash
# Measures what a thousand connection tests that hang cost everybody else: latency of a read while nothing hangs, while they
# arrive and while they all hang, and the memory of each. README.md says how to read it.
# Stops what it started, and nothing else, however it ends.
set -euo pipefail

export THINK=${THINK:-20}       # milliseconds between an answer and the next request of a caller: 0 is a machine at its limit

# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

HANGING=${HANGING:-1000}      # tests that hang at the same time
ENDPOINT=${ENDPOINT:-tools}   # which requests the others make
DURATION=${DURATION:-5}       # seconds of one measurement
ARRIVAL=${ARRIVAL:-3}         # seconds of that which begins as the tests are sent; they hang for ten, so both have to be over by then
WARMUP=${WARMUP:-20}          # seconds before the first one
ROUNDS=${ROUNDS:-3}           # of each, by turns
JAVA_OPTIONS=${JAVA_OPTIONS:--Xmx512m}
NATIVE_OPTIONS=${NATIVE_OPTIONS:--Xmx512m}
TARGETS=${TARGETS:-$(if [ -n "$NATIVE" ]; then echo native; else echo jvm; fi)}

hanging=''

# Each is a user of its own, since one user may have so many under way only, and has a key of its own, so that each has a
# connection of its own as with so many servers.
hang() { # target
  python3 - "${url[$1]}" "$upstream_url/hang" "$HANGING" "$work/callers" >"$work/hanging" 2>&1 <<'PYTHON' &
import socket, sys, time, urllib.parse
service, server, count, callers = sys.argv[1], sys.argv[2], int(sys.argv[3]), open(sys.argv[4])
host = urllib.parse.urlsplit(service)
tokens = [line.split()[0] for line in callers]
sockets = []
for number in range(count):
    body = '{"server_url":"%s","auth_type":"api_key","auth_config":{"api_key":"key-%d"}}' % (server, number)
    connection = socket.create_connection((host.hostname, host.port))
    connection.sendall((
        "POST /api/connectors/test HTTP/1.1\r\nHost: bench\r\nContent-Type: application/json\r\n"
        f"Authorization: Bearer {tokens[number % len(tokens)]}\r\nContent-Length: {len(body)}\r\n\r\n{body}").encode())
    sockets.append(connection)
time.sleep(60)
PYTHON
  hanging=$!
}

all_hang() { # target
  curl -sf -m 5 "${url[$1]}/q/metrics" | awk -v wanted="$HANGING" '/^connectors_checks_under_way / { found = ($2 + 0 == wanted) } END { exit !found }'
}

release() { stop "$hanging"; hanging=''; }

none_hang() { curl -sf -m 5 "${url[$1]}/q/metrics" | grep -q '^connectors_checks_under_way 0'; }

check_all_hang() { # target
  all_hang "$1" || fail "Not all tests hang: the machine is too slow for so many (HANGING) or for so long (ARRIVAL, DURATION)."
}

round() { # target
  local idle_kib busy_kib idle arriving busy
  idle=$(load "$1" "$ENDPOINT" "$DURATION")
  idle_kib=$(kib_of VmRSS "${service[$1]}")
  hang "$1"
  arriving=$(load "$1" "$ENDPOINT" "$ARRIVAL")
  check_all_hang "$1"
  busy=$(load "$1" "$ENDPOINT" "$DURATION")
  busy_kib=$(kib_of VmRSS "${service[$1]}")
  check_all_hang "$1"
  release
  wait_for "them to end" "${service[$1]}" "$work/$1.log" none_hang "$1"
  # shellcheck disable=SC2086
  printf '%s\t' $idle $arriving $busy $((busy_kib - idle_kib)) >>"$work/results"
  echo >>"$work/results"
}

main() {
  check "$ENDPOINT" test
  [[ $TARGETS =~ ^(jvm|native)$ ]] || fail "TARGETS has to be jvm or native."
  for number in HANGING DURATION ARRIVAL ROUNDS; do check_number "$number"; done
  build "$TARGETS"
  prepare
  start_upstream
  start_service "$TARGETS"
  seed
  check_answer "$TARGETS" "$ENDPOINT"
  if [ "$WARMUP" -gt 0 ]; then load "$TARGETS" "$ENDPOINT" "$WARMUP" >/dev/null; fi
  for round in $(seq "$ROUNDS"); do
    echo "round $round of $ROUNDS …" >&2
    round "$TARGETS"
  done
  echo "$(surroundings), $TARGETS, $ENDPOINT, $CONNECTIONS callers who wait $THINK ms, $HANGING hanging tests, $ROUNDS rounds of $DURATION s"
  python3 - "$HANGING" 3<"$work/results" <<'PYTHON'
import os, statistics, sys
rows = [[int(value) for value in line.split()] for line in os.fdopen(3) if line.strip()]
median = lambda column: statistics.median(row[column] for row in rows)
print("| | requests/s | p50 ms | p99 ms | bad |\n|---|--:|--:|--:|--:|")
for name, at in (("nothing hangs", 0), ("they arrive", 5), ("all hang", 10)):
    rate = statistics.median(row[at] * 1e6 / row[at + 1] for row in rows)
    print(f"| {name} | {rate:.0f} | {median(at + 2) / 1000:.2f} | {median(at + 3) / 1000:.2f} | {sum(row[at + 4] for row in rows)} |")
print(f"p99 to that while nothing hangs: {median(8) / median(3):.2f} while they arrive, {median(13) / median(3):.2f} while all hang; RSS grew by {max(row[15] for row in rows) / int(sys.argv[1]):.1f} KiB a hanging test")
PYTHON
}

main "$@"
