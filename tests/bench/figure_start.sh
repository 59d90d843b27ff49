#!/bin/bash
# From starting `crier` to its first paint with 10,000 incidents, beside tig
# on a small repository; and listing all of them to a file.
. "$(dirname "$0")/figure.sh"
at_end stop_station "$STATION"
N=${START_INCIDENTS:-10000}

crier init "$STATION" --demo >/dev/null
export OFFICER
OFFICER=$(officer_with drafter)
PLAYBOOK=${PLAYBOOK:-rainstorm-flood} "$B/tests/bench/acts" "$STATION" open "$N" \
	>/dev/null
git init -q "$WORK/small"
for n in 1 2 3 4 5; do
	git -C "$WORK/small" -c user.name=a -c user.email=a@b commit -q \
		--allow-empty -m "commit $n"
done
paint=$B/tests/bench/paint
ours=$(value median_ms "$("$paint" 20 '' "$B/bin/crier" --station "$STATION")")
cd "$WORK/small" || exit 1
theirs=$(value median_ms "$("$paint" 20 '' tig)")
row "crier to first paint, $N incidents" "$ours ms" "tig $theirs ms" \
	"$(ratio "$ours" "$theirs")" "0.5 of it"
for run in 1 2 3 4 5; do
	ms sh -c "'$B/bin/crier' --station '$STATION' incident list \
		>'$WORK/list'"
done | median >"$WORK/ms"
row "incident list of all $N to a file" "$(cat "$WORK/ms") ms" \
	"$(wc -l <"$WORK/list") lines" - "200 ms"
