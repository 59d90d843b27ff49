#!/bin/bash
# The relay is killed before every send while a token is made of a code that is
# good once: with what was sealed it goes on, and never asks again; what was not
# is lost with the code, and then it says so and publishes nothing. (That nothing
# is used before it is sealed: relay/test_account.)
# And several releases that need a token ask for one together.
. "$(dirname "$0")/../tools/tap.sh"
. "$TOP/tests/tools/actual.sh"
PLATFORM_DIR=$WORK/platform
at_end stop_station "$STATION"
at_end end_pid_file "$WORK/platform.pid"

# start_platform_at [PORT]
start_platform_at()
{
	local port=${1:-$("$B/tests/tools/port" 1)}
	mkdir -p "$PLATFORM_DIR"
	"$B/tests/servers/platform" "$PLATFORM_DIR" "$port" </dev/null \
		>"$WORK/platform.out" 2>&1 &
	echo $! >"$WORK/platform.pid"
	until_true 5 test -s "$PLATFORM_DIR/port"
	PLATFORM_URL=http://127.0.0.1:$(cat "$PLATFORM_DIR/port")
}

# The station as it was before the code was used, and a platform that has not
# seen it.
begin_again()
{
	stop_station "$STATION" >/dev/null
	end_pid_file "$WORK/platform.pid"
	rm -rf "$STATION" "$PLATFORM_DIR" "$WORK"/{armed,killed,points}
	cp -a "$WORK/kept" "$STATION"
	start_platform_at "${PLATFORM_URL##*:}"
}

# The relay's new tokens in the ledger.
sealed()
{
	crier ledger export --format jsonl | jq -r 'select(.kind ==
		"account.sealed" and .by == "relay") | .seq'
}

# one_point N: what is not as it must be is printed.
one_point()
{
	local ok durable
	begin_again
	env LD_PRELOAD="$B/tests/kill/preload.so" \
		KILL_PROGRAM=crier-relay KILL_AT="$1" \
		KILL_ARMED="$WORK/armed" KILL_DONE="$WORK/killed" \
		KILL_LOG="$WORK/points" "$B/bin/crier" --station "$STATION" \
		station start >/dev/null
	touch "$WORK/armed"
	# who asked waits for an answer that does not come: not we
	"$B/bin/crier" --station "$STATION" --as "$REGISTRAR" account check \
		code >"$WORK/said" 2>&1 &
	until_true 20 is_over $!
	end_pid $!
	rm -f "$WORK/armed"
	until_true 10 relay_is_up
	# whoever checks it now has what became of the code
	as "$REGISTRAR" account check code >"$WORK/said" 2>&1 || true
	ok=$(ask .ok account show code)
	durable=$(sealed | wc -l)
	echo "$1 $ok $durable" >>"$WORK/outcomes"
	case $ok:$durable in
	true:1 | false:0)
		;;
	*)
		echo "point $1: ok $ok, $durable sealed"
		;;
	esac
	[ "$(posted weibo/code-code)" -eq 0 ] || echo "point $1: posted"
}

# is_over PID: the relay was killed, or whoever asked has an answer.
is_over()
{
	[ -e "$WORK/killed" ] || ! kill -0 "$1" 2>/dev/null
}

relay_is_up()
{
	[ "$(ask .relay.actual status 2>/dev/null)" = true ]
}

no_point_loses_what_was_sealed_or_has_what_was_not()
{
	local n points look
	crier init "$STATION" --demo >/dev/null
	REGISTRAR=$(officer_with registrar)
	add_account code weibo '{"secret":"appsecret","code":"c0de"}' \
		--option appkey=123 --option domain=yunxi.example \
		--option rip=203.0.113.9 \
		--option redirect=https://www.yunxi.example/cb \
		--option "url=$PLATFORM_URL/weibo/code-code"
	stop_station "$STATION" >/dev/null
	cp -a "$STATION" "$WORK/kept"
	is "$(one_point 0)" ""
	points=$(wc -l <"$WORK/points")
	[ "$points" -ge 5 ]
	# of two sends that follow each other at once now one is first, now the other
	for ((look = 0; look < 3; look++)); do
		is "$(for ((n = 1; n <= points; n++)); do one_point $n; done)" ""
		! grep -q "false 0" "$WORK/outcomes" || break
	done
	note "$points points: $(awk '{ print $2 }' "$WORK/outcomes" | sort |
		uniq -c | awk '{ printf "%s %s; ", $2, $1 }')"
	# both ends were seen: the code lost with the relay, and the token kept
	has "$(cat "$WORK/outcomes")" "true 1" "false 0"
}

several_releases_ask_for_one_token()
{
	local n messages=() word
	begin_again
	add_account app wecomapp '{"secret":"appsecret"}' \
		--option corpid=ww1 --option agentid=1000002 \
		--option "url=$PLATFORM_URL/wecomapp/plain-app"
	know_officers
	for n in 1 2 3; do
		open_incident "$(officer_with drafter)" actual
		new_message "$(officer_with drafter)" "$INCIDENT" truth \
			--accounts "$(with_lead app)"
		submit_message "$(officer_with drafter)" "$MESSAGE"
		review_all "$MESSAGE"
		messages+=("$MESSAGE")
	done
	for MESSAGE in "${messages[@]}"; do
		as zheng release "$MESSAGE" arm --no-wait --digest \
			"$(ask .digest message show "$MESSAGE")" &
	done
	wait $(jobs -p | grep -v "$(cat "$WORK/platform.pid")")
	for MESSAGE in "${messages[@]}"; do
		until_true 20 is_armed
	done
	is "$(grep -c 'got /wecomapp/plain-app/cgi-bin/gettoken' \
		"$PLATFORM_DIR/log")" 1 "tokens asked for"
	for MESSAGE in "${messages[@]}"; do
		DIGEST=$(ask .digest message show "$MESSAGE")
		fire "$MESSAGE" wang
		ends app 20 published
	done
	is "$(grep -c 'got /wecomapp/plain-app/cgi-bin/gettoken' \
		"$PLATFORM_DIR/log")" 1 "tokens asked for"
}

is_armed()
{
	[ "$(ask .state message show "$MESSAGE")" = armed ]
}

start_platform_at
run_cases \
	no_point_loses_what_was_sealed_or_has_what_was_not \
	several_releases_ask_for_one_token
