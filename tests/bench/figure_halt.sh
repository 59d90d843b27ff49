#!/bin/bash
# How long halt waits while everything heavy is asked at once (each load of
# tests/attack/heavy.sh, really applied): imports of a pipe, of a library with
# a blob of 1 GiB, of its bundle and of a good one, first pushes to a folder,
# one to a host that says nothing, exports, verify, drafts of 1 MB and 250 KB.
# Beside it, at the same time: how long a process that only answers, and one
# that only waits for the disk and answers, make one wait on this machine.
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
approved_drill
HALTED=$MESSAGE
MESSAGE=$(head -n 1 "$WORK/some" | cut -d" " -f1)
heavy_make "${HALT_BLOB:-1024}" >/dev/null 2>&1
until_true 600 sh -c "[ \"\$('$B/bin/crier' --station '$STATION' \
	record status --json | jq .behind)\" = 0 ]"
alone=$("$B/tests/bench/halt" "$STATION" "$HALTED" 200 10)
heavy_start
"$B/tests/bench/echo" "$WORK" "$COUNT" 20 >"$WORK/echo" &
echo=$!
"$B/tests/bench/echo" "$WORK" "$COUNT" 20 durable >"$WORK/disk" &
disk=$!
loaded=$("$B/tests/bench/halt" "$STATION" "$HALTED" "$COUNT" 20)
wait "$echo" "$disk"
heavy_stop
heavy_was_applied
times=$(for load in $LOADS; do
	printf '%s %s, ' "$load" "$(cat "$WORK/heavy/$load")"
done)
note "applied: ${times%, }; load $(cut -d' ' -f1 /proc/loadavg)"
beside()
{
	echo "alone $(value "$1" "$alone"), echo $(value "$1" \
		"$(cat "$WORK/echo")"), disk $(value "$1" \
		"$(cat "$WORK/disk")")"
}

# bound FIGURE NAME: beside the process that waits for the disk
bound()
{
	local ours=$(value "$2" "$loaded")
	row "$1" "$ours ms" "$(beside "$2") ms" \
		"$(ratio "$ours" "$(value "$2" "$(cat "$WORK/disk")")")" \
		"$(aim "50 ms" le "$ours" 50)"
}

bound "halt under every load at once: median" median_ms
bound "the same, 99th percentile" p99_ms
bound "the same, longest of $COUNT" max_ms
