#!/bin/bash
# How long halt waits while everything heavy is asked at once (each load of
# tests/attack/heavy.sh, really applied): imports of a pipe, of a library with
# a blob of 1 GiB, of its bundle and of a good one, first pushes to a folder,
# one to a host that says nothing, exports, verify, drafts of 1 MB and 250 KB.
. "$(dirname "$0")/figure.sh"
. "$TOP/tests/tools/talk.sh"
. "$TOP/tests/attack/heavy.sh"
at_end stop_station "$STATION"
COUNT=${HALT_COUNT:-1000}
export PLAYBOOK=rainstorm-flood SLOT=place OFFICER=zhao

crier init "$STATION" --demo >/dev/null
crier station start >/dev/null
"$B/tests/bench/acts" "$STATION" open "$WORK/some" "${HALT_INCIDENTS:-2000}" \
	>/dev/null
MESSAGE=$(head -n 1 "$WORK/some")
heavy_make "${HALT_BLOB:-1024}" >/dev/null 2>&1
until_true 600 sh -c "[ \"\$('$B/bin/crier' --station '$STATION' \
	record status --json | jq .behind)\" = 0 ]"
alone=$("$B/tests/bench/halt" "$STATION" "$MESSAGE" 200 10)
heavy_start
loaded=$("$B/tests/bench/halt" "$STATION" "$MESSAGE" "$COUNT" 20)
heavy_stop
heavy_was_applied
times=$(for load in $LOADS; do
	printf '%s %s, ' "$load" "$(cat "$WORK/heavy/$load")"
done)
note "applied: ${times%, }; load $(cut -d' ' -f1 /proc/loadavg)"
row "halt under every load at once: median" \
	"$(value median_ms "$loaded") ms" \
	"alone $(value median_ms "$alone") ms" \
	"$(ratio "$(value median_ms "$loaded")" "$(value median_ms "$alone")")" \
	"$(aim "50 ms" le "$(value median_ms "$loaded")" 50)"
row "the same, 99th percentile" "$(value p99_ms "$loaded") ms" \
	"alone $(value p99_ms "$alone") ms" - \
	"$(aim "50 ms" le "$(value p99_ms "$loaded")" 50)"
row "the same, longest of $COUNT" "$(value max_ms "$loaded") ms" \
	"alone $(value max_ms "$alone") ms" - \
	"$(aim "50 ms" le "$(value max_ms "$loaded")" 50)"
