#!/bin/bash
# The nightly round: 1,000 accounts checked and read, 20 posts each, in one go,
# against doubles of Mastodon on this machine; how long, with how many requests,
# what it costs. A post that somebody makes behind our back as a round begins:
# how long until its alarm stands on the board. And whether acts of an incident
# and halt wait longer while a round runs than without one.
. "$(dirname "$0")/figure.sh"
. "$TOP/tests/tools/actual.sh"
. "$TOP/tests/tools/looked.sh"
at_end stop_station "$STATION"
N=${ROUND_ACCOUNTS:-1000} POSTS=20 COUNT=${ROUND_ACTS:-200}
export PLAYBOOK=rainstorm-flood SLOT=place OFFICER=zhao

# cpu: of the station and its relays so far, microseconds
cpu()
{
	local pid=$(ask .pid station status) each sum=0
	for each in $pid $(pgrep -f "crier-relay .*$STATION/relay-keys"); do
		sum=$((sum + $(cpu_us "$each")))
	done
	echo "$sum"
}

the_accounts()
{
	local n i
	printf '{"token":"t"}' >"$WORK/token.json"
	for ((n = 1; n <= N; n++)); do
		crier --as "$OFFICER" account add "f$n" --kind mastodon \
			--name "Account $n" --owner "Unit $n" \
			--option "url=$PLATFORM_URL/social/f$n" \
			--credential-file "$WORK/token.json"
		for ((i = 1; i <= POSTS; i++)); do
			printf 'url = "%s/social/f%s/api/v1/statuses"\n' \
				"$PLATFORM_URL" "$n"
			printf 'header = "Authorization: Bearer t"\n'
			printf 'data = "status=Notice %s of %s"\n' "$i" "$n"
			printf 'output = /dev/null\nnext\n'
		done
	done >"$WORK/config" 2>&1
	grep -E '^(url|header|data|output|next)' "$WORK/config" |
		sed '$d' >"$WORK/posts"
	curl -s --parallel --parallel-max 8 -K "$WORK/posts" 2>/dev/null
}

rounds()
{
	ask '[.rows[]] | length' ledger list --kind round.ended
}

# begin: a round of all accounts at once; ended COUNT: so many are over
begin()
{
	crier --as "$OFFICER" account round-now >/dev/null
}

ended()
{
	[ "$(ask .running account round)" = null ] && [ "$(rounds)" = "$1" ]
}

crier init "$STATION" --demo >/dev/null
start_platform "$WORK/platform"
the_accounts >/dev/null
"$B/tests/bench/acts" "$STATION" open "$WORK/some" 8 >/dev/null
mapfile -t MESSAGES < <(cut -d" " -f1 "$WORK/some")
approved_drill
# what stands there at the first look is nobody's fault
begin
until_true 600 ended 1
# the demo's own accounts are seen too, and have nothing to read
is "$(ask '[.failed, .unread, .unseen, .alarmed | arrays | .[].account |
	select(test("^f[0-9]+$"))] | length' account round)" 0 "of $N accounts"

posts_before=$(grep -c ' got ' "$PLATFORM_DIR/log")
cpu_before=$(cpu)
start=$(date +%s%N)
begin
until_true 600 ended 2
took=$((($(date +%s%N) - start) / 1000000))
requests=$(($(grep -c ' got ' "$PLATFORM_DIR/log") - posts_before))
cpu=$((($(cpu) - cpu_before) / 1000))
# the same requests without us: what the doubles and curl need for them
grep ' got ' "$PLATFORM_DIR/log" | tail -n "$requests" |
	awk -v u="$PLATFORM_URL" '{ printf "url = \"%s%s\"\n", u, $3
		print "header = \"Authorization: Bearer t\""
		print "output = /dev/null\nnext" }' | sed '$d' >"$WORK/again"
bare=$(ms curl -s --parallel --parallel-max 8 -K "$WORK/again")
row "a round of $N accounts, $POSTS posts each" "$took ms" \
	"curl, the same requests $bare ms" "$(ratio "$took" "$bare")" -
row "the same: requests" "$requests" "accounts $N" \
	"$(ratio "$requests" "$N")" -
row "the same: CPU of station and relay" "$cpu ms" "wall $took ms" \
	"$(ratio "$cpu" "$took")" -

# of the account whose turn is the last
last=$(seq -f 'f%g' "$N" | LC_ALL=C sort | tail -n 1)
curl -s -o /dev/null -H "Authorization: Bearer t" -d 'status=点这里领奖' \
	"$PLATFORM_URL/social/$last/api/v1/statuses"
start=$(date +%s%N)
begin
until_true 600 sh -c "'$B/bin/crier' --as zhao --station '$STATION' status \
	--json | jq -e '.waits[] | select(.what == \"alarm\")' >/dev/null"
alarm=$((($(date +%s%N) - start) / 1000000))
until_true 600 ended 3
row "a post behind our back to the alarm" "$alarm ms" "a round $took ms" \
	"$(ratio "$alarm" "$took")" "$(aim "within a round" le "$alarm" \
		$((took * 12 / 10)))"

# waiting MESSAGE WHAT…: how long one waits for its answer, of COUNT
waiting()
{
	"$B/tests/bench/halt" "$STATION" "$1" "$COUNT" 10 "${@:2}"
}

revise=$(waiting "${MESSAGES[0]}" revise)
halt=$(waiting "$MESSAGE")
begin
revise_in=$(waiting "${MESSAGES[2]}" revise)
halt_in=$(waiting "$MESSAGE")
running=$(ask '.running.heard' account round)
note "a round was running still: $running of $N heard"
until_true 600 ended 4
for each in median p99; do
	a=$(value "${each}_ms" "$revise_in") b=$(value "${each}_ms" "$revise")
	row "an act of an incident in a round: $each" "$a ms" \
		"without a round $b ms" "$(ratio "$a" "$b")" \
		"$(aim "1.5 of it" le "$(ratio "$a" "$b")" 1.5)"
done
row "halt in a round: longest of $COUNT" "$(value max_ms "$halt_in") ms" \
	"without a round $(value max_ms "$halt") ms" \
	"$(ratio "$(value max_ms "$halt_in")" "$(value max_ms "$halt")")" \
	"$(aim "50 ms" le "$(value max_ms "$halt_in")" 50)"
