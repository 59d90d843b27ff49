#!/bin/bash
# From the accepted fire (the time of its entry) to the first byte at the
# receiver, while eight clients act and the record is a thousand acts behind.
. "$(dirname "$0")/figure.sh"
. "$TOP/tests/tools/actual.sh"
at_end stop_station "$STATION"
N=${FIRES:-60}

crier init "$STATION" --demo >/dev/null
start_platform "$WORK/platform"
OFFICER=$(officer_with registrar)
ACCOUNT=$(ask '.rows[0].id' account list)
export OFFICER ACCOUNT
drafter=$(officer_with drafter)
first=$(officer_with releaser)
second=$(officer_with releaser "$first")
lead=$(ask '[.rows[] | select(.lead)][0].id' account list)
site=$(ask '[.rows[] | select(.kind == "site")][0].id' account list)
add_account hook webhook \
	'{"secret":"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"}' \
	--option "url=$PLATFORM_URL/hook/x" >/dev/null
for ((i = 0; i < N; i++)); do
	open_incident "$drafter" actual >/dev/null
	new_message "$drafter" "$INCIDENT" truth \
		--accounts "$(printf '%s\n' "$lead" "$site" hook | sort -u |
			paste -sd,)" >/dev/null
	submit_message "$drafter" "$MESSAGE" >/dev/null
	review_all "$MESSAGE" >/dev/null
	arm "$MESSAGE" "$first" >/dev/null
	echo "$MESSAGE $DIGEST $(ask .fire_word message show "$MESSAGE")"
done >"$WORK/armed"

"$B/tests/bench/acts" "$STATION" account 8 $((N / 4 + 5)) >"$WORK/load" &
load=$!
sleep 1
while read -r message digest word; do
	[ "$(ask .behind record status)" -ge 1000 ] ||
		"$B/tests/bench/acts" "$STATION" burst 1000 >/dev/null
	as "$second" release "$message" fire --digest "$digest" \
		--confirm "$word" --json >"$WORK/fired.$((n = ${n:-0} + 1))"
	sleep 0.1
done <"$WORK/armed"
wait "$load"
sleep 1
cat "$WORK"/fired.* | jq -r '.entries[] | select(.kind == "release.fired")
	| "\(.body.message) \(.time)"' | sort >"$WORK/accepted"
# the receiver's log is in order of arrival, as the fires were
awk '$2 == "post" && $3 == "hook/x" { print $1 }' "$WORK/platform/log" \
	>"$WORK/arrived"
cut -d' ' -f2 "$WORK/accepted" | sort -n | paste - "$WORK/arrived" |
	awk 'NF == 2 { print $2 - $1 }' | sort -g >"$WORK/delay"
count=$(wc -l <"$WORK/delay")
[ "$count" -ge $((N * 9 / 10)) ] || {
	echo "fire: only $count of $N arrived"
	exit 1
}
at()
{
	sed -n "$((count * $1 / 100 + 1))p" "$WORK/delay"
}
row "fire accepted to first byte, 8 clients acting" \
	"median $(at 50) ms" "p99 of $count: $(at 99) ms" - \
	"$(aim "30 ms, 100 ms" le "$(at 50)" 30 "$(at 99)" 100)"
