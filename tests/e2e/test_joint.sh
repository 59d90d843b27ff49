#!/bin/bash
# A joint incident of a city and its county by stick: the city invites, the
# county joins with an incident of its own or says no.
. "$(dirname "$0")/../tools/tap.sh"
. "$TOP/tests/tools/crier.sh"
. "$TOP/tests/tools/stations.sh"

CITY=$WORK/city COUNTY=$WORK/county

two_stations_know_each_other()
{
	city_and_county
}

the_city_invites_and_it_waits_on_top_at_the_county()
{
	STATION=$CITY
	open_incident zhao drill
	echo "$INCIDENT" >"$WORK/incident"
	AS=qian exits 77 at "$CITY" joint open "$INCIDENT" --to county
	AS=wu exits 66 at "$CITY" joint open "$INCIDENT" --to village
	AS=wu at "$CITY" joint open "$INCIDENT" --to county
	AS=wu exits 75 at "$CITY" joint open "$INCIDENT" --to county --lang zh
	has "$out" 已邀请
	is "$(carry "$CITY" "$COUNTY")" "[1,0]"
	is "$(told "$COUNTY" '.waits[0] | [.what, .title] | tostring' status)" \
		'["joint","南河镇洪水"]'
	has "$(at "$COUNTY" joint list --lang zh)" 南河镇洪水 受邀，待答复
}

the_county_says_no_with_a_reason_and_then_joins()
{
	local joint
	joint=$(told "$COUNTY" '.rows[0].joint' joint list)
	AS=wu exits 66 at "$COUNTY" joint join 00000000
	AS=wu exits 65 at "$COUNTY" joint decline "${joint:0:8}" ''
	AS=wu at "$COUNTY" joint decline "${joint:0:8}" 本县不受影响
	is "$(carry "$COUNTY" "$CITY")" "[1,0]"
	is "$(told "$CITY" '.units[0] | [.partner, .state, .reason] | tostring' \
		joint show "$(cat "$WORK/incident")")" \
		'["county","declined","本县不受影响"]'
	AS=zhao at "$COUNTY" joint join "${joint:0:8}" --title 南河镇汛情
	is "$(told "$COUNTY" '.rows[0] | [.incident, .state] | tostring' \
		joint list)" '["D2026-0001","joined"]'
	is "$(told "$COUNTY" '[.title, .level, .playbook, .mode] | tostring' \
		incident show D2026-0001)" \
		'["南河镇汛情","II","rainstorm-flood","drill"]'
	AS=zhao exits 75 at "$COUNTY" joint join "${joint:0:8}"
	AS=wu exits 75 at "$COUNTY" joint close D2026-0001 已毕 --lang zh
	has "$out" 牵头
	is "$(carry "$COUNTY" "$CITY")" "[1,0]"
	is "$(told "$CITY" '.units[0].state' joint show "$joint")" joined
	is "$(told "$COUNTY" '[.waits[] | select(.what == "joint")] | length' \
		status)" 0
}

it_outlives_a_restart()
{
	at "$CITY" station stop >"$WORK/said"
	at "$COUNTY" station stop >"$WORK/said"
	is "$(told "$CITY" '.rows[0] | [.joined, .invited] | tostring' \
		joint list)" '[1,1]'
	is "$(told "$COUNTY" '.rows[0].state' joint list)" joined
}

who_leaves_is_seen_and_the_leader_ends_it()
{
	local incident
	incident=$(cat "$WORK/incident")
	AS=wu exits 75 at "$CITY" joint leave "$incident" 不必 --lang zh
	has "$out" 牵头单位不能退出
	AS=wu at "$COUNTY" joint leave D2026-0001 本县险情解除
	AS=wu exits 75 at "$COUNTY" joint leave D2026-0001 再次
	is "$(carry "$COUNTY" "$CITY")" "[1,0]"
	is "$(told "$CITY" '.units[0] | [.state, .reason] | tostring' \
		joint show "$incident")" '["left","本县险情解除"]'
	AS=wu at "$CITY" joint open "$incident" --to county
	is "$(carry "$CITY" "$COUNTY")" "[1,0]"
	AS=wu at "$COUNTY" joint join "$(told "$COUNTY" '.rows[0].short' \
		joint list)"
	is "$(told "$COUNTY" '.rows | map([.incident, .state]) | tostring' \
		joint list)" '[["D2026-0001","joined"]]'
	is "$(carry "$COUNTY" "$CITY")" "[1,0]"
	AS=zhao at "$COUNTY" incident close D2026-0001 --reason 本县已结束
	AS=wu at "$CITY" joint close "$incident" 汛情结束
	is "$(carry "$CITY" "$COUNTY")" "[1,0]"
	is "$(told "$COUNTY" '.rows | map(.state) | tostring' joint list)" \
		'["closed"]'
	exits 0 at "$CITY" ledger verify
	exits 0 at "$COUNTY" ledger verify
}

at_end stop_station "$CITY"
at_end stop_station "$COUNTY"

run_cases \
	two_stations_know_each_other \
	the_city_invites_and_it_waits_on_top_at_the_county \
	the_county_says_no_with_a_reason_and_then_joins \
	it_outlives_a_restart \
	who_leaves_is_seen_and_the_leader_ends_it
