#!/bin/bash
# What the units of a joint incident say reaches the others by itself: lines to
# take, claims and bulletins come as other organs' words, and a number that
# contradicts ours is found before anyone signs.
. "$(dirname "$0")/../tools/tap.sh"
. "$TOP/tests/tools/crier.sh"
. "$TOP/tests/tools/stations.sh"

CITY=$WORK/city COUNTY=$WORK/county

# came FROM TO: letters are taken at TO until there is one, or say so.
came()
{
	[ "$(carry "$1" "$2")" != "[0,0]" ]
}

a_city_and_its_county_are_in_one_joint_drill()
{
	city_and_county
	STATION=$CITY
	OFFICERS=
	open_incident zhao drill
	AS=wu at "$CITY" joint open "$INCIDENT" --to county
	is "$(carry "$CITY" "$COUNTY")" "[1,0]"
	AS=wu at "$COUNTY" joint join "$(told "$COUNTY" '.rows[0].short' \
		joint list)"
	is "$(carry "$COUNTY" "$CITY")" "[1,0]"
	echo "INCIDENT=$INCIDENT" >"$WORK/ids"
}

a_line_in_force_comes_to_the_city_and_is_not_its_own()
{
	. "$WORK/ids"
	AS=zhao at "$COUNTY" lines set D2026-0001 值守 全县干部在岗值守
	# what one officer proposed is nobody's word yet
	is "$(carry "$COUNTY" "$CITY")" "[0,0]"
	AS=wu at "$COUNTY" lines confirm D2026-0001 值守
	until_true 5 came "$COUNTY" "$CITY"
	is "$(told "$CITY" '.outside[0] | [.organ, .text] | tostring' \
		outside list "$INCIDENT")" \
		"[\"$(told "$COUNTY" .unit partner card)\",\"值守: 全县干部在岗值守\"]"
	is "$(told "$CITY" '.lines | length' lines list "$INCIDENT")" 0
	is "$(carry "$COUNTY" "$CITY")" "[0,0]"
}

a_claim_comes_with_what_checking_found_there()
{
	. "$WORK/ids"
	AS=zhao at "$COUNTY" claim add D2026-0001 上游水库已经溃坝
	until_true 5 came "$COUNTY" "$CITY"
	is "$(told "$CITY" '.rows[0] | [.text, .verdict, .partner_verdict] |
		tostring' claim list)" '["上游水库已经溃坝","open","open"]'
	# what came is not told back
	is "$(carry "$CITY" "$COUNTY")" "[0,0]"
	AS=qian at "$COUNTY" claim evidence D2026-0001/c1 --label 巡坝记录 \
		--url https://www.example.gov.cn/a
	AS=qian at "$COUNTY" claim verdict D2026-0001/c1 false \
		--checker 县水利局 --fact 水库运行正常 --why 大坝完好
	until_true 5 came "$COUNTY" "$CITY"
	is "$(told "$CITY" '.rows | map([.verdict, .partner_verdict]) |
		tostring' claim list)" '[["open","false"]]'
}

a_number_that_contradicts_ours_is_found_before_anyone_signs()
{
	local m
	. "$WORK/ids"
	STATION=$CITY
	new_message zhao "$INCIDENT" truth
	submit_message zhao "$MESSAGE"
	m=$MESSAGE
	echo "INCIDENT=$INCIDENT MESSAGE=$MESSAGE" >"$WORK/ids"
	# the county says another number, and it goes out there
	STATION=$COUNTY
	OFFICERS=
	new_message zhao D2026-0001 truth
	as zhao message edit "$MESSAGE" \
		--figure dead=4,source=县指挥部,as-of=-5m,verified
	submit_message zhao "$MESSAGE"
	review_all "$MESSAGE"
	arm "$MESSAGE" zheng
	fire "$MESSAGE" wang --accept-gaps 演练
	until_true 10 came "$COUNTY" "$CITY"
	STATION=$CITY
	OFFICERS=
	is "$(told "$CITY" '.outside | map(.organ) | unique | length' \
		outside list "$INCIDENT")" 1
	is "$(told "$CITY" '.outside | length' outside list "$INCIDENT")" 2
	is "$(ask '[.stages[].gates[] | select(.found[].rule == "L-51")
		| .gate] | unique | join(" ")' review "$m")" policy
	AS=li exits 77 at "$CITY" review "$m" policy pass --digest "$(ask \
		.digest message show "$m")" --lang zh
	has "$out" "$(told "$COUNTY" .unit partner card)"
}

who_left_is_told_nothing_more()
{
	. "$WORK/ids"
	AS=wu at "$COUNTY" joint leave D2026-0001 本县险情解除
	AS=zhao at "$COUNTY" claim add D2026-0001 县城全部停电
	is "$(carry "$COUNTY" "$CITY")" "[1,0]"
	is "$(told "$CITY" '.rows | length' claim list)" 1
	exits 0 at "$CITY" ledger verify
	exits 0 at "$COUNTY" ledger verify
}

the_lead_goes_over_when_the_county_has_taken_it()
{
	local joint
	. "$WORK/ids"
	AS=wu at "$CITY" joint open "$INCIDENT" --to county
	carry "$CITY" "$COUNTY" >"$WORK/said"
	joint=$(told "$COUNTY" '.rows[0].short' joint list)
	AS=wu at "$COUNTY" joint join "$joint"
	carry "$COUNTY" "$CITY" >"$WORK/said"
	AS=zhao exits 77 at "$CITY" joint hand "$INCIDENT" county
	AS=wu at "$CITY" joint hand "$INCIDENT" county --reason 险情在县域
	has "$(at "$CITY" joint show "$INCIDENT" --lang zh)" 待接任牵头单位
	carry "$CITY" "$COUNTY" >"$WORK/said"
	is "$(told "$COUNTY" '.waits[] | select(.what == "lead") |
		[.joint, .act] | tostring' status)" "[\"$joint\",\"joint.lead\"]"
	# until it is taken the city leads
	is "$(told "$COUNTY" '.rows[0].ours' joint list)" false
	AS=wu at "$COUNTY" joint lead "$joint"
	carry "$COUNTY" "$CITY" >"$WORK/said"
	until_true 5 eval '[ "$(told "$CITY" .ours joint show "$INCIDENT")" \
		= false ]'
	carry "$CITY" "$COUNTY" >"$WORK/said"
	is "$(told "$COUNTY" '.rows[0] | [.ours, .joined] | tostring' \
		joint list)" "[true,1]"
	AS=wu exits 75 at "$CITY" joint close "$INCIDENT" 汛情结束
	AS=wu at "$COUNTY" joint close D2026-0001 汛情结束
	carry "$COUNTY" "$CITY" >"$WORK/said"
	is "$(told "$CITY" '.rows[0].state' joint list)" closed
	exits 0 at "$CITY" ledger verify
	exits 0 at "$COUNTY" ledger verify
}

at_end stop_station "$CITY"
at_end stop_station "$COUNTY"

run_cases \
	a_city_and_its_county_are_in_one_joint_drill \
	a_line_in_force_comes_to_the_city_and_is_not_its_own \
	a_claim_comes_with_what_checking_found_there \
	a_number_that_contradicts_ours_is_found_before_anyone_signs \
	who_left_is_told_nothing_more \
	the_lead_goes_over_when_the_county_has_taken_it
