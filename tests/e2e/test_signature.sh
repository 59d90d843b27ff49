#!/bin/bash
# A signature by the officer's own key: keys come in, are proven and revoked,
# a tier that asks for one gets it from the officer's agent, and an auditor
# checks it with nothing but ssh-keygen.
. "$(dirname "$0")/../tools/tap.sh"
. "$TOP/tests/tools/crier.sh"
. "$TOP/tests/tools/tmux.sh"

STATION=$WORK/station
PROVIDER=$B/tests/agent/sk_provider.so
export SSH_SK_PROVIDER=$PROVIDER
unset SSH_AUTH_SOCK
at_end stop_station "$STATION"

# key NAME OPTION…: $WORK/keys/NAME and its public half.
key()
{
	local name=$1
	shift
	mkdir -p "$WORK/keys"
	ssh-keygen -q -N '' -C "$name" -f "$WORK/keys/$name" "$@"
}

# One agent for all cases; a login brings it or does not.
ssh-agent -D -a "$WORK/agent" -P "$PROVIDER" >/dev/null &
at_end kill $!

agent_comes_along()
{
	until_true 5 test -S "$WORK/agent"
	export SSH_AUTH_SOCK=$WORK/agent
}

no_agent()
{
	unset SSH_AUTH_SOCK
}

print_of()
{
	ssh-keygen -lf "$WORK/keys/$1.pub" | cut -d' ' -f2
}

state_of()
{
	crier officer list --json | jq -r --arg p "$1" \
		'.rows[].keys[]? | select(.fingerprint == $p) | .state'
}

a_key_is_brought_in_by_one_and_proven_by_the_officer()
{
	crier init --demo "$STATION"
	key wang -t ed25519
	as chu officer key wang --file "$WORK/keys/wang.pub"
	# whoever brought it in could log in with it as wang
	is "$(state_of "$(print_of wang)")" ""
	is "$(crier authorized-keys wang)" ""
	exits 77 as chu officer confirm wang
	has "$(as wu officer confirm wang)" "$(print_of wang)"
	has "$(crier authorized-keys wang)" \
		"$(cut -d' ' -f2 "$WORK/keys/wang.pub")"
	is "$(state_of "$(print_of wang)")" waits
	exits 69 as wang officer prove
	agent_comes_along
	exits 69 as wang officer prove
	ssh-add -q "$WORK/keys/wang"
	# of another person it is no proof
	exits 69 as li officer prove
	as wang officer prove
	is "$(state_of "$(print_of wang)")" proven
	no_agent
}

what_is_no_key_for_this_is_refused_with_the_reason()
{
	key weak -t rsa -b 2048
	key other -t ecdsa
	has "$(as chu officer key li --file "$WORK/keys/weak.pub" 2>&1)" 3072
	has "$(as chu officer key li --file "$WORK/keys/other.pub" 2>&1)" \
		"keys of this kind"
	has "$(as chu officer key li --file "$WORK/keys/weak" 2>&1)" \
		"private key"
	has "$(as chu officer key li --key "ssh-ed25519 AAAA" 2>&1)" \
		"no SSH public key"
	has "$(as chu officer key li --file "$WORK/keys/wang.pub" 2>&1)" \
		"王发布's"
	exits 77 as li officer key li --file "$WORK/keys/wang.pub"
	# nothing of a private key is kept
	hasnt "$(strings "$STATION/ledger.db")" "$(sed -n 3p "$WORK/keys/weak")"
}

# Every tier asks for what $1 says, from now on.
tiers_ask()
{
	rm -rf "$WORK/library"
	git clone -q "$STATION/library" "$WORK/library"
	sed -i -e '/^    signs: /d' \
		-e "/^tiers:/,/^topics:/s/^  - id: .*/&\n    signs: $1/" \
		"$WORK/library/rules/tiers.yaml"
	git -C "$WORK/library" -c user.name=x -c user.email=x@example.org \
		commit -qam "signatures: $1"
	take_library "$WORK/library"
}

everybody_has_a_key()
{
	local who
	agent_comes_along
	for who in $(crier officer list --json | jq -r '.rows[].id'); do
		[ "$who" != wang ] || { ssh-add -q "$WORK/keys/wang"; continue; }
		key "$who" -t ed25519
		bring_key "$who" "$WORK/keys/$who.pub"
		ssh-add -q "$WORK/keys/$who"
		as "$who" officer prove
	done
	no_agent
}

nothing_is_passed_without_the_signature_that_the_tier_asks()
{
	tiers_ask key
	everybody_has_a_key
	open_incident "$(officer_with drafter)" drill
	new_message "$(officer_with drafter)" "$INCIDENT" truth
	submit_message "$(officer_with drafter)" "$MESSAGE"
	DIGEST=$(ask .digest message show "$MESSAGE")
	echo "INCIDENT=$INCIDENT MESSAGE=$MESSAGE DIGEST=$DIGEST" >"$WORK/ids"
	said=$(as sun review "$MESSAGE" wording pass --digest "$DIGEST" 2>&1) &&
		return 1
	has "$said" "no SSH agent"
	is "$(ask '[.stages[].gates[] | select(.state == "passed")] | length' \
		message show "$MESSAGE")" 0
	agent_comes_along
	review_all "$MESSAGE"
	is "$(message_state "$MESSAGE")" approved
	arm "$MESSAGE" "$(officer_with releaser)"
	fire "$MESSAGE" "$(officer_with releaser)"
	no_agent
}

an_auditor_checks_it_with_ssh_keygen_alone()
{
	local n=0 entry by
	crier ledger list --limit 200 --json >"$WORK/ledger.json"
	while read -r entry; do
		by=$(jq -r .by <<<"$entry")
		jq -j .body.signed <<<"$entry" >"$WORK/said"
		jq -j .body.signature <<<"$entry" >"$WORK/said.sig"
		echo "$by $(cut -d' ' -f1,2 "$WORK/keys/$by.pub")" \
			>"$WORK/allowed"
		ssh-keygen -Y verify -f "$WORK/allowed" -I "$by" -n crier \
			-s "$WORK/said.sig" <"$WORK/said" >/dev/null
		is "$(jq -r .officer "$WORK/said")" "$by"
		n=$((n + 1))
	done < <(jq -c '.rows[] | select(.body.signature)' "$WORK/ledger.json")
	[ "$n" -ge 12 ]
	is "$(ask .signatures.count ledger verify)" "$((n + 0))"
	# and as the README says it
	awk '/^## / { here = /What an approval proves/ }
	here && /^```sh/ { inside = 1; next }
	/^```$/ { inside = 0 } here && inside' "$TOP/README.md" >"$WORK/readme"
	[ "$(wc -l <"$WORK/readme")" -ge 6 ]
	has "$(cd "$WORK" && CRIER_STATION=$STATION \
		PATH=$B/bin:$PATH bash -eu readme)" 'Good "crier" signature'
}

a_touch_is_asked_where_the_tier_says_so()
{
	tiers_ask touch
	key token -t ed25519-sk
	as chu officer key sun --file "$WORK/keys/token.pub"
	open_incident "$(officer_with drafter)" drill
	new_message "$(officer_with drafter)" "$INCIDENT" truth
	submit_message "$(officer_with drafter)" "$MESSAGE"
	DIGEST=$(ask .digest message show "$MESSAGE")
	echo "INCIDENT=$INCIDENT MESSAGE=$MESSAGE DIGEST=$DIGEST" >"$WORK/ids"
	agent_comes_along
	has "$(as sun review "$MESSAGE" wording pass --digest "$DIGEST" 2>&1)" \
		"no security key"
	ssh-add -q "$WORK/keys/token"
	as sun officer prove
	as sun review "$MESSAGE" wording pass --digest "$DIGEST"
	is "$(crier ledger list --kind message.passed --limit 200 --json |
		jq '[.rows[] | select(.body.touched)] | length')" 1
	no_agent
}

# passed_with_a_touch OFFICER
passed_with_a_touch()
{
	crier ledger list --kind message.passed --limit 200 --json |
		jq -e --arg by "$1" '[.rows[] | select(.by == $by and
			.body.touched)] | length > 0'
}

hasnt_until()
{
	until_true 10 lacks "$@" || {
		screen "$1"
		return 1
	}
}

lacks()
{
	! shows "$@"
}

the_console_proves_a_key_and_signs_with_it()
{
	. "$WORK/ids"
	agent_comes_along
	key second -t ed25519-sk
	as chu officer key li --file "$WORK/keys/second.pub"
	console li
	sees li "M on the board"
	# the agent does not have it yet
	press li M
	sees li "holds no key that waits"
	ssh-add -q "$WORK/keys/second"
	press li M
	sees li "Your key is proven"
	is "$(state_of "$(print_of second)")" proven
	press li v
	sees li "policy"
	press li G
	hasnt_until li "not yet read"
	press li p
	sees li "Pass a gate"
	press li Enter Enter
	until_true 10 passed_with_a_touch li
	no_agent
}

a_revoked_key_signs_nothing_and_never_comes_back()
{
	. "$WORK/ids"
	agent_comes_along
	exits 77 as li officer revoke sun "$(print_of token)" --reason lost
	as sun officer revoke sun "$(print_of token)" --reason "lost on a train"
	is "$(state_of "$(print_of token)")" revoked
	new_message "$(officer_with drafter)" "$INCIDENT" update
	submit_message "$(officer_with drafter)" "$MESSAGE"
	has "$(as sun review "$MESSAGE" wording pass --digest "$(ask .digest \
		message show "$MESSAGE")" 2>&1)" "no security key"
	has "$(as chu officer key sun --file "$WORK/keys/token.pub" 2>&1)" \
		"revoked"
	no_agent
}

sshd_is_given_the_keys_that_may_log_in()
{
	key newest -t ed25519
	as chu officer key sun --file "$WORK/keys/newest.pub"
	crier authorized-keys sun >"$WORK/authorized"
	# it waits, and sun has another: whoever brought it in is not sun
	hasnt "$(cat "$WORK/authorized")" \
		"$(cut -d' ' -f2 "$WORK/keys/newest.pub")"
	has "$(cat "$WORK/authorized")" "$(cut -d' ' -f2 "$WORK/keys/sun.pub")"
	hasnt "$(cat "$WORK/authorized")" \
		"$(cut -d' ' -f2 "$WORK/keys/token.pub")"
	is "$(crier authorized-keys nobody-here)" ""
	give sun --state suspended
	is "$(crier authorized-keys sun)" ""
}

all_keys_stand_after_a_restart()
{
	crier officer list --json | jq -S .rows >"$WORK/before"
	stop_station
	crier officer list --json | jq -S .rows >"$WORK/after"
	cmp "$WORK/before" "$WORK/after"
	stop_station
}

run_cases \
	a_key_is_brought_in_by_one_and_proven_by_the_officer \
	what_is_no_key_for_this_is_refused_with_the_reason \
	nothing_is_passed_without_the_signature_that_the_tier_asks \
	an_auditor_checks_it_with_ssh_keygen_alone \
	a_touch_is_asked_where_the_tier_says_so \
	the_console_proves_a_key_and_signs_with_it \
	a_revoked_key_signs_nothing_and_never_comes_back \
	sshd_is_given_the_keys_that_may_log_in \
	all_keys_stand_after_a_restart
