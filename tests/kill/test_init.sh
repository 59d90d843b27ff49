#!/bin/bash
# crier init is killed before every fsync and rename: what is left is a whole
# station or none, and whatever is said of it can be done and is right.
. "$(dirname "$0")/../tools/tap.sh"
. "$TOP/tests/tools/crier.sh"
STATION=$WORK/station

# init_killed_at N: of crier-station, before its Nth call; 0 only counts.
init_killed_at()
{
	rm -f "$WORK/done" "$WORK/points"
	KILL_PROGRAM=crier-station KILL_AT=$1 KILL_DONE="$WORK/done" \
		KILL_LOG="$WORK/points" \
		LD_PRELOAD="$TOP/.build/release/tests/kill/preload.so" \
		"$B/bin/crier" init "$STATION" --demo >"$WORK/said" 2>&1
}

# Nothing sends anybody to a record that has never been, or to parts.
no_station_is_there()
{
	exits 69 crier --lang en status
	has "$out" "no station" "crier init"
	exits 65 crier --lang en doctor
	has "$out" "cut short" "crier init DIR"
	case $out in
	*rebuild* | *aside*) printf 'wrong remedy: %s\n' "$out" && return 1 ;;
	esac
	exits 75 "$B/bin/crier" --lang en init "$STATION" --demo
	has "$out" "cut short" "remove it"
}

# Whole: the demo's officers and its accounts, a chain, a record.
a_station_is_there()
{
	is "$(ask .station.demo status)" true
	[ "$(ask .total account list)" -gt 0 ]
	until_true 20 eval '[ "$(ask .record.behind status)" = 0 ]'
	is "$(ask .ok ledger verify)" true
	crier doctor >/dev/null
	stop_station >/dev/null
}

an_init_that_is_killed_leaves_a_station_or_none()
{
	local n points none=0
	init_killed_at 0
	points=$(wc -l <"$WORK/points")
	[ "$points" -gt 20 ]
	a_station_is_there
	for ((n = 1; n <= points; n++)); do
		echo "point $n"
		rm -rf "$STATION"
		init_killed_at "$n" || true
		[ -e "$WORK/done" ] || { note "point $n of $points: not met" &&
			break; }
		if [ -e "$STATION/ledger.db" ]; then
			a_station_is_there
		else
			none=$((none + 1))
			no_station_is_there
		fi
	done
	note "$points points, none there after $none"
	[ "$none" -gt 10 ] && [ "$none" -lt "$points" ]
	# as it was said
	rm -rf "$STATION"
	init_killed_at 1 || true
	rm -rf "$STATION"
	crier init "$STATION" --demo
	a_station_is_there
}

run_cases an_init_that_is_killed_leaves_a_station_or_none
