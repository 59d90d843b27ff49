#!/bin/bash
# Letters over an exchange: a city and its county, each with its courier, and a
# host with the real sshd and git-shell. Then hosts that do harm.
. "$(dirname "$0")/../tools/tap.sh"
. "$TOP/tests/tools/crier.sh"
. "$TOP/tests/tools/stations.sh"

CITY=$WORK/city COUNTY=$WORK/county
export CRIER_COURIER_EVERY=1
at_end "$TOP/tests/servers/exchange.sh" stop "$WORK/host"
at_end stop_station "$CITY"
at_end stop_station "$COUNTY"

# let_in DIR OTHER RANK [ARG…]: the other's card, by two and the telephone.
let_in()
{
	local dir=$1 other=$2 rank=$3 id phone
	shift 3
	id=$(told "$other" .id partner card)
	phone=$(told "$other" .phone partner card)
	at "$other" partner card --text >"$WORK/card"
	at "$dir" partner add --card "$WORK/card" --rank "$rank" \
		--phone "$phone" "$@"
	AS=wu at "$dir" partner confirm "$id" --phone "$phone" --who 李四 \
		--groups "$(told "$other" .print partner card)"
}

address()
{
	. "$WORK/vars"
	echo "ssh://exchange@127.0.0.1:$EXCHANGE_PORT/exchange.git#$EXCHANGE_PRINT"
}

state_is()
{
	is "$(told "$1" .state exchange status)" "$2"
}

# branch_says DIR BRANCH PART: a sentence about it.
branch_says()
{
	has "$(told "$1" ".branches[] | select(.branch == \"$2\").what" \
		exchange status)" "$3"
}

# came DIR KIND: the name of the last letter of this kind that was taken there.
came()
{
	told "$1" "[.rows[] | select(.way == \"taken\" and .kind == \"$2\")
		| .letter][0] // empty" letter list
}

has_come()
{
	[ -n "$(came "$@")" ]
}

two_stations_have_a_host()
{
	"$TOP/tests/servers/exchange.sh" start "$WORK/host" >"$WORK/vars"
	"$B/bin/crier" init "$CITY" --demo --lang zh >"$WORK/said"
	"$B/bin/crier" init "$COUNTY" --demo --lang zh >"$WORK/said"
	AS=chu at "$CITY" partner spare --partner city --phone 010-66001122
	AS=chu at "$COUNTY" partner spare --partner county --phone 010-88334455
	exits 66 at "$CITY" exchange status
	let_in "$COUNTY" "$CITY" superior
	let_in "$CITY" "$COUNTY" subordinate --organ health
	is "$(told "$CITY" .way partner show county)" never
}

# Nobody is let in yet: it is said, and what to give to the host's keeper.
a_key_that_the_host_does_not_know_is_told()
{
	local dir
	. "$WORK/vars"
	for dir in "$CITY" "$COUNTY"; do
		AS=chu at "$dir" exchange use "$(address)"
		until_true 10 state_is "$dir" fault
	done
	has "$(at "$CITY" exchange status --lang zh)" 不认本台信使的公钥
	has "$(at "$CITY" status --lang zh)" 不认本台信使的公钥
	for dir in city county; do
		"$EXCHANGE_HOME/member" $dir \
			"$(told "$WORK/$dir" .key exchange status)"
	done
	until_true 10 state_is "$CITY" fine
	until_true 10 state_is "$COUNTY" fine
	hasnt "$(at "$CITY" status)" !
}

an_ask_crosses_and_its_answer_comes_back()
{
	local letter began
	STATION=$CITY
	open_incident zhao actual
	new_message qian "$INCIDENT" truth
	echo "$MESSAGE" >"$WORK/message"
	submit_message qian "$MESSAGE"
	as qian concur ask "$MESSAGE" health
	began=$(date +%s%N)
	as qian letter ask "$MESSAGE" health
	until_true 10 has_come "$COUNTY" concur-ask
	note "from the act to the partner: $((($(date +%s%N) - began) / 1000000)) ms, a round each second"
	letter=$(came "$COUNTY" concur-ask)
	is "$(told "$COUNTY" .by letter show "$letter")" courier
	AS=wu at "$COUNTY" letter answer "$letter" agreed
	until_true 10 has_come "$CITY" concur-answer
	is "$(told "$CITY" .way partner show county)" courier
	has "$(at "$CITY" partner show county --lang zh)" 经交换库
}

# What lies there is told of nobody but its writer and its readers' ids.
the_host_sees_no_word_of_it()
{
	. "$WORK/vars"
	git -C "$EXCHANGE_HOME/exchange.git" -c safe.directory='*' show \
		station/city/1:letters/00/00/02.json >"$WORK/lies"
	hasnt "$(cat "$WORK/lies")" 南河
	is "$(jq -c .head.to "$WORK/lies")" '["county"]'
}

run_cases \
	two_stations_have_a_host \
	a_key_that_the_host_does_not_know_is_told \
	an_ask_crosses_and_its_answer_comes_back \
	the_host_sees_no_word_of_it
