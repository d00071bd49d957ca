#!/usr/bin/env bash
# Measures the service on this machine, on loopback alone, as it runs on a JVM and as a native executable, in turns, and
# prints one table. README.md says how to read it.
# Stops what it started, and nothing else, however it ends.
set -euo pipefail

# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

DURATION=${DURATION:-15}  # seconds of one measurement
WARMUP=${WARMUP:-20}      # seconds before the first round, of the same requests
ROUNDS=${ROUNDS:-3}       # measurements of each, of which the median is printed
ENDPOINTS=${ENDPOINTS:-tools list one test modern agent again unchanged mcp mcp-again}
JAVA_OPTIONS=${JAVA_OPTIONS:--Xmx512m}
NATIVE_OPTIONS=${NATIVE_OPTIONS:--Xmx512m}

# Whatever is built.
built() {
  if [ -f "$jar" ] || [ -z "$NATIVE" ]; then echo jvm; fi
  if [ -n "$NATIVE" ]; then echo native; fi
}
TARGETS=${TARGETS:-$(built | xargs)}

measure() { # target endpoint
  local pid=${service[$1]} before after result
  before=$(cpu_ticks "$pid")
  result=$(load "$1" "$2" "$DURATION")
  after=$(cpu_ticks "$pid")
  # shellcheck disable=SC2086
  printf '%s\t' "$2" "$1" $result $((after - before)) >>"$work/results"
  kib_of VmRSS "$pid" >>"$work/results"
}

main() {
  # shellcheck disable=SC2086
  check $ENDPOINTS
  for number in DURATION ROUNDS; do check_number "$number"; done
  for target in $TARGETS; do build "$target"; done
  prepare
  # shellcheck disable=SC2086
  if needs_upstream $ENDPOINTS; then start_upstream; fi
  for target in $TARGETS; do start_service "$target"; done
  seed
  echo "$(surroundings), $CONNECTIONS callers, medians of $ROUNDS rounds of $DURATION s"
  echo
  for endpoint in $ENDPOINTS; do
    for target in $TARGETS; do
      check_answer "$target" "$endpoint"
      if [ "$WARMUP" -gt 0 ]; then load "$target" "$endpoint" "$WARMUP" >/dev/null; fi
    done
    # In turns, so that a disturbance hits all of them.
    for round in $(seq "$ROUNDS"); do
      echo "$endpoint, round $round of $ROUNDS …" >&2
      for target in $TARGETS; do measure "$target" "$endpoint"; done
    done
  done
  "$here/table.py" "$(getconf CLK_TCK)" <"$work/results"
}

main "$@"
