#!/bin/bash
# A demo station speaks only to this machine: the kernel lets its relay connect
# to nothing else, it asks for no name, and says so in words, at once.
. "$(dirname "$0")/../tools/tap.sh"
. "$TOP/tests/tools/actual.sh"
at_end stop_station "$STATION"

# Addresses that nobody has, and a name that nobody may be asked for.
BEYOND="https://192.0.2.1 https://[2001:db8::1] https://crier.invalid
	https://127.0.0.1.invalid"

failing()
{
	[ "$(crier account show "$1" --json | jq .ok)" = false ]
}

# refused NAME WORDS: its check ends within two seconds, with these words.
refused()
{
	as "$(officer_with registrar)" account check "$1" || :
	until_true 2 failing "$1"
	has "$(crier account show "$1" --lang "${3:-zh}")" "$2"
}

a_check_that_leads_elsewhere_is_refused_at_once()
{
	crier init "$STATION" --demo
	n=0
	for url in $BEYOND; do
		n=$((n + 1))
		add_account "m$n" mastodon '{"token":"t"}' --option "url=$url"
		refused "m$n" "演示台只与本机通信"
	done
	add_account hook webhook \
		'{"secret":"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"}' \
		--option url=https://192.0.2.1/hook
	refused hook "演示台只与本机通信"
	add_account press wordpress '{"password":"abcd"}' \
		--option url=https://192.0.2.1 --option user=eoc
	refused press "演示台只与本机通信"
}

what_nobody_serves_here_is_not_called_forbidden()
{
	add_account here mastodon '{"token":"t"}' --option url=http://127.0.0.1:1
	as "$(officer_with registrar)" account check here || :
	until_true 20 failing here
	hasnt "$(crier account show here)" "演示台只与本机通信"
}

it_is_said_in_the_stations_language()
{
	stop_station "$STATION"
	STATION=$WORK/english
	at_end stop_station "$STATION"
	OFFICERS=
	crier init "$STATION" --demo --lang en
	add_account m1 mastodon '{"token":"t"}' --option url=https://192.0.2.1
	refused m1 "a demo station speaks only to this machine" en
}

# taken_over URL ADDRESS [INIT-ARG…]: a new station whose relay has thrown away
# its own checks, made to send something to URL, tries ADDRESS by every way it
# has. Sets TRIED: the ways, each with what came of it. $RUN: as whom.
taken_over()
{
	local url=$1 address=$2 B=$B
	shift 2
	chmod 711 "$WORK"
	programs
	TAKEN=$(mktemp -d "$WORK/taken.XXXXXX")
	chmod 1777 "$TAKEN"
	STATION=$TAKEN/station
	at_end stop_station "$STATION"
	OFFICERS=
	: >"$TAKEN/tried"
	chmod 666 "$TAKEN/tried"
	printf '{"token":"t"}' >"$TAKEN/secret"
	$RUN "$B/bin/crier" init "$STATION" "$@"
	OUTWARDS=$address OUTWARDS_LOG=$TAKEN/tried \
		LD_PRELOAD=$(preloaded) \
		$RUN "$B/bin/crier" --station "$STATION" station start
	$RUN "$B/bin/crier" --station "$STATION" account add m \
		--kind mastodon --name m --owner m --option "url=$url" \
		--credential-file "$TAKEN/secret"
	until_true 10 checked_at_all
	until_true 10 grep -q turned "$TAKEN/tried"
	TRIED=$(sort -u "$TAKEN/tried")
}

# The programs where another user reaches them, whoever owns the build.
programs()
{
	local shim
	shim=$(preloaded)
	if [ ! -d "$WORK/programs" ]; then
		mkdir "$WORK/programs"
		cp -RL "$B/bin" "$B/libexec" "$B/share" "$shim" \
			"$WORK/programs/"
		chmod -R go=rX "$WORK/programs"
	fi
	B=$WORK/programs
}

# Its relay has just been started: it may not be there yet.
checked_at_all()
{
	local said
	said=$($RUN "$B/bin/crier" --station "$STATION" --lang en account \
		check m 2>&1) || :
	[[ $said != *"no relay"* ]]
}

preloaded()
{
	local shim=$B/outwards.so
	[ -f "$shim" ] || shim=$B/tests/kill/outwards.so
	[ -f "$shim" ] || shim=$TOP/.build/release/tests/kill/outwards.so
	echo "$shim"
}

# Not even to this machine without its door, and by the door to no other.
a_relay_that_was_taken_over_reaches_no_other_machine()
{
	local want
	start_platform "$WORK/platform"
	RUN=
	taken_over "$PLATFORM_URL" 192.0.2.1:80 --demo
	want=$(printf '%s refused\n' datagram door stream turned)
	is "$TRIED" "$want"
	taken_over "$PLATFORM_URL" "${PLATFORM_URL#http://}" --demo
	has "$TRIED" "stream refused"
	has "$TRIED" "datagram refused"
	has "$TRIED" "door REACHED"
}

# The same attack finds its way where nothing holds it: the test can fail.
a_relay_of_no_demo_is_not_held()
{
	RUN="setpriv --reuid 65534 --regid 65534 --clear-groups"
	[ "$(id -u)" = 0 ] || RUN=
	start_platform "$WORK/other"
	taken_over "$PLATFORM_URL" "${PLATFORM_URL#http://}"
	has "$TRIED" "stream REACHED"
	has "$TRIED" "datagram REACHED"
}

a_drills_relay_takes_no_door()
{
	exits 64 "$B/libexec/crier/crier-relay" --fd 0 --mode drill --demo
}

# An office's relay, as its unit starts it: nothing there says what it serves.
office_relay()
{
	"$B/libexec/crier/crier-relay" --socket "$1/relay.sock" \
		--mode actual --keys "$WORK/office-key/relay" 2>"$WORK/relay.log"
}

# office_station DIR INIT-ARG…: made as an office's, its relay's key moved away
# unless there is one already, and started. Sets OFFICE_PID.
office_station()
{
	local dir=$1
	shift
	crier init "$dir" --office "$@"
	mkdir -p -m 700 "$WORK/office-key"
	mv -n "$dir/relay-keys/relay" "$WORK/office-key/relay"
	"$B/libexec/crier/crier-station" --station "$dir" \
		--relay-user "$(id -u)" >"$WORK/office.log" 2>&1 &
	OFFICE_PID=$!
	at_end end_pid "$OFFICE_PID"
	until_true 10 test -S "$dir/relay.sock"
}

has_relay()
{
	crier status --json | jq -e .relay.actual >"$WORK/relays"
}

# It ends when it has heard whom it serves; whoever starts it again starts one
# that is held, and no station takes that away again.
an_offices_relay_learns_that_it_serves_a_demo()
{
	STATION=$WORK/office
	OFFICERS=
	office_station "$STATION" --demo --officer "$(id -un)" --lang en
	[ ! -e "$WORK/office-key/relay.demo" ] || false
	office_relay "$STATION"
	has "$(cat "$WORK/relay.log")" "from its next start on"
	[ -s "$WORK/office-key/relay.demo" ]
	office_relay "$STATION" &
	until_true 10 has_relay
	add_account m1 mastodon '{"token":"t"}' --option url=https://192.0.2.1
	refused m1 "a demo station speaks only to this machine" en
	end_pid "$OFFICE_PID"
	wait $! || :
	office_station "$WORK/earnest" --officer nobody --name Nobody --lang en
	office_relay "$WORK/earnest"
	has "$(cat "$WORK/relay.log")" "not a demo's station"
}

# What cannot be seen is never taken for a no.
a_mark_that_cannot_be_looked_at_stops_the_relay()
{
	mkdir -p "$WORK/loop"
	ln -sf loop "$WORK/loop/loop"
	exits 74 "$B/libexec/crier/crier-relay" --socket "$WORK/none" \
		--mode actual --keys "$WORK/loop/loop/relay"
	has "$out" "cannot see whether the key is a demo's"
}

run_cases \
	an_offices_relay_learns_that_it_serves_a_demo \
	a_mark_that_cannot_be_looked_at_stops_the_relay \
	a_relay_that_was_taken_over_reaches_no_other_machine \
	a_relay_of_no_demo_is_not_held \
	a_drills_relay_takes_no_door \
	a_check_that_leads_elsewhere_is_refused_at_once \
	what_nobody_serves_here_is_not_called_forbidden \
	it_is_said_in_the_stations_language
