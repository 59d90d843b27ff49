#!/bin/bash
# What a message is, on every surface: one message in each state, and of each
# one row with what board, walk, deliveries, text, replay, page, feed and
# command line say of it. Then the halves of it that a person must do.
. "$(dirname "$0")/../tools/tap.sh"
. "$TOP/tests/tools/crier.sh"
. "$TOP/tests/tools/tmux.sh"
STATION=$WORK/station
at_end stop_station "$STATION"

# released KIND [ARG…]: armed by one releaser, fired by another. Sets MESSAGE.
released()
{
	local kind=$1
	shift
	new_message zhao "$INCIDENT" "$kind" \
		--accounts county-site,county-weixin "$@"
	out "$MESSAGE"
}

# out MESSAGE: submitted, reviewed, fired, and all that is not by hand settled.
out()
{
	submit_message zhao "$1"
	review_all "$1"
	arm "$1" zheng
	fire "$1" wang
	until_true 30 settled "$1"
}

says()
{
	ask ".standing.$2.${3:-zh}" message show "$1"
}

a_message_comes_into_every_state()
{
	crier init "$STATION" --demo
	OFFICERS=
	open_incident zhao actual
	ID=$INCIDENT
	released truth # 1: withdrawn below, its text in hand
	crier --as wang delivery text "$ID/1:county-weixin" >"$WORK/text"
	released update # 2: corrected below
	new_message zhao "$ID" update --accounts county-site,county-weixin
	submit_message zhao "$MESSAGE" # 3: returned
	crier --as sun review "$MESSAGE" wording return \
		--digest "$(ask .digest message show "$MESSAGE")" \
		--reason "第二段写了编号"
	released update # 4: halted
	crier --as zhao release "$ID/4" halt
	released update # 5: waits for a person
	new_message zhao "$ID" update --accounts county-site,county-weixin
	submit_message zhao "$MESSAGE" # 6: in review
	said=$(crier --as zhao withdraw "$ID/1" --json)
	out "$(jq -r '.entries[0].body.message' <<<"$said")" # 7
	mapfile -d '' -t words < <(filled correction)
	said=$(crier --as zhao correct "$ID/2" "${words[@]}" --json)
	out "$(jq -r '.entries[0].body.message' <<<"$said")" # 8
	open_incident zhao drill
	new_message zhao "$INCIDENT" truth
	out "$MESSAGE"
	echo "ID=$ID DRILL=$MESSAGE" >"$WORK/ids"
}

the_station_says_what_each_is()
{
	. "$WORK/ids"
	is "$(says "$ID/1" long)" \
		"已由 $ID/7 撤回；1/2 已上线（其中 1 已复核），1 结果不明 (county-weixin)"
	is "$(says "$ID/1" short en)" "WITHDRAWN by /7"
	is "$(says "$ID/2" long)" \
		"已由 $ID/8 更正；1/2 已上线（其中 1 已复核），1 取消"
	is "$(says "$ID/3" long)" "退回重改：孙审核，文字关：第二段写了编号"
	is "$(says "$ID/4" long)" \
		"已停发（赵值班）；1/2 已上线（其中 1 已复核），1 停发"
	is "$(says "$ID/5" long)" "1/2 已上线（其中 1 已复核），1 等人工"
	is "$(crier --as zhao status --json | jq -r "[.reports[] |
		select(.message == \"$ID/5\")] | length")" 1
	is "$(says "$ID/6" long)" 审核中
	is "$(says "$DRILL" long)" \
		"演练：6/12 会上线，6 等人工；没有发出任何内容"
}

an_incident_says_where_its_latest_message_stands()
{
	. "$WORK/ids"
	last=$(ask '.messages[-1].id' incident show "$ID")
	is "$(ask ".rows[] | select(.id == \"$ID\").latest.id" \
		incident list)" "$last"
	is "$(ask ".rows[] | select(.id == \"$ID\").latest.standing.short.zh" \
		incident list)" "$(says "$last" short)"
	has "$(crier --lang zh incident list)" "$(says "$last" short)"
	has "$(crier --lang en incident list)" "$(says "$last" short en)"
}

every_surface_says_the_same()
{
	. "$WORK/ids"
	shown=$(LC_ALL=zh_CN.UTF-8 crier --lang zh incident show "$ID")
	page=$(cat "$STATION/site/$ID/index.html")
	feed=$(cat "$STATION/site/$ID/feed.atom")
	for n in 1 2 3 4 5 6; do
		short=$(says "$ID/$n" short)
		has "$(grep -F "$ID/$n " <<<"$shown" | tail -1)" "$short"
		has "$(crier --lang zh message show "$ID/$n" | head -1)" \
			"$(says "$ID/$n" long)"
	done
	has "$page" 本通报已撤回 本通报内容已更正
	has "$feed" 【已撤回】 【已更正】
}

a_text_is_not_handed_out_any_more()
{
	. "$WORK/ids"
	for n in 1 2 3 4 6; do
		exits 77 crier --as zheng delivery text "$ID/$n:county-weixin"
	done
	exits 77 crier --as zheng delivery take "$ID/1:county-weixin"
	has "$out" "$ID/7"
	crier --as zheng delivery text "$ID/5:county-weixin" >"$WORK/text"
	[ -s "$WORK/text" ]
}

who_has_the_text_is_named_with_a_number()
{
	. "$WORK/ids"
	phone=$(ask '.rows[] | select(.id == "wang") | .phone' officer list)
	has "$(crier --lang zh message show "$ID/1")" 王发布 "$phone" 停发
	has "$(ask '.waits[] | select(.message == "'"$ID/1"'") | .why.zh' \
		status)" 王发布 "$phone"
	crier --lang zh status | grep -a 演示 >"$WORK/board"
	crier --as zheng delivery settle "$ID/1:county-weixin" \
		--seen not-published --reason "王发布确认没有发"
	hasnt "$(crier --lang zh message show "$ID/1")" "$phone"
}

# goes OFFICER ID: opens it by the palette.
goes()
{
	press "$1" :
	types "$1" "$2"
	press "$1" Enter
}

# after NUMBER FILE: what the line of the message says behind its number.
after()
{
	perl -CSDA -e '($n, $f) = @ARGV; open F, "<", $f; while (<F>) {
		next unless m{/$n\s{2,}(\S.*?)\s*$}; $_ = $1;
		s/\s{2,}/ | /g; print; last }' "$1" "$2"
}

the_console_says_it_too()
{
	. "$WORK/ids"
	console sun 150 50 zh_CN.UTF-8
	goes sun "$ID"
	sees sun "已撤回 /7" "已更正 /8" 退回重改 "已停发 1/2" "1/2 1 人工"
	hasnt "$(screen sun)" 已发布
	screen sun >"$WORK/walk"
	press sun y
	sees sun "第 1 步"
	sleep 1 # until the last part has come
	press sun End
	sees sun "已撤回 /7" "已更正 /8" 退回重改 "已停发 1/2" "1/2 1 人工"
	hasnt "$(screen sun)" 已发布
	screen sun >"$WORK/replay"
	for n in 1 2 3 4 5 6; do
		goes sun "$ID/$n"
		[[ $n = [36] ]] && continue # no account has anything of it
		press sun r
		sees sun "$(says "$ID/$n" long)"
		press sun Enter
		sees sun " t 正文" "$(says "$ID/$n" long)"
		screen sun >"$WORK/deliveries$n"
		hasnt "$(screen sun)" 发布中
	done
	hasnt "$(cat "$WORK"/deliveries[124])" 请人工发布
	press sun L
	sees sun "in review"
	console wu 150 50 en_US.UTF-8
	goes wu "${DRILL%/*}"
	sees wu "drill 6/12"
	# whoever has only keys is not told of commands
	sees wu "Not now:"
	hasnt "$(screen wu)" "crier message"
	goes wu "$DRILL"
	press wu r
	sees wu "nothing was sent"
	crier ledger verify
}

# For whoever wants to read it: a row each, as it came from the surfaces.
all_of_it_is_one_table()
{
	. "$WORK/ids"
	crier --lang zh incident show "$ID" | tac >"$WORK/cli"
	for n in 1 2 3 4 5 6; do
		printf '# /%s is     %s\n' "$n" "$(says "$ID/$n" long)"
		printf '#    en     %s\n' "$(says "$ID/$n" long en)"
		printf '#    board  %s\n' "$(after "$n" "$WORK/board")"
		printf '#    walk   %s\n' "$(after "$n" "$WORK/walk")"
		printf '#    deliv. %s\n' "$(sed -n 3p "$WORK/deliveries$n" \
			2>/dev/null)"
		printf '#    text   %s\n' "$(crier --lang zh --as zheng delivery \
			text "$ID/$n:county-weixin" 2>&1 | head -1)"
		printf '#    replay %s\n' "$(after "$n" "$WORK/replay")"
		printf '#    page   %s\n' "$(grep -oP '本通报[^<]*' \
			"$STATION/site/$ID/$n.html" 2>/dev/null | head -1)"
		printf '#    feed   %s\n' "$(grep -F -A1 "/$n.html</id>" \
			"$STATION/site/$ID/feed.atom" | tail -1)"
		printf '#    cli    %s\n' "$(after "$n" "$WORK/cli")"
	done >"$WORK/table"
	printf '# drill     %s\n' "$(says "$DRILL" long)" >>"$WORK/table"
	cat "$WORK/table" >&2
	is "$(grep -c ' is ' "$WORK/table")" 6
	hasnt "$(cat "$WORK/table")" 已发布
}

run_cases \
	a_message_comes_into_every_state \
	the_station_says_what_each_is \
	an_incident_says_where_its_latest_message_stands \
	every_surface_says_the_same \
	a_text_is_not_handed_out_any_more \
	who_has_the_text_is_named_with_a_number \
	the_console_says_it_too \
	all_of_it_is_one_table
