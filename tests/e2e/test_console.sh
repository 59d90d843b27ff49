#!/bin/bash
# The console in a real terminal (tmux, 80x24 and larger) against a real
# station: a whole release typed by hand, and what a killed console keeps.
. "$(dirname "$0")/../tools/tap.sh"
. "$TOP/tests/tools/crier.sh"
. "$TOP/tests/tools/tmux.sh"
STATION=$WORK/station
at_end stop_station "$STATION"

an_incident_is_opened_and_walked_in_chinese()
{
	crier init "$STATION" --demo
	drafter=$(officer_with drafter)
	console "$drafter" 80 24 zh_CN.UTF-8
	sees "$drafter" 没有待您处理的事项 当前没有计时中的时限
	press "$drafter" n
	sees "$drafter" 选择预案 暴雨洪涝
	press "$drafter" Down Down Down Enter
	sees "$drafter" 新建事件
	types "$drafter" 南河镇洪水
	press "$drafter" Enter Enter Enter Enter
	sees "$drafter" "演示台·演练 DEMO DRILL" 南河镇洪水 "下一时限" 本步骤怎么做
	hasnt "$(screen "$drafter")" "ACTUAL"
	press "$drafter" L
	sees "$drafter" "Steps of the playbook" "Next:"
	is "$(ask '.rows | length' incident list)" 1 incidents
	press "$drafter" L q q Enter
	until_true 10 eval ! kill -0 "$(pid "$drafter")"
}

what_is_typed_survives_a_killed_console()
{
	drafter=$(officer_with drafter)
	incident=$(ask '.rows[0].id' incident list)
	new_message "$drafter" "$incident" truth
	echo "$MESSAGE" >"$WORK/message"
	console "$drafter"
	press "$drafter" Enter # what waits for whoever began it
	sees "$drafter" "Revision 1"
	press "$drafter" Tab Tab End
	types "$drafter" 北桥头
	sees "$drafter" "draft kept"
	kill -KILL "$(pid "$drafter")"
	console "$drafter"
	press "$drafter" Enter
	sees "$drafter" "Goes on from the draft by " 北桥头
	press "$drafter" C-t
	sees "$drafter" "Submit for review"
	press "$drafter" Enter
	sees "$drafter" "Give a reason" L-36
	press "$drafter" Tab
	types "$drafter" 已与消防大队电话核对
	press "$drafter" Enter
	wait_message 20 "$MESSAGE" review
	[[ "$(ask .master.text message show "$MESSAGE")" == *北桥头* ]]
}

# seated OFFICER: a console in a home of its own, as the next login finds it.
seated()
{
	mkdir -p "$WORK/state"
	terminal new-session -d -s "$1" -x 80 -y 24 "XDG_STATE_HOME=$WORK/state \
		LC_ALL= LANG=en_US.UTF-8 exec $B/bin/crier \
		--station $STATION --as $1"
}

a_cut_line_leads_back_to_the_same_screen()
{
	auditor=$(officer_with auditor)
	incident=$(ask '.rows[0].id' incident list)
	seated "$auditor"
	sees "$auditor" "Open incidents"
	press "$auditor" l
	sees "$auditor" "Ledger"
	terminal kill-session -t "$auditor"
	until_true 10 test -s "$WORK/state/crier/seat"
	is "$(stat -c %a "$WORK/state/crier/seat")" 600
	seated "$auditor"
	sees "$auditor" "Ledger" "You are back where the line broke"
	# whoever leaves begins at the board, and another officer does too
	press "$auditor" q q Enter
	until_true 10 eval ! terminal has-session -t "$auditor"
	[ ! -e "$WORK/state/crier/seat" ]
	printf 'somebody else\nledger \n../../x y\n' \
		>"$WORK/state/crier/seat"
	seated "$auditor"
	sees "$auditor" "Open incidents"
	hasnt "$(screen "$auditor")" "back where"
	terminal kill-session -t "$auditor"
}

# visit [VIEW's WORDS]: a console of the auditor that looks at the board, and at
# the incident if words of its screen are given, and is left.
visit()
{
	seated "$auditor"
	sees "$auditor" "Open incidents" "$incident"
	board=$(screen "$auditor")
	[ $# = 0 ] || press "$auditor" Enter
	[ $# = 0 ] || sees "$auditor" "$@"
	[ $# = 0 ] || press "$auditor" q
	press "$auditor" q Enter
	until_true 10 eval ! terminal has-session -t "$auditor"
}

# What another does is marked in each console that is begun anew, until the
# officer has read it there.
what_is_new_is_marked_until_it_is_read()
{
	auditor=$(officer_with auditor)
	incident=$(ask '.rows[0].id' incident list)
	terminal kill-session -t "$auditor" # of the step before
	visit "Course of events"
	as "$(officer_with drafter)" claim add "$incident" 坝要垮了
	visit
	has "$board" "^ 1 new"
	visit "^ 1 new" 坝要垮了
	has "$board" "^ 1 new"
	visit
	hasnt "$board" "^"
}

# Both open before either types: neither writes over the other's words.
two_consoles_of_one_officer_keep_both_drafts()
{
	drafter=$(officer_with drafter)
	incident=$(ask '.rows[0].id' incident list)
	new_message "$drafter" "$incident" update
	for window in one two; do
		console "$drafter" 80 24 en_US.UTF-8 "$window"
		sees "$window" "$MESSAGE" # there is something to open
		press "$window" Enter
		sees "$window" "Revision 1"
	done
	press one Tab End
	types one 甲处
	sees one "draft kept"
	terminal kill-session -t one
	press two Tab Tab Tab End
	types two 乙处
	sees two "draft kept" "says otherwise: F3"
	press two F3
	sees two "you, in another console" 甲处 乙处
	press two Escape
	terminal kill-session -t two
	console "$drafter" 80 24 en_US.UTF-8 three
	sees three "$MESSAGE"
	press three Enter
	sees three "F3 shows where they differ" 乙处
	press three F3
	sees three 甲处
	press three Down Enter # what only they changed
	sees three 甲处 乙处
	terminal kill-session -t three
}

# What a terminal or a line may send by itself, on the view of an armed release.
noise_changes_nothing()
{
	sends "$2" 1b 4f # ESC O and, later, H: Home in two pieces
	sleep 0.08
	sends "$2" 48
	sends "$2" 1b
	sleep 0.08
	sends "$2" 5b 48 # Esc has closed the view: once more, see below
	press "$2" Enter
	sees "$2" ARMED "12 prepared"
	sends "$2" 1b 1b 5b 48
	# a late answer: the terminal's background
	terminal send-keys -t "$2" -l $'\e]11;rgb:1d1d/Help/dadd\e\\'
	terminal send-keys -t "$2" -l "Up the hill" # a paste without marks
	sees "$2" "U (Disarm) came together with other keys"
	terminal send-keys -t "$1" -l "Help us"
	sees "$1" "请单独再按一次 H"
	sleep 0.5
	is "$(message_state "$MESSAGE")" armed
}

# Gates before the last one are passed by command: test_flow types them all.
a_message_is_reviewed_approved_armed_and_fired_by_hand()
{
	read -r MESSAGE <"$WORK/message"
	OFFICERS=$(crier officer list --json)
	m=$(crier message show "$MESSAGE" --json)
	reviewer=$(pick_reviewer "$m" first wording)
	console "$reviewer"
	sees "$reviewer" "first review"
	press "$reviewer" Enter
	sees "$reviewer" Manifest
	press "$reviewer" End p
	sees "$reviewer" "Pass a gate" "I have read it to the end"
	press "$reviewer" Enter Enter
	sees "$reviewer" Passed. "[x] wording"

	m=$(crier message show "$MESSAGE" --json)
	DIGEST=$(jq -r .digest <<<"$m")
	while read -r stage gate; do
		m=$(crier message show "$MESSAGE" --json)
		as "$(pick_reviewer "$m" "$stage" "$gate")" review "$MESSAGE" \
			"$gate" pass --digest "$DIGEST"
	done < <(jq -r '.stages[] | select(.stage != "final") | .stage as $s
		| .gates[] | select(.state == "open") | "\($s) \(.gate)"' \
		<<<"$m")

	signer=$(officer_with signer)
	console "$signer" 200 50
	press "$signer" Enter
	sees "$signer" Manifest
	press "$signer" A
	sees "$signer" "Type the digest's first four"
	types "$signer" "${DIGEST:0:4}"
	press "$signer" Enter
	sees "$signer" "Approved. It can be armed now."

	first=$(officer_with releaser)
	second=$(officer_with releaser "$first")
	console "$first" 80 24 zh_CN.UTF-8
	console "$second"
	press "$first" Enter
	sees "$first" 已签发
	press "$first" a
	sees "$first" 已待发 "就绪 12"
	word=$(ask .fire_word message show "$MESSAGE")
	press "$second" Enter
	sees "$second" ARMED "12 prepared"
	noise_changes_nothing "$first" "$second"
	press "$second" f
	sees "$second" "nothing leaves this station"
	phrase=$(phrase "$second")
	has "$phrase" "$word 12 "
	terminal set-buffer "$word"
	terminal paste-buffer -p -t "$second" # a paste is refused
	sees "$second" "Pasting is refused here"
	# the word, in a burst as of a terminal that marks no paste, and Enter
	terminal send-keys -t "$second" -l "$word"
	sleep 0.5
	press "$second" Enter
	sees "$second" "Type exactly: $phrase"
	press "$second" C-u
	code=$(((10#${phrase##* } + 1) % 10000))
	types "$second" "$word 12 $(printf %04d "$code")"
	press "$second" Enter # neither with another code
	sleep 0.5
	is "$(message_state "$MESSAGE")" armed
	press "$second" Escape f
	sees "$second" "nothing leaves this station"
	types "$second" "$(phrase "$second")"
	press "$second" Enter
	sees "$second" "6 of 12 would have been published, 6 manual" \
		"nothing was sent"
	sees "$first" "演练：6/12 会上线，6 等人工"
	press "$first" Enter
	sees "$first" 没有发出任何内容
	wait_message 30 "$MESSAGE" released fired
}

the_night_is_replayed_and_verified()
{
	read -r MESSAGE <"$WORK/message"
	auditor=$(officer_with auditor)
	console "$auditor" 80 24
	sees "$auditor" DRILL
	press "$auditor" Enter
	sees "$auditor" "Steps of the playbook" "drill 6/12"
	press "$auditor" y
	sees "$auditor" "Step 1 of"
	press "$auditor" End
	sees "$auditor" "drill 6/12"
	press "$auditor" Escape b l
	sees "$auditor" "delivery results"
	press "$auditor" K
	sees "$auditor" "The ledger is whole."
}

a_station_that_ends_and_comes_back_is_met_again()
{
	auditor=$(officer_with auditor)
	console "$auditor" 80 24
	crier station stop
	sees "$auditor" "station away"
	crier status >/dev/null
	sees "$auditor" "The station answers again."
	hasnt "$(screen "$auditor")" "station away"
}

# It takes connections and says nothing: typing goes on, and nothing is lost.
a_station_that_stalls_is_said_and_typing_goes_on()
{
	drafter=$(officer_with drafter)
	incident=$(ask '.rows[0].id' incident list)
	new_message "$drafter" "$incident" update
	console "$drafter" 80 24
	press "$drafter" Enter
	sees "$drafter" "Revision 1"
	station=$(ask .pid station status)
	kill -STOP "$station"
	at_end kill -CONT "$station"
	press "$drafter" Tab End
	types "$drafter" 丙处
	until_true 3 shows "$drafter" "station silent for" || { screen "$drafter"; return 1; }
	types "$drafter" 丁处
	until_true 1 shows "$drafter" 丙处丁处
	kill -CONT "$station"
	sees "$drafter" "draft kept" 丙处丁处
	hasnt "$(screen "$drafter")" "no answer"
	terminal kill-session -t "$drafter"
}

a_small_window_says_so_and_recovers()
{
	auditor=$(officer_with auditor)
	console "$auditor" 80 24
	terminal resize-window -t "$auditor" -x 60 -y 20
	sees "$auditor" "Open incidents"
	terminal resize-window -t "$auditor" -x 38 -y 14
	sees "$auditor" "This window is 38 x 14."
	terminal resize-window -t "$auditor" -x 120 -y 40
	sees "$auditor" "Open incidents"
	hasnt "$(screen "$auditor")" "Crier needs"
}

run_cases \
	an_incident_is_opened_and_walked_in_chinese \
	what_is_typed_survives_a_killed_console \
	a_cut_line_leads_back_to_the_same_screen \
	two_consoles_of_one_officer_keep_both_drafts \
	a_message_is_reviewed_approved_armed_and_fired_by_hand \
	the_night_is_replayed_and_verified \
	a_station_that_ends_and_comes_back_is_met_again \
	a_station_that_stalls_is_said_and_typing_goes_on \
	a_small_window_says_so_and_recovers \
	what_is_new_is_marked_until_it_is_read
