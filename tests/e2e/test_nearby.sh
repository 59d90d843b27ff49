#!/bin/bash
# A demo station speaks only to this machine: its relay connects to nothing
# else, asks for no name, and says so in words, at once.
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

run_cases \
	a_check_that_leads_elsewhere_is_refused_at_once \
	what_nobody_serves_here_is_not_called_forbidden \
	it_is_said_in_the_stations_language
