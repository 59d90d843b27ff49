#!/bin/bash
# A joint release of a city and its county by stick: an order, taken by one
# officer and set by another, goes out at its time in both; a withdrawal follows
# the same road. A unit without a station is rung.
. "$(dirname "$0")/../tools/tap.sh"
. "$TOP/tests/tools/crier.sh"
. "$TOP/tests/tools/stations.sh"

CITY=$WORK/city COUNTY=$WORK/county

# grid PARTNER [FILTER]: what the city knows of its order of $MESSAGE.
grid()
{
	. "$WORK/ids"
	told "$CITY" ".units[] | select(.partner == \"$1\") | ${2:-.state}" \
		joint show "$MESSAGE"
}

# submitted KIND [ARG…]: of the city. Sets MESSAGE.
submitted()
{
	STATION=$CITY
	new_message zhao "$INCIDENT" "$@" --accounts county-site,county-weixin
	submit_message zhao "$MESSAGE"
}

# approved: MESSAGE, by the city.
approved()
{
	review_all "$MESSAGE"
	echo "INCIDENT=$INCIDENT MESSAGE=$MESSAGE DIGEST=$DIGEST" >"$WORK/ids"
}

# withdrawn: it goes out in the city and is withdrawn there. Sets MESSAGE.
withdrawn()
{
	STATION=$CITY
	arm "$MESSAGE" zheng
	fire "$MESSAGE" wang --accept-gaps 微信稍后
	as zhao withdraw "$MESSAGE" --json >"$WORK/said" || {
		cat "$WORK/said"
		return 1
	}
	MESSAGE=$(jq -r '.entries[0].body.message' "$WORK/said")
	submit_message zhao "$MESSAGE" || return 1
	review_all "$MESSAGE"
}

# The order, and what the city has said to the public since, if it is out.
all_carried()
{
	[[ "$(carry "$CITY" "$COUNTY")" = \[[1-9]*,0\] ]]
}

two_stations_are_in_one_joint_incident()
{
	local dir
	city_and_county --organ health
	at "$CITY" partner add town --name 东镇人民政府 --rank subordinate \
		--phone 010-222333
	AS=wu at "$CITY" partner confirm town --phone 010-222333 --who 赵六
	for dir in "$CITY" "$COUNTY"; do
		AS=chu at "$dir" clock keep --kept-by "宿主机以北斗授时校准"
		AS=wang at "$dir" clock agree
	done
	STATION=$CITY
	OFFICERS=
	open_incident zhao actual
	AS=wu at "$CITY" joint open "$INCIDENT" --to county
	is "$(carry "$CITY" "$COUNTY")" "[1,0]"
	echo "INCIDENT=$INCIDENT" >"$WORK/ids"
}

an_order_is_made_by_who_may_arm_of_what_is_approved()
{
	local order
	. "$WORK/ids"
	submitted truth
	approved
	# who has not joined gets none
	AS=zheng exits 75 at "$CITY" joint order "$MESSAGE" --to county \
		--digest "$DIGEST" --lang zh
	has "$out" 未参加本联合事件
	AS=wu at "$COUNTY" joint join "$(told "$COUNTY" '.rows[0].short' \
		joint list)"
	is "$(carry "$COUNTY" "$CITY")" "[1,0]"
	AS=zhao exits 77 at "$CITY" joint order "$MESSAGE" --to county \
		--digest "$DIGEST"
	AS=zheng exits 75 at "$CITY" joint order "$MESSAGE" --to town \
		--digest "$DIGEST" --lang zh
	has "$out" 至少须发给一个有发布台的单位
	# nobody signs what they have not agreed to
	AS=zheng exits 75 at "$CITY" joint order "$MESSAGE" --to county \
		--name joint --digest "$DIGEST" --lang zh
	has "$out" 尚未同意联合署名
	AS=zheng at "$CITY" joint order "$MESSAGE" --to county,town \
		--digest "$DIGEST" --at "$(TZ=Asia/Shanghai date -d '+11 seconds' \
		'+%Y-%m-%d %H:%M:%S')"
	AS=zheng exits 75 at "$CITY" joint order "$MESSAGE" --to county \
		--digest "$DIGEST" --lang zh
	has "$out" 已向
	is "$(grid county)" unknown
	is "$(grid town .phone)" 010-222333
	# by the order's own name as well: there may be no message to name it by
	order=$(told "$CITY" '.orders[0].order' joint show "$INCIDENT")
	is "$(told "$CITY" '.units | map([.partner, .state]) | tostring' \
		joint show "${order:0:8}")" '[["county","unknown"],["town","unknown"]]'
	exits 66 at "$CITY" joint show 00000000 --lang zh
	has "$out" 没有联合事件
	# whom a halt here does not reach
	is "$(told "$CITY" '.ordered | map(.partner) | sort | tostring' \
		message show "$MESSAGE")" '["county","town"]'
}

# alarms_are_for_a_robot: of the county's duty officers; no text goes there.
alarms_are_for_a_robot()
{
	printf '{"token":"plain"}' >"$WORK/secret"
	at "$COUNTY" account add duty-robot --kind wecom --name 值班群 \
		--owner 县融媒体中心 --option "url=$PLATFORM_URL/robots/wecom" \
		--option alarm=yes --credential-file "$WORK/secret"
	AS=zhao exits 65 at "$COUNTY" account add loud --kind mastodon \
		--name 公众号 --owner 县融媒体中心 --option alarm=yes \
		--option "url=$PLATFORM_URL" --lang zh
	has "$out" alarm
}

# The bell of the county: nobody there has read the order.
rang_once()
{
	[ "$(told "$COUNTY" '.waits[0] | [.unread, .overdue] | tostring' \
		status)" = '[true,1]' ]
}

the_county_reads_and_takes_it_and_another_sets_it()
{
	local order m word
	is "$(carry "$CITY" "$COUNTY")" "[1,0]"
	order=$(told "$COUNTY" '.orders[0].order' joint show 2026-0001)
	is "$(told "$COUNTY" '.waits[0] | [.what, .joint] | tostring' status)" \
		"[\"order\",\"${order:0:8}\"]"
	until_true 5 rang_once
	until_true 5 eval '[ "$(posted robots/wecom/plain)" = 1 ]'
	is "$(carry "$COUNTY" "$CITY")" "[1,0]"
	is "$(grid county)" heard
	# here nobody has read it, and no message of ours has a grid to ask for
	is "$(told "$COUNTY" '[.order, .state, (.message // "")] | tostring' \
		joint show "$order")" "[\"$order\",\"heard\",\"\"]"
	has "$(at "$COUNTY" joint show "${order:0:8}" --lang zh)" 无人阅
	is "$(told "$CITY" '[.waits[] | select(.what == "ring")][0] |
		[.partner, .phone, .state, .count] | tostring' status)" \
		'["county","010-88334455","heard",2]'
	has "$(AS=wang at "$CITY" status --lang zh)" '待致电' '010-88334455（已到，无人阅），另有 1 家'
	AS=qian at "$COUNTY" joint read "${order:0:8}"
	is "$(told "$COUNTY" '.waits[0] | [.unread, .overdue] | tostring' \
		status)" '[null,null]'
	AS=zhao exits 77 at "$COUNTY" joint take "${order:0:8}"
	# it does not fit into all of them: the officer says into which
	AS=wu exits 65 at "$COUNTY" joint take "${order:0:8}" --lang zh
	has "$out" 超出账号
	AS=wu at "$COUNTY" joint take "${order:0:8}" \
		--accounts county-site,county-weixin
	AS=wu exits 75 at "$COUNTY" joint take "${order:0:8}" --lang zh
	has "$out" 已接
	m=$(at "$COUNTY" message show 2026-0001/1 --json)
	is "$(jq -r '[.state, .tier, .kind, .waits] | tostring' <<<"$m")" \
		'["approved","joint","repost","set"]'
	is "$(told "$COUNTY" '.alarms | map([.account, .times, .outcome]) |
		tostring' joint show 2026-0001/1)" \
		'[["duty-robot",1,"accepted"]]'
	has "$(at "$COUNTY" joint show 2026-0001/1 --lang zh)" 值班群 已送出
	is "$(jq -r '[.deliveries[].account] | sort | tostring' <<<"$m")" \
		'["county-site","county-weixin"]'
	# the city's words, and one line more
	. "$WORK/ids"
	is "$(jq -r .master.text <<<"$m" | grep -v 转载 | tr -d '\n')" "$(told \
		"$CITY" .master.text message show "$MESSAGE" | tr -d '\n')"
	has "$(jq -r .master.text <<<"$m")" "转载）"
	word=$(jq -r .fire_word <<<"$m")
	# who took it does not set it, and nobody writes it anew
	AS=zhao exits 75 at "$COUNTY" message edit 2026-0001/1 \
		--set contact=别的 --lang zh
	has "$out" 只能原样发布
	AS=wang at "$COUNTY" release 2026-0001/1 set \
		--digest "$(jq -r .digest <<<"$m")" --confirm "$word" \
		--at "$(TZ=Asia/Shanghai date -d "@$(($(jq .at <<<"$m") / 1000))" \
		'+%Y-%m-%d %H:%M:%S')"
	until_true 5 carried_as set ready
}

# The letters of the county have come to the city, and say one of these.
carried_as()
{
	local state
	carry "$COUNTY" "$CITY" >"$WORK/said"
	state=$(grid county)
	[[ " $* " = *" $state "* ]]
}

who_has_no_station_is_rung_and_it_is_noted()
{
	local page
	. "$WORK/ids"
	AS=li exits 65 at "$CITY" joint note "$MESSAGE" town taken --who 赵六 \
		--number 010-999
	AS=li exits 75 at "$CITY" joint note "$MESSAGE" county taken --who 赵六 \
		--number 010-88334455
	page=$(AS=li at "$CITY" joint page "$MESSAGE" town --lang zh)
	has "$page" "${DIGEST:0:4} ${DIGEST:4:4}" 东镇人民政府 010-66001122 \
		定时发布，不得提前 答复期限
	# the text is whole, with the line that says who passes it on
	is "$(AS=li at "$CITY" joint page "$MESSAGE" town --copy | grep -v 转载 |
		tail -n +2 | tr -d '\n')" "$(told "$CITY" .master.text message \
		show "$MESSAGE" | tr -d '\n')"
	has "$(AS=li at "$CITY" joint page "$MESSAGE" town --copy)" \
		，东镇人民政府转载）
	AS=li exits 75 at "$CITY" joint page "$MESSAGE" county
	AS=li exits 66 at "$CITY" joint page "$MESSAGE" nobody
	AS=li exits 65 at "$CITY" joint note "$MESSAGE" town taken --who 赵六 \
		--number 010-222333 --code '0000 0000' --lang zh
	has "$out" 对方手中不是本稿
	AS=li at "$CITY" joint note "$MESSAGE" town taken --who 赵六 \
		--number 010-222333 --code "${DIGEST:0:4} ${DIGEST:4:4}"
	is "$(grid town '[.state, .who, .by_hand, .read_back, .noted, .by,
		.verified] | tostring')" \
		'["taken","赵六",true,true,"李法制",null,null]'
	has "$(at "$CITY" joint show "$MESSAGE" --lang zh)" 东镇人民政府 电话联系 \
		已接令 赵六
}

it_goes_out_at_its_time_and_the_city_is_told_of_each_account()
{
	until_true 20 carried_as out
	until_true 10 receipt_came
	is "$(grid county '[.of, .out] | tostring')" "[2,1]"
	is "$(grid county '.receipt[] | select(.account == "county-site").state')" \
		verified
}

receipt_came()
{
	carry "$COUNTY" "$CITY" >"$WORK/said"
	[ "$(grid county .verified)" = 1 ]
}

a_withdrawal_goes_to_those_who_carry_the_wrong_text()
{
	local order m
	. "$WORK/ids"
	withdrawn
	AS=zheng at "$CITY" joint order "$MESSAGE" --digest "$DIGEST"
	is "$(told "$CITY" '.units | map(.partner) | sort | tostring' \
		joint show "$MESSAGE")" '["county","town"]'
	all_carried
	order=$(told "$COUNTY" '.orders[1].order' joint show 2026-0001)
	AS=wu exits 65 at "$COUNTY" joint refuse "$order" 不发 --lang zh
	has "$out" 应先致电
	AS=wu at "$COUNTY" joint take "$order"
	m=$(at "$COUNTY" message show 2026-0001/2 --json)
	is "$(jq -r '[.kind, .corrects, .state] | tostring' <<<"$m")" \
		'["withdrawal","2026-0001/1","approved"]'
	exits 0 at "$CITY" ledger verify
	exits 0 at "$COUNTY" ledger verify
}

agreed_by_the_county()
{
	STATION=$CITY
	as qian concur ask "$MESSAGE" health
	as qian letter ask "$MESSAGE" health
	carry "$CITY" "$COUNTY" >"$WORK/said"
	AS=wu at "$COUNTY" letter answer "$(told "$COUNTY" \
		'[.rows[] | select(.kind == "concur-ask")][0].letter' \
		letter list)" agreed
	carry "$COUNTY" "$CITY" >"$WORK/said"
}

# Its answers have not come: it may be out there, or about to be.
a_withdrawal_reaches_who_was_not_heard_and_ends_the_order()
{
	local first
	. "$WORK/ids"
	submitted truth
	agreed_by_the_county
	approved
	AS=zheng at "$CITY" joint order "$MESSAGE" --to county \
		--name joint --digest "$DIGEST"
	all_carried
	first=$(told "$COUNTY" '.orders[2].order' joint show 2026-0001)
	is "$(grid county)" unknown
	withdrawn
	AS=zheng at "$CITY" joint order "$MESSAGE" --digest "$DIGEST"
	no_letter_is_kept
	all_carried
	AS=wu exits 75 at "$COUNTY" joint take "$first" --lang zh \
		--accounts county-site,county-weixin
	has "$out" 更正或撤回联合发布令
	# what waits is the later one alone
	is "$(told "$COUNTY" '[.waits[] | select(.what == "order").joint] |
		tostring' status)" "[\"$(told "$COUNTY" '.orders[3].order[:8]' \
		joint show 2026-0001)\"]"
}

# Where the county's own letters lie is a file; carry needs no letter of it.
no_letter_is_kept()
{
	mv "$COUNTY/letters" "$COUNTY/letters.away"
	: >"$COUNTY/letters"
}

not_told()
{
	told "$COUNTY" '[.told[] | select(.what == "letter")] | length' status
}

all_is_told()
{
	[ "$(not_told)" = 0 ]
}

what_it_cannot_write_itself_is_said_and_tried_again()
{
	local order
	order=$(told "$COUNTY" '.orders[3].order' joint show 2026-0001)
	until_true 5 eval '[ "$(not_told)" = 1 ]'
	is "$(told "$COUNTY" '.told[] | select(.what == "letter") |
		[.partner, .order] | tostring' status)" \
		"[\"city\",\"${order:0:8}\"]"
	has "$(AS=wu at "$COUNTY" status --lang zh)" 未能告知 letters
	rm "$COUNTY/letters"
	mv "$COUNTY/letters.away" "$COUNTY/letters"
	until_true 10 all_is_told
	until_true 5 carried_as heard
}

start_platform "$WORK/platform"
at_end stop_station "$CITY"
at_end stop_station "$COUNTY"

run_cases \
	two_stations_are_in_one_joint_incident \
	alarms_are_for_a_robot \
	an_order_is_made_by_who_may_arm_of_what_is_approved \
	the_county_reads_and_takes_it_and_another_sets_it \
	who_has_no_station_is_rung_and_it_is_noted \
	it_goes_out_at_its_time_and_the_city_is_told_of_each_account \
	a_withdrawal_goes_to_those_who_carry_the_wrong_text \
	a_withdrawal_reaches_who_was_not_heard_and_ends_the_order \
	what_it_cannot_write_itself_is_said_and_tried_again
