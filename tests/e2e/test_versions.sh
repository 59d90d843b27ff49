#!/bin/bash
# One release on the ledger of another. Each release's whole station
# (tests/frozen) opens, stays sound and goes on; what a newer one has written is
# read and verified, and not written upon, with the reason.
. "$(dirname "$0")/../tools/tap.sh"
. "$TOP/tests/tools/crier.sh"
STATION=$WORK/station
at_end stop_station "$STATION"
RELEASES=$(cd "$TOP/tests/frozen" && echo [0-9]*/)

# at_a_time_after KIT: the clock that the commands and the station see.
at_a_time_after()
{
	local now
	now=$(cat "$TOP/tests/frozen/$1/now")
	shim=$B/tests/kill/clock.so
	[ -f "$shim" ] || shim=$TOP/.build/release/tests/kill/clock.so
	echo $((now - $(date +%s%3N) + 3600000)) >"$WORK/step"
	export LD_PRELOAD=$shim CLOCK_STEP=$WORK/step
}

# Every case stands for itself: a fresh copy of what the release left.
copy()
{
	LD_PRELOAD='' stop_station >/dev/null 2>&1 || true
	rm -rf "$STATION"
	cp -a "$WORK/kept.${1%/}" "$STATION"
}

every_release_is_here_as_it_left_its_station()
{
	[ -n "$RELEASES" ]
	for each in $RELEASES; do
		"$TOP/tests/frozen/frozen.sh" restore \
			"$TOP/tests/frozen/$each" "$WORK/kept.${each%/}"
		# and its small ledger with the rows it folds to
		[ -s "$TOP/tests/ledgers/${each%/}.jsonl" ]
		[ -s "$TOP/tests/ledgers/${each%/}.rows" ]
	done
}

an_older_ledger_opens_and_goes_on()
{
	local each before entries
	for each in $RELEASES; do
		copy "$each"
		at_a_time_after "$each"
		before=$(git -C "$STATION/record" rev-parse main)
		entries=$(wc -l <"$TOP/tests/frozen/$each/ledger.jsonl")
		crier doctor
		hasnt "$(crier doctor)" BAD
		crier status
		is "$(ask .station.clock_behind status)" null
		open_incident zhao drill
		until_true 30 record_is_level
		# nothing that was there has changed
		git -C "$STATION/record" merge-base --is-ancestor "$before" main
		sqlite3 "$STATION/ledger.db" "select line from entry
			order by seq limit $entries" |
			cmp - "$TOP/tests/frozen/$each/ledger.jsonl"
		crier ledger verify
		git clone -q "$STATION/record" "$WORK/clone.${each%/}"
		crier ledger verify "$WORK/clone.${each%/}" \
			--signers <(crier_signers) --every-signature
		(cd "$WORK/clone.${each%/}" && sh verify.sh)
	done
}

crier_signers()
{
	signers /dev/stdout
}

an_older_record_makes_a_station_of_today()
{
	local each
	for each in $RELEASES; do
		copy "$each"
		at_a_time_after "$each"
		crier rebuild "$WORK/again.${each%/}" --from "$STATION/record" \
			--signers "$STATION/keys/allowed_signers"
		STATION=$WORK/again.${each%/}
		hasnt "$(crier doctor)" BAD
		open_incident zhao drill
		crier ledger verify
		stop_station
		STATION=$WORK/station
	done
}

# append JQ [ARG…]: an entry after the last, as a newer Crier would write it.
append()
{
	local last prev
	last=$(sqlite3 "$STATION/ledger.db" 'select max(seq) from entry')
	prev=$(sqlite3 "$STATION/ledger.db" \
		"select line from entry where seq = $last" |
		tr -d '\n' | tee "$WORK/line" | sha256sum | cut -d' ' -f1)
	jq -cjS --arg p "$prev" '.seq += 1 | .prev = $p | .incident = "" |
		.mode = "" | .by = "station" | .via = "station" |
		.act = "ffffffffffffffffffffffffffffffff" | '"$1" \
		"$WORK/line" >"$WORK/appended"
	sqlite3 "$STATION/ledger.db" "insert into entry (seq, line) values
			($last + 1, cast(readfile('$WORK/appended') as text));
		insert into act (act, first, last, hash) values (
			'ffffffffffffffffffffffffffffffff', $last + 1,
			$last + 1, '$(sha256sum <"$WORK/appended" |
			cut -d' ' -f1)'); pragma wal_checkpoint(truncate)" \
		>/dev/null
}

# reads_and_does_not_write WORDS…: and doctor names the cause.
reads_and_does_not_write()
{
	local entries
	entries=$(sqlite3 "$STATION/ledger.db" 'select count(*) from entry')
	crier status >/dev/null
	exits 65 crier --lang en --as zhao incident open rumor --title x --drill
	has "$out" "newer Crier" "crier doctor"
	exits 65 crier --lang zh --as zhao incident open rumor --title x --drill
	has "$out" 更新
	is "$(sqlite3 "$STATION/ledger.db" 'select count(*) from entry')" \
		"$entries"
	exits 65 crier doctor
	has "$out" "BAD  version" "newer Crier" "$@"
	hasnt "$out" "crier rebuild"
	is "$(crier doctor --json | jq -r '.checks[] | select(.ok | not).name')" \
		version
}

entries_of_a_newer_kind_are_read_and_not_written_upon()
{
	copy "${RELEASES##* }"
	at_a_time_after "${RELEASES##* }"
	append '.kind = "station.dreamt" | .body = {}'
	reads_and_does_not_write station.dreamt
	crier ledger verify
}

# does_not_start WORDS…: and doctor names the cause.
does_not_start()
{
	local before
	before=$(sha256sum <"$STATION/ledger.db")
	exits 69 crier --lang en status
	has "$out" "newer Crier" "$@"
	exits 65 crier doctor
	has "$out" "BAD  version" "newer Crier" "$@"
	hasnt "$out" "crier rebuild"
	is "$(sha256sum <"$STATION/ledger.db")" "$before"
}

entries_of_a_newer_format_are_not_started_from()
{
	copy "${RELEASES##* }"
	at_a_time_after "${RELEASES##* }"
	append '.v = 2 | .kind = "station.stopped" | .body = {}'
	does_not_start "format 2"
}

a_record_of_a_newer_format_is_read_and_not_written()
{
	copy "${RELEASES##* }"
	at_a_time_after "${RELEASES##* }"
	append '.kind = "station.started" |
		.body = {version: "9.9.9", record: 99}'
	reads_and_does_not_write record
	crier ledger verify
}

a_newer_schema_is_not_started_from()
{
	copy "${RELEASES##* }"
	at_a_time_after "${RELEASES##* }"
	sqlite3 "$STATION/ledger.db" 'pragma user_version = 99'
	does_not_start "schema 99"
}

# A field more in a kind that is known is kept, and nobody has to know it.
a_newer_field_is_no_hindrance()
{
	copy "${RELEASES##* }"
	at_a_time_after "${RELEASES##* }"
	append '.kind = "station.stopped" | .body = {version: "9.9.9",
		dreamt: "of something"}'
	hasnt "$(crier doctor)" BAD
	open_incident zhao drill
	crier ledger verify
	has "$(crier ledger export --format jsonl)" '"dreamt":"of something"'
}

run_cases \
	every_release_is_here_as_it_left_its_station \
	an_older_ledger_opens_and_goes_on \
	an_older_record_makes_a_station_of_today \
	entries_of_a_newer_kind_are_read_and_not_written_upon \
	entries_of_a_newer_format_are_not_started_from \
	a_record_of_a_newer_format_is_read_and_not_written \
	a_newer_schema_is_not_started_from \
	a_newer_field_is_no_hindrance
