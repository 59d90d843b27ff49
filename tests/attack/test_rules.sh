#!/bin/bash
# One administrator against the rules: imports a library that asks for less,
# makes officers of their own, takes roles away and gives them back; and what
# a signature is worth once its officer may not sign any more.
. "$(dirname "$0")/attack.sh"
STATION=$WORK/station LIB=$WORK/lib

head_of()
{
	ask .station.library status
}

propose()
{
	git -C "$LIB" -c user.name=c -c user.email=c@x commit -qam "$1"
	as chu playbook import "$LIB" >/dev/null
	as chu --lang en playbook proposed >"$WORK/said"
	CODE=$(ask '.rows[] | select(.what == "library").digest' \
		--as chu playbook proposed)
}

an_office_is_made()
{
	crier init "$STATION" --demo
	crier station start
	git clone -q "$STATION/library" "$LIB"
	head_of >"$WORK/head"
}

rules_that_ended_and_gates_that_went_are_not_in_force()
{
	perl -0pi -e 's/(severity: block)/$1\n    valid_to: 2026-01-01/g' \
		"$LIB/rules/lint.yaml"
	perl -0pi -e 's/gates: \[wording, policy, legal, confidentiality\]/gates: [wording]/' \
		"$LIB/rules/tiers.yaml"
	propose "nothing is found any more"
	is "$(head_of)" "$(cat "$WORK/head")" "the library in force"
	has "$(cat "$WORK/said")" "has ended already" "L-20 valid_to" \
		"gates of a review" '"policy"' "a signer confirms"
	exits 77 as chu playbook confirm "$CODE"
	exits 77 as qian playbook confirm "$CODE"
	exits 77 as feng playbook confirm "$CODE"
	as wu playbook confirm "$CODE" --decline
	is "$(head_of)" "$(cat "$WORK/head")" "the library in force"
	is "$(ask .total ledger list --kind library.declined)" 1
	attack held "a library whose rules have ended, by one administrator"
}

a_role_list_that_is_loosened_is_shown_and_stays_on_the_boards()
{
	git -C "$LIB" reset -q --hard "$(cat "$WORK/head")"
	perl -pi -e 's/apart_from: .*/apart_from: [signer]/' \
		"$LIB/rules/roles.yaml"
	propose "a small office"
	has "$(cat "$WORK/said")" "! roles kept apart" rules/roles.yaml
	as wu playbook confirm "$CODE"
	has "$(as qian --lang en status)" "lets an administrator also be drafter"
	attack named "an office that lets its administrator write"
}

nobody_makes_themselves_or_a_puppet_anything()
{
	exits 77 as chu officer change chu --role admin,releaser
	as chu officer add puppet --name P --user puppet --role signer,releaser
	exits 77 as puppet status
	exits 77 as chu officer confirm puppet
	exits 77 as feng officer confirm puppet
	has "$(as wu --lang en status)" "puppet" "would have signer"
	as wu officer confirm puppet --decline
	exits 77 as puppet status
	attack held "roles for oneself, and an officer of one's own"
}

# An officer whose key the administrator holds would be the administrator.
a_key_brought_in_for_another_opens_no_door()
{
	ssh-keygen -q -t ed25519 -N '' -f "$WORK/own"
	as chu officer key wu --file "$WORK/own.pub"
	is "$(crier authorized-keys wu)" "" "keys of wu"
	exits 77 as chu officer confirm wu
	has "$(as sun --lang en status)" \
		"$(ssh-keygen -lf "$WORK/own.pub" | cut -d' ' -f2)"
	as chu officer add puppet --name P --user puppet --role auditor \
		--key-file "$WORK/own.pub"
	is "$(crier authorized-keys puppet)" "" "keys of a puppet"
	exits 77 as chu officer confirm puppet
	as sun officer confirm wu --decline
	as wu officer confirm puppet --decline
	is "$(ask .total ledger list --kind officer.key)" 0
	attack held "an administrator's own key as another officer's"
}

# Drafts, and is refused whatever else: by the office's words, and counted.
a_contractor_drafts_and_signs_nothing()
{
	exits 77 as chu officer add wei --name "韦外包" --user wei \
		--role drafter,signer --employer "云科公司"
	as chu officer add wei --name "韦外包" --user wei --role drafter \
		--employer "云科公司"
	has "$(as wu --lang en status)" "as a contractor of 云科公司"
	as wu officer confirm wei
	exits 77 as chu officer change wei --role drafter,reviewer
	OFFICERS=
	open_incident zhao actual
	new_message wei "$INCIDENT" truth --accounts county-site
	submit_message wei "$MESSAGE"
	DIGEST=$(ask .digest message show "$MESSAGE")
	echo "$MESSAGE" >"$WORK/message"
	is "$(ask '.rows[-1].body.employer' ledger list \
		--kind message.submitted)" "云科公司"
	has "$(as li --lang en message show "$MESSAGE")" \
		"contractor of 云科公司"
	exits 77 as wei review "$MESSAGE" wording pass --digest "$DIGEST"
	has "$(as wei --json review "$MESSAGE" wording pass \
		--digest "$DIGEST" || true)" '"contractor"'
	exits 77 as wei approve "$MESSAGE" --digest "$DIGEST"
	exits 77 as wei message suspend "$MESSAGE" L-01 "x"
	exits 77 as wei release "$MESSAGE" arm --digest "$DIGEST"
	as chu officer change qian --role drafter,signer
	exits 77 as wei officer confirm qian
	as wu officer confirm qian --decline
	has "$(as feng --lang en status)" "they draft and never sign" \
		"韦外包 contractor of 云科公司"
	attack held "a contractor who reviews, signs, sends or confirms"
}

# Whoever only looks on may pull the brake and push the record, nothing else.
an_auditor_changes_nothing()
{
	MESSAGE=$(cat "$WORK/message")
	DIGEST=$(ask .digest message show "$MESSAGE")
	exits 77 as feng review "$MESSAGE" wording pass --digest "$DIGEST"
	has "$(as feng --json review "$MESSAGE" wording pass \
		--digest "$DIGEST" || true)" '"no-part"'
	has "$(as feng --lang zh review "$MESSAGE" wording pass \
		--digest "$DIGEST" 2>&1 || true)" "仅为督查员"
	exits 77 as feng message suspend "$MESSAGE" L-01 "x"
	exits 77 as feng message submit "$MESSAGE"
	as chu officer add puppet --name P --user puppet --role signer
	exits 77 as feng officer confirm puppet
	as wu officer confirm puppet --decline
	exits 77 as chu --lang en officer change feng --role auditor,signer
	has "$out" "do not go together"
	as feng ledger list >/dev/null
	as feng officer duty feng --off
	as feng officer duty feng
	attack held "an auditor who reviews, suspends a rule or confirms"
}

# Who could confirm is suspended first: then others are asked, and the last of
# them cannot be.
an_administrator_who_suspends_the_others_stays_alone_and_powerless()
{
	local who
	for who in wu sun li zhou zheng wang feng qian; do
		as chu officer change $who --state suspended
	done
	exits 65 as chu --lang en officer change zhao --state suspended
	has "$out" "last who could confirm"
	as chu officer add puppet --name P --user puppet --role signer
	exits 77 as chu officer confirm puppet
	exits 77 as puppet status
	as zhao officer confirm puppet --decline
	has "$(as zhao --lang en status)" "more about the office" ||
		has "$(as zhao --lang en status)" "roles of wu: gained none"
	for who in wu sun li zhou zheng wang feng qian; do
		give $who --state active
	done
	attack held "suspending everybody who could confirm"
}

what_a_suspended_signer_signed_is_void()
{
	OFFICERS=
	open_incident zhao actual
	new_message zhao "$INCIDENT" truth --accounts county-site
	submit_message zhao "$MESSAGE"
	review_all "$MESSAGE"
	is "$(message_state "$MESSAGE")" approved
	as chu officer change wu --state suspended
	until_true 10 is_void
	is "$(ask '.rows[-1].body | "\(.why) \(.officer)"' ledger list \
		--kind message.voided)" "stripped wu"
	! as zheng release "$MESSAGE" arm --digest "$DIGEST"
	is "$(message_state "$MESSAGE")" draft
	attack held "an approval by who was suspended since"
}

is_void()
{
	is "$(message_state "$MESSAGE")" draft
}

run_cases \
	an_office_is_made \
	rules_that_ended_and_gates_that_went_are_not_in_force \
	a_role_list_that_is_loosened_is_shown_and_stays_on_the_boards \
	nobody_makes_themselves_or_a_puppet_anything \
	a_key_brought_in_for_another_opens_no_door \
	a_contractor_drafts_and_signs_nothing \
	an_auditor_changes_nothing \
	an_administrator_who_suspends_the_others_stays_alone_and_powerless \
	what_a_suspended_signer_signed_is_void
