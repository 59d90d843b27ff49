#!/bin/bash
# One evening, arming and firing by hand, in the terminals that
# offices have: an xterm of 80x23, screen that draws frames in two columns, and
# a GBK terminal (screen converts it for tmux).
. "$(dirname "$0")/../tools/tap.sh"
. "$TOP/tests/tools/crier.sh"
. "$TOP/tests/tools/tmux.sh"
STATION=$WORK/station
at_end stop_station "$STATION"
export SCREENDIR=$WORK/screens

# opens KIND WINDOW OFFICER
opens()
{
	local kind=$1 window=$2
	local crier="$B/bin/crier --station $STATION --as $3 console"
	crier+=" --view release --id $MESSAGE"
	terminal kill-session -t "$window" 2>/dev/null || true
	case $kind in
	xterm)
		terminal new-session -d -s "$window" -x 80 -y 23 \
			"LC_ALL= LANG=zh_CN.UTF-8 TERM=xterm exec $crier" ;;
	wide | gbk)
		mkdir -pm 700 "$SCREENDIR"
		printf '%s\n' "startup_message off" "cjkwidth on" \
			"defutf8 on" "autodetach off" \
			"term screen-256color" >"$WORK/wide.rc"
		printf '%s\n' "startup_message off" "defencoding GBK" \
			"autodetach off" \
			"term screen-256color" >"$WORK/gbk.rc"
		local charset=UTF-8
		[ "$kind" = wide ] || charset=GBK
		terminal new-session -d -s "$window" -x 80 -y 24 \
			"LC_ALL=C.UTF-8 exec screen -U -c $WORK/$kind.rc \
			env LC_ALL= LANG=zh_CN.$charset $crier" ;;
	esac
	sees "$window" 校验码
}

# evening KIND: a drill's message, armed and fired by hand there.
evening()
{
	local kind=$1 first
	first=$(officer_with releaser)
	new_message "$(officer_with drafter)" "$INCIDENT" truth
	submit_message "$(officer_with drafter)" "$MESSAGE"
	review_all "$MESSAGE"
	opens "$kind" "$kind" "$first"
	sees "$kind" 已签发 校验码
	screen "$kind" >"$WORK/$kind.release"
	press "$kind" a
	sees "$kind" 已待发 "就绪 12"
	press "$kind" f
	sees "$kind" 发布请输入
	types "$kind" "$(phrase "$kind")"
	press "$kind" Enter
	sees "$kind" 没有发出任何内容
	wait_message 30 "$MESSAGE" released fired
	terminal kill-session -t "$kind"
}

begin_the_drill()
{
	crier init "$STATION" --demo
	know_officers
	open_incident "$(officer_with drafter)" drill
	echo "$INCIDENT" >"$WORK/incident"
}

# no_row_shifts FILE SIGN: the first row and the frame's end where they began.
no_row_shifts()
{
	local width
	while IFS= read -r row; do
		width=$(printf %s "$row" | wc -L)
		[ "$width" -le 80 ] || { echo "$width columns: $row"; return 1; }
	done <"$1"
	has "$(head -n 1 "$1")" "演练 DEMO DRILL"
	has "$(head -n 1 "$1")" "$2"
}

an_evening_in_an_xterm_of_80x23()
{
	know_officers
	read -r INCIDENT <"$WORK/incident"
	evening xterm
	no_row_shifts "$WORK/xterm.release" "─ ─"
}

an_evening_where_frames_are_two_columns_wide()
{
	know_officers
	read -r INCIDENT <"$WORK/incident"
	evening wide
	no_row_shifts "$WORK/wide.release" "- -"
	hasnt "$(cat "$WORK/wide.release")" ─
}

an_evening_in_gbk()
{
	know_officers
	read -r INCIDENT <"$WORK/incident"
	evening gbk
	no_row_shifts "$WORK/gbk.release" "- -"
	hasnt "$(cat "$WORK/gbk.release")" ─
}

a_terminal_that_cannot_move_its_cursor_is_told_what_can_be_done()
{
	local out
	out=$(TERM=dumb LANG=zh_CN.UTF-8 script -qec \
		"$B/bin/crier --station $STATION" /dev/null </dev/null) || true
	has "$out" "crier help"
	has "$out" "dumb"
}

# painted SETTING…: the board with its colours, as it is in tmux.
painted()
{
	terminal kill-session -t paint 2>/dev/null || true
	terminal new-session -d -s paint -x 80 -y 24 "exec env $* LC_ALL= \
		TERM=screen-256color LANG=zh_CN.UTF-8 $B/bin/crier \
		--station $STATION"
	sees paint 进行中的事件
	terminal capture-pane -e -p -t paint
}

a_light_background_and_none_of_the_colours()
{
	local dark light plain
	dark=$(painted NO_COLOR=)
	light=$(painted CRIER_THEME=light)
	plain=$(painted NO_COLOR=1 CRIER_THEME=light)
	has "$dark" $'\e[36m'
	hasnt "$dark" $'\e[38;5;24m'
	has "$light" $'\e[38;5;24m'
	hasnt "$light" $'\e[36m'
	has "$plain" 演示台
	hasnt "$plain" $'\e[36m'
	hasnt "$plain" $'\e[38;5;'
}

run_cases \
	begin_the_drill \
	a_light_background_and_none_of_the_colours \
	an_evening_in_an_xterm_of_80x23 \
	an_evening_where_frames_are_two_columns_wide \
	an_evening_in_gbk \
	a_terminal_that_cannot_move_its_cursor_is_told_what_can_be_done
