#!/bin/bash
# The whole job through the shipped programs and public commands only: from a
# playbook to every account, with receipts, ledger, record, replay, rebuild.
. "$(dirname "$0")/../tools/tap.sh"
. "$TOP/tests/tools/crier.sh"
STATION=$WORK/station
CLONE=$WORK/clone
OTHER=$WORK/other
at_end stop_station "$STATION"
at_end stop_station "$OTHER"

init_twice_never_damages_a_station()
{
	crier init "$STATION" --demo >"$WORK/said"
	# who it names as administrator is one
	admin=$(sed -n 's/^administrator: //p' "$WORK/said")
	is "$(ask ".rows[] | select(.id == \"$admin\") | .roles | index(\"admin\")" \
		officer list)" 0
	cp -R "$STATION/keys" "$STATION/relay-keys" "$WORK/"
	stop_station
	if crier init "$STATION" --demo >"$WORK/said" 2>&1; then
		echo "a second init was accepted"
		return 1
	fi
	has "$(cat "$WORK/said")" "$STATION"
	diff -r "$STATION/keys" "$WORK/keys"
	diff -r "$STATION/relay-keys" "$WORK/relay-keys"
	crier ledger verify
}

a_drill_goes_from_playbook_to_every_account()
{
	drafter=$(officer_with drafter)
	open_incident "$drafter" drill
	new_message "$drafter" "$INCIDENT" truth
	submit_message "$drafter" "$MESSAGE"
	review_all "$MESSAGE"
	arm "$MESSAGE" "$(officer_with releaser)"
	fire "$MESSAGE" "$(officer_with releaser)"
	until_true 60 settled "$MESSAGE"
	echo "INCIDENT=$INCIDENT MESSAGE=$MESSAGE" >"$WORK/ids"
	is "$(delivery_states "$MESSAGE" | wc -l)" 12 "deliveries"
	good=$(delivery_states "$MESSAGE" |
		grep -cE ' (published|verified|human|unknown|refused|failed)$')
	is "$good" 12 "deliveries that ended"
	[ "$(delivery_states "$MESSAGE" |
		grep -cE ' (published|verified)$')" -ge 6 ]
}

a_published_delivery_has_a_receipt()
{
	. "$WORK/ids"
	row=$(crier delivery list "$MESSAGE" --json |
		jq -c '[.rows[] | select(.state == "published" or
			.state == "verified")][0]')
	[ "$(jq -r '.remote + .url' <<<"$row")" != "" ]
	[ "$(jq .at <<<"$row")" -gt 0 ]
}

a_remark_on_an_account_is_shown_until_it_is_taken_away()
{
	registrar=$(officer_with registrar)
	account=$(crier account list --json | jq -r '.rows[0].id')
	as "$registrar" account note "$account" "只在白天有人值守" >/dev/null
	has "$(crier account show "$account")" "只在白天有人值守"
	as "$registrar" account note "$account" >/dev/null
	hasnt "$(crier account show "$account")" "只在白天有人值守"
	has "$(crier ledger list --kind account.noted)" "account remark"
}

an_approval_is_voided_by_a_changed_text()
{
	. "$WORK/ids"
	drafter=$(officer_with drafter)
	new_message "$drafter" "$INCIDENT" update
	submit_message "$drafter" "$MESSAGE"
	review_all "$MESSAGE"
	old=$DIGEST
	as "$drafter" message edit "$MESSAGE" --title "Another title"
	is "$(message_state "$MESSAGE")" draft
	exits 77 crier --as "$(officer_with releaser)" release "$MESSAGE" \
		arm --digest "$old"
}

the_ledger_verifies_and_one_entry_by_hand()
{
	crier ledger verify
	is "$(ask .ok ledger verify)" true
	# what the README tells an auditor to type
	sqlite3 "$STATION/ledger.db" \
		"select line from entry where seq = 2" | tr -d '\n' |
		sha256sum | cut -d' ' -f1 >"$WORK/hash"
	is "$(sqlite3 "$STATION/ledger.db" \
		"select line from entry where seq = 3" | jq -r .prev)" \
		"$(cat "$WORK/hash")"
}

the_record_is_signed_and_checks_itself()
{
	until_true 20 record_is_level
	git clone -q "$STATION/record" "$CLONE"
	cd "$CLONE"
	signers "$WORK/signers"
	for commit in $(git rev-list HEAD | head -n 20); do
		git -c gpg.format=ssh -c \
			gpg.ssh.allowedSignersFile="$WORK/signers" \
			verify-commit "$commit"
	done
	cmp "$WORK/signers" station/allowed_signers
	sh ./verify.sh
	crier ledger verify "$CLONE" --signers "$WORK/signers"
	out=$(crier ledger verify "$CLONE" 2>&1)
	has "$out" "origin"
}

replay_is_the_same_from_the_station_and_from_a_clone()
{
	. "$WORK/ids"
	crier replay "$INCIDENT" --json >"$WORK/replay.station"
	crier replay "$INCIDENT" --from "$CLONE" --json >"$WORK/replay.clone"
	[ "$(wc -l <"$WORK/replay.station")" -ge 10 ]
	cmp "$WORK/replay.station" "$WORK/replay.clone"
}

# Everything a person can read, in both languages.
screens()
{
	local lang
	for lang in zh en; do
		crier --lang $lang incident list
		crier --lang $lang incident show "$INCIDENT"
		for message in $(ask '.messages[].id' incident show \
			"$INCIDENT"); do
			crier --lang $lang message show "$message"
			crier --lang $lang delivery list "$message"
		done
		crier --lang $lang officer list
		crier --lang $lang playbook list
		crier --lang $lang replay "$INCIDENT"
	done
}

# The projections, less whether a credential is there.
projections()
{
	local table
	for table in incident message delivery officer account; do
		sqlite3 "$1/ledger.db" "select key, json_remove(doc,
			'\$.credential') from $table order by key"
	done
}

a_station_comes_back_from_a_clone_with_nothing_changed()
{
	. "$WORK/ids"
	screens >"$WORK/screens.before"
	stop_station
	projections "$STATION" >"$WORK/rows.before"
	[ "$(wc -l <"$WORK/rows.before")" -gt 25 ]
	rm -rf "$CLONE"
	git clone -q "$STATION/record" "$CLONE"
	signers "$WORK/signers"
	STATION=$OTHER
	crier rebuild "$OTHER" --from "$CLONE" --signers "$WORK/signers" \
		>"$WORK/said" 2>&1
	has "$(cat "$WORK/said")" "not brought back: drafts"
	projections "$OTHER" >"$WORK/rows.after"
	cmp "$WORK/rows.before" "$WORK/rows.after"
	screens >"$WORK/screens.after"
	diff "$WORK/screens.before" "$WORK/screens.after"
	crier ledger verify
	is "$(git -C "$OTHER/record" rev-list --reverse HEAD |
		head -n 5 | paste -sd,)" \
		"$(git -C "$CLONE" rev-list --reverse HEAD | head -n 5 |
		paste -sd,)" "the first commits"
}

export_gives_every_entry_in_three_formats()
{
	entries=$(ask .entries ledger verify)
	crier ledger export --format jsonl >"$WORK/ledger.jsonl"
	is "$(wc -l <"$WORK/ledger.jsonl")" "$entries"
	crier ledger export --format csv >"$WORK/ledger.csv"
	[ "$(wc -l <"$WORK/ledger.csv")" -gt "$entries" ]
	crier ledger export --format text >"$WORK/ledger.txt"
	[ "$(wc -l <"$WORK/ledger.txt")" -ge "$entries" ]
}

run_cases \
	init_twice_never_damages_a_station \
	a_drill_goes_from_playbook_to_every_account \
	a_published_delivery_has_a_receipt \
	a_remark_on_an_account_is_shown_until_it_is_taken_away \
	an_approval_is_voided_by_a_changed_text \
	the_ledger_verifies_and_one_entry_by_hand \
	the_record_is_signed_and_checks_itself \
	replay_is_the_same_from_the_station_and_from_a_clone \
	export_gives_every_entry_in_three_formats \
	a_station_comes_back_from_a_clone_with_nothing_changed
