#!/bin/bash
# Services by crier alone: entered, asked by the relay, offered to a text in
# their words; what does not answer stands on the board; what strangers would
# have the relay ask is not asked.
. "$(dirname "$0")/../tools/tap.sh"
. "$TOP/tests/tools/actual.sh"
at_end stop_station "$STATION"
start_platform "$WORK/web"

# proven SERVICE STATE: it comes to be known so.
proven()
{
	local end=$((SECONDS + 30)) state
	while :; do
		state=$(ask ".rows[]|select(.id==\"$1\")|.state" service list)
		[ "$state" = "$2" ] && [ "$(tried "$1")" != null ] && return 0
		if [ $SECONDS -ge $end ]; then
			echo "$1 is $state, waited for $2"
			return 1
		fi
		sleep 0.1
	done
}

tried()
{
	ask ".rows[]|select(.id==\"$1\")|.proof.tried" service list
}

a_service_is_entered_and_its_address_is_one()
{
	crier init "$STATION" --demo >"$WORK/said"
	crier --as zhao service open 避难场所查询 --name-en Shelters \
		--url "$PLATFORM_URL/" --phone 12345 --hours 24小时
	crier --as zhao service open 防汛热线 --phone 12345
	exits 65 crier --as zhao service open x --url 'javascript:x'
	exits 65 crier --as zhao service open x --url 'http://a:b@127.0.0.1/'
	exits 77 crier --as qian service open x --phone 12345
	has "$(crier --as zhao service list --lang zh)" 避难场所查询 不明 无网址
	exits 65 crier --as zhao service prove s2
	exits 66 crier --as zhao service prove s9
}

the_relay_asks_it()
{
	crier --as zhao service prove s1
	proven s1 "$EXPECTED"
	has "$(crier --as zhao account health --lang zh)" 避难场所查询
}

# Port 9 of this machine has nobody behind it.
what_does_not_answer_stands_on_the_board()
{
	crier --as zhao service open 停水查询 --url http://127.0.0.1:9/
	crier --as zhao service prove s3
	proven s3 unreachable
	has "$(crier --as zhao status --lang zh)" 停水查询 没有应答
	is "$(ask '.rows[0].id' service list)" s3
	crier --as zhao service close s3 改由供水公司提供
	hasnt "$(crier --as zhao status --lang zh)" 停水查询
}

# A demo's relay reaches this machine alone: that says nothing of the address.
what_may_not_be_asked_stays_unknown()
{
	crier --as zhao service open 外网 --url https://www.gov.cn.invalid/
	crier --as zhao service prove s4
	proven s4 unknown
	hasnt "$(crier --as zhao status --lang zh)" 外网
}

a_text_takes_it_in_its_words()
{
	know_officers
	open_incident zhao actual
	exits 66 crier --as zhao message new "$INCIDENT" update --set lookup=110
	crier --as zhao message new "$INCIDENT" update --set lookup=s1 \
		>"$WORK/said"
	MESSAGE=$INCIDENT/1
	is "$(ask .slots.lookup message show "$MESSAGE")" \
		"避难场所查询，网址 $PLATFORM_URL/，电话12345，24小时"
	has "$(ask '.slots[]|select(.type=="service")|.choices[].word' \
		playbook show rainstorm-flood)" s1 s2
}

a_round_asks_them_all()
{
	local was
	was=$(tried s1)
	crier --as zhao account round-now
	for ((i = 0; i < 600; i++)); do
		[ "$(ask '.services // 0' account round)" != 0 ] && break
		sleep 0.1
	done
	is "$(ask .services account round)" 2
	[ "$(tried s1)" -gt "$was" ]
	is "$(ask '.unproven|map(.service)|join(" ")' account round)" s4
}

a_restart_knows_it_all()
{
	local was
	was=$(ask . service list)
	crier station stop >"$WORK/said"
	is "$(ask . service list)" "$was"
	crier ledger verify >"$WORK/said"
}

# What the counting platform says to a stranger.
EXPECTED=$(case $(curl -s -o /dev/null -w '%{http_code}' "$PLATFORM_URL/") in
	2*) echo ok ;; 404 | 5*) echo unreachable ;; *) echo unknown ;; esac)

run_cases a_service_is_entered_and_its_address_is_one the_relay_asks_it \
	what_does_not_answer_stands_on_the_board \
	what_may_not_be_asked_stays_unknown a_text_takes_it_in_its_words \
	a_round_asks_them_all a_restart_knows_it_all
