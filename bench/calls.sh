#!/usr/bin/env bash
# Measures on this machine, on loopback alone, what a call of a tool costs more through the service than at its server, and
# prints a table for each era and number of callers. README.md says how to read it.
# Stops what it started, and nothing else, however it ends.
set -euo pipefail

# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

ERAS=${ERAS:-modern legacy}   # of the server
AT_ONCE=${AT_ONCE:-1 8}       # callers at the same time; the last of them make the warm-up
AFTER=${AFTER:-0}             # milliseconds that a call takes its server
ASKERS=${ASKERS:-$FEW $CALLERS}  # how many users they belong to: few, whose tools are kept in memory, or all
WAYS=${WAYS:-direct call unlimited mcp-call mcp-call-2025}
DURATION=${DURATION:-5}       # seconds of one measurement
WARMUP=${WARMUP:-15}          # seconds before the first one of each way
ROUNDS=${ROUNDS:-3}           # of each, by turns
JAVA_OPTIONS=${JAVA_OPTIONS:--Xmx512m}
NATIVE_OPTIONS=${NATIVE_OPTIONS:--Xmx512m}
TARGET=${TARGET:-$(if [ -n "$NATIVE" ]; then echo native; else echo jvm; fi)}
TARGETS=$TARGET

# Which process answers, and to which request of lib.sh
target_of() {
  case $1 in
    direct) echo upstream ;;
    unlimited) echo unlimited ;;
    *) echo "$TARGET" ;;
  esac
}
endpoint_of() { if [ "$1" = unlimited ]; then echo call; else echo "$1"; fi; }

# The connectors of those who call lead to the server, and are known to be of its era.
point_at() { # era
  local version path
  case $1 in
    modern) version=2026-07-28 path=/modern ;;
    legacy) version=2025-11-25 path=/mcp ;;
  esac
  upstream_path=$path?after=$AFTER
  cut -f 2 "$work/callers" | sql -c "CREATE TEMP TABLE called (id bigint)" -c "\\copy called FROM pstdin" \
    -c "UPDATE user_mcp_connections SET server_url = '$upstream_url$upstream_path', transport = 'streamable_http',
          protocol_version = '$version' WHERE id IN (SELECT id FROM called)"
}

measure() { # way
  local target before after result
  target=$(target_of "$1")
  before=$(cpu_ticks "${service[$target]}")
  result=$(load "$target" "$(endpoint_of "$1")" "$DURATION")
  after=$(cpu_ticks "${service[$target]}")
  echo "$1 $result $((after - before))" >>"$work/results"
}

show() {
  python3 - "$(getconf CLK_TCK)" 3<"$work/results" <<'PYTHON'
import os, statistics, sys
rows = {}
for line in os.fdopen(3):
    way, *numbers = line.split()
    requests, micros, p50, p99, bad, ticks = map(int, numbers)
    cpu = ticks / int(sys.argv[1]) * 1000 / requests if requests else float("nan")
    rows.setdefault(way, []).append((requests * 1e6 / micros, p50 / 1000, p99 / 1000, cpu, bad))
print("| way           | calls/s |  p50 ms |  p99 ms | p50 added | p99 added | CPU ms a call | bad |")
print("|---------------|--------:|--------:|--------:|----------:|----------:|--------------:|----:|")
base = None
for way, rounds in rows.items():
    rate, p50, p99, cpu, _ = map(statistics.median, zip(*rounds))
    base = base or (p50, p99)
    print(f"| {way:13} | {rate:7.0f} | {p50:7.2f} | {p99:7.2f} | {p50 - base[0]:9.2f} | {p99 - base[1]:9.2f} | {cpu:13.2f} |"
          f" {sum(row[-1] for row in rounds):3} |")
print()
PYTHON
}

main() {
  check_tools direct
  for number in USERS DURATION ROUNDS; do check_number "$number"; done
  [[ $TARGET =~ ^(jvm|native)$ ]] || fail "TARGET has to be jvm or native."
  for era in $ERAS; do [[ $era =~ ^(modern|legacy)$ ]] || fail "There is no era $era: choose from modern, legacy."; done
  for way in $WAYS; do
    [[ $way =~ ^(direct|call|unlimited|mcp-call|mcp-call-2025)$ ]] \
      || fail "There is no way $way: choose from direct, call, unlimited, mcp-call, mcp-call-2025."
  done
  check_target "$TARGET"
  build "$TARGET"
  prepare
  start_upstream
  service[upstream]=$upstream url[upstream]=$upstream_url
  start_service "$TARGET"
  if [[ " $WAYS " =~ " unlimited " ]]; then start_service unlimited; fi
  seed
  echo "$(surroundings), $TARGET, medians of $ROUNDS rounds of $DURATION s"
  echo
  for era in $ERAS; do
    point_at "$era"
    for way in $WAYS; do
      check_answer "$(target_of "$way")" "$(endpoint_of "$way")"
      if [ "$WARMUP" -gt 0 ]; then CONNECTIONS=${AT_ONCE##* } ASKING=${ASKERS%% *} load "$(target_of "$way")" "$(endpoint_of "$way")" "$WARMUP" >/dev/null; fi
    done
    for ASKING in $ASKERS; do
      for CONNECTIONS in $AT_ONCE; do
        : >"$work/results"
        for round in $(seq "$ROUNDS"); do
          echo "$era, $CONNECTIONS callers of $ASKING users, round $round of $ROUNDS …" >&2
          for way in $WAYS; do measure "$way"; done
        done
        echo "$era, $CONNECTIONS callers of $ASKING users, $AFTER ms at the server:"
        echo
        show
      done
    done
  done
}

main "$@"
