#!/usr/bin/env bash
# Measures what the service takes on this machine, as it runs on a JVM and as a native executable: the time of a start,
# memory, disk, and what it takes to build. Prints one table. README.md says how to read it.
# Stops what it started, and nothing else, however it ends.
set -euo pipefail

# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

TARGETS=${TARGETS:-jvm native}
STARTS=${STARTS:-10}            # starts of each, of which the median is printed
REQUESTS=${REQUESTS:-100000}    # requests at least, after which memory is read
ENDPOINT=${ENDPOINT:-list}      # which requests
IDLE=${IDLE:-10}                # seconds after the first ready answer, before idle memory is read
BUILD=${BUILD:-0}               # 1: build them first, and measure that
JAVA_OPTIONS=${JAVA_OPTIONS:--Xmx64m}
NATIVE_OPTIONS=${NATIVE_OPTIONS:--Xmx64m}

SLICE_SECONDS=2
LOAD_SECONDS=900

declare -A cells=()

mib() { awk -v bytes="$1" 'BEGIN { printf "%.0f MiB", bytes / 1048576 }'; }

mib_of() { mib $(($(kib_of "$1" "$2") * 1024)); }

# --- building ---------------------------------------------------------------------------------------------------------

# Runs a command, and prints its seconds and the memory of its largest process.
measured() {
  python3 - "$@" <<'PYTHON'
import resource, subprocess, sys, time
started = time.monotonic()
code = subprocess.call(sys.argv[1:], stdin=subprocess.DEVNULL, stdout=sys.stderr)
if code:
    sys.exit(code)
print(f"{time.monotonic() - started:.0f} s, {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024:.0f} MiB")
PYTHON
}

# The other target's files stay where they are.
measure_build() { # target
  local options=(-B -q package -DskipTests)
  case $1 in
    jvm) ;;
    native) options+=(-Dnative) ;;
    *) return 0 ;;
  esac
  echo "Building $1 …" >&2
  cells[$1 build]=$(cd "$root" && measured ./mvnw "${options[@]}") || fail "Building $1 failed."
}

# What native-image wrote down of itself.
native_image() { # target
  local stats
  if [ "$1" != native ]; then echo –; return; fi
  stats=$(find "$(dirname "$NATIVE")" -maxdepth 2 -name "$(basename "$NATIVE")-build-output-stats.json" 2>/dev/null | head -n 1)
  if [ -z "$stats" ]; then echo "n/a: no build-output-stats.json near the executable"; return; fi
  python3 - "$stats" <<'PYTHON'
import json, sys
with open(sys.argv[1]) as stats:
    usage = json.load(stats)["resource_usage"]
print(f"{usage['total_secs']:.0f} s, {usage['memory']['peak_rss_bytes'] / 2**20:.0f} MiB, {usage['cpu']['total_cores']} cores")
PYTHON
}

size() { # target
  case $1 in
    jvm) mib "$(du -sb "$root/target/quarkus-app" | cut -f 1)" ;;
    native) mib "$(stat -L -c %s "$NATIVE")" ;;
    *) mib "$(du -sbc "$bare" "$(dirname "$bare")/lib" | awk 'END { print $1 }')" ;;
  esac
}

# --- running ----------------------------------------------------------------------------------------------------------

measure_starts() {
  local port launch commands=() median least most
  port=$(free_port)
  for target in $TARGETS; do
    launch_of "$target"
    commands+=(-- "${launch[@]}")
  done
  echo "Starting each $STARTS times …" >&2
  # In the background, so that a signal is answered at once.
  (become_service "$port" "$here/startup.py" --port "$port" --starts "$STARTS" --log "$work/starts.log" "${commands[@]}") \
    >"$work/starts" &
  starter=$!
  wait "$starter" || { tail -n 20 "$work/starts.log" >&2; fail "Measuring the start failed."; }
  starter=''
  for target in $TARGETS; do
    read -r median least most
    cells[$target start]="$median ms ($least–$most)"
  done <"$work/starts"
}

measure_memory() { # target
  local pid done=0 bad=0 requests failed deadline
  start_service "$1"
  pid=${service[$1]}
  sleep "$IDLE"
  cells[$1 idle]=$(mib_of VmRSS "$pid")
  check_answer "$1" "$ENDPOINT"
  echo "Asking $1 $REQUESTS times …" >&2
  deadline=$((SECONDS + LOAD_SECONDS))
  while [ "$done" -lt "$REQUESTS" ]; do
    [ "$SECONDS" -lt "$deadline" ] || fail "$1 answered $done requests in $LOAD_SECONDS s: set REQUESTS to less."
    requests=$(load "$1" "$ENDPOINT" "$SLICE_SECONDS")
    read -r requests _ _ _ failed <<<"$requests"
    done=$((done + requests)) bad=$((bad + failed))
  done
  cells[$1 loaded]=$(mib_of VmRSS "$pid")
  cells[$1 peak]=$(mib_of VmHWM "$pid")
  cells[$1 requests]="$done, $bad bad"
  stop_service "$1"
}

row() { # key title
  local line="| $2 |"
  for target in $TARGETS; do line+=" ${cells[$target $1]} |"; done
  echo "$line"
}

main() {
  for number in STARTS REQUESTS; do check_number "$number"; done
  if [ "$BUILD" = 1 ]; then
    check_tools "$ENDPOINT"
    for target in $TARGETS; do measure_build "$target"; done
    if [[ " $TARGETS " == *' native '* ]]; then NATIVE=$(native_built); fi
  fi
  check "$ENDPOINT"
  for target in $TARGETS; do build "$target"; done
  prepare
  if [ "$ENDPOINT" = test ]; then start_upstream; fi
  # Brings the tables up to date, and the files into memory: what is measured is a start like those that follow.
  for target in $TARGETS; do start_service "$target"; done
  for target in $TARGETS; do stop_service "$target"; done
  seed
  measure_starts
  for target in $TARGETS; do
    measure_memory "$target"
    cells[$target size]=$(size "$target")
    cells[$target image]=$(native_image "$target")
    : "${cells[$target build]:=n/a: BUILD=1 measures it}"
  done

  echo "$(surroundings), $CONNECTIONS callers of $(request_of "$ENDPOINT"), jvm with $JAVA_OPTIONS, native with $NATIVE_OPTIONS"
  echo
  local header='| |' line='|---|'
  for target in $TARGETS; do header+=" $target |" line+='--:|'; done
  printf '%s\n' "$header" "$line"
  row start "start to first ready answer, median of $STARTS (least–most)"
  row idle "RSS idle, $IDLE s after it"
  row loaded "RSS after $REQUESTS requests"
  row peak "peak RSS until then"
  row requests "requests made"
  row size "size on disk"
  row build "build, the whole Maven run: time, memory of the largest process"
  row image "native-image alone: time, peak memory"
}

main "$@"
