#!/bin/bash
# Bytes of a cursor move in the console's lists, on a terminal of 80x24: what a
# line over a telephone has to carry for each key. Beside tig's in a log.
. "$(dirname "$0")/figure.sh"
at_end stop_station "$STATION"
MOVES=${MOVES:-8} # within the screen: no list scrolls
acts=$B/tests/bench/acts
PLAYBOOK=rainstorm-flood SLOT=place
export PLAYBOOK SLOT OFFICER

# moves KEY READY OPEN PROGRAM ARG…
moves()
{
	LC_ALL=C.UTF-8 "$B/tests/bench/move" "$MOVES" "$@"
}

# move_row WHAT KEY OPEN: by KEY in the list that the keys OPEN lead to from the board.
move_row()
{
	local line bytes ratio=-
	line=$(moves "$2" "Waiting for me" "$3" "$B/bin/crier" --station "$STATION" \
		--lang en --as "$OFFICER")
	bytes=$(value median_bytes "$line")
	[ "$TIG" = - ] || ratio=$(ratio "$bytes" "$TIG")
	row "bytes of a cursor move, $1" \
		"$bytes (most $(value max_bytes "$line"))" \
		"$([ "$TIG" = - ] && echo - || echo "tig $TIG")" "$ratio" \
		"$(aim "64" le "$bytes" 64)"
}

crier init "$STATION" --demo >/dev/null
crier station start >/dev/null
OFFICER=$(officer_with drafter)
"$acts" "$STATION" open "$WORK/many" 30 >/dev/null
head -n 1 "$WORK/many" >"$WORK/one"
"$acts" "$STATION" revise "$WORK/one" 20 >/dev/null
TIG=-
if command -v tig >/dev/null; then
	git init -q "$WORK/log"
	for n in {1..30}; do
		git -C "$WORK/log" -c user.name=a -c user.email=a@b commit -q \
			--allow-empty -m "commit $n"
	done
	TIG=$(cd "$WORK/log" && value median_bytes "$(moves j "" "" tig)")
fi
move_row board j ""
move_row "an incident" j ":$(cut -d/ -f1 "$WORK/one")"$'\r'
move_row ledger k l # it opens on the newest, which stands last
