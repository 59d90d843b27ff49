#!/bin/bash
# A WeCom app against a double that was written from its documents: a token is
# fetched, a message is out once, whom it did not reach is counted; a lost
# answer is a person's, or sent once more where the office prefers that, which
# the platform drops.
. "$(dirname "$0")/../tools/tap.sh"
. "$TOP/tests/tools/actual.sh"
at_end stop_station "$STATION"
start_platform "$WORK/platform"

# app NAME BEHAVIOUR [SECRET [OPTION…]]: through a fault, if FAULT is set.
app()
{
	local name=$1 kind=$2 secret=${3:-appsecret}
	shift $(($# < 3 ? $# : 3))
	add_account "$name" wecomapp "{\"secret\":\"$secret\"}" \
		--option corpid=ww1 --option agentid=1000002 --option \
		"url=$PLATFORM_URL${FAULT:+/fault/$FAULT}/wecomapp/$kind-$name" \
		"$@"
}

# asked_to_send NAME: how often the platform heard it, whatever became of it.
asked_to_send()
{
	grep -c "got /wecomapp/$1/cgi-bin/message/send" "$WORK/platform/log"
}

was_asked()
{
	[ "$(asked_to_send "$1")" -eq "$2" ]
}

a_register_is_made()
{
	crier init "$STATION" --demo
	app plain plain
	app some some
	app else elsewhere
	app nobody nobody
	app wrong plain other
	FAULT=cut app cut plain
	FAULT=cut app again plain appsecret --option duplicates=prefer
	FAULT=cutonce app once plain appsecret --option duplicates=prefer
}

each_is_out_once_or_says_why_not()
{
	publish plain,some,else,nobody,wrong,cut,again,once --accept-gaps "one"
	ends plain 20 published
	is "$(posted wecomapp/plain-plain)" 1
	is "$(ask .remote delivery show "$MESSAGE:plain")" MSG_1
	ends some 20 published
	has "$(ask .detail delivery show "$MESSAGE:some")" "invaliduser 2"
	hasnt "$(ask .detail delivery show "$MESSAGE:some")" zhang
	ends else 20 failed
	has "$(ask .detail delivery show "$MESSAGE:else")" 60020
	ends nobody 20 failed
	ends cut 20 unknown
	is "$(posted wecomapp/plain-cut)" 1
	ends again 20 unknown
	is "$(posted wecomapp/plain-again)" 1
	ends once 20 published
	until_true 10 was_asked plain-again 2
	is "$(asked_to_send plain-cut)" 1
	is "$(posted wecomapp/plain-once)" 1
	is "$(asked_to_send plain-once)" 2
	is "$(delivery_of wrong)" gap
}

run_cases a_register_is_made each_is_out_once_or_says_why_not
