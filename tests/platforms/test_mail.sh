#!/bin/bash
# A list by mail on the real OpenSMTPD: published and read out of the maildirs,
# corrected in the thread, withdrawn; refused recipients, a letter that is too
# long, an answer lost at its end, TLS, and a server that is not there.
. "$(dirname "$0")/../tools/tap.sh"
. "$TOP/tests/tools/actual.sh"
at_end "$TOP/tests/servers/opensmtpd.sh" stop "$WORK/smtpd"
at_end stop_station "$STATION"

# list NAME SERVER RECIPIENT… [-- OPTION…]
list()
{
	local name=$1 server=$2 to=
	shift 2
	while [ $# -gt 0 ] && [ "$1" != -- ]; do
		to+="$1\\n"
		shift
	done
	[ $# -eq 0 ] || shift
	add_account "$name" mail "{\"recipients\":\"$to\"}" \
		--option "server=$server" --option from=eoc@county.example \
		--option name=云溪县应急办 "$@"
}

letters()
{
	find "$MAIL_BOX" -path "*/$1/new/*" -type f | wc -l
}

# Reads the newest letter of BOX with Python's own parser of mail.
letter()
{
	local file
	file=$(find "$MAIL_BOX/$1/new" -type f -printf '%T@ %p\n' | sort -n |
		tail -n 1 | cut -d' ' -f2)
	python3 - "$file" "$2" <<-'EOF'
	import email, email.policy, sys
	m = email.message_from_binary_file(open(sys.argv[1], "rb"),
		policy=email.policy.default)
	what = sys.argv[2]
	print(m.get_content().replace("\r", "") if what == "body" else m.get_all(what, ["-"])[0])
	EOF
}

has_letters()
{
	[ "$(letters "$1")" -ge "$2" ]
}

detail_of()
{
	ask .detail delivery show "$MESSAGE:$1"
}

a_release_is_in_every_box_and_reads_as_it_was_approved()
{
	local drafter id
	list plain "smtp://127.0.0.1:$MAIL_PORT" press@county.example \
		radio@county.example
	drafter=$(officer_with drafter)
	open_incident "$drafter" actual
	new_message "$drafter" "$INCIDENT" truth \
		--accounts "$(with_lead plain)"
	submit_message "$drafter" "$MESSAGE"
	review_all "$MESSAGE"
	arm "$MESSAGE" zheng
	is "$(letters press)" 0 "what arming sends"
	fire "$MESSAGE" wang
	ends plain 20 published
	note "server: OpenSMTPD $SMTPD_VERSION"
	echo "$MESSAGE" >"$WORK/first"
	until_true 20 has_letters press 1
	until_true 20 has_letters radio 1
	is "$(letter press body)" "$(crier message show "$MESSAGE" --json |
		jq -r '.variants[]? // empty | select(.account == "plain").text')" \
		"what was delivered"
	id=$(ask .remote delivery show "$MESSAGE:plain")
	is "$(letter press Message-ID)" "$id"
	is "$(letter press Auto-Submitted)" auto-generated
	is "$(letter press List-Id)" "<eoc.county.example>"
	is "$(letter press From)" "云溪县应急办 <eoc@county.example>"
	hasnt "$(letter press To)" radio
	has "$(detail_of plain)" 2/2
}

amended()
{
	MESSAGE=$(jq -r '.entries[0].body.message' <<<"$1")
	submit_message zhao "$MESSAGE"
	review_all "$MESSAGE"
	arm "$MESSAGE" zheng
	fire "$MESSAGE" wang
	ends plain 30 published
}

a_correction_and_a_withdrawal_are_letters_in_the_thread()
{
	local first id
	first=$(cat "$WORK/first")
	INCIDENT=${first%/*}
	id=$(ask .remote delivery show "$first:plain")
	mapfile -d '' -t words < <(filled correction)
	amended "$(as zhao correct "$first" "${words[@]}" --json)"
	until_true 20 has_letters press 2
	is "$(letter press In-Reply-To)" "$id"
	has "$(letter press Subject)" 更正
	amended "$(as zhao withdraw "$first" --json)"
	until_true 20 has_letters press 3
	is "$(letter press References)" "$id"
}

who_is_refused_is_said_by_places_and_never_by_name()
{
	INCIDENT=
	list some "smtp://127.0.0.1:$MAIL_PORT" press@county.example \
		zed@county.example radio@county.example
	publish some
	ends some 20 published
	has "$(detail_of some)" 2/3 ": 2"
	if grep -r -F zed@ "$STATION" >/dev/null; then
		echo "a recipient stands in the station's files"
		return 1
	fi
}

nobody_who_takes_it_is_no_release()
{
	INCIDENT=
	list none "smtp://127.0.0.1:$MAIL_PORT" zed@county.example
	publish none
	ends none 20 failed
	has "$(detail_of none)" 0/1
}

a_lost_answer_is_unknown_and_a_persons()
{
	local before
	INCIDENT=
	list lost "smtp://127.0.0.1:$MAIL_LOST" press@county.example
	before=$(letters press)
	publish lost
	ends lost 20 unknown
	until_true 20 has_letters press $((before + 1))
	sleep 3
	is "$(letters press)" $((before + 1)) "letters to one person"
	is "$(delivery_of lost)" unknown
}

# The server says how long a letter may be before one is begun.
a_letter_that_is_too_long_is_refused_for_its_content()
{
	INCIDENT=
	list long "smtp://127.0.0.1:$MAIL_PORT" press@county.example
	know_officers
	open_incident zhao actual
	new_message zhao "$INCIDENT" truth --accounts "$(with_lead long)"
	as zhao message preview "$MESSAGE" --json | jq -r '.variants[]
		| select(.account == "long").text' >"$WORK/approved"
	{
		head -n 3 "$WORK/approved"
		for _ in {1..120}; do
			echo 沿河和低洼处群众立即转移到高处，不要涉水。
		done
		tail -n +4 "$WORK/approved"
	} >"$WORK/hand"
	as zhao message edit "$MESSAGE" --account long --text "$WORK/hand"
	submit_message zhao "$MESSAGE"
	review_all "$MESSAGE"
	arm "$MESSAGE" zheng
	fire "$MESSAGE" wang
	ends long 20 refused
}

tls_is_verified()
{
	INCIDENT=
	list sure "smtps://127.0.0.1:$MAIL_TLS" press@county.example
	if out=$(publish sure 2>&1); then
		echo "fired at a server that nobody vouches for: $out"
		return 1
	fi
	has "$out" sure
	stop_station "$STATION"
	export SSL_CERT_FILE=$MAIL_CA
	INCIDENT=
	publish sure
	ends sure 20 published
	note "server: HAProxy $HAPROXY_VERSION"
	stop_station "$STATION"
}

no_server_is_a_gap()
{
	INCIDENT=
	list away smtp://127.0.0.1:9 press@county.example
	if out=$(publish away 2>&1); then
		echo "fired: $out"
		return 1
	fi
	has "$out" away
}

a_demo_sends_to_no_other_machine()
{
	INCIDENT=
	list abroad smtp://192.0.2.1:25 press@county.example -- \
		--option insecure=yes
	if out=$(publish abroad 2>&1); then
		echo "fired: $out"
		return 1
	fi
	has "$out" abroad
}

run_setup "$TOP/tests/servers/opensmtpd.sh" start "$WORK/smtpd"
crier init "$STATION" --demo >/dev/null || exit 1
run_cases \
	a_release_is_in_every_box_and_reads_as_it_was_approved \
	a_correction_and_a_withdrawal_are_letters_in_the_thread \
	who_is_refused_is_said_by_places_and_never_by_name \
	nobody_who_takes_it_is_no_release \
	a_lost_answer_is_unknown_and_a_persons \
	a_letter_that_is_too_long_is_refused_for_its_content \
	tls_is_verified \
	no_server_is_a_gap \
	a_demo_sends_to_no_other_machine
