#!/bin/bash
# How many keys the jobs of a night take, typed in the console in a real
# terminal: from the screen on which one has the job before one's eyes to the
# text that is submitted. A phrase that an input method commits is one key, a
# number or a time is as many as it has digits and signs.
. "$(dirname "$0")/../tools/tap.sh"
. "$TOP/tests/tools/crier.sh"
. "$TOP/tests/tools/tmux.sh"
STATION=$WORK/station
at_end stop_station "$STATION"

FIXED=审核人所审即此内容 # what the dialog says before it is submitted

# keys KEY…: pressed by the drafter, and counted.
keys()
{
	press zhao "$@"
	printf '%s\n' "$@" >>"$WORK/keys"
}

# phrase TEXT: committed at once by an input method.
commits()
{
	terminal send-keys -t zhao -l "$1"
	sleep 0.1
	echo phrase >>"$WORK/keys"
}

# digits TEXT: each a key.
digits()
{
	types zhao "$1"
	fold -w1 <<<"$1" >>"$WORK/keys"
}

# to_row TEXT: down to the row that holds it, a key each.
to_row()
{
	local n
	for ((n = 0; n < 9; n++)); do
		! screen zhao | grep -q "^ *> .*$1" || return 0
		keys Down
	done
	is "no row of $1" "$(screen zhao)"
}

begins()
{
	: >"$WORK/keys"
}

# took JOB MOST: tells how many keys it took, and holds the count.
took()
{
	local n
	n=$(wc -l <"$WORK/keys")
	echo "# $1: $n keys, $2 at most" >&2
	echo "$1 $n" >>"$WORK/jobs"
	[ "$n" -le "$2" ] || is "$n" "$2" "keys for $1"
}

# submitted N: as the station has it.
submitted()
{
	wait_message 20 "$INCIDENT/$1" review || {
		screen zhao
		return 1
	}
}

an_hour_from_now()
{
	TZ=CST-8 date -d '+60 minutes' +%H:%M
}

a_first_notice_with_three_figures()
{
	crier init "$STATION" --demo
	console zhao 80 24 zh_CN.UTF-8
	begins
	keys n
	sees zhao 选择预案 暴雨洪涝
	keys Down Down Down Enter
	sees zhao 新建事件
	commits 青河镇暴雨内涝
	keys Enter Enter Enter Enter
	sees zhao 本步骤怎么做
	INCIDENT=$(ask '.rows[0].id' incident list)
	echo "INCIDENT=$INCIDENT" >"$WORK/ids"
	keys Enter Enter
	sees zhao "第 1 稿"
	# figures from the last one up, then the source in their head
	keys BTab Up Up
	digits 120
	keys Up Up Up Up Up Up Up Up
	digits 2
	keys Up ? Up
	commits 县应急局
	keys C-t # leads to what is missing, one after the other
	commits 云溪县青河镇
	keys C-t Right C-t C-r C-t
	sees zhao "$FIXED"
	keys Enter
	submitted 1
	took "first notice with three figures" 45
	is "$(as zhao message show "$INCIDENT/1" --json | jq -c \
		'[.figures[] | {(.name): .value}] | add')" \
		'{"dead":null,"missing":2,"moved":120}'
}

released()
{
	review_all "$1"
	arm "$1" zheng
	fire "$1" wang
	until_true 30 settled "$1"
}

# The first notice of another incident is out, with figures, some minutes ago.
a_notice_is_out()
{
	local at
	OFFICERS=
	open_incident zhao drill 青河镇暴雨内涝
	at=$(TZ=CST-8 date -d '-9 minutes' '+%Y-%m-%d %H:%M')
	as zhao message new "$INCIDENT" truth --prepared \
		--accounts county-site --set "as_of=$at" \
		--set place=云溪县青河镇 --set event=waterlogging \
		--set actions=已经转移沿河群众 \
		--figure missing=2,source=县应急局,as-of=-9m,verified \
		--figure moved=120,source=县应急局,as-of=-9m,verified
	MESSAGE=$INCIDENT/1
	submit_message zhao "$MESSAGE"
	released "$MESSAGE"
	echo "INCIDENT=$INCIDENT" >"$WORK/ids"
	console zhao 80 24 zh_CN.UTF-8
	press zhao :
	types zhao "$INCIDENT"
	press zhao Enter
	sees zhao 经过与时限
}

an_update_with_one_changed_figure()
{
	. "$WORK/ids"
	begins
	to_row 动态
	keys Enter Enter
	sees zhao "第 1 稿" 同第1号
	keys C-g C-t
	commits 被困群众全部转移
	keys C-t
	digits "$(an_hour_from_now)"
	keys C-t # leads to the first figure that nobody has said again
	sees zhao 还没有人确认
	digits 1
	keys Tab
	commits 新找到一人
	keys F5 C-t
	sees zhao "$FIXED"
	keys Enter
	submitted 2
	took "update with one changed figure" 25
	is "$(as zhao message show "$INCIDENT/2" --json | jq -c \
		'[.figures[] | {(.name): .value}] | add')" \
		'{"missing":1,"moved":120}'
}

no_change()
{
	. "$WORK/ids"
	released "$INCIDENT/2"
	press zhao q
	sees zhao 经过与时限
	begins
	keys u
	sees zhao "第 1 稿" 无新增情况
	keys C-t
	sees zhao "$FIXED"
	keys Enter
	submitted 3
	took "no change" 3
}

# Registered and answered by the drafter; checked by those who may, meanwhile.
a_rebuttal()
{
	. "$WORK/ids"
	press zhao q
	sees zhao 经过与时限
	begins
	keys c n
	sees zhao 登记传言
	commits 东安水库大坝已经决口
	keys C-s
	sees zhao "$INCIDENT/c1"
	echo 23.4 >"$WORK/level.csv"
	as qian claim evidence "$INCIDENT/c1" --label 水位记录 \
		--file "$WORK/level.csv"
	as qian claim change "$INCIDENT/c1" --check source
	as sun claim verdict "$INCIDENT/c1" false --checker 市水文局 \
		--fact 东安水库大坝完好，水位低于汛限水位 \
		--why 网传视频拍摄于2019年外省一座水库
	sees zhao 市水文局
	keys e
	sees zhao "第 1 稿" 网传视频
	keys C-t
	sees zhao "$FIXED"
	keys Enter
	submitted 4
	took rebuttal 35
}

# at_release N: the screen of a message that is out.
at_release()
{
	press zhao :
	types zhao "$INCIDENT/$1"
	sees zhao "$INCIDENT/$1"
	press zhao Enter
	sees zhao 校验码
	press zhao r
	sees zhao "发布 $INCIDENT/$1"
}

a_correction()
{
	. "$WORK/ids"
	at_release 2
	begins
	keys E
	sees zhao 更正此稿
	commits 被困群众全部转移
	keys Tab
	commits 被困群众大部分转移
	keys C-s
	submitted 5
	took correction 16
}

a_withdrawal()
{
	. "$WORK/ids"
	at_release 1
	begins
	keys W
	sees zhao 撤回此稿
	keys Enter
	submitted 6
	took withdrawal 2
}

run_cases \
	a_first_notice_with_three_figures \
	a_notice_is_out \
	an_update_with_one_changed_figure \
	no_change \
	a_rebuttal \
	a_correction \
	a_withdrawal
