#!/bin/bash
# A ledger, projections and a record that somebody changed or cut: each is
# named by the shipped programs, nothing is written over it, and what doctor
# advises works.
. "$(dirname "$0")/../tools/tap.sh"
. "$TOP/tests/tools/crier.sh"
. "$TOP/tests/tools/talk.sh"
GOOD=$WORK/good
STATION=$WORK/station
at_end stop_station "$STATION"
at_end stop_station "$GOOD"
at_end stop_station "$WORK/again"

# An incident with a message under review, the record caught up, at rest.
a_sound_station_is_made()
{
	STATION=$GOOD
	crier init "$GOOD" --demo
	open_incident zhao drill
	new_message zhao "$INCIDENT" truth
	submit_message zhao "$MESSAGE"
	until_true 20 record_is_level
	stop_station
	sqlite3 "$GOOD/ledger.db" 'pragma wal_checkpoint(truncate)' >/dev/null
	sqlite3 "$GOOD/ledger.db" 'select max(seq) from entry' >"$WORK/last"
	git clone -q "$GOOD/record" "$WORK/clone"
	git -C "$WORK/clone" config user.name someone
	git -C "$WORK/clone" config user.email someone@example.org
	signers "$WORK/signers"
	crier ledger verify "$WORK/clone" --signers "$WORK/signers" \
		--every-signature
}

# A fresh copy of it.
copy()
{
	stop_station >/dev/null 2>&1 || true
	rm -rf "$STATION"
	cp -a "$GOOD" "$STATION"
	last=$(cat "$WORK/last")
}

# tamper SQL: as one who can write the file, and leaves no trace but the one
# that a case is about.
tamper()
{
	local triggers
	triggers=$(sqlite3 "$STATION/ledger.db" "select sql || ';'
		from sqlite_schema where type = 'trigger'")
	sqlite3 "$STATION/ledger.db" "$(sqlite3 "$STATION/ledger.db" "select
		'drop trigger ' || name || ';' from sqlite_schema
		where type = 'trigger'") $1; $triggers
		pragma wal_checkpoint(truncate)" >/dev/null
}

# named PART…: verify and doctor end with 65 and say so; so does --json.
named()
{
	exits 65 crier ledger verify
	has "$out" "$@"
	is "$(ask .ok ledger verify)" false
	exits 65 crier doctor
	has "$out" BAD "$@" rebuild
}

# does_not_start PART…: and the file stays as it was.
does_not_start()
{
	local before after
	before=$(sha256sum "$STATION/ledger.db")
	exits 69 crier station start
	has "$out" "$STATION" "$@"
	exits 69 crier --as zhao incident open rumor --title x --drill
	exits 65 crier doctor
	has "$out" BAD rebuild
	after=$(sha256sum "$STATION/ledger.db")
	is "$after" "$before" "the file"
}

# writes_nothing: it reads, and refuses every act with what to do.
writes_nothing()
{
	crier status >/dev/null
	exits 65 crier --as zhao incident open rumor --title x --drill
	has "$out" "cannot be written" "crier doctor"
	is "$(crier --as zhao incident open rumor --title x --drill --json |
		jq -r '.refusal.code')" ledger-closed
	is "$(ask .total ledger list)" "$(sqlite3 "$STATION/ledger.db" \
		'select count(*) from entry')"
}

a_changed_bit_of_a_line_is_named()
{
	copy
	# 'a' and 'c' differ in one bit
	tamper "update entry set line = replace(line, '\"rainstorm-flood\"',
		'\"rcinstorm-flood\"') where kind = 'incident.opened'"
	named "entry $(sqlite3 "$STATION/ledger.db" "select seq from entry
		where kind = 'incident.opened'") was changed"
}

# Nobody asks for it: the station reads its ledger through when it starts.
a_changed_entry_soon_stops_all_acts()
{
	copy
	tamper "update entry set line = replace(line, '\"rainstorm-flood\"',
		'\"rcinstorm-flood\"') where kind = 'incident.opened'"
	crier station start
	until_true 20 writing_is_refused
	crier status >/dev/null
	named "was changed"
}

writing_is_refused()
{
	has "$(crier --as zhao incident open rumor --title x --drill 2>&1 ||
		true)" "cannot be written: entry" "was changed"
}

a_changed_last_line_is_not_built_upon()
{
	copy
	tamper "update entry set line = replace(line, '\"station\"',
		'\"stbtion\"') where seq = $last"
	does_not_start "entry $last" "crier doctor"
}

a_deleted_entry_is_named()
{
	copy
	tamper "delete from entry where seq = 20"
	named "entry 20 is missing"
}

a_deleted_last_entry_is_not_built_upon()
{
	copy
	tamper "delete from entry where seq = $last"
	does_not_start "entry $last is missing"
}

a_ledger_that_lost_its_end_is_not_written_on()
{
	copy
	tamper "delete from entry where seq > $last - 2;
		delete from act where last > $last - 2"
	writes_nothing
	named "entry $((last - 1)) is missing"
	has "$(crier --as zhao message new D2026-0001 update 2>&1 || true)" \
		"the record has entries"
	is "$(git -C "$STATION/record" rev-parse main)" \
		"$(git -C "$GOOD/record" rev-parse main)" "the record"
}

an_older_copy_put_back_is_not_written_on()
{
	copy
	cp "$STATION/ledger.db" "$WORK/old.db"
	open_incident zhao drill
	until_true 20 record_is_level
	stop_station
	rm -f "$STATION"/ledger.db*
	cp "$WORK/old.db" "$STATION/ledger.db"
	writes_nothing
	named "missing"
	# what doctor advises
	stop_station
	crier rebuild "$WORK/again" --from "$STATION/record" \
		--signers "$STATION/keys/allowed_signers"
	STATION=$WORK/again
	is "$(ask .total incident list)" 2
	crier ledger verify
	open_incident zhao drill
}

other_entries_than_the_record_has_are_not_written_on()
{
	copy
	open_incident zhao drill "one history"
	until_true 20 record_is_level
	stop_station
	cp -a "$STATION/record" "$WORK/record.one"
	rm -rf "$STATION"
	cp -a "$GOOD" "$STATION"
	open_incident zhao drill "another history"
	crier message new "$INCIDENT" truth >/dev/null
	stop_station
	rm -rf "$STATION/record"
	cp -a "$WORK/record.one" "$STATION/record"
	writes_nothing
	has "$(crier --as zhao incident open rumor --title x 2>&1 || true)" \
		"the record has other entries"
	exits 65 crier ledger verify
}

a_truncated_file_is_not_started_from()
{
	copy
	truncate -s $(($(stat -c %s "$STATION/ledger.db") / 2)) \
		"$STATION/ledger.db"
	does_not_start damaged
}

an_emptied_file_is_not_filled_again()
{
	copy
	: >"$STATION/ledger.db"
	does_not_start empty
	head -c 20000 /dev/urandom >"$STATION/ledger.db"
	does_not_start "not a database"
}

a_tampered_projection_is_named()
{
	copy
	tamper "update message set doc = json_set(doc, '\$.state', 'approved')"
	named "row of message $(sqlite3 "$STATION/ledger.db" \
		'select key from message')"
	hasnt "$out" "entry 0"
	# the row says so, the entries do not: they count
	message=$(sqlite3 "$STATION/ledger.db" 'select key from message')
	is "$(ask .state message show "$message")" review
	exits 77 crier --as wang release "$message" arm \
		--digest "$(ask .digest message show "$message")"
}

# append JQ [ARG…]: an entry after the last, of a kind that nobody knows, as a
# newer Crier would write it; JQ changes it.
append()
{
	local filter=$1 act last prev
	shift
	act=$(printf 'f%.0s' {1..32})
	last=$(sqlite3 "$STATION/ledger.db" 'select max(seq) from entry')
	sqlite3 "$STATION/ledger.db" \
		"select line from entry where seq = $last" | tr -d '\n' >"$WORK/line"
	prev=$(sha256sum <"$WORK/line" | cut -d' ' -f1)
	jq -cjS --arg p "$prev" --arg a "$act" "$@" '.seq += 1 | .prev = $p |
		.body = {} | .kind = "station.dreamt" | .act = $a |
		'"$filter" "$WORK/line" >"$WORK/appended"
	tamper "insert into entry (seq, line) values ($last + 1,
			cast(readfile('$WORK/appended') as text));
		insert into act (act, first, last, hash) values ('$act',
			$last + 1, $last + 1,
			'$(sha256sum <"$WORK/appended" | cut -d' ' -f1)')"
}

an_entry_of_a_newer_kind_is_read_and_not_built_upon()
{
	copy
	crier status >/dev/null
	stop_station
	append .
	exits 65 crier --as zhao incident open rumor --title x --drill
	has "$out" "newer Crier"
	crier ledger verify
	writes_nothing
	# what the refusal sends to names the cause, running or not
	exits 65 crier doctor
	has "$out" BAD version "newer Crier" station.dreamt
	hasnt "$out" rebuild
	stop_station
	exits 65 crier doctor
	has "$out" BAD version station.dreamt
	is "$(crier doctor --json | jq -r '.checks[] | select(.ok | not).name')" \
		version
}

# A line of almost a megabyte: quoted once more it is too long for one part.
the_longest_line_is_exported_whole()
{
	copy
	append '.body = {detail: ($q * 500)}' \
		--arg q "$(printf '"%.0s' {1..1000})"
	crier ledger export --format jsonl >"$WORK/exported"
	sqlite3 "$STATION/ledger.db" 'select line from entry order by seq' |
		cmp - "$WORK/exported"
	[ "$(crier ledger export --format csv | wc -c)" -gt 1500000 ]
}

a_ledger_of_a_newer_schema_is_named()
{
	copy
	tamper "pragma user_version = 99"
	exits 69 crier station start
	has "$out" "newer Crier" "schema 99"
	exits 65 crier doctor
	has "$out" BAD version "schema 99" "newer Crier"
	hasnt "$out" rebuild
	# what cannot be looked at here is not called consistent
	copy
	tamper "drop index entry_kind; pragma user_version = 99"
	exits 65 crier doctor
	has "$out" "BAD  ledger" "could not be looked through"
	hasnt "$out" rebuild
	hasnt "$(grep "BAD  ledger" <<<"$out")" consistent
}

# An upgrade that keeps more in its lists is no tampering.
lists_of_another_crier_are_made_anew()
{
	copy
	tamper "update message set doc = json_remove(doc, '\$.title');
		pragma writable_schema = on;
		update sqlite_schema set sql = replace(sql, '/* shape ',
			'/* shape 0') where name = 'message'"
	crier doctor
	has "$(crier doctor)" "another Crier" "made again"
	crier status >/dev/null
	crier ledger verify
	is "$(sqlite3 "$STATION/ledger.db" "select count(*) from message
		where doc->>'title' is null")" 0
	hasnt "$(crier doctor)" "another Crier"
}

a_damaged_file_of_drafts_costs_only_the_drafts()
{
	copy
	head -c 20000 /dev/urandom >"$STATION/state.db"
	exits 69 crier station start
	has "$out" state.db "Move it aside"
	exits 65 crier doctor
	has "$out" drafts "state.db aside"
	mv "$STATION/state.db" "$WORK/"
	crier ledger verify
	crier doctor
}

a_record_moved_aside_is_written_again()
{
	copy
	before=$(git -C "$STATION/record" rev-parse main)
	mv "$STATION/record" "$WORK/record.aside"
	mv "$STATION/library" "$WORK/library.aside"
	exits 65 crier doctor
	has "$out" "DIR/record aside"
	crier status
	until_true 20 record_is_level
	git -C "$STATION/record" merge-base --is-ancestor "$before" main
	rm -rf "$STATION/library"
	stop_station
	# now the record has a copy of the library
	mv "$WORK/library.aside" "$STATION/library"
	crier status
	stop_station
	rm -rf "$STATION/library"
	open_incident zhao drill
	crier doctor
}

# A station that is killed while it moves the library leaves git's lock there.
# Who confirms is answered all the same, and told that the head stays.
a_library_that_cannot_move_is_told_and_moves_after_the_next_start()
{
	local accepted head
	copy
	crier status >/dev/null
	touch "$STATION/library/refs/heads/main.lock"
	git clone -q "$STATION/library" "$WORK/moved"
	git -C "$WORK/moved" -c user.name=chu -c user.email=chu@example.org \
		commit -q --allow-empty -m "nothing new"
	take_library "$WORK/moved"
	head=$(git -C "$WORK/moved" rev-parse HEAD)
	has "$(as wu --lang en status)" "cannot write $STATION/library"
	is "$(ask '.record.of_library' status)" true
	accepted=$(git -C "$STATION/library" rev-parse main)
	[ "$accepted" != "$head" ]
	kill -9 "$(cat "$STATION/lock")"
	until_true 20 crier status
	is "$(git -C "$STATION/library" rev-parse main)" "$head"
	is "$(ask .record.of_library status)" null
}

# not_judged PART…: neither sound nor inconsistent, in words and by status.
not_judged()
{
	exits 69 crier ledger verify
	has "$out" "not complete yet" "$@"
	hasnt "$out" "NOT CONSISTENT"
	is "$(ask '[.ok, .unjudged, .chain] | map(tostring) | join(" ")' \
		ledger verify)" "false true true"
}

# What stands in the place of a lock keeps the station from writing: it lasts.
a_record_that_is_being_written_is_not_called_inconsistent()
{
	local first
	copy
	first=$(git -C "$STATION/record" rev-list main | tail -n 1)
	mv "$STATION/record" "$WORK/record.full"
	git init -q --bare -b main "$STATION/record"
	mkdir -p "$STATION/record/refs/heads/main.lock/kept"
	exits 65 crier doctor
	has "$out" "holds nothing yet" "Start the station, or wait"
	crier station start
	not_judged "up to entry 0, "
	stop_station
	# as far as its first act
	rm -rf "$STATION/record"
	cp -a "$WORK/record.full" "$STATION/record"
	rm -f "$STATION/record/packed-refs"
	echo "$first" >"$STATION/record/refs/heads/main"
	crier doctor
	has "$(crier doctor)" "consistent as far as it goes" "behind the ledger by"
	mkdir -p "$STATION/record/refs/heads/main.lock/kept"
	crier station start
	not_judged behind
	rm -r "$STATION/record/refs/heads/main.lock"
	stop_station
	crier station start
	crier ledger verify
	rm -rf "$WORK/record.full"
}

# rewritten PART…: a clone that is not as it was is named.
rewritten()
{
	local got=0
	out=$(crier ledger verify "$WORK/clone" --signers "$WORK/signers" \
		--head "$HEAD" 2>&1) || got=$?
	[ $got -eq 65 ] || [ $got -eq 77 ]
	has "$out" "NOT CONSISTENT" "$@"
	is "$(crier ledger verify "$WORK/clone" --signers "$WORK/signers" \
		--head "$HEAD" --json | jq .ok)" false
	git -C "$WORK/clone" reset -q --hard "$HEAD"
}

a_clone_whose_history_was_rewritten_is_named()
{
	copy
	cd "$WORK/clone"
	HEAD=$(git rev-parse HEAD)
	GIT_COMMITTER_DATE="2026-01-01T00:00:00Z" \
		git commit -q --amend -m "nothing happened" --no-verify
	rewritten
	git commit -q --amend --no-edit --author "x <x@example.org>"
	rewritten
	# the last two acts as one, with the trailers of the last
	git log -1 --format=%B >"$WORK/text"
	git reset -q --soft HEAD~2
	git commit -q -F "$WORK/text"
	rewritten
	# an act left out
	git rebase -q --onto HEAD~3 HEAD~2 >/dev/null 2>&1 ||
		git rebase --skip >/dev/null 2>&1 || git rebase --abort
	[ "$(git rev-parse HEAD)" = "$HEAD" ] || rewritten
	# cut: consistent with itself, but the head that a receipt shows is gone
	git reset -q --hard HEAD~2
	rewritten
	# a file changed on top
	echo >>verify.sh
	git commit -qam "mend verify"
	rewritten
}

# The station runs while its record is rewritten: verify tells. Started again
# it does not build on what it did not sign, and what it advises works.
a_rewritten_record_of_the_station_is_named()
{
	copy
	crier status
	until_true 20 record_is_level
	cd "$STATION/record"
	export GIT_AUTHOR_NAME=x GIT_AUTHOR_EMAIL=x@example.org
	export GIT_COMMITTER_NAME=x GIT_COMMITTER_EMAIL=x@example.org
	made=$(git cat-file commit main | sed '1,/^$/d' |
		git commit-tree "main^{tree}" -p main~1)
	git update-ref refs/heads/main "$made"
	exits 65 crier ledger verify
	has "$out" "record" "NOT CONSISTENT"
	exits 65 crier doctor
	has "$out" "BAD  record" "Move DIR/record aside"
	for each in "$made" "$(git commit-tree "main^{tree}" -p main~1 \
		-m "nothing happened")"; do
		crier station stop
		git update-ref refs/heads/main "$each"
		exits 69 crier status
		has "$out" "$each" "Move it aside"
		is "$(git rev-parse main)" "$each"
	done
	mv "$STATION/record" "$WORK/record.rewritten"
	crier status
	until_true 20 record_is_level
	crier ledger verify
}

# Entries and lists are compared as of one moment, however fast both grow.
a_station_that_writes_meanwhile_is_sound()
{
	copy
	crier status >/dev/null
	{
		printf '%s\n' '{"hello":{"protocol":1,"as":"zhao"}}'
		for n in {1..1500}; do
			printf '{"id":%d,"act":"account.note","act_id":"%032x"' \
				"$n" "$n"
			printf ',"account":"county-site","note":"%d"}\n' "$n"
		done
	} >"$WORK/notes"
	talk <"$WORK/notes" >"$WORK/noted" &
	for n in {1..12}; do
		crier ledger verify --json >"$WORK/said" ||
			{ cat "$WORK/said"; return 1; }
		is "$(jq .projections.ok "$WORK/said")" true
	done
	wait $!
	is "$(grep -c '"entries"' "$WORK/noted")" 1500
}

# A forgotten --station is no loss: nothing is to be rebuilt.
doctor_says_where_there_is_no_station()
{
	local dir
	mkdir "$WORK/empty"
	for dir in "$WORK/empty" "$WORK/nowhere" "$WORK/signers"; do
		exits 66 crier doctor "$dir"
		has "$out" "there is no station at $dir" "crier init"
		hasnt "$out" rebuild
	done
	is "$(crier doctor "$WORK/empty" --json 2>/dev/null |
		jq -r .refusal.code)" no-station
	# what lost its ledger is one
	copy
	rm "$STATION"/ledger.db*
	exits 65 crier doctor
	has "$out" BAD ledger rebuild
}

run_cases \
	a_sound_station_is_made \
	a_changed_bit_of_a_line_is_named \
	a_changed_entry_soon_stops_all_acts \
	a_changed_last_line_is_not_built_upon \
	a_deleted_entry_is_named \
	a_deleted_last_entry_is_not_built_upon \
	a_ledger_that_lost_its_end_is_not_written_on \
	an_older_copy_put_back_is_not_written_on \
	other_entries_than_the_record_has_are_not_written_on \
	a_truncated_file_is_not_started_from \
	an_emptied_file_is_not_filled_again \
	a_tampered_projection_is_named \
	an_entry_of_a_newer_kind_is_read_and_not_built_upon \
	the_longest_line_is_exported_whole \
	a_ledger_of_a_newer_schema_is_named \
	lists_of_another_crier_are_made_anew \
	a_damaged_file_of_drafts_costs_only_the_drafts \
	a_record_moved_aside_is_written_again \
	a_library_that_cannot_move_is_told_and_moves_after_the_next_start \
	a_record_that_is_being_written_is_not_called_inconsistent \
	a_clone_whose_history_was_rewritten_is_named \
	a_rewritten_record_of_the_station_is_named \
	doctor_says_where_there_is_no_station \
	a_station_that_writes_meanwhile_is_sound
