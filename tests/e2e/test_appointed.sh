#!/bin/bash
# A release at an appointed time: two officers set it, the station arms and
# fires it by itself, nothing leaves before, and what cannot be right then waits
# for a person.
. "$(dirname "$0")/../tools/tap.sh"
. "$TOP/tests/tools/crier.sh"
STATION=$WORK/station
at_end stop_station "$STATION"

in_seconds()
{
	TZ=Asia/Shanghai date -d "+$1 seconds" '+%Y-%m-%d %H:%M:%S'
}

# appoint SECONDS [OFFICER]: sets AT.
appoint()
{
	AT=$(in_seconds "$1")
	as "${2:-zheng}" release "$MESSAGE" arm --at "$AT" \
		--digest "$(ask .digest message show "$MESSAGE")" ${JSON-}
}

# set_it OFFICER [ARG…]
set_it()
{
	local officer=$1
	shift
	as "$officer" release "$MESSAGE" set --at "$AT" \
		--digest "$(ask .digest message show "$MESSAGE")" \
		--confirm "$(ask .fire_word message show "$MESSAGE")" ${JSON-} "$@"
}

approved()
{
	[ -n "${INCIDENT-}" ] || . "$WORK/ids"
	new_message zhao "$INCIDENT" "$1" --accounts county-site,county-weixin
	submit_message zhao "$MESSAGE"
	review_all "$MESSAGE"
	echo "INCIDENT=$INCIDENT MESSAGE=$MESSAGE" >"$WORK/ids"
}

the_time_is_right_for_two_persons_and_the_clock_for_all()
{
	crier init "$STATION" --demo
	OFFICERS=
	open_incident zhao actual
	approved truth
	as chu clock keep --kept-by "宿主机以北斗授时校准，信息中心负责"
	# and another is told that it waits for them
	has "$(as wang --lang zh status)" 本机时钟 宿主机以北斗授时校准
	as wang clock agree
	hasnt "$(as wang --lang zh status)" 本机时钟
	refused set-soon appoint -60
	appoint 3600
	is "$(ask .state message show "$MESSAGE")" approved
	is "$(ask .waits message show "$MESSAGE")" set
	refused same-releaser set_it zheng
	AT=$(in_seconds 4800)
	refused set-other set_it wang
}

it_goes_out_by_itself_at_its_time_and_not_before()
{
	local at first

	. "$WORK/ids"
	appoint 10
	at=$(date -d "$AT+08:00" +%s)000
	set_it wang
	until_true 5 is_state armed
	has "$(ask .standing.long.zh message show "$MESSAGE")" "$AT"
	refused set-fires as wang release "$MESSAGE" fire --digest "$(
		ask .digest message show "$MESSAGE")" --confirm live-2026-0001
	until_true 20 is_state fired released
	until_true 20 settled "$MESSAGE"
	first=$(crier ledger list --kind delivery.sending --json |
		jq '[.rows[].time] | min')
	[ "$first" -ge "$at" ] || has "$first" "not before $at"
	[ "$first" -le $((at + 1500)) ] || has "$first" "at $at"
	# what is posted by hand is handed over then, too
	first=$(ask '.deliveries[] | select(.account == "county-weixin") | .at' \
		message show "$MESSAGE")
	[ "$first" -ge "$at" ] || has "$first" "not before $at"
	is "$(crier ledger list --kind release.fired --json |
		jq -r '.rows[-1] | "\(.by) \(.body.for)"')" "station wang"
}

either_key_takes_it_back()
{
	approved update
	appoint 60
	set_it wang
	as zheng release "$MESSAGE" disarm
	is "$(ask '"\(.state) \(.at)"' message show "$MESSAGE")" "approved null"
	appoint 60
	set_it wang
	as zhao release "$MESSAGE" halt
	is "$(ask '"\(.state) \(.at)"' message show "$MESSAGE")" "approved null"
	refused state as zheng release "$MESSAGE" disarm
	is "$(delivery_states "$MESSAGE" | grep -vc planned)" 0
}

a_station_that_was_away_for_seconds_fires_late()
{
	. "$WORK/ids"
	appoint 12
	set_it wang
	until_true 5 is_state armed
	stop_station "$STATION"
	until_true 20 is_past
	until_true 20 is_state fired released
	until_true 20 settled "$MESSAGE"
}

what_cannot_be_right_then_waits_for_a_person()
{
	approved update
	appoint 10
	set_it wang
	until_true 5 is_state armed
	# one account is closed before its time, and nobody has accepted that
	as "$(officer_with registrar)" account change county-site \
		--state closed
	until_true 20 is_missed
	is "$(ask .state message show "$MESSAGE")" armed
	has "$(ask .standing.long.zh message show "$MESSAGE")" 未按时发出
	# and a person may still release it, with the reason
	fire "$MESSAGE" wang --accept-gaps "网站停用，先发微信"
	until_true 20 settled "$MESSAGE"
}

is_past()
{
	[ "$(date +%s)" -gt "$(date -d "$AT+08:00" +%s)" ]
}

is_state()
{
	local state

	state=$(ask .state message show "$MESSAGE")
	[[ " $* " == *" $state "* ]]
}

is_missed()
{
	[ "$(ask .missed.rule message show "$MESSAGE")" = gaps ]
}

# refused WORD COMMAND…: it fails with this refusal.
refused()
{
	local word=$1 said JSON=--json
	shift
	[ "$1" != as ] || set -- "$@" --json
	if said=$("$@" 2>&1); then
		has "$said" "a refusal: $word"
	else
		has "$said" "\"$word\""
	fi
}

run_cases the_time_is_right_for_two_persons_and_the_clock_for_all \
	it_goes_out_by_itself_at_its_time_and_not_before \
	either_key_takes_it_back \
	a_station_that_was_away_for_seconds_fires_late \
	what_cannot_be_right_then_waits_for_a_person
