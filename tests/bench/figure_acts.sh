#!/bin/bash
# Durable acts a second with the record on, beside bare SQLite commits of the
# same bytes; and how soon the record has caught up with a burst.
. "$(dirname "$0")/figure.sh"
at_end stop_station "$STATION"
at_end stop_station "$STATION-burst"
SECONDS_EACH=${ACTS_SECONDS:-4}

crier init "$STATION" --demo >/dev/null
OFFICER=$(officer_with registrar)
ACCOUNT=$(ask '.rows[0].id' account list)
export OFFICER ACCOUNT
acts=$B/tests/bench/acts

"$acts" "$STATION" burst 200 >/dev/null
crier ledger export --format jsonl | tail -n 200 >"$WORK/lines"
for run in 1 2 3; do
	"$acts" "$STATION" account 1 "$SECONDS_EACH" >>"$WORK/one"
	"$acts" "$STATION" account 8 "$SECONDS_EACH" >>"$WORK/eight"
	rm -f "$WORK/bare.db"*
	"$B/tests/bench/bare" commits "$WORK/bare.db" "$WORK/lines" \
		"$SECONDS_EACH" >>"$WORK/bare"
done
each()
{
	sed -n "s/.*\b$1=\([^ ]*\).*/\1/p" "$2" | median
}
one=$(each rate "$WORK/one")
eight=$(each rate "$WORK/eight")
bare=$(each rate "$WORK/bare")
row "durable acts/s, 1 client" "$one" "bare SQLite commits $bare/s" \
	"$(ratio "$one" "$bare")" \
	"$(aim "0.5 of it" ge "$(ratio "$one" "$bare")" 0.5)"
row "durable acts/s, 8 clients" "$eight" "1 client $one" \
	"$(ratio "$eight" "$one")" \
	"$(aim "2.5 times" ge "$(ratio "$eight" "$one")" 2.5)"
share=$(each share "$WORK/eight")
row "shares of 8 clients, most/least" "$share" - - \
	"$(aim 1.2 le "$share" 1.2)"

# on a station of its own: the runs above leave a hundred thousand acts
stop_station
STATION=$STATION-burst
crier init "$STATION" --demo >/dev/null
crier station start >/dev/null
"$acts" "$STATION" burst 200 >/dev/null
until_true 60 record_is_level || exit 1
"$acts" "$STATION" burst 1000 >"$WORK/burst"
start=$(date +%s%N)
until [ "$(ask .behind record status)" = 0 ]; do
	sleep 0.01
done
lag=$((($(date +%s%N) - start) / 1000000))
row "record lag after a burst of 1,000 acts" "$lag ms" \
	"burst took $(value seconds "$(cat "$WORK/burst")") s" - \
	"$(aim "1 s" le "$lag" 1000)"
