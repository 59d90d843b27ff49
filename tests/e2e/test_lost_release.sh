#!/bin/bash
# The machine is lost at some moment of a release. Its tier asks for a mirror, so
# what was fired is not lost: the station that is rebuilt from the mirror knows
# that it may have gone out, says so, and sends nothing again by itself.
# SEED chooses the moments.
. "$(dirname "$0")/../tools/tap.sh"
. "$TOP/tests/tools/crier.sh"

SEED=${SEED:-20261130}
CITY=$WORK/city
STATION=$CITY
at_end stop_station "$CITY"
at_end stop_station "$WORK/back"

whole()
{
	[ "$(ask '.rows[] | select(.mirror == "near") | .state' \
		--as chu mirror list)" = whole ]
}

# From now on every tier asks for a mirror.
tiers_ask_for_a_mirror()
{
	git clone -q "$STATION/library" "$WORK/library"
	sed -i "/^tiers:/,/^topics:/s/^  - id: .*/&\n    mirror: before-fire/" \
		"$WORK/library/rules/tiers.yaml"
	git -C "$WORK/library" -c user.name=x -c user.email=x@example.org \
		commit -qam "a mirror before a release"
	take_library "$WORK/library"
}

a_text_is_approved_and_lies_on_the_mirror()
{
	"$B/bin/crier" init "$CITY" --demo --lang en >"$WORK/said"
	signers "$WORK/signers"
	as chu mirror add near "$WORK/near" >"$WORK/said"
	as wu mirror confirm near >"$WORK/said"
	tiers_ask_for_a_mirror
	open_incident zhao drill
	new_message qian "$INCIDENT" truth
	submit_message qian "$MESSAGE"
	review_all "$MESSAGE"
	until_true 20 whole
	echo "MESSAGE=$MESSAGE DIGEST=$DIGEST" >"$WORK/ids"
	stop_station
	# the moments below begin here
	cp -a "$CITY" "$WORK/base"
	cp -a "$WORK/near" "$WORK/near.base"
}

# lose_the_machine PID: as a machine ends, all of its processes at once.
lose_the_machine()
{
	local children
	children=$(cat "/proc/$1/task/$1/children")
	kill -9 "$1" $children
	until_true 20 dead "$1"
	mv "$CITY" "$WORK/lost.$1"
}

dead()
{
	! alive "$1"
}

# moment N: fires, and the machine is lost so many ms later.
moment()
{
	local ms pid fired=no
	. "$WORK/ids"
	RANDOM=$((SEED + $1))
	ms=$((RANDOM % 300))
	rm -rf "$CITY" "$WORK/near" "$WORK/back"
	cp -a "$WORK/base" "$CITY"
	cp -a "$WORK/near.base" "$WORK/near"
	STATION=$CITY
	arm "$MESSAGE" wang >"$WORK/said"
	until_true 20 whole
	pid=$(ask .pid station status)
	! as zheng release "$MESSAGE" fire --digest "$DIGEST" --confirm \
		"$(ask .fire_word message show "$MESSAGE")" >"$WORK/said" ||
		fired=yes
	sleep "0.$(printf %03d "$ms")"
	lose_the_machine "$pid"
	is "$fired" yes
	"$B/bin/crier" rebuild "$WORK/back" --from "$WORK/near" \
		--signers "$WORK/signers" --json >"$WORK/back.json"
	echo "# lost $ms ms after fire: $(jq -c '[.entries,
		(.releases.armed | length), (.releases.unknown | length)]' \
		"$WORK/back.json")"
	STATION=$WORK/back
	known "$MESSAGE"
	crier ledger verify
	stop_station
}

# It was fired: armed and taken back with that reason, or out, or unknown.
known()
{
	local state
	state=$(message_state "$1")
	if [ "$state" = approved ]; then
		is "$(jq -r '.releases.armed[]' "$WORK/back.json")" "$1"
		is "$(ask '[.rows[] | select(.kind == "release.disarmed")
			| .body.why] | last' ledger list)" rebuilt
	else
		hasnt "$(delivery_states "$1")" due prepared sending retry
	fi
}

nothing_that_was_fired_is_lost()
{
	moment 1
	moment 2
}

what_was_only_armed_is_so_no_more()
{
	. "$WORK/ids"
	rm -rf "$CITY" "$WORK/near" "$WORK/back"
	cp -a "$WORK/base" "$CITY"
	cp -a "$WORK/near.base" "$WORK/near"
	STATION=$CITY
	arm "$MESSAGE" wang >"$WORK/said"
	until_true 20 whole
	lose_the_machine "$(ask .pid station status)"
	has "$("$B/bin/crier" rebuild "$WORK/back" --from "$WORK/near" \
		--signers "$WORK/signers" --lang en)" \
		"it may have gone out, look at the accounts first: $MESSAGE"
	STATION=$WORK/back
	is "$(message_state "$MESSAGE")" approved
	hasnt "$(crier doctor)" BAD
}

run_cases \
	a_text_is_approved_and_lies_on_the_mirror \
	nothing_that_was_fired_is_lost \
	what_was_only_armed_is_so_no_more
