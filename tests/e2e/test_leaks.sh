#!/bin/bash
# What may not be published is not stored. Each leak is put into every field of
# every act that an officer can ask for, as the protocol's table names them, and
# as names of files, repositories and the words of the command line. Afterwards
# nothing of it is in any file of the station, nor in any git object inflated:
# not as typed, not with other digits, not in groups.
. "$(dirname "$0")/../tools/tap.sh"
. "$TOP/tests/tools/crier.sh"
. "$TOP/tests/tools/talk.sh"
. "$TOP/tests/tools/tmux.sh"
STATION=$WORK/station
at_end stop_station "$STATION"
at_end terminal kill-server

# say_as OFFICER FILE: a hello of that officer, then the file's lines.
say_as()
{
	{
		printf '{"hello":{"protocol":1,"lang":"en","as":"%s"}}\n' "$1"
		cat "$2"
	} | talk | tail -n +2
}

# Rule, and the leak as somebody types it.
LEAKS='L-01 机密★5年
L-04 11010519491231002X
L-04 440524188001010014
L-04 210000190001010016
L-06 13912345678
L-06 １３８００１３８０００
L-07 4111111111111111
L-07 6222020000000000000
L-06 1-3-8-0-0-1-3-8-0-0-0
L-06 ١٣٨٠٠١٣٨٠٠٠
L-04 1101 0519 4912 3100 2X'

a_station_with_a_claim_and_a_message_is_made()
{
	crier init "$STATION" --demo
	open_incident zhao actual
	new_message zhao "$INCIDENT" truth
	as zhao claim add "$INCIDENT" "水库决堤 MARK-7319"
	echo "INCIDENT=$INCIDENT MESSAGE=$MESSAGE" >"$WORK/ids"
}

# The acts as documents, one a line, each with the leak in one field: $1 is
# the leak, $2 a word that makes new names. Read from the table of acts.
acts_with()
{
	crier help --acts | jq -Rrn --arg leak "$1" --arg n "$2" \
		--arg incident "$INCIDENT" --arg message "$MESSAGE" '
	# the first of the words that it may hold, where these are fixed
	def of_its_words(type; more): more | capture("\\((?<first>[^,)]+)").first
		| if type == "words" then [.] else . end;
	def good(name; type; more): first(of_its_words(type; more), {
		incident: $incident, message: $message, claim: "\($incident)/c1",
		delivery: "\($message):county-site", officer: "new\($n)",
		account: "acct\($n)", user: "new\($n)", name: "甲单位",
		owner: "甲单位", roles: ["drafter"], mode: "drill",
		playbook: "rumor", title: "事项", kind: "manual", verdict: "return",
		gate: "wording", state: "active", base: 1, on: true,
		figures: [], seen: 0, rule: "L-30"
		}[name] // {text: "一", texts: {}, word: "w", words: ["w"], id: $message,
		digest: ("0" * 64), instant: 1, integer: 1, boolean: true,
		document: {}}[type]);
	def bad(name; type): {
		figures: [{name: "dead", value: 1, source: $leak, as_of: 1}],
		draft: {slots: {place: $leak, ($leak): "x"}, ($leak): $leak}
		}[name] // {text: "甲\($leak)乙", word: $leak, id: $leak, words: [$leak],
		document: {($leak): $leak},
		texts: {place: $leak, url: "https://example.org/?q=\($leak)"}
		}[type];
	[inputs | select(test("^\\| `")) | split("|") | map(sub("^ +"; "")
		| sub(" +$"; "")) | select(.[2] != "the relay")
	| {act: (.[1] | gsub("`"; "")), fields: [.[3] | split(", ")[]
		| capture("`(?<name>[a-z_]+)` (?<type>[a-z]+)(?<more>.*)")]}]
	| .[] | .act as $act | .fields as $fields
	| $fields[] | select(bad(.name; .type) != null)
	# a duty phone may be a mobile one
	| select(.name != "phone" or ($leak | test("^[1１١][-0-9０-９٠-٩]{10,20}$") | not))
	| .name as $at
	| bad(.name; .type) as $value
	| reduce ($fields[] | select(.name != $at
		and (.more | test("^[ 0-9]*\\?") | not))) as $f ({act: $act};
		.[$f.name] = good($f.name; $f.type; $f.more))
	| .[$at] = $value | . + {at: $at} | tojson'
}

every_field_of_every_act_is_tried()
{
	. "$WORK/ids"
	n=0
	while read -r rule leak; do
		n=$((n + 1))
		acts_with "$leak" "$n" >"$WORK/docs"
		[ "$(wc -l <"$WORK/docs")" -ge 90 ] ||
			is "$(wc -l <"$WORK/docs")" "at least 90" "acts"
		for who in zhao qian sun wang wu; do
			# an id of its own for each
			jq -c --arg front "$(act_id | head -c 26)" \
				'{id: 1, act_id: "\($front)\(100000 +
				input_line_number)"} + del(.at)' \
				"$WORK/docs" >"$WORK/lines"
			say_as "$who" "$WORK/lines" >>"$WORK/answers"
		done
		printf '%s\n' "$leak" >>"$WORK/leaks"
	done <<<"$LEAKS"
	# the gate spoke for each rule, and quoted nothing
	for rule in L-01 L-04 L-06 L-07; do
		grep -F '"code":"leak"' "$WORK/answers" | grep -cF "$rule in"
	done
	is "$(grep -F '"code":"leak"' "$WORK/answers" |
		grep -aoFf "$WORK/leaks")" "" "quoted in a refusal"
	is "$(grep -F '"entries"' "$WORK/answers" |
		grep -aoFf "$WORK/leaks")" "" "in an entry"
	# what is typed is kept, without it
	has "$(say '{"id":1,"question":"draft.show","message":"'"$MESSAGE"'"}')" "■"
}

names_of_files_and_repositories_are_tried()
{
	. "$WORK/ids"
	while read -r leak; do
		# no digit before it, which the folder of a test may end with
		dir=$WORK/named/$leak
		mkdir -p "$dir"
		echo text >"$dir/$leak.txt"
		crier --as qian claim evidence "$INCIDENT/c1" --label 记录 \
			--file "$dir/$leak.txt" && return 1
		git init -q --bare "$dir/record.git"
		crier --as chu record push "$dir/record.git" && return 1
		git clone -q "$STATION/library" "$dir/library"
		git -C "$dir/library" -c user.name=a -c user.email=a@b \
			commit -q --allow-empty -m reviewed
		crier --as chu playbook import "$dir/library" || true
		crier --as zhao message edit "$MESSAGE" --set "$leak=x" || true
		crier --as "$leak" status || true
	done <"$WORK/leaks"
	true
}

# The leaks in every form they could be kept in, one a line.
forms()
{
	cat "$WORK/leaks"
	sed 'y/0123456789X/０１２３４５６７８９Ｘ/' "$WORK/leaks"
	sed 'y/０１２３４５６７８９Ｘ/0123456789X/' "$WORK/leaks"
	sed 'y/０１２３４５６７８９Ｘ/0123456789X/' "$WORK/leaks" |
		grep -a '^[0-9X]*$' >"$WORK/digits"
	for sep in ' ' '-'; do
		sed "s/..../&$sep/g; s/$sep\$//" "$WORK/digits"
		sed "s/^\(...\)\(....\)/\1$sep\2$sep/" "$WORK/digits"
		sed "s/^\(......\)\(........\)/\1$sep\2$sep/" "$WORK/digits"
	done
	# a mark without its star says the same
	echo 机密5年
}

# everything DIR: each file as it lies, each git object inflated.
everything()
{
	local repo
	find "$1" -type f -print0 | xargs -0 cat --
	find "$1" -print
	for repo in "$1/record" "$1/library"; do
		git -C "$repo" cat-file --batch-all-objects --batch --buffer
		git -C "$repo" for-each-ref
	done
}

# finds FILE: the lines of FILE that are somewhere in the station.
finds()
{
	everything "$STATION" | LC_ALL=C grep -aoFf "$1" | sort -u
}

# A core file would hold what was refused: no program of ours leaves one, not
# even where the shell allows it, nor to a collector of the system.
a_program_that_dies_leaves_no_memory_behind()
{
	local pid pids
	stop_station
	ulimit -c unlimited
	crier status
	terminal kill-server 2>/dev/null || true
	console qian
	pid=$(ask .pid station status)
	pids="$pid $(cat /proc/"$pid"/task/*/children) $(terminal \
		list-panes -a -F '#{pane_pid}')"
	[ "$(wc -w <<<"$pids")" -ge 4 ]
	for pid in $pids; do
		has "$(tr -s ' ' <"/proc/$pid/limits")" \
			"Max core file size 0 0"
	done
	terminal kill-session -t qian
}

# A library is text that somebody wrote, too: it is looked at where it lies.
a_library_with_a_leak_is_not_taken_over()
{
	git clone -q "$STATION/library" "$WORK/leaky"
	tail -1 "$WORK/leaks" >"$WORK/leaky/rumor/notes.md"
	git -C "$WORK/leaky" add -A
	git -C "$WORK/leaky" -c user.name=a -c user.email=a@b commit -q -m notes
	exits 77 crier --lang en --as chu playbook import "$WORK/leaky"
	has "$out" "L-04" "rumor/notes.md"
	git -C "$WORK/leaky" rm -q rumor/notes.md
	git -C "$WORK/leaky" -c user.name=a -c user.email=a@b commit -q \
		--amend --allow-empty -m notes
	take_library "$WORK/leaky"
}

nothing_of_it_is_anywhere()
{
	until_true 20 record_is_level
	forms | sort -u >"$WORK/forms"
	[ "$(wc -l <"$WORK/forms")" -ge 40 ]
	is "$(finds "$WORK/forms")" "" "found while it runs"
	stop_station
	is "$(finds "$WORK/forms")" "" "found afterwards"
	# databases with what their pages still hold, unpacked
	for db in "$STATION"/*.db; do
		sqlite3 "$db" .dump
	done | LC_ALL=C grep -aoFf "$WORK/forms" >"$WORK/rows" || true
	is "$(cat "$WORK/rows")" "" "rows"
}

the_search_finds_what_is_there()
{
	echo MARK-7319 >"$WORK/mark"
	is "$(finds "$WORK/mark")" MARK-7319
	git -C "$STATION/record" cat-file --batch-all-objects --batch --buffer |
		LC_ALL=C grep -acF MARK-7319
	crier ledger verify
}

run_cases \
	a_station_with_a_claim_and_a_message_is_made \
	every_field_of_every_act_is_tried \
	names_of_files_and_repositories_are_tried \
	a_program_that_dies_leaves_no_memory_behind \
	a_library_with_a_leak_is_not_taken_over \
	nothing_of_it_is_anywhere \
	the_search_finds_what_is_there
