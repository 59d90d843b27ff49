#!/bin/bash
# How fast the chain is checked, beside OpenSSL hashing the same lines.
. "$(dirname "$0")/figure.sh"
N=${VERIFY_ENTRIES:-1000000}

mkdir "$WORK/long"
crier init "$STATION" --demo >/dev/null
open_incident "$(officer_with drafter)" drill >/dev/null
new_message "$(officer_with drafter)" "$INCIDENT" truth >/dev/null
submit_message "$(officer_with drafter)" "$MESSAGE" >/dev/null
review_all "$MESSAGE" >/dev/null
crier ledger export --format jsonl >"$WORK/some"
stop_station >/dev/null

"$B/tests/bench/chain" fill "$WORK/long" "$N" "$WORK/some" >/dev/null
sqlite3 "$WORK/long/ledger.db" 'select line from entry order by seq' \
	>"$WORK/lines"
for run in 1 2 3; do
	value rate "$("$B/tests/bench/chain" verify "$WORK/long")" \
		>>"$WORK/ours"
	value rate "$("$B/tests/bench/bare" sha "$WORK/lines")" \
		>>"$WORK/theirs"
done
ours=$(median <"$WORK/ours")
theirs=$(median <"$WORK/theirs")
row "ledger verify, chain of $N" "$ours entries/s" \
	"OpenSSL SHA-256 $theirs lines/s" "$(ratio "$ours" "$theirs")" \
	"$(aim "0.5 of it" ge "$(ratio "$ours" "$theirs")" 0.5)"
