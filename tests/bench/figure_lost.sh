#!/bin/bash
# A lost machine: a station of 100,000 entries over 200 incidents is killed, and
# made again from a clone of its record, until its board answers. Beside it, what
# a clone of that record alone takes by git.
. "$(dirname "$0")/figure.sh"
at_end stop_station "$STATION"
at_end stop_station "$WORK/back"
ENTRIES=${LOST_ENTRIES:-100000} INCIDENTS=${LOST_INCIDENTS:-200}
acts=$B/tests/bench/acts
PLAYBOOK=rainstorm-flood SLOT=place
export PLAYBOOK SLOT OFFICER

caught_up()
{
	until_true 900 sh -c "[ \"\$('$B/bin/crier' --station '$STATION' \
		record status --json | jq .behind)\" = 0 ]"
}

# back: what a person does, up to the board with what was there
back()
{
	"$B/bin/crier" rebuild "$WORK/back" --from "$WORK/clone" \
		--signers "$WORK/signers" --json >"$WORK/back.json" || return 1
	STATION=$WORK/back
	ask '.waits | length' --as "$OFFICER" status >"$WORK/waits"
}

crier init "$STATION" --demo >/dev/null
signers "$WORK/signers" >/dev/null
OFFICER=$(officer_with drafter)
"$acts" "$STATION" open "$WORK/many" "$INCIDENTS" >/dev/null
"$acts" "$STATION" revise "$WORK/many" \
	$((ENTRIES - $(ask .seq record status))) >/dev/null
caught_up
total=$(ask .seq record status)
waits=$(ask '.waits | length' --as "$OFFICER" status)
pid=$(ask .pid station status)
# what lies elsewhere, as a mirror has it
git clone -q --bare "$STATION/record" "$WORK/clone"
kill -9 "$pid"
mv "$STATION" "$WORK/gone"
plain=$(ms git clone -q --no-local --bare "$WORK/clone" "$WORK/plain")
took=$(ms back) || exit 1
is "$(jq .entries "$WORK/back.json")" "$total"
is "$(cat "$WORK/waits")" "$waits"
row "a lost machine of $total entries: board back" "$took ms" \
	"git clone of its record $plain ms" "$(ratio "$took" "$plain")" \
	"$(aim "2 min" le "$took" 120000)"
