#!/bin/bash
# Who can write the station's folder, or a disk that fails, against what the
# station believes: the database around the lines is harmed, no line is. What
# was released is never armed and fired again, and each harm is named.
. "$(dirname "$0")/attack.sh"
GOOD=$WORK/good
STATION=$WORK/station
at_end stop_station "$STATION"
at_end stop_station "$GOOD"

a_message_is_released()
{
	STATION=$GOOD
	crier init "$GOOD" --demo
	open_incident zhao actual
	new_message zhao "$INCIDENT" truth --accounts county-site
	submit_message zhao "$MESSAGE"
	review_all "$MESSAGE"
	arm "$MESSAGE" zheng
	fire "$MESSAGE" wang
	until_true 30 settled "$MESSAGE"
	until_true 20 record_is_level
	echo "MESSAGE=$MESSAGE DIGEST=$DIGEST" >"$WORK/ids"
	stop_station
	sqlite3 "$GOOD/ledger.db" 'pragma wal_checkpoint(truncate)' >/dev/null
	crier doctor
}

# harmed SQL: a fresh copy whose database was harmed so.
harmed()
{
	stop_station >/dev/null 2>&1 || true
	rm -rf "$STATION"
	cp -a "$GOOD" "$STATION"
	sqlite3 "$STATION/ledger.db" "$1; pragma wal_checkpoint(truncate)" \
		>/dev/null
	. "$WORK/ids"
}

# speaks_no_more PART…: nothing is written, nothing goes out, and every way to
# ask names it.
speaks_no_more()
{
	exits 65 crier doctor
	has "$out" BAD ledger "$@"
	exits 65 crier --as zheng release "$MESSAGE" arm --digest "$DIGEST"
	has "$out" "cannot be written" "$@"
	exits 65 crier --as zhao incident open rumor --title x --drill
	exits 65 crier ledger verify
	has "$out" "NOT CONSISTENT" "$@"
	is "$(ask .database ledger verify)" false
	is "$(ask .chain ledger verify)" true
	exits 65 crier doctor
	has "$out" BAD ledger "$@"
}

# The schema text is put back afterwards: it reads as if nothing were.
an_index_that_hides_the_release_is_named()
{
	harmed "create temp table old as select sql from sqlite_schema
			where name = 'entry_incident';
		drop index entry_incident;
		create index entry_incident on entry (incident) where
			incident is not null and kind not like 'release.%'
			and kind not like 'delivery.%';
		pragma writable_schema = on;
		update sqlite_schema set sql = (select sql from old)
			where name = 'entry_incident';
		pragma writable_schema = reset"
	speaks_no_more entry_incident
	attack named "an index of ledger.db that hides a release"
}

columns_that_do_not_follow_from_the_line_are_named()
{
	harmed "create table other (seq integer primary key, line text not
			null, act text, time integer, by text, incident text,
			kind text) strict;
		insert into other select seq, line, act, time, by, incident,
			replace(kind, 'message.approved', 'message.noted')
			from entry;
		drop table entry; alter table other rename to entry;
		create index entry_incident on entry (incident)
			where incident is not null;
		create index entry_kind on entry (kind)"
	speaks_no_more "table entry"
	attack named "columns of ledger.db that do not follow from their line"
}

a_trigger_that_is_gone_or_new_is_named()
{
	harmed "drop trigger entry_delete"
	speaks_no_more "trigger entry_delete is missing"
	harmed "create trigger quiet after insert on entry begin
		delete from delivery; end"
	speaks_no_more "trigger quiet"
	attack named "a trigger of ledger.db taken out, another put in"
}

# While the station runs: the next reading through finds it.
what_is_harmed_meanwhile_is_named_and_ends_all_acts()
{
	harmed "select 1"
	crier status >/dev/null
	sqlite3 "$STATION/ledger.db" "drop trigger entry_update"
	exits 65 crier ledger verify
	has "$out" "trigger entry_update is missing"
	exits 65 crier --as zhao incident open rumor --title x --drill
	has "$out" "cannot be written" entry_update
	attack named "a trigger taken out while the station runs"
}

run_cases \
	a_message_is_released \
	an_index_that_hides_the_release_is_named \
	columns_that_do_not_follow_from_the_line_are_named \
	a_trigger_that_is_gone_or_new_is_named \
	what_is_harmed_meanwhile_is_named_and_ends_all_acts
