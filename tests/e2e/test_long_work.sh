#!/bin/bash
# Long work shows itself at a terminal, on standard error and nowhere else, in
# the reader's language; Ctrl-C ends it and leaves everything as it was.
. "$(dirname "$0")/../tools/tap.sh"
. "$TOP/tests/tools/crier.sh"
. "$TOP/tests/tools/talk.sh"
STATION=$WORK/station
SLOW=$WORK/slow
at_end stop_station "$STATION"

# typed TEXT COMMAND…: at a terminal, Ctrl-C once it shows the text.
typed()
{
	local when=$1
	shift
	"$TOP/tests/tools/at_terminal.py" --when "$when" "$@" 2>"$WORK/seen"
}

# at_terminal COMMAND…
at_terminal()
{
	"$TOP/tests/tools/at_terminal.py" "$@" 2>"$WORK/seen"
}

# What lies below, with what stands in it.
tree()
{
	(cd "$1" && find . -printf '%p %y %m\n' | sort &&
		find . -type f -exec sha256sum {} + | sort -k2)
}

begin()
{
	crier init "$STATION" --demo
	crier status >/dev/null
	until_true 20 record_is_level
	mkdir "$SLOW"
	python3 "$TOP/tests/servers/slow_station.py" "$SLOW" "$WORK/log" &
	at_end end_pid $!
	until_true 10 test -S "$SLOW/sock"
	echo "what was there" >"$WORK/kept.jsonl"
}

a_station_that_works_says_how_far_it_is()
{
	local rc=0
	typed " s more" "$B/bin/crier" --lang en --station "$SLOW" \
		record push "$WORK/copy" >"$WORK/out" || rc=$?
	is $rc 130 "exit status"
	has "$(cat "$WORK/seen")" "copying commits: 1" " of 400 (" \
		"this step about " " s more" "the station ends its part"
	is "$(cat "$WORK/out")" ""
	has "$(cat "$WORK/log")" '"progress":true'
	until_true 5 grep -q gone "$WORK/log"
	rc=0
	typed "/400" "$B/bin/crier" --lang zh --station "$SLOW" \
		playbook import "$WORK/lib" >"$WORK/out" || rc=$?
	is $rc 130 "exit status"
	has "$(cat "$WORK/seen")" "复制提交：" "/400（" "未完成即结束，发布台随之停止"
	# what was drawn is gone before anything else stands there
	has "$(cat "$WORK/seen")" $'\r\e[Kcrier: '
}

exports_that_are_ended_leave_the_folder_as_it_was()
{
	local rc before
	mkdir "$WORK/here"
	cp "$WORK/kept.jsonl" "$WORK/here"
	before=$(tree "$WORK/here")
	rc=0
	typed "copying" "$B/bin/crier" --lang en --station "$SLOW" \
		record export "$WORK/here/new.tar" || rc=$?
	is "$rc $(tree "$WORK/here")" "130 $before" "record export"
	for file in kept new; do
		rc=0
		typed "copying" "$B/bin/crier" --lang en --station "$SLOW" \
			ledger export --output "$WORK/here/$file.jsonl" ||
			rc=$?
		is "$rc $(tree "$WORK/here")" "130 $before" "ledger export"
	done
}

nothing_goes_into_a_pipe()
{
	local pid
	"$B/bin/crier" --station "$SLOW" record export "$WORK/x.tar" \
		>"$WORK/out" 2>"$WORK/err" </dev/null &
	pid=$!
	until_true 5 test -e "$WORK/x.tar"
	sleep 0.7
	kill -TERM $pid
	wait $pid || is $? 143 "exit status"
	is "$(cat "$WORK/out")" ""
	hasnt "$(cat "$WORK/err")" copying
	[ ! -e "$WORK/x.tar" ]
}

an_export_replaces_a_file_only_when_it_is_whole()
{
	crier ledger export --output "$WORK/kept.jsonl"
	jq -e .seq "$WORK/kept.jsonl" >/dev/null
	is "$(find "$WORK" -name '*.part')" ""
	is "$(crier ledger export --output /dev/stdout | head -c 1)" "{"
	ln -s kept.jsonl "$WORK/link.jsonl"
	crier ledger export --format text --output "$WORK/link.jsonl"
	[ -L "$WORK/link.jsonl" ]
	hasnt "$(head -n 1 "$WORK/kept.jsonl")" '{'
}

# The remote's branches are a pipe that nobody writes: who reads them waits.
a_push_that_is_ended_ends_in_the_station_too()
{
	local rc=0 before pid
	git init -q --bare -b main "$WORK/stuck"
	rm -rf "$WORK/stuck/refs/heads"
	mkdir "$WORK/stuck/refs/heads"
	mkfifo "$WORK/stuck/refs/heads/main"
	before=$(tree "$STATION/record"; find "$WORK/stuck" | sort)
	typed "works on it" "$B/bin/crier" --lang en --station "$STATION" \
		--as chu record push "$WORK/stuck" || rc=$?
	is $rc 130 "exit status"
	has "$(cat "$WORK/seen")" "the station works on it: "
	# it gets two seconds
	until_true 6 no_child
	is "$(tree "$STATION/record"; find "$WORK/stuck" | sort)" "$before"
	is "$(find "$STATION/scratch" -mindepth 1 2>/dev/null)" ""
	# and another can be sent at once
	as chu record push "$WORK/good"
	git -C "$WORK/good" rev-parse main
}

no_child()
{
	! pgrep -f "crier-station --child .* $STATION " >/dev/null
}

work_of_ones_own_shows_itself_too()
{
	local rc=0 before
	before=$(tree "$TOP/playbooks")
	at_terminal "$B/bin/crier" --lang zh playbook check "$TOP/playbooks" \
		>"$WORK/out"
	has "$(cat "$WORK/seen")" "试排文本：" "（"
	is "$(cat "$WORK/out")" "未发现问题。"
	typed "trying out" "$B/bin/crier" --lang en playbook check \
		"$TOP/playbooks" >"$WORK/out" || rc=$?
	is "$rc $(tree "$TOP/playbooks")" "130 $before"
	is "$(cat "$WORK/out")" ""
	has "$(cat "$WORK/seen")" $'\e[Kcrier: this was ended'
	# a narrow one is not wrapped
	"$TOP/tests/tools/at_terminal.py" --columns 24 "$B/bin/crier" \
		--lang en playbook check "$TOP/playbooks" \
		>/dev/null 2>"$WORK/seen"
	is "$(tr '\r' '\n' <"$WORK/seen" | sed 's/\x1b\[K//' |
		awk 'length > 23' | head -n 1)" ""
}

run_cases \
	begin \
	a_station_that_works_says_how_far_it_is \
	exports_that_are_ended_leave_the_folder_as_it_was \
	nothing_goes_into_a_pipe \
	an_export_replaces_a_file_only_when_it_is_whole \
	a_push_that_is_ended_ends_in_the_station_too \
	work_of_ones_own_shows_itself_too
