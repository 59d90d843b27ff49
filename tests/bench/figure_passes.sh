#!/bin/bash
# What an officer's own signature costs the station: the same gate of messages
# alike, passed with one and without one, in turns.
. "$(dirname "$0")/figure.sh"
at_end stop_station "$STATION"
N=${PASSES:-40}
OFFICER=sun
export OFFICER
passes=$B/tests/bench/passes

crier init "$STATION" --demo >/dev/null
"$passes" "$STATION" key >"$WORK/key.pub"
bring_key sun "$WORK/key.pub" >/dev/null
"$passes" "$STATION" prove
open_incident zhao drill

# submitted NAME: N messages that wait for their first review.
submitted()
{
	local n
	for ((n = 0; n < N; n++)); do
		new_message zhao "$INCIDENT" truth
		submit_message zhao "$MESSAGE" >/dev/null
		echo "$MESSAGE $(ask .digest message show "$MESSAGE")"
	done >"$WORK/$1"
}

for run in 1 2 3; do
	submitted plain-$run
	submitted sign-$run
	said=$("$passes" "$STATION" pass "$WORK/plain-$run" "$WORK/sign-$run")
	is "$(value acts "$said")" "$N"
	value plain_ms "$said" >>"$WORK/plain"
	value sign_ms "$said" >>"$WORK/sign"
done
is "$(ask '.signatures.count' ledger verify)" $((3 * N + 1))
plain=$(median <"$WORK/plain")
sign=$(median <"$WORK/sign")
row "a gate passed with a signature, median" "$sign ms" \
	"without one $plain ms" "$(ratio "$sign" "$plain")" \
	"$(aim "1.3 times" le "$(ratio "$sign" "$plain")" 1.3)"
