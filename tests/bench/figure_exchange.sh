#!/bin/bash
# Letters between two stations over the real sshd and git-shell: from an act at
# the city to its letter taken at the county, beside one push and one fetch of
# such a letter by hand with git; what a poll costs the host, beside `git
# ls-remote`; and letters that wait while the county's courier stands still,
# until all are taken. As root: OpenSSH needs it.
. "$(dirname "$0")/figure.sh"
. "$TOP/tests/tools/stations.sh"
CITY=$WORK/city COUNTY=$WORK/county
export CRIER_COURIER_EVERY=${EXCHANGE_EVERY:-1}
TIMES=${EXCHANGE_TIMES:-7} WAITING=${EXCHANGE_WAITING:-500}
POLLS=${EXCHANGE_POLLS:-20}
at_end "$TOP/tests/servers/exchange.sh" stop "$WORK/host"
at_end stop_station "$CITY"
at_end stop_station "$COUNTY"

member()
{
	"$EXCHANGE_HOME/member" "$1" "$2"
}

the_stations()
{
	local dir each
	"$TOP/tests/servers/exchange.sh" start "$WORK/host" >"$WORK/vars" \
		2>"$WORK/told"
	. "$WORK/vars"
	city_and_county --organ health
	each="ssh://exchange@127.0.0.1:$EXCHANGE_PORT/exchange.git"
	for dir in "$CITY" "$COUNTY"; do
		AS=chu at "$dir" exchange use "$each#$EXCHANGE_PRINT"
		until_true 20 sh -c "'$B/bin/crier' --as zhao --station '$dir' \
			exchange status --json | jq -e .key"
		member "${dir##*/}" "$(told "$dir" .key exchange status)"
	done
	until_true 60 is_fine "$CITY"
	until_true 60 is_fine "$COUNTY"
}

is_fine()
{
	[ "$(told "$1" .state exchange status)" = fine ]
}

# made DIR WHAT…: when the city's card was made, as that station has it
made()
{
	told "$1" .made partner "${@:2}"
}

has_card()
{
	[ "$(made "$COUNTY" show city)" = "$1" ]
}

# letter N: milliseconds from an act to its letter taken there
letter()
{
	local start=$(date +%s%N)
	AS=chu at "$CITY" partner us --phone "010-6600$1" >/dev/null
	until_true 60 has_card "$(made "$CITY" card)"
	echo $((($(date +%s%N) - start) / 1000000))
}

by_hand()
{
	local n
	ssh-keygen -q -t ed25519 -N '' -f "$WORK/hand"
	member hand "$(cat "$WORK/hand.pub")" 2>/dev/null
	export GIT_SSH_COMMAND="ssh -i $WORK/hand -o BatchMode=yes \
		-o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null \
		-o LogLevel=ERROR"
	URL=ssh://exchange@127.0.0.1:$EXCHANGE_PORT/exchange.git
	git init -q -b station/hand/1 "$WORK/here"
	git init -q "$WORK/there"
	for ((n = 0; n < TIMES; n++)); do
		mkdir -p "$WORK/here/letters/00/00"
		head -c 3000 /dev/urandom | base64 -w 0 \
			>"$WORK/here/letters/00/00/0$n.json"
		git -C "$WORK/here" add -A
		git -C "$WORK/here" -c user.name=h -c user.email=h@h \
			commit -qm "letter $n"
		echo $(($(ms git -C "$WORK/here" push -q "$URL" \
			station/hand/1) + $(ms git -C "$WORK/there" fetch -q \
			"$URL" station/hand/1))) >>"$WORK/by_hand"
	done
}

# tree_us PID: CPU of a process and all below it, those that ended too
tree_us()
{
	local pid=$1 each sum
	sum=$(awk -v tick="$(getconf CLK_TCK)" '{ sub(/.*\) /, "")
		printf "%.0f", ($12 + $13 + $14 + $15) * 1000000 / tick }' \
		"/proc/$pid/stat" 2>/dev/null || echo 0)
	for each in $(pgrep -P "$pid" || true); do
		sum=$((sum + $(tree_us "$each")))
	done
	echo "$sum"
}

# polls: rounds of the county's courier while the host is watched, and what
# they cost it; the city's stands still.
polls()
{
	local before seen=0 last= at cost
	before=$(tree_us "$HOST")
	while [ $seen -le "$POLLS" ]; do
		at=$(told "$COUNTY" .heard exchange status)
		[ "$at" = "$last" ] || seen=$((seen + 1))
		last=$at
		sleep 0.2
	done
	cost=$(($(tree_us "$HOST") - before))
	echo $((cost / POLLS))
}

# courier DIR: the process
courier()
{
	pgrep -f "crier-courier .*$1" | head -n 1
}

the_stations >/dev/null
letter 0000 >/dev/null # the session is made
for ((n = 1; n <= TIMES; n++)); do
	letter "$(printf %04d "$n")" >>"$WORK/letters"
done
by_hand
ours=$(median <"$WORK/letters")
hand=$(median <"$WORK/by_hand")
poll=$((CRIER_COURIER_EVERY * 1200))
limit=$((hand * 3 / 2 + poll))
row "a letter over ssh: act to taken there" "$ours ms" \
	"git push and fetch by hand $hand ms" "$(ratio "$ours" "$hand")" \
	"$(aim "1.5 of it and the poll, $limit ms" le "$ours" "$limit")"

HOST=$(cat "$WORK/host/pid")
kill -STOP "$(courier "$CITY")"
ours=$(polls)
before=$(tree_us "$HOST")
for ((n = 0; n < POLLS; n++)); do
	git ls-remote -q "$URL" >/dev/null
done
hand=$((($(tree_us "$HOST") - before) / POLLS))
kill -CONT "$(courier "$CITY")"
row "a poll: CPU of the host" "$ours us" "git ls-remote $hand us" \
	"$(ratio "$ours" "$hand")" \
	"$(aim "a third" le "$(ratio "$ours" "$hand")" 0.34)"

kill -STOP "$(courier "$COUNTY")"
OFFICER=chu "$B/tests/bench/acts" "$CITY" cards "$WAITING" >"$WORK/wrote"
last=$(made "$CITY" card)
until_true 120 sh -c "[ \"\$(git ls-remote '$URL' station/city/1 |
	cut -f1)\" = \"\$(sleep 3; git ls-remote '$URL' station/city/1 |
	cut -f1)\" ]"
kill -CONT "$(courier "$COUNTY")"
start=$(date +%s%N)
until_true 300 has_card "$last"
took=$((($(date +%s%N) - start) / 1000000))
row "$WAITING letters waited, all taken" "$took ms" \
	"writing them $(value seconds "$(cat "$WORK/wrote")") s" - -
