#!/bin/bash
# Letters between stations: making and sealing one to two partners, reading and
# judging one, over 100,000 of them; beside it one bare signature and its check.
. "$(dirname "$0")/figure.sh"
N=${LETTERS:-100000}

said=$("$B/tests/bench/letters" "$N")
is "$(value taken "$said") $(value letters "$said")" "$N $N"
made=$(value made_us "$said")
judged=$(value judged_us "$said")
bare=$(value bare_us "$said")
row "a letter of $(value bytes "$said") bytes made, of $N" "$made us" \
	"one signature and its check $bare us" "$(ratio "$made" "$bare")" -
row "the same read and judged" "$judged us" \
	"one signature and its check $bare us" "$(ratio "$judged" "$bare")" -
