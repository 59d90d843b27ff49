#!/bin/bash
# What only a person can do: WeChat's administrator who confirms a push, a text
# to be posted by hand. Counted down with a name and a number to ring; when the
# time is over (the station's clock is turned) that is an entry with what the
# playbook says to do instead, and nothing catches up by itself.
. "$(dirname "$0")/../tools/tap.sh"
. "$TOP/tests/tools/actual.sh"
at_end stop_station "$STATION"
start_platform "$WORK/platform"

start_shimmed()
{
	shim=$B/tests/kill/clock.so
	[ -f "$shim" ] || shim=$TOP/.build/release/tests/kill/clock.so
	echo 0 >"$WORK/step"
	LD_PRELOAD=$shim CLOCK_STEP=$WORK/step crier station start >/dev/null
}

# of NAME FILTER: what the delivery of this account waits for.
of()
{
	ask "[.waiting[]? | select(.account == \"$1\")][0] | $2" \
		message show "$MESSAGE"
}

# missed ACCOUNT FILTER
missed()
{
	ask "[.rows[] | select(.body.rule == \"wait $MESSAGE:$1\")] | $2" \
		ledger list --kind incident.missed
}

is_missed()
{
	[ "$(missed "$1" length)" = 1 ]
}

pushes()
{
	grep -c guard-guarded/cgi-bin/message/mass/sendall "$PLATFORM_DIR/log"
}

a_push_waits_for_its_administrator_and_a_text_for_a_hand()
{
	local drafter releaser digest
	crier init "$STATION" --demo
	stop_station
	start_shimmed
	add_account guarded wechat '{"secret":"appsecret"}' \
		--option appid=wx0123456789abcdef --option cover=THUMB_1 \
		--option "url=$PLATFORM_URL/wechat/guard-guarded" \
		--option send=push
	add_account byhand manual "" --option platform=抖音
	know_officers
	drafter=$(officer_with drafter)
	releaser=$(officer_with releaser)
	open_incident "$drafter" actual
	new_message "$drafter" "$INCIDENT" truth \
		--accounts "$(with_lead guarded,byhand)"
	submit_message "$drafter" "$MESSAGE"
	review_all "$MESSAGE"
	digest=$(ask .digest message show "$MESSAGE")
	as "$(officer_with signer)" release "$MESSAGE" allow \
		--digest "$digest" --reason "this is what it is for"
	arm "$MESSAGE" "$releaser"
	fire "$MESSAGE" "$(officer_with releaser "$releaser")"
	echo "MESSAGE=$MESSAGE" >"$WORK/ids"
	ends guarded 20 accepted
	ends byhand 20 human
	is "$(of guarded .for) $(of byhand .for)" "confirm hand"
	is "$(of guarded .over) $(of byhand .over)" "false false"
	has "$(crier release show "$MESSAGE" --lang zh)" 待管理员确认 公众号管理员 \
		"$(of guarded '.officers[0].phone')"
	has "$(crier delivery show "$MESSAGE:byhand" --lang zh)" 人工发布 \
		"$(of byhand '.officers[0].phone')"
	is "$(missed guarded length) $(missed byhand length)" "0 0"
}

when_the_time_is_over_it_is_said_with_what_to_do_instead()
{
	. "$WORK/ids"
	echo 1860000 >"$WORK/step" # 31 minutes
	until_true 20 is_missed guarded
	until_true 20 is_missed byhand
	has "$(missed guarded '.[0].body.then.zh')" 群发已作废
	has "$(crier release show "$MESSAGE" --lang zh)" 逾期未完成 不会自行发布 群发已作废
	is "$(ask "[.waits[] | select(.message == \"$MESSAGE\" and
		.overdue == 1) | .what] | sort | join(\" \")" status)" \
		"confirm proof"
	has "$(crier status --lang zh)" 逾期未完成
}

nothing_catches_up_by_itself()
{
	. "$WORK/ids"
	sleep 6 # the platform is asked again meanwhile
	is "$(delivery_of guarded) $(delivery_of byhand)" "accepted human"
	is "$(pushes)" 1
	curl -s -m 3 "$PLATFORM_URL/wechat/guard-guarded/tap/refuse" >/dev/null
	ends guarded 20 failed
	sleep 1
	is "$(pushes)" 1
	is "$(of guarded .)" null
	# the other one is left out by a person, with a reason
	as "$(officer_with releaser)" delivery skip "$MESSAGE:byhand" \
		--reason "the towns were rung instead"
	is "$(ask '.waiting' message show "$MESSAGE")" null
	is "$(missed byhand length)" 1
}

run_cases \
	a_push_waits_for_its_administrator_and_a_text_for_a_hand \
	when_the_time_is_over_it_is_said_with_what_to_do_instead \
	nothing_catches_up_by_itself
