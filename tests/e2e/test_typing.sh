#!/bin/bash
# Words being typed wait for the disk, and nobody waits for them: whoever holds
# state.db here is a disk that takes its time.
. "$(dirname "$0")/../tools/tap.sh"
. "$TOP/tests/tools/crier.sh"
. "$TOP/tests/tools/talk.sh"
STATION=$WORK/station
at_end stop_station "$STATION"

# hold_drafts: nobody can write into state.db until let_go.
hold_drafts()
{
	coproc HOLD { sqlite3 "$STATION/state.db"; }
	HELD_BY=$HOLD_PID
	printf '%s\n' 'BEGIN IMMEDIATE;' 'SELECT 7;' >&"${HOLD[1]}"
	read -r -u "${HOLD[0]}" held
	is "$held" 7
}

let_go()
{
	printf '%s\n' 'ROLLBACK;' '.quit' >&"${HOLD[1]}"
	wait "$HELD_BY"
}

# save ID TEXT: the line of a draft in the session s.
save()
{
	printf '{"id":%d,"act":"draft.save","act_id":"%s","message":"%s",' \
		"$1" "$(act_id)" "$MESSAGE"
	printf '"session":"s","draft":{"slots":{"place":"%s"}}}\n' "$2"
}

# act ID NAME [MORE]: of the message.
act()
{
	printf '{"id":%d,"act":"%s","act_id":"%s","message":"%s"%s}\n' \
		"$1" "$2" "$(act_id)" "$MESSAGE" "${3:-}"
}

ask_draft()
{
	printf '{"id":%d,"question":"draft.show","message":"%s"}\n' \
		"$1" "$MESSAGE"
}

# at_keys LINE…: as zhao's console says them, each answer when it comes.
at_keys()
{
	printf '%s\n' '{"hello":{"protocol":1,"lang":"en","as":"zhao"}}' \
		"$@" | talk
}

# ids FILE: of what was answered, in its order.
ids()
{
	jq -r ".id // empty" "$1" | paste -sd' '
}

answered()
{
	[ "$(ids "$1")" = "$2" ]
}

# the place that is typed in the message's newest draft
typed()
{
	say_as zhao "$(ask_draft 1)" |
		jq -r '.answer.draft.slots.place // "none"'
}

begin()
{
	crier init "$STATION" --demo
	crier status >/dev/null
	approved_drill
	echo "MESSAGE=$MESSAGE DIGEST=$DIGEST RELEASER=$RELEASER" >"$WORK/ids"
	say_as zhao "$(save 1 first)" >"$WORK/out"
	is "$(jq -c .entries "$WORK/out")" "[]"
	is "$(typed)" first
}

who_else_asks_does_not_wait_for_a_draft()
{
	. "$WORK/ids"
	hold_drafts
	at_keys "$(save 1 second)" >"$WORK/saved" &
	saved=$!
	as "$RELEASER" release "$MESSAGE" arm --digest "$DIGEST" >/dev/null
	as zhao release "$MESSAGE" halt >/dev/null
	# and reads what was there before
	is "$(typed)" first
	answered "$WORK/saved" ""
	let_go
	wait $saved
	answered "$WORK/saved" 1
	is "$(typed)" second
}

# The same console: its halt goes first, the rest in its order.
of_ones_own_only_halt_goes_before_it()
{
	. "$WORK/ids"
	as "$RELEASER" release "$MESSAGE" arm --digest "$DIGEST" >/dev/null
	hold_drafts
	at_keys "$(save 1 third)" "$(act 2 release.halt)" \
		"$(ask_draft 3)" \
		>"$WORK/said" &
	said=$!
	until_true 5 answered "$WORK/said" 2
	let_go
	wait $said
	is "$(ids "$WORK/said")" "2 1 3"
	is "$(jq -r 'select(.id == 3).answer.draft.slots.place' "$WORK/said")" \
		third
}

# A release takes its drafts along, for whoever asks after it.
what_a_release_drops_is_gone_at_once()
{
	. "$WORK/ids"
	arm "$MESSAGE" "$RELEASER" >/dev/null
	wait_message 10 "$MESSAGE" armed
	is "$(typed)" third
	hold_drafts
	fire "$MESSAGE" "$RELEASER" >/dev/null
	is "$(typed)" none
	let_go
	until_true 5 drafts_are 0
	is "$(typed)" none
}

drafts_are()
{
	[ "$(sqlite3 "$STATION/state.db" "SELECT count(*) FROM draft
		WHERE message='$MESSAGE'")" = "$1" ]
}

# What was handed over is written, also when the station ends before.
a_station_that_ends_has_written_what_it_took()
{
	. "$WORK/ids"
	new_message zhao "$(ask .incident message show "$MESSAGE")" truth
	hold_drafts
	at_keys "$(save 1 fifth)" >"$WORK/saved" &
	saved=$!
	until_true 5 grep -q '"hello"' "$WORK/saved"
	station=$(ask .pid station status)
	kill "$station"
	let_go
	wait $saved || true
	until_true 20 test ! -e "/proc/$station"
	[ ! -s "$STATION/state.db-wal" ]
	! answered "$WORK/saved" 1 || drafts_are 1
	crier status >/dev/null
}

run_cases \
	begin \
	who_else_asks_does_not_wait_for_a_draft \
	of_ones_own_only_halt_goes_before_it \
	what_a_release_drops_is_gone_at_once \
	a_station_that_ends_has_written_what_it_took
