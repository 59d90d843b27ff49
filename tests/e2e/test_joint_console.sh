#!/bin/bash
# A joint release by the console alone, in tmux at two real stations: the city
# invites, orders and watches its grid; the county joins, reads the order to its
# end and takes it; who has no station is noted. Letters go by stick.
. "$(dirname "$0")/../tools/tap.sh"
. "$TOP/tests/tools/crier.sh"
. "$TOP/tests/tools/tmux.sh"
. "$TOP/tests/tools/stations.sh"

CITY=$WORK/city COUNTY=$WORK/county
at_end stop_station "$CITY"
at_end stop_station "$COUNTY"

# seat DIR OFFICER WINDOW [COLS ROWS LANG]: a console at one of the two.
seat()
{
	STATION=$1 console "$2" "${4:-80}" "${5:-24}" "${6:-zh_CN.UTF-8}" "$3"
}

the_city_invites_by_a_key_and_the_county_joins_by_another()
{
	city_and_county --organ health
	at "$CITY" partner add town --name 东镇人民政府 --rank subordinate \
		--phone 010-222333
	AS=wu at "$CITY" partner confirm town --phone 010-222333 --who 赵六
	STATION=$CITY
	OFFICERS=
	open_incident zhao actual
	echo "INCIDENT=$INCIDENT" >"$WORK/ids"
	seat "$CITY" wu city
	press city Enter
	sees city 本步骤怎么做
	press city 6
	sees city 本事件还不是联合事件
	press city "&"
	sees city 邀请协同单位 county
	press city Space Enter
	sees city 已发出邀请函 0/1
	is "$(carry "$CITY" "$COUNTY")" "[1,0]"
	seat "$COUNTY" wu county
	sees county 联合邀请
	press county Enter
	sees county 受邀，待答复
	press county +
	sees county 参加联合事件
	press county Enter Enter
	sees county 已参加
	is "$(carry "$COUNTY" "$CITY")" "[1,0]"
	sees city 1/1
}

an_order_is_made_of_what_is_approved()
{
	. "$WORK/ids"
	STATION=$CITY
	new_message zhao "$INCIDENT" truth --accounts county-site,county-weixin
	submit_message zhao "$MESSAGE"
	review_all "$MESSAGE"
	echo "MESSAGE=$MESSAGE" >>"$WORK/ids"
	seat "$CITY" zheng city 120 40
	press city 6
	sees city 1/1
	press city n
	sees city 发出联合发布令 "$MESSAGE" "county  " "town  东镇"
	press city Tab Space Down Space C-s
	sees city 已发令 请先致电 尚无回音 010-222333
	is "$(told "$CITY" '.units | length' joint show "$MESSAGE")" 2
}

the_county_reads_it_to_its_end_and_takes_it()
{
	. "$WORK/ids"
	is "$(carry "$CITY" "$COUNTY")" "[1,0]"
	seat "$COUNTY" wu county
	sees county 联合发布令
	press county Enter
	sees county 待阅 下面还有
	is "$(told "$COUNTY" '.orders[0].state' joint show 2026-0001)" heard
	press county Space
	until_true 10 eval \
		'[ "$(told "$COUNTY" ".orders[0].state" joint show 2026-0001)" = read ]'
	press county +
	sees county 您代表本单位按原文签发
	press county Down Down Down Down Space Down Down Space Enter
	sees county 已接令
	press county Enter
	sees county 已签发。由发布员转待发
	is "$(told "$COUNTY" '[.state, .tier] | tostring' message show \
		2026-0001/1)" '["approved","joint"]'
}

the_grid_says_who_has_taken_it_and_who_is_to_be_rung()
{
	. "$WORK/ids"
	sees city 已发令 # and it stays there until a letter comes
	carry "$COUNTY" "$CITY"
	sees city 已接令
	press city Enter
	sees city "请先致电  东镇人民政府" "> 东镇人民政府"
	press city @
	sees city 单位的电话答复
	press city Down Tab
	types city 赵六
	press city Tab
	types city 010-222333
	press city C-s
	sees city "答复人  赵六"
	hasnt "$(screen city)" "请先致电  东镇"
	is "$(told "$CITY" '[.units[] | select(.partner == "town")
		| .state, .who] | tostring' joint show "$MESSAGE")" \
		'["taken","赵六"]'
}

letters_and_what_a_month_was_are_read_there()
{
	press city q q 7
	sees city 往来函件 无交换库 联合发布令 已接收
	press city q 9
	sees city 新建事件
	press city Enter
	sees city 台账条目 南河镇洪水
	press city q
	sees city 承诺的下次发布按时
	press city q 8
	sees city 档案库尚未设镜像
}

run_cases the_city_invites_by_a_key_and_the_county_joins_by_another \
	an_order_is_made_of_what_is_approved \
	the_county_reads_it_to_its_end_and_takes_it \
	the_grid_says_who_has_taken_it_and_who_is_to_be_rung \
	letters_and_what_a_month_was_are_read_there
