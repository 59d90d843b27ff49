#!/bin/bash
# Bad input from every side of a station: playbooks, command line, socket,
# disk, clock, and words that may not be stored. Each is refused with the
# place and the remedy, nothing half done stays, and the station goes on.
. "$(dirname "$0")/../tools/tap.sh"
. "$TOP/tests/tools/crier.sh"
. "$TOP/tests/tools/talk.sh"
STATION=$WORK/station
LIB=$WORK/library
at_end stop_station "$STATION"

a_station_is_made()
{
	crier init "$STATION" --demo
	git clone -q "$STATION/library" "$LIB"
	git -C "$LIB" config user.name someone
	git -C "$LIB" config user.email someone@example.org
	open_incident zhao drill
	new_message zhao "$INCIDENT" truth
	echo "INCIDENT=$INCIDENT MESSAGE=$MESSAGE" >"$WORK/ids"
}

# refused_library FILE:LINE WHAT: check and import name the place; the library
# in force stays; the clone is as before again.
refused_library()
{
	local force entries
	force=$(ask .station.library status)
	entries=$(ask .total ledger list)
	git -C "$LIB" add -A
	git -C "$LIB" commit -qm "a change"
	exits 65 crier playbook check "$LIB"
	has "$out" "$1:" "$2"
	[[ "$out" =~ $1:[0-9]+:\  ]]
	exits 65 as chu playbook import "$LIB"
	has "$out" "$1:" "$2"
	is "$(as chu playbook import "$LIB" --json | jq -r \
		'.refusal | "\(.exit) \(.where != "") \(.remedy != "")"')" \
		"65 true true"
	is "$(ask .station.library status)" "$force" "the library in force"
	is "$(ask .total ledger list)" "$entries" "entries"
	git -C "$LIB" reset -q --hard HEAD~1
}

a_bad_playbook_is_refused_with_its_place()
{
	book=$LIB/rumor/playbook.yaml
	sed -i '5s/:/: [/' "$book"
	refused_library rumor/playbook.yaml:7 "cannot be read"
	printf 'id: [\xff\n' >"$book"
	refused_library rumor/playbook.yaml:1 "UTF-8"
	printf '\033]0;pwned\007: 1\n' >>"$book"
	refused_library "rumor/playbook.yaml:$(wc -l <<<"$(git -C "$LIB" show \
		HEAD:rumor/playbook.yaml; echo x)")" "control character"
	sed -i 's/{{claim}}/{{nosuch}}/' "$LIB/rumor/zh/rebuttal.md"
	refused_library rumor/zh/rebuttal.md:10 "no slot nosuch"
	rm "$LIB/rumor/zh/correction.md"
	refused_library "rumor/playbook.yaml:$(grep -n '^  correction:' \
		"$book" | cut -d: -f1)" zh/correction.md
	at=$(grep -n '^    deadline:' "$book" | head -n 1 | cut -d: -f1)
	sed -i "${at}d" "$book"
	refused_library "rumor/playbook.yaml:$((at - 1))" "no deadline"
	sed -i '0,/    label:/s//    lable:/' "$book"
	refused_library "rumor/playbook.yaml:$(grep -n lable "$book" |
		cut -d: -f1)" "lable is not known"
}

a_library_of_another_line_or_an_older_one_is_refused()
{
	git -C "$LIB" commit -q --allow-empty -m "reviewed"
	take_library "$LIB"
	force=$(ask .station.library status)
	is "$force" "$(git -C "$LIB" rev-parse HEAD)"
	git -C "$LIB" reset -q --hard HEAD~1
	exits 77 as chu playbook import "$LIB"
	has "$out" "does not descend"
	git init -q "$WORK/other"
	cp -R "$LIB"/[a-z]* "$WORK/other"
	git -C "$WORK/other" add -A
	git -C "$WORK/other" -c user.name=x -c user.email=x@example.org \
		commit -qm "another line"
	exits 77 as chu playbook import "$WORK/other"
	has "$out" "does not descend"
	exits 65 as chu playbook import /etc/passwd
	is "$(ask .station.library status)" "$force"
	# what is in force is as good as before
	open_incident zhao drill
	git -C "$LIB" reset -q --hard "$force"
}

hostile_words_are_refused_or_made_harmless()
{
	. "$WORK/ids"
	cd "$WORK"
	evil=$'\e]0;pwned\a\e[31m'
	bidi=$'a\u202eb\u2066c\u200bd\u009b31m'
	for word in "$evil" "$bidi"; do
		while read -r line; do
			words=()
			for each in $line; do
				words+=("${each/@/"$word"}")
			done
			got=0
			out=$(crier "${words[@]}" 2>&1 </dev/null) || got=$?
			[ $got -ge 64 ] && [ $got -le 78 ] || {
				printf 'exit %d of %q\n' $got "$line"
				return 1
			}
			harmless "$out"
		done <<-END
			@
			incident @
			--@
			--as @ status
			incident show @
			incident list --limit @
			incident open rumor --title x --occurred @
			incident open @ --title x --drill
			message show @
			message new $INCIDENT @
			message edit $MESSAGE --set @=1
			message edit $MESSAGE --figure @
			review $MESSAGE @ pass --digest x
			review $MESSAGE wording pass --digest @
			delivery text @
			playbook show @
			playbook check /nowhere/@
			playbook import /nowhere/@
			account add @ --kind site --name x --owner y
			account add x --kind @ --name x --owner y
			account add x --kind site --name x --owner y --option @=1
			record push /nowhere/@/x
			replay @
			ledger list --kind x --limit @
			ledger verify /nowhere/@
			ledger export --output /nowhere/@/x
			lint /nowhere/@
			rebuild /nowhere/@ --from /nowhere/@
			init $WORK/x --demo --zone @
			--station /nowhere/@ status
		END
	done
	exits 65 crier --as zhao incident open rumor --title "$evil" --drill
	harmless "$out"
	# a letter that turns the line round may stand in a title: it is shown
	out=$(crier --as zhao incident open rumor --drill \
		--title $'a\u202eb\u2066c' 2>&1)
	harmless "$out"
	harmless "$(crier incident list; crier status; crier ledger list
		crier incident show D2026-0003)"
	crier init "$WORK/$evil" --demo >"$WORK/said" 2>&1
	harmless "$(cat "$WORK/said")"
	out=$(crier --station "$WORK/$evil" doctor 2>&1
		crier --station "$WORK/$evil" status 2>&1
		crier --station "$WORK/$evil" station stop 2>&1)
	harmless "$out"
}

numbers_too_large_are_refused()
{
	. "$WORK/ids"
	for n in 99999999999999999999 -1 1e9 0x10 9223372036854775807; do
		exits 65 crier message edit "$MESSAGE" \
			--figure "dead=$n,source=x,as-of=-1m"
	done || exits 64 crier message edit "$MESSAGE" \
		--figure "dead=$n,source=x,as-of=-1m"
	got=0
	crier incident list --limit 99999999999999999999 || got=$?
	[ $got -ge 64 ]
	out=$(say '{"id":1e400,"question":"status"}' \
		'{"id":99999999999999999999,"question":"status"}' \
		'{"id":1,"question":"incident.list","limit":-5}')
	is "$(jq -s 'map(.refusal.exit == 65) | all' <<<"$out")" true
}

nonsense_on_the_socket_is_answered_or_dropped()
{
	head -c 200000 /dev/urandom | talk >/dev/null || true
	head -c 3000000 /dev/zero | talk >/dev/null || true
	printf '{"hello":{"protocol":1}}\n{"id":1,"question":"sta' |
		talk >/dev/null
	out=$({
		printf '{"hello":{"protocol":1,"lang":"en"}}\n{"id":1,"x":"'
		head -c 1048577 /dev/zero | tr '\0' a
		echo '"}'
	} | talk | tail -n 1)
	is "$(jq -r .refusal.code <<<"$out")" too-large
	out=$({
		printf '{"hello":{"protocol":1}}\n'
		head -c 100000 /dev/zero | tr '\0' '['
		echo
	} | talk | tail -n 1)
	has "$out" "nested deeper"
	out=$(say '{"id":1,"question":"incident.show","incident":7}' \
		'{"id":2,"question":"replay","incident":"../../etc"}' \
		'{"id":3,"question":"ledger.export","format":"xx"}' \
		'{"id":4,"question":"incident.list","sort":"title; drop"}' \
		'{"id":5,"act":"relay.outcomes","act_id":"'"$(act_id)"'"}' \
		'{"id":6,"act":"approve","act_id":"x"}' \
		'{"id":7,"act":"approve","question":"status"}')
	is "$(jq -s 'map(.refusal.what != null and .refusal.exit >= 64)
		| length == 7 and all' <<<"$out")" true
	crier status >/dev/null
}

a_thousand_connections_do_not_stop_it()
{
	crowd 1000 30 >"$WORK/crowd" &
	pid=$!
	until_true 10 test -s "$WORK/crowd"
	out=$(crier status 2>&1) || is $? 75
	# who says nothing is sent away after ten seconds
	until_true 20 crier status
	kill $pid
	crier ledger verify
}

a_change_that_leaks_leaves_no_trace()
{
	. "$WORK/ids"
	before=$(git -C "$STATION/record" rev-parse main)
	n=0
	# a mark, a resident's number, a mobile number, a bank card
	while read -r rule leak; do
		n=$((n + 1))
		title="事项 $leak"
		echo "$title" >"$WORK/text"
		for words in "incident|open|rumor|--drill|--title|$title" \
			"message|new|$INCIDENT|truth|--set|place=$leak" \
			"message|edit|$MESSAGE|--set|place=$title" \
			"message|edit|$MESSAGE|--title|$title" \
			"message|edit|$MESSAGE|--account|county-weibo|--text|$WORK/text" \
			"message|edit|$MESSAGE|--figure|dead=1,source=$leak,as-of=-1m" \
			"incident|close|$INCIDENT|--reason|$title"; do
			IFS='|' read -ra words <<<"$words"
			exits 77 crier --as zhao "${words[@]}"
			has "$out" "$rule"
			hasnt "$out" "$leak"
		done
		out=$(say "{\"id\":1,\"act\":\"draft.save\",\"act_id\":\"$(act_id)\",\"message\":\"$MESSAGE\",\"draft\":{\"slots\":{\"place\":\"$title\"},\"${leak//[^0-9X]/}\":\"$leak\"}}")
		has "$out" entries
		out=$(say "{\"id\":1,\"question\":\"draft.show\",\"message\":\"$MESSAGE\"}")
		has "$out" "■"
		hasnt "$out" "$leak"
		echo "$leak" >>"$WORK/leaks"
	done <<-END
		L-01 机密★5年
		L-04 11010519491231002X
		L-06 13912345678
		L-07 6222020200112233446
	END
	is "$n" 4
	until_true 20 record_is_level
	no_traces
	stop_station
	no_traces
	# the search itself finds what is there
	. "$WORK/ids"
	echo "$MESSAGE" >"$WORK/leaks"
	traces
}

# Everything under the folder, git's objects unpacked, and what escapes of it
# stand in JSON.
traces()
{
	{
		find "$STATION" -type f -exec cat {} +
		for repo in record library; do
			git -C "$STATION/$repo" cat-file --batch \
				--batch-all-objects
		done
	} | grep -aF -f "$WORK/leaks" >"$WORK/found"
}

no_traces()
{
	! traces || {
		cat -v "$WORK/found"
		return 1
	}
}

a_full_disk_is_said_and_half_an_act_is_not_kept()
{
	. "$WORK/ids"
	stop_station
	size=$(($(stat -c %s "$STATION/ledger.db") / 1024 + 40))
	# a write behind the limit fails as on a full disk
	(
		ulimit -f $size
		trap '' XFSZ
		exec "$B/bin/crier" --station "$STATION" station start
	)
	say "{\"id\":1,\"act\":\"draft.save\",\"act_id\":\"$(act_id)\",\"message\":\"$MESSAGE\",\"draft\":{\"slots\":{\"place\":\"being typed\"}}}"
	head=$(ask .station.head status)
	got=0
	for ((i = 0; i < 60 && got == 0; i++)); do
		head=$(ask .station.head status)
		out=$(crier --as zhao message edit "$MESSAGE" --set \
			"place=$(printf '%0140d' $i)" 2>&1) || got=$?
		[ $got -ne 0 ] || say "{\"id\":1,\"act\":\"draft.save\",\"act_id\":\"$(act_id)\",\"message\":\"$MESSAGE\",\"draft\":{\"slots\":{\"place\":\"being typed\"}}}" >/dev/null
	done
	is $got 74 "after $i acts: $out"
	has "$out" ledger.db
	is "$(ask .station.head status)" "$head" "the head"
	has "$(say "{\"id\":1,\"question\":\"draft.show\",\"message\":\"$MESSAGE\"}")" "being typed"
	crier message show "$MESSAGE" >/dev/null
	stop_station
	# room is made
	crier --as zhao message edit "$MESSAGE" --set place=again
	is "$(ask .ok ledger verify)" true
}

a_second_station_on_the_folder_is_refused()
{
	crier status >/dev/null
	exits 75 "$B/libexec/crier/crier-station" --station "$STATION"
	has "$out" "a station is running on this folder" "crier station stop"
	exits 75 crier init "$STATION" --demo || has "$out" "already"
	crier status >/dev/null
}

a_folder_that_cannot_be_written_is_said()
{
	stop_station
	cp -a "$STATION" "$WORK/ro"
	if [ "$(id -u)" -eq 0 ]; then
		# root writes everywhere but in a file system that is read-only
		mount --bind "$WORK/ro" "$WORK/ro"
		at_end umount "$WORK/ro"
		mount -o remount,ro,bind "$WORK/ro"
	else
		chmod -R a-w "$WORK/ro"
	fi
	got=0
	out=$(crier --station "$WORK/ro" status 2>&1) || got=$?
	is $got 69
	has "$out" "$WORK/ro" "can be written"
	got=0
	out=$(crier --station "$WORK/ro" doctor 2>&1) || got=$?
	[ "$(id -u)" -ne 0 ] || has "$out" "BAD  folder"
}

a_clock_that_jumps_is_an_entry_and_work_goes_on()
{
	stop_station
	shim=$B/tests/kill/clock.so
	[ -f "$shim" ] || shim=$TOP/.build/release/tests/kill/clock.so
	echo 0 >"$WORK/step"
	LD_PRELOAD=$shim CLOCK_STEP=$WORK/step crier station start >/dev/null
	for step in 3600000 0 -7200000; do
		echo $step >"$WORK/step"
		crier --as zhao incident open rumor --title x --drill
	done
	is "$(ask '[.rows[].body.step_ms / 1000 | round] | join(" ")' \
		ledger list --kind station.clock)" "3600 -3600 -7200"
	stop_station
	crier ledger verify
}

a_filter_word_that_is_none_is_refused_with_those_possible()
{
	local out
	exits 65 crier incident list --state opne
	has "$out" "cannot be opne" "Possible: open, closed"
	exits 65 crier incident list --mode dril
	has "$out" "Possible: actual, drill"
	exits 65 crier delivery list --state foo
	has "$out" "verified" "unknown"
	exits 65 crier claim list --verdict maybe
	has "$out" "unverifiable"
	exits 65 crier ledger list --kind message.pased
	has "$out" "message.passed"
	exits 65 crier ledger list --kind foo
	has "$out" "Possible: station, clock, library"
	crier ledger list --kind message.passed
}

# Ids too: what the incident has in place of what it has not.
an_id_that_is_none_is_refused_with_those_there_are()
{
	local out
	. "$WORK/ids"
	exits 66 crier message show "$INCIDENT/9"
	has "$out" "there is no message $INCIDENT/9" "Possible: $MESSAGE"
	exits 66 as zhao message edit "$INCIDENT/9" --title x
	has "$out" "Possible: $MESSAGE"
	as zhao claim add "$INCIDENT" "heard that the dam has burst"
	exits 66 crier claim show "$INCIDENT/c9"
	has "$out" "Possible: $INCIDENT/c1"
	exits 65 as zhao incident learn "$INCIDENT" --topic weather
	has "$out" "is not a topic" "Possible: sensitive"
	exits 65 as zhao message edit "$MESSAGE" --figure \
		heads=1,source=x,as-of=now
	has "$out" "figure heads: is not a figure" "Possible: "
	exits 66 as zhao message edit "$MESSAGE" --confirm weather
	has "$out" "there is no slot or figure to confirm: weather"
	# in Chinese a place is called as its act calls it
	exits 66 as zhao claim change "$INCIDENT/c1" --owner nobody --lang zh
	has "$out" "负责人员：没有人员 nobody"
	exits 66 crier account show nobody --lang zh
	has "$out" "crier: 没有账号 nobody"
	exits 65 crier incident list --sort colour --lang zh
	has "$out" "“排序”（sort）不能为 colour"
}

run_cases \
	a_station_is_made \
	an_id_that_is_none_is_refused_with_those_there_are \
	a_filter_word_that_is_none_is_refused_with_those_possible \
	a_bad_playbook_is_refused_with_its_place \
	a_library_of_another_line_or_an_older_one_is_refused \
	hostile_words_are_refused_or_made_harmless \
	numbers_too_large_are_refused \
	nonsense_on_the_socket_is_answered_or_dropped \
	a_thousand_connections_do_not_stop_it \
	a_change_that_leaks_leaves_no_trace \
	a_full_disk_is_said_and_half_an_act_is_not_kept \
	a_second_station_on_the_folder_is_refused \
	a_folder_that_cannot_be_written_is_said \
	a_clock_that_jumps_is_an_entry_and_work_goes_on
