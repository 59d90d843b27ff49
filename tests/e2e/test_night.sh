#!/bin/bash
# A whole night by hand, in a real terminal: three officers at their consoles
# (who writes, who signs, who releases), two incidents, a first notice, an
# update, a rebuttal, a correction. Gates before the last, and the second
# releaser, are passed by command meanwhile, as by people in other rooms.
. "$(dirname "$0")/../tools/tap.sh"
. "$TOP/tests/tools/crier.sh"
. "$TOP/tests/tools/tmux.sh"
STATION=$WORK/station
at_end stop_station "$STATION"

# goes OFFICER ID: to the screen of an incident, by its name.
goes()
{
	press "$1" :
	commits "$1" "$2"
	press "$1" Enter
}

# commits OFFICER TEXT: a phrase, as an input method does.
commits()
{
	terminal send-keys -t "$1" -l "$2"
	sleep 0.1
}

# gates MESSAGE: all but the last, each by whoever may. Sets DIGEST.
gates()
{
	local m stage gate officer
	know_officers
	m=$(crier message show "$1" --json)
	DIGEST=$(jq -r .digest <<<"$m")
	while read -r stage gate; do
		officer=$(pick_reviewer "$m" "$stage" "$gate")
		as "$officer" review "$1" "$gate" pass --digest "$DIGEST" \
			>/dev/null
		m=$(jq --arg s "$stage" --arg g "$gate" --arg o "$officer" '
			(.stages[] | select(.stage == $s) | .gates[]
				| select(.gate == $g)) +=
				{state: "passed", by: $o}' <<<"$m")
	done < <(jq -r '.stages[] | select(.stage != "final") | .stage as $s
		| .gates[] | select(.state == "open") | "\($s) \(.gate)"' \
		<<<"$m")
}

# signs MESSAGE: from the head's board; the row came while she looked at it.
signs()
{
	wait_message 20 "$1" review
	gates "$1"
	sees wu "$1 " 终审签发
	goes wu "$1"
	sees wu 发布清单 "${DIGEST:0:4}"
	press wu G # nobody signs what is not read
	until_true 10 eval "! shows wu 读到末尾，否则"
	press wu A
	sees wu 您将签发
	# what puts an error right asks for less
	! shows wu 输入校验码 || commits wu "${DIGEST:0:4}"
	press wu Enter
	wait_message 20 "$1" approved
	press wu b
	sees wu 值班与账号
}

# fires MESSAGE: from the releaser's board, armed by another.
fires()
{
	local phrase
	sees wang "$1 "
	arm "$1" zheng
	goes wang "$1"
	sees wang 发布清单
	press wang r
	sees wang 等您发布
	press wang f
	sees wang 发布请输入
	phrase=$(phrase wang)
	commits wang "$phrase"
	press wang Enter
	until_true 20 settled "$1"
	wait_message 20 "$1" released fired
	press wang b
	sees wang 值班与账号
}

three_sit_down_and_two_incidents_are_open()
{
	crier init "$STATION" --demo
	for each in zhao wu wang; do
		console "$each" 80 24 zh_CN.UTF-8
	done
	press zhao n
	sees zhao 选择预案 暴雨洪涝
	press zhao Down Down Down Enter
	sees zhao 新建事件
	commits zhao 演练内涝
	press zhao Enter Enter Enter Enter
	sees zhao 本步骤怎么做 "演练 DEMO DRILL"
	open_incident qian actual 青河镇暴雨内涝
	echo "A=$INCIDENT D=$(ask '.rows[].id' incident list | grep ^D)" \
		>"$WORK/ids"
	# what another begins is on every board, unasked
	sees wu "$INCIDENT " 青河镇暴雨内涝
	sees wang "$INCIDENT "
	press zhao b
	sees zhao "$INCIDENT " 演练内涝
}

the_first_notice_is_out()
{
	. "$WORK/ids"
	local at
	at=$(TZ=CST-8 date -d '-9 minutes' '+%Y-%m-%d %H:%M')
	as zhao message new "$A" truth --prepared --accounts county-site \
		--set "as_of=$at" --set place=云溪县青河镇 \
		--set event=waterlogging --set actions=已经转移沿河群众 \
		--figure missing=2,source=县应急局,as-of=-9m,verified \
		--figure moved=120,source=县应急局,as-of=-9m,verified
	sees zhao "$A/1 "
	goes zhao "$A/1"
	sees zhao 尚未送审
	press zhao e
	sees zhao "第 1 稿"
	press zhao C-t
	sees zhao 审核人所审即此内容
	press zhao Enter
	signs "$A/1"
	fires "$A/1"
}

an_update_with_one_changed_figure_is_out()
{
	. "$WORK/ids"
	local n
	goes zhao "$A"
	sees zhao 经过与时限 "1/1 已复核"
	for ((n = 0; n < 9; n++)); do
		! screen zhao | grep -q "^ *> .* 动态" || break
		press zhao Down
	done
	press zhao Enter
	sees zhao 新建稿件
	press zhao Enter
	sees zhao "第 1 稿" 同第1号
	press zhao C-g C-t
	commits zhao 被困群众全部转移
	press zhao C-t
	types zhao "$(TZ=CST-8 date -d '+60 minutes' +%H:%M)"
	press zhao C-t
	sees zhao 还没有人确认
	types zhao 1
	press zhao Tab
	commits zhao 新找到一人
	press zhao F5 C-t
	sees zhao 审核人所审即此内容
	press zhao Enter
	signs "$A/2"
	fires "$A/2"
	is "$(as zhao message show "$A/2" --json | jq -c \
		'[.figures[] | {(.name): .value}] | add')" \
		'{"missing":1,"moved":120}'
}

a_rumor_is_registered_checked_and_rebutted()
{
	. "$WORK/ids"
	goes zhao "$A"
	sees zhao 经过与时限
	press zhao c n
	sees zhao 登记传言
	commits zhao 东安水库大坝已经决口
	press zhao C-s
	sees zhao "$A/c1"
	echo 23.4 >"$WORK/level.csv"
	as qian claim evidence "$A/c1" --label 水位记录 --file "$WORK/level.csv"
	as qian claim change "$A/c1" --check source
	as sun claim verdict "$A/c1" false --checker 市水文局 \
		--fact 东安水库大坝完好，水位低于汛限水位 \
		--why 网传视频拍摄于2019年外省一座水库
	sees zhao 市水文局
	press zhao e
	sees zhao "第 1 稿" 网传视频
	press zhao C-t
	sees zhao 审核人所审即此内容
	press zhao Enter
	signs "$A/3"
	fires "$A/3"
	is "$(ask '.answered > 0' claim show "$A/c1")" true
}

the_update_is_corrected_where_it_stands()
{
	. "$WORK/ids"
	goes zhao "$A/2"
	sees zhao 校验码
	press zhao r
	sees zhao "发布 $A/2"
	press zhao E
	sees zhao 更正此稿
	commits zhao 被困群众全部转移
	press zhao Tab
	commits zhao 被困群众大部分转移
	press zhao C-s
	signs "$A/4"
	fires "$A/4"
	press zhao b
	goes zhao "$A/2"
	sees zhao "已由 $A/4 更正"
}

in_the_drill_one_arms_and_fires()
{
	. "$WORK/ids"
	new_message qian "$D" truth --accounts county-site
	submit_message qian "$MESSAGE"
	gates "$MESSAGE"
	signs "$MESSAGE"
	goes wang "$MESSAGE"
	sees wang 发布清单
	press wang r
	sees wang 已签发
	press wang a
	sees wang "就绪 1"
	press wang f
	sees wang 发布请输入
	commits wang "$(phrase wang)"
	press wang Enter
	sees wang 没有发出任何内容
}

in_the_morning_all_of_it_is_told()
{
	. "$WORK/ids"
	crier ledger verify
	goes zhao "$A"
	press zhao y
	sees zhao "第 1 步"
	# what happened comes in parts; the end is that of those that are here
	until_true 20 eval 'press zhao End; shows zhao "已更正 /4"'
	for each in zhao wu; do
		press "$each" b
		sees "$each" 没有待您处理的事项
	done
	is "$(ask '[.messages[] | .standing.online > 0] | join(" ")' \
		incident show "$A")" "true true true true"
}

run_cases \
	three_sit_down_and_two_incidents_are_open \
	the_first_notice_is_out \
	an_update_with_one_changed_figure_is_out \
	a_rumor_is_registered_checked_and_rebutted \
	the_update_is_corrected_where_it_stands \
	in_the_drill_one_arms_and_fires \
	in_the_morning_all_of_it_is_told
