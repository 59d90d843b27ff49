#!/bin/bash
# The machine is lost. What was left elsewhere: a clone of the record that is a
# little old, a backup that was made while the station ran, and the copy of the
# relay's key. The office is back with its drafts, credentials and newest
# entries; without the key it is back without credentials; a backup that
# somebody changed is refused.
. "$(dirname "$0")/../tools/tap.sh"
. "$TOP/tests/tools/crier.sh"
. "$TOP/tests/tools/talk.sh"
STATION=$WORK/station
NEW=$WORK/new
at_end stop_station "$STATION"
at_end stop_station "$NEW"

the_office_works_and_saves()
{
	crier init "$STATION" --demo
	signers "$WORK/signers"
	cp "$STATION/relay-keys/relay" "$WORK/relay.kept"
	printf '{"token":"s3cret-token"}' >"$WORK/token.json"
	crier --as zhao account add real --kind mastodon --name 真 \
		--owner x --option url=http://127.0.0.1:9 \
		--credential-file "$WORK/token.json"
	open_incident zhao drill
	new_message zhao "$INCIDENT" truth
	until_true 20 record_is_level
	git clone -q "$STATION/record" "$WORK/clone"
	# behind the clone: an incident more, and words being typed
	open_incident zhao drill "南河镇又一场洪水"
	draft "$MESSAGE" "写到一半"
	crier backup "$WORK/backup" >"$WORK/said"
	has "$(cat "$WORK/said")" "no key is in it"
	echo "MESSAGE=$MESSAGE LAST=$INCIDENT" >"$WORK/ids"
	ask .entries ledger verify >"$WORK/entries"
}

# draft MESSAGE TITLE: words being typed, as the console keeps them.
draft()
{
	printf '%s\n' '{"hello":{"protocol":1,"as":"zhao"}}' \
		"$(jq -cn --arg m "$1" --arg t "$2" '{id: 1,
			act: "draft.save", act_id: "dddddddddddddddddddddddddddddddd",
			message: $m, draft: {title: $t}}')" | talk
}

nothing_in_it_speaks_or_is_open()
{
	is "$(find "$WORK/backup" -type f | sort | xargs -n 1 basename |
		paste -sd,)" \
		backup.json,backup.json.sig,entries.jsonl,state.db
	is "$(find "$WORK/backup" -perm /077)" ""
	hasnt "$(cat "$WORK/backup"/*)" s3cret-token
	for key in station blocked; do
		! grep -qaF "$(sed -n 3p "$STATION/keys/$key")" \
			"$WORK/backup"/* || [ -z "$(sed -n 3p \
			"$STATION/keys/$key")" ]
	done
	! grep -qaF "$(cut -d' ' -f2 "$STATION/relay-keys/relay")" \
		"$WORK/backup"/*
	# never over what is there
	exits 75 crier backup "$WORK/backup"
	exits 66 crier --station "$WORK/nowhere" backup "$WORK/b2"
}

the_machine_is_lost_and_the_office_is_back()
{
	. "$WORK/ids"
	stop_station
	mv "$STATION" "$WORK/lost"
	crier rebuild "$NEW" --from "$WORK/clone" \
		--signers "$WORK/signers" --backup "$WORK/backup" \
		--relay-key "$WORK/relay.kept" --json >"$WORK/back.json"
	is "$(jq -r '.entries' "$WORK/back.json")" "$(cat "$WORK/entries")"
	[ "$(jq -r .from_backup "$WORK/back.json")" -gt 0 ]
	is "$(jq -c '.credentials, .lost, .drafts' "$WORK/back.json" |
		paste -sd' ')" '["real"] [] true'
	STATION=$NEW
	cmp "$NEW/relay-keys/relay" "$WORK/relay.kept"
	crier incident show "$LAST"
	is "$(ask '.rows[] | select(.id == "real") | .credential' \
		account list)" true
	has "$(sqlite3 -readonly "$NEW/state.db" \
		'select doc from draft')" 写到一半
	until_true 20 record_is_level
	crier ledger verify
	hasnt "$(crier doctor)" BAD
	# the same boxes, which the same key opens
	is "$(sqlite3 "$NEW/state.db" 'select * from credential')" \
		"$(sqlite3 "$WORK/lost/state.db" 'select * from credential')"
	stop_station
	rm -rf "$NEW"
}

without_the_relays_key_the_credentials_are_named_as_lost()
{
	crier rebuild "$NEW" --from "$WORK/clone" \
		--signers "$WORK/signers" --backup "$WORK/backup" >"$WORK/said"
	has "$(cat "$WORK/said")" "the credentials of these accounts" real
	is "$(sqlite3 "$NEW/state.db" 'select count(*) from credential')" 0
	is "$(sqlite3 "$NEW/state.db" 'select count(*) from draft')" 1
	rm -rf "$NEW"
	"$B/libexec/crier/crier-relay" --keygen "$WORK/otherkey" >/dev/null
	exits 65 crier rebuild "$NEW" --from "$WORK/clone" \
		--signers "$WORK/signers" --backup "$WORK/backup" \
		--relay-key "$WORK/otherkey/relay"
	has "$out" "not the relay's key"
}

# refused PART…: with this backup there is no station, and no half of one.
refused()
{
	exits 65 crier rebuild "$NEW" --from "$WORK/clone" \
		--signers "$WORK/signers" --backup "$WORK/bad"
	has "$out" "no backup that fits" "$@"
	is "$(find "$NEW" -mindepth 1)" "" "left behind"
	rm -rf "$WORK/bad"
	cp -a "$WORK/backup" "$WORK/bad"
}

a_changed_or_foreign_backup_is_refused()
{
	cp -a "$WORK/backup" "$WORK/bad"
	sed -i 's/又一场/有一场/' "$WORK/bad/entries.jsonl"
	refused entries.jsonl
	sed -i 's/"seq":/"seq":1/' "$WORK/bad/backup.json"
	refused signature
	rm "$WORK/bad/state.db"
	refused state.db
	rm "$WORK/bad/backup.json.sig"
	refused backup.json.sig
	STATION=$WORK/foreign
	crier init "$STATION" --demo
	rm -rf "$WORK/bad"
	crier backup "$WORK/bad"
	stop_station
	refused signature
}

run_cases \
	the_office_works_and_saves \
	nothing_in_it_speaks_or_is_open \
	the_machine_is_lost_and_the_office_is_back \
	without_the_relays_key_the_credentials_are_named_as_lost \
	a_changed_or_foreign_backup_is_refused
