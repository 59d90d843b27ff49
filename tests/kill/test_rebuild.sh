#!/bin/bash
# crier rebuild is killed before every fsync and rename, on a copy in which a
# release is armed: a station that starts from what is left has taken it back.
. "$(dirname "$0")/../tools/tap.sh"
. "$TOP/tests/tools/crier.sh"
STATION=$WORK/station
BACK=$WORK/back
at_end stop_station "$STATION"
at_end stop_station "$BACK"

# rebuild_killed_at N: before its Nth call; 0 only counts.
rebuild_killed_at()
{
	rm -rf "$WORK/done" "$WORK/points" "$BACK"
	KILL_PROGRAM=crier-station KILL_AT=$1 KILL_DONE="$WORK/done" \
		KILL_LOG="$WORK/points" \
		LD_PRELOAD="$TOP/.build/release/tests/kill/preload.so" \
		"$B/bin/crier" rebuild "$BACK" --from "$WORK/copy" \
		--signers "$WORK/signers" >"$WORK/said" 2>&1
}

a_release_is_armed_in_the_copy()
{
	"$B/bin/crier" init "$STATION" --demo >"$WORK/said"
	signers "$WORK/signers"
	open_incident zhao drill
	new_message zhao "$INCIDENT" truth
	submit_message zhao "$MESSAGE" >"$WORK/said"
	review_all "$MESSAGE" >"$WORK/said"
	arm "$MESSAGE" "$(officer_with releaser)" >"$WORK/said"
	echo "MESSAGE=$MESSAGE" >"$WORK/ids"
	until_true 20 record_is_level
	git clone -q --bare "$STATION/record" "$WORK/copy"
	stop_station
}

# What is left starts, or it does not; 0: it does.
it_starts()
{
	[ -e "$BACK/ledger.db" ] &&
		"$B/bin/crier" --station "$BACK" station start >"$WORK/said" 2>&1
}

a_station_that_starts_sends_nothing_again()
{
	local n points started=0
	. "$WORK/ids"
	rebuild_killed_at 0
	points=$(wc -l <"$WORK/points")
	[ "$points" -gt 10 ]
	STATION=$BACK
	for ((n = 1; n <= points + 1; n++)); do
		echo "point $n"
		rebuild_killed_at "$n" || true
		it_starts || continue
		started=$((started + 1))
		is "$(message_state "$MESSAGE")" approved
		hasnt "$(delivery_states "$MESSAGE")" due prepared sending
		stop_station >"$WORK/said"
	done
	note "$points points, of $started a station starts"
	[ "$started" -gt 0 ] && [ "$started" -le "$points" ]
}

run_cases \
	a_release_is_armed_in_the_copy \
	a_station_that_starts_sends_nothing_again
