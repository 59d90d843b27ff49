#!/bin/bash
# A long question is answered by a process of its own, under limits of time,
# memory and file: what happens when it comes to one, hangs, crashes, or is
# killed. Whoever asked is told why, nothing is left over, and the station goes
# on serving everybody else.
. "$(dirname "$0")/../tools/tap.sh"
. "$TOP/tests/tools/crier.sh"
STATION=$WORK/station
at_end stop_station "$STATION"
DO=$WORK/do
LOG=$WORK/limits

a_station_is_made()
{
	shim=$B/limits.so
	[ -f "$shim" ] || shim=$B/tests/kill/limits.so
	[ -f "$shim" ] || shim=$TOP/.build/release/tests/kill/limits.so
	: >"$DO"
	: >"$LOG"
	crier init "$STATION" --demo
	LD_PRELOAD=$shim LIMITS_DO=$DO LIMITS_LOG=$LOG crier station start
	open_incident zhao drill
	until_true 20 record_is_level
}

record_is_level()
{
	[ "$(ask .behind record status)" = 0 ]
}

# What the station has started, the relays left out.
workers()
{
	local pid
	for pid in $(cat /proc/"$(cat "$STATION/lock")"/task/*/children); do
		grep -qz -- --child "/proc/$pid/cmdline" 2>/dev/null &&
			echo "$pid"
	done
	return 0
}

has_worker()
{
	[ -n "$(workers)" ]
}

no_worker()
{
	[ -z "$(workers)" ]
}

# Nothing of it is left, and the station serves as before.
all_is_well()
{
	[ ! -e "$WORK/copy.tar" ]
	is "$(find "$STATION" -name 'export.*')" ""
	until_true 5 no_worker
	: >"$DO"
	crier --as chu record export "$WORK/copy.tar"
	tar -tf "$WORK/copy.tar" >"$WORK/names"
	rm "$WORK/copy.tar"
}

# ends_with STATUS WHAT PART…: an export that comes to this end says so.
ends_with()
{
	local status=$1
	echo "$2" >"$DO"
	shift 2
	exits "$status" crier --lang en --as chu record export "$WORK/copy.tar"
	has "$out" "$@"
	all_is_well
}

an_export_has_limits_of_time_memory_and_file()
{
	: >"$LOG"
	crier --as chu record export "$WORK/copy.tar"
	rm "$WORK/copy.tar"
	is "$(sort "$LOG" | tr '\n' ' ')" \
		"cpu 1800 file 8588886016 memory 1073741824 "
}

each_limit_ends_it_and_is_named()
{
	ends_with 65 cpu "more than 1800 s" "processor time"
	ends_with 65 memory "more than 1024 MiB" memory
	ends_with 65 file "more than 8191 MiB" "a file"
	ends_with 70 crash "ended"
}

one_that_hangs_keeps_nobody_else_waiting()
{
	echo hang >"$DO"
	"$B/bin/crier" --station "$STATION" --as chu record export "$WORK/copy.tar" \
		>"$WORK/asked" 2>&1 &
	local asker=$!
	until_true 5 has_worker
	exits 0 timeout 2 "$B/bin/crier" --station "$STATION" status
	exits 0 timeout 10 "$B/bin/crier" --station "$STATION" ledger verify
	open_one
	# who gives up takes it along, even one that is stopped
	kill -STOP "$(workers | head -n 1)"
	end_pid $asker
	until_true 5 no_worker
	rm -f "$WORK/copy.tar" # of an asker who was killed
	all_is_well
}

open_one()
{
	as zhao incident open rumor --title 传言 --drill
}

one_that_is_killed_is_told()
{
	local asker got=0
	echo hang >"$DO"
	crier --lang en --as chu record export "$WORK/copy.tar" >"$WORK/asked" 2>&1 &
	asker=$!
	until_true 5 has_worker
	kill -KILL "$(workers | head -n 1)"
	wait $asker || got=$?
	is $got 70
	has "$(cat "$WORK/asked")" "ended early (signal 9)"
	all_is_well
}

# The station waits for the end of the pipe that such a one would hold.
one_cannot_leave_another_behind()
{
	echo fork >"$DO"
	exits 70 timeout 20 "$B/bin/crier" --station "$STATION" --lang en \
		--as chu record export "$WORK/copy.tar"
	has "$out" "ended"
	all_is_well
}

# What parses strangers' bytes may be theirs afterwards: it ends nobody else.
one_that_was_taken_over_ends_no_station()
{
	local pid line accepted many
	pid=$(ask .pid station status)
	accepted=$(ask '.rows[0].body.head' ledger list --kind station.library)
	many=$(printf '%0200d' 7)
	for line in 7 '[]' '{}' '{"answer":7}' '{"answer":"x"}' \
		'{"answer":[1]}' '{"answer":{"head":7}}' '{"fault":7}' \
		'{"fault":{"id":"leak","code":3,"args":[7]}}' \
		'{"progress":7}' "{\"answer\":{\"accepted\":\"$accepted\",
			\"head\":\"$many\"}}" \
		"{\"answer\":{\"accepted\":\"$accepted\",\"head\":\"main\"}}" \
		"{\"answer\":{\"accepted\":\"$accepted\"}}"; do
		tr -d '\n\t' <<<"lie $line" >"$DO"
		echo >>"$DO"
		! as chu --lang en playbook import "$WORK" >"$WORK/said" 2>&1
		is "$(ask .pid station status)" "$pid" "$line"
	done
	: >"$DO"
	is "$(ask '.rows | length' ledger list --kind station.library)" 1
	is "$(ask '.rows | length' ledger list --kind library.proposed)" 0
}

# Whether a library asks for less says who must confirm it.
one_that_was_taken_over_does_not_say_what_a_library_changes()
{
	local accepted head told
	git clone -q "$STATION/library" "$WORK/library"
	rm -r "$WORK/library/rumor"
	git -C "$WORK/library" -c user.name=chu -c user.email=chu@example.org \
		commit -qam "without rumors"
	as chu playbook import "$WORK/library" >/dev/null
	told=$(ask '.rows[0].body' ledger list --kind library.proposed)
	is "$(jq .less <<<"$told")" true
	head=$(jq -r .head <<<"$told")
	accepted=$(ask '.rows[0].body.head' ledger list --kind station.library)
	jq -c "{answer: (. + {accepted: \"$accepted\", less: false, count: 0,
		changes: [], rules: \"7\", read: true})}" <<<"$told" |
		sed 's/^/lie /' >"$DO"
	as chu playbook import "$WORK/library" >/dev/null
	: >"$DO"
	is "$(ask '.rows | length' ledger list --kind library.proposed)" 2
	is "$(ask "[.rows[] | select(.kind == \"library.proposed\") | .body |
		[.head, .less, .count, .changes, .rules, .playbooks]] | unique |
		length" ledger list --kind library.proposed)" 1
	is "$head" "$(git -C "$WORK/library" rev-parse HEAD)"
}

run_cases a_station_is_made \
	one_that_was_taken_over_ends_no_station \
	one_that_was_taken_over_does_not_say_what_a_library_changes \
	an_export_has_limits_of_time_memory_and_file \
	each_limit_ends_it_and_is_named \
	one_that_hangs_keeps_nobody_else_waiting \
	one_that_is_killed_is_told \
	one_cannot_leave_another_behind
