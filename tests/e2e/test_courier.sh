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
	city_and_county --organ health
	exits 66 at "$CITY" exchange status
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
	has "$(at "$CITY" doctor --lang en)" "goes to $(address)"
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

# An invitation is there within seconds, and both ask more often from then on.
a_joint_incident_is_asked_about_more_often()
{
	is "$(told "$CITY" .every exchange status)" 60
	AS=wu at "$CITY" joint open "$(cut -d/ -f1 "$WORK/message")" --to county
	is "$(told "$CITY" .every exchange status)" 10
	until_true 10 has_come "$COUNTY" open
}

# host_git ARG…: as the host's keeper, or somebody in his place.
host_git()
{
	. "$WORK/vars"
	git -C "$EXCHANGE_HOME/exchange.git" -c safe.directory='*' \
		-c user.name=t -c user.email=t@x "$@"
	chown -R 6805 "$EXCHANGE_HOME/exchange.git"
}

# lay NAME: a file that is no letter, on top of the county's branch.
lay()
{
	local blob tree
	blob=$(echo dirt | host_git hash-object -w --stdin)
	tree=$({
		host_git ls-tree station/county/1
		printf '100644 blob %s\t%s\n' "$blob" "$1"
	} | host_git mktree)
	host_git update-ref refs/heads/station/county/1 "$(host_git \
		commit-tree "$tree" -p station/county/1 -m dirt)"
}

# What is nobody's is not fetched; dirt is named, and the next letter lies on it.
dirt_and_strangers_stop_nobody()
{
	local letter count
	host_git update-ref refs/heads/station/stranger/1 station/city/1
	host_git update-ref refs/heads/main station/city/1
	lay note
	until_true 10 branch_says "$CITY" station/county/1 "no letter lies"
	has "$(at "$CITY" exchange status --lang zh)" note 不是函的内容
	state_is "$CITY" fine
	is "$(git --git-dir "$CITY/courier/copy" for-each-ref \
		'refs/heads/station/stranger' refs/heads/main)" ""
	STATION=$CITY
	as qian concur ask "$(cat "$WORK/message")" health
	count=$(told "$COUNTY" '.rows | length' letter list)
	as qian letter ask "$(cat "$WORK/message")" health
	until_true 10 eval \
		"[ \$(told $COUNTY '.rows | length' letter list) -gt $count ]"
	letter=$(came "$COUNTY" concur-ask)
	AS=wu at "$COUNTY" letter answer "$letter" agreed
	until_true 10 eval \
		"[ \$(told $CITY '[.rows[] | select(.kind == \"concur-answer\")] | length' letter list) = 2 ]"
	is "$(host_git show station/county/1:note)" dirt
}

an_old_state_is_named_and_changes_nothing()
{
	local before
	before=$(told "$CITY" '.rows | length' letter list)
	at "$COUNTY" station stop >"$WORK/said"
	host_git update-ref refs/heads/station/county/1 "$(host_git \
		rev-list --reverse station/county/1 | head -n 1)"
	until_true 10 branch_says "$CITY" station/county/1 "an older state"
	state_is "$CITY" fine
	is "$(told "$CITY" '.rows | length' letter list)" "$before"
	# who wrote it lays what is gone on top again
	at "$COUNTY" status >"$WORK/said"
	until_true 10 branch_says "$CITY" station/county/1 "was rewritten"
	is "$(told "$CITY" '.rows | length' letter list)" "$before"
	is "$(host_git ls-tree -r --name-only station/county/1 |
		grep -c json)" 3
}

# 8 KB that become 288 MiB: that branch is left alone, ours go on.
a_pack_that_explodes_ends_a_child_alone()
{
	local pid
	at "$COUNTY" station stop >"$WORK/said"
	pid=$(pgrep -f -- "--dir $CITY/courier" | head -n 1)
	. "$WORK/vars"
	"$TOP/tests/servers/explode.py" "$EXCHANGE_HOME/exchange.git" \
		refs/heads/station/county/1 letters/00/00/07.json
	chown -R 6805 "$EXCHANGE_HOME/exchange.git"
	until_true 20 branch_says "$CITY" station/county/1 "256 MiB"
	state_is "$CITY" fine
	alive "$pid"
	STATION=$CITY
	as qian concur ask "$(cat "$WORK/message")" health
	as qian letter ask "$(cat "$WORK/message")" health
	until_true 10 eval "host_git ls-tree -r --name-only \
		station/city/1 | grep -q 05.json"
}

another_host_in_its_place_is_told()
{
	. "$WORK/vars"
	AS=chu at "$CITY" exchange use \
		"$(address | sed "s,#.*,#$EXCHANGE_OTHER,")"
	# nothing is known of it before it was gone to
	hasnt "$(told "$CITY" .state exchange status)" fine
	until_true 10 state_is "$CITY" fault
	has "$(at "$CITY" exchange status --lang zh)" 与登记的不同
	AS=chu at "$CITY" exchange use "$(address | sed 's,#.*,,')"
	until_true 10 eval "told $CITY .what exchange status | grep -q 'no key'"
}

run_cases \
	two_stations_have_a_host \
	a_key_that_the_host_does_not_know_is_told \
	an_ask_crosses_and_its_answer_comes_back \
	the_host_sees_no_word_of_it \
	a_joint_incident_is_asked_about_more_often \
	dirt_and_strangers_stop_nobody \
	an_old_state_is_named_and_changes_nothing \
	a_pack_that_explodes_ends_a_child_alone \
	another_host_in_its_place_is_told
