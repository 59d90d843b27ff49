#!/bin/bash
# Everything that takes long or for ever, asked at once: halt does not wait, and
# nothing of it outlives its asker.
. "$(dirname "$0")/attack.sh"
. "$TOP/tests/attack/heavy.sh"
STATION=$WORK/station
at_end stop_station "$STATION"

children()
{
	pgrep -P "$(ask .pid station status)" -f -- --child
}

no_children()
{
	! children
}

a_station_is_made()
{
	crier init "$STATION" --demo
	crier status
	approved_drill
	echo "HALTED=$MESSAGE DIGEST=$DIGEST RELEASER=$RELEASER" >"$WORK/halted"
	open_incident zhao drill
	new_message zhao "$INCIDENT" truth
	echo "INCIDENT=$INCIDENT MESSAGE=$MESSAGE" >"$WORK/ids"
	heavy_make 150
}

halt_is_answered_whatever_else_goes_on()
{
	. "$WORK/ids"
	. "$WORK/halted"
	export DIGEST RELEASER
	heavy_start
	said=$(OFFICER=zhao "$B/tests/bench/halt" "$STATION" "$HALTED" 300 20) ||
		{ heavy_stop; return 1; }
	heavy_stop
	heavy_was_applied
	note "halt under all loads: $said"
	# the figure is the bench's; here it must not have waited for any load
	[[ "$said" =~ median_ms=([0-9]+) ]] && [ "${BASH_REMATCH[1]}" -lt 100 ]
	[[ "$said" =~ max_ms=([0-9]+) ]] && [ "${BASH_REMATCH[1]}" -lt 1500 ]
	attack held "pipes, silent hosts, blobs, exports, imports and drafts at once"
}

what_each_load_came_to_is_said()
{
	has "$(cat "$WORK/heavy/fifo.said")" "no git repository"
	has "$(cat "$WORK/heavy/big.said")" "larger than 2 MiB"
	has "$(cat "$WORK/heavy/bundle.said")" "larger than 2 MiB"
	has "$(cat "$WORK/heavy/draft.said")" '"too-large"'
	hasnt "$(cat "$WORK/heavy/drafts.said")" '"refusal"'
	hasnt "$(cat "$WORK/heavy/push.said")" "under way"
	hasnt "$(cat "$WORK/heavy/good.said")" "under way"
	git -C "$WORK/pushed.git" fsck
}

# Who hangs up withdraws what he asked for; a station that ends takes all along.
no_child_outlives_its_asker()
{
	heavy_silent
	timeout 1 "$B/bin/crier" --station "$STATION" --as chu record push \
		"git://127.0.0.1:$(cat "$WORK/silent")/x" || true
	until_true 5 no_children
	timeout 5 "$B/bin/crier" --station "$STATION" --as chu record push \
		"git://127.0.0.1:$(cat "$WORK/silent")/x" &
	until_true 5 children
	child=$(children)
	is "$(grep -c '^Seccomp:.2' "/proc/$child/status")" 1
	# behind everybody, also where sessions share the processor
	[ ! -e "/proc/$child/autogroup" ] ||
		has "$(cat "/proc/$child/autogroup")" "nice 5"
	kill -9 "$(ask .pid station status)"
	until_true 5 test ! -e "/proc/$child"
	kill "$(cat "$WORK/heavy/silent.pid")"
	wait || true
	crier status
	is "$(find "$STATION/scratch" -mindepth 1 2>/dev/null | wc -l)" 0
	attack held "leaving a child behind"
}

# The station itself takes none of the memory that they would have.
the_station_stays_small()
{
	crier status
	peak=$(awk '/VmHWM/ { print $2 }' \
		"/proc/$(ask .pid station status)/status")
	note "peak of the station: $peak KiB"
	[ "$peak" -lt 200000 ]
	crier ledger verify
}

run_cases \
	a_station_is_made \
	halt_is_answered_whatever_else_goes_on \
	what_each_load_came_to_is_said \
	the_station_stays_small \
	no_child_outlives_its_asker
