#!/bin/bash
# From the attacker's side: a registrar makes an account somebody else's, or
# takes it away, between the approval and the post. The text must not come out
# under a name that was not approved, and what is left out is named before.
. "$(dirname "$0")/attack.sh"
. "$TOP/tests/tools/actual.sh"
at_end stop_station "$STATION"
start_platform "$WORK/platform"
OURS='{"token":"ours"}' OTHERS='{"token":"other-user"}'

# seal ACCOUNT SECRET-JSON: by the registrar.
seal()
{
	printf '%s' "$2" >"$WORK/secret"
	as "$(officer_with registrar)" account credential "$1" \
		--credential-file "$WORK/secret"
}

check()
{
	crier --as zhao account check "$@"
}

# approved ACCOUNTS: a message signed, not yet armed. Sets MESSAGE.
approved()
{
	local drafter
	know_officers
	drafter=$(officer_with drafter)
	[ -n "${INCIDENT:-}" ] || open_incident "$drafter" actual
	new_message "$drafter" "$INCIDENT" "${KIND:-truth}" \
		--accounts "$(with_lead "$1")"
	submit_message "$drafter" "$MESSAGE"
	review_all "$MESSAGE"
	RELEASER=$(officer_with releaser)
	SECOND=$(officer_with releaser "$RELEASER")
}

# refused WORD COMMAND…: with this refusal, and nothing else.
refused()
{
	local word=$1
	shift
	out=$("$@" --json 2>&1) && { echo "was done: $out"; return 1; }
	has "$out" "\"code\":\"$word\""
}

arm_now()
{
	as "$RELEASER" release "$MESSAGE" arm --digest "$(ask .digest message \
		show "$MESSAGE")" "$@"
}

the_platforms_own_id_is_learned_and_stands_in_the_manifest()
{
	crier init "$STATION" --demo --lang zh
	for each in swapped stolen late closed; do
		add_account $each mastodon "$OURS" --option \
			"url=$PLATFORM_URL/social/$each"
		check $each
		is "$(ask .who account show $each)" 1
	done
	approved swapped,stolen,late,closed
	echo "INCIDENT=$INCIDENT MESSAGE=$MESSAGE RELEASER=$RELEASER \
		SECOND=$SECOND" >"$WORK/ids"
	is "$(ask '.manifest.accounts | [.swapped, .stolen, .late, .closed]
		| map(.who) | unique | join(" ")' message show "$MESSAGE")" 1
	is "$(ask .manifest.format message show "$MESSAGE")" 2
}

another_users_token_after_the_approval_does_not_pass()
{
	. "$WORK/ids"
	seal swapped "$OTHERS"
	refused account-unchecked arm_now
	# looked at, it is somebody else, which one person cannot make right
	is "$(check swapped --json | jq -rs 'last.identity.who')" 2
	is "$(ask .identity.who account show swapped)" 2
	refused account-identity arm_now
	# and stands on the board of those who could
	has "$(as "$(officer_with signer zhao)" --lang en status)" \
		"other account" "it is 2 now, and was 1" 赵值班
	attack held "another user's token sealed after the approval"
	refused identity-self as zhao account confirm swapped 2
	refused identity-other as "$(officer_with signer zhao)" account \
		confirm swapped 3
	is "$(posted social/swapped-other)" 0
}

a_confirmed_other_is_not_what_was_approved()
{
	. "$WORK/ids"
	as "$(officer_with signer zhao)" account confirm swapped 2
	is "$(ask '.who, .identity' account show swapped)" $'2\nnull'
	refused account-identity arm_now
	attack held "a changed account, confirmed, under the old approval"
	# put back, and looked at: as approved again
	seal swapped "$OURS"
	check swapped
	refused account-identity arm_now
	as "$(officer_with signer zhao)" account confirm swapped 1
	exits 0 arm_now
	wait_message 20 "$MESSAGE" armed
	as "$RELEASER" release "$MESSAGE" disarm
}

# The relay asks the platform again at arm, whatever the station believes.
a_platform_that_turns_out_another_at_arm_is_a_gap()
{
	. "$WORK/ids"
	crier ledger list --kind account.checked --json | jq .total
	touch "$PLATFORM_DIR/stolen"
	arm_now || [ $? = 12 ]
	wait_message 20 "$MESSAGE" armed
	is "$(delivery_of stolen)" gap
	has "$(crier delivery show "$MESSAGE:stolen")" "2"
	is "$(ask .identity.who account show stolen)" 2
	is "$(delivery_of late) $(delivery_of closed)" "prepared prepared"
	attack named "a token that the platform gave to another account"
}

what_changes_while_armed_is_a_gap_before_fire()
{
	. "$WORK/ids"
	seal late "$OTHERS"
	as zhao account change closed --state closed
	until_true 10 eval '[ "$(delivery_of late)$(delivery_of closed)" = gapgap ]'
	DIGEST=$(ask .digest message show "$MESSAGE")
	refused gaps fire "$MESSAGE" "$SECOND"
	has "$out" late
	has "$out" closed
	# and looking at it does not smuggle it back in
	check late || true
	fire "$MESSAGE" "$SECOND" --accept-gaps "名下账号有变" >/dev/null
	until_true 30 settled "$MESSAGE"
	is "$(delivery_states "$MESSAGE" | sed -n \
		's/^\(late\|closed\|stolen\|swapped\) //p' | sort |
		uniq -c | tr -s ' ' | tr '\n' ,)" " 3 gap, 1 verified,"
	for each in swapped late closed stolen; do
		is "$(posted "social/$each-other")" 0
	done
	attack named "a credential changed, an account closed while armed"
	is "$(posted social/swapped) $(posted social/late) $(posted \
		social/closed)" "1 0 0"
}

a_closed_account_is_a_gap_before_arm()
{
	. "$WORK/ids"
	as zhao account change closed --state active
	approved closed
	as zhao account change closed --state closed
	arm_now || [ $? = 12 ]
	wait_message 20 "$MESSAGE" armed
	is "$(delivery_of closed)" gap
	has "$(ask '.detail' delivery show "$MESSAGE:closed")" 停用
	DIGEST=$(ask .digest message show "$MESSAGE")
	refused gaps fire "$MESSAGE" "$SECOND"
	has "$out" closed
	attack named "an account closed between approval and arm"
}

# Somebody who can write the station's folder puts another box into it.
a_box_that_the_ledger_does_not_name_is_not_used()
{
	local mine
	INCIDENT=
	add_account boxed mastodon "$OURS" --option \
		"url=$PLATFORM_URL/social/boxed"
	check boxed
	mine=$(sqlite3 "$STATION/state.db" \
		"SELECT sealed FROM credential WHERE account='boxed'")
	seal boxed "$OTHERS"
	check boxed || true
	stop_station
	sqlite3 "$STATION/state.db" "UPDATE credential SET sealed='$mine'
		WHERE account='boxed'"
	out=$(check boxed) && { echo "used: $out"; return 1; }
	has "$out" 台账
	attack named "an older box put back into state.db"
	is "$(ask .ok ledger verify)" true
}

# A plain password, or one in base64, is not stored; a box that does not open is
# told at once.
a_credential_that_is_not_sealed_is_not_stored()
{
	local plain form
	for form in "correct horse battery staple 2026" \
		"$(printf 'hunter2hunter2' | base64)" "$(head -c 40 /dev/zero |
		base64 -w0)"; do
		out=$(say_as zhao '{"id":1,"act":"account.credential","act_id":"'$(act_id)'","account":"boxed","sealed":"'"$form"'"}')
		is "$(jq -r .refusal.code <<<"$out")" not-sealed
	done
	for plain in "correct horse" hunter2; do
		is "$(grep -lra "$plain" "$STATION" | wc -l)" 0
	done
	attack held "a plain password as a credential"
	until_true 10 is "$(ask .relay.actual status)" true
	out=$(say_as zhao '{"id":1,"act":"account.credential","act_id":"'$(act_id)'","account":"boxed","sealed":"'"$(head -c 90 /dev/urandom | base64 -w0)"'"}')
	has "$out" account.sealed
	until_true 10 eval '[ "$(ask .ok account show boxed)" = false ]'
	has "$(ask .detail account show boxed)" 无法解开
}

# crier account credential says so itself, for either kind of box; and what was
# sealed while nobody could say it is asked when the relay is there again.
whoever_seals_is_told_whether_the_relay_can_open_it()
{
	is "$(ask '.sealed == .opened' account show boxed)" false
	has "$(crier --lang en account show boxed)" "not known whether"
	printf '%s' "$OURS" >"$WORK/secret"
	has "$(crier --lang en --as zhao account credential boxed \
		--credential-file "$WORK/secret")" "The relay can open it"
	is "$(ask '.sealed == .opened' account show boxed)" true
	is "$(ask .total ledger list --kind account.opened)" \
		"$(ask '[.rows[].body.sealed] | unique | length' ledger list \
			--kind account.opened)"
	# the relay has lost its key: what it is given it cannot open
	stop_station
	mv "$STATION/relay-keys" "$WORK/kept"
	"$B/libexec/crier/crier-relay" --keygen "$STATION/relay-keys"
	crier station start
	until_true 10 eval '[ "$(ask .relay.actual status)" = true ]'
	exits 12 crier --lang en --as zhao account credential boxed \
		--credential-file "$WORK/secret"
	has "$out" 无法解开
	is "$(ask '.sealed == .opened' account show boxed)" false
	stop_station
	rm -rf "$STATION/relay-keys"
	mv "$WORK/kept" "$STATION/relay-keys"
	crier station start
	until_true 10 eval \
		'[ "$(ask ".sealed == .opened" account show boxed)" = true ]'
	attack named "a credential that the relay cannot open"
}

run_cases the_platforms_own_id_is_learned_and_stands_in_the_manifest \
	another_users_token_after_the_approval_does_not_pass \
	a_confirmed_other_is_not_what_was_approved \
	a_platform_that_turns_out_another_at_arm_is_a_gap \
	what_changes_while_armed_is_a_gap_before_fire \
	a_closed_account_is_a_gap_before_arm \
	a_box_that_the_ledger_does_not_name_is_not_used \
	a_credential_that_is_not_sealed_is_not_stored \
	whoever_seals_is_told_whether_the_relay_can_open_it
