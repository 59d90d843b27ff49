#!/bin/bash
# From the attacker's side: a drill's relay that somebody took over reports
# about deliveries in earnest, and an act_id is used again for something else.
. "$(dirname "$0")/attack.sh"
. "$TOP/tests/tools/actual.sh"

TREE=$WORK/tree
mkdir -p "$TREE"
cp -rL "$B/bin" "$B/libexec" "$B/share" "$TREE/"
B=$TREE
at_end stop_station "$STATION"
SAID=0

# The drill's relay is the attacker's: it says what stands in $WORK/reports
# once that is there, and writes down what it is answered.
cp "$B/libexec/crier/crier-relay" "$B/libexec/crier/honest-relay"
cat >"$B/libexec/crier/crier-relay" <<-END
	#!/bin/bash
	[ "\$4" = drill ] || exec "$B/libexec/crier/honest-relay" "\$@"
	exec perl -e '\$| = 1; open(S, "+<&=", \$ARGV[0]) or die;
	select(S); \$| = 1;
	print S qq({"hello":{"protocol":1,"relay":"drill","lang":"en"}}\n);
	until (-e "$WORK/reports") { select(undef, undef, undef, 0.05) }
	open(R, "<", "$WORK/reports"); print S \$_ while <R>;
	open(A, ">>", "$WORK/answers"); select(A); \$| = 1;
	print A \$_ while <S>;' "\$2"
END
chmod 755 "$B/libexec/crier/crier-relay"

# report ACT FIELDS: a line of the attacker's.
report()
{
	printf '{"id":%d,"act":"%s","act_id":"%s",%s}\n' $((++SAID)) "$1" \
		"$(act_id)" "$2" >>"$WORK/said"
}

# refusals: of the attacker's reports, by request.
refusals()
{
	jq -rs 'map(select(.id)) | sort_by(.id)[]
		| "\(.id) \(.refusal.reason // .refusal.code // "believed")"' \
		"$WORK/answers"
}

a_release_in_earnest_waits_for_a_person()
{
	crier init "$STATION" --demo --lang zh
	know_officers
	HAND=$(ask '[.rows[] | select(.kind == "manual")][0].id' account list)
	publish "$HAND"
	ends "$HAND" 20 human unknown
	echo "$MESSAGE $HAND $(delivery_of "$HAND")" >"$WORK/message"
}

the_drills_relay_is_not_believed_about_it()
{
	local message hand was
	read -r message hand was <"$WORK/message"
	report relay.outcomes '"message":"'$message'","results":[{
		"delivery":"'$message:$hand'","outcome":"accepted",
		"state":"published","url":"https://evil.example/1",
		"id":"1"}]'
	report relay.sending '"message":"'$message'",
		"deliveries":["'$message:$hand'"]'
	report relay.prepared '"message":"'$message'","digest":"'$(ask .digest \
		message show "$message")'","results":[]'
	report relay.token '"account":"'$hand'","sealed":"'"$(head -c 90 \
		/dev/urandom | base64 -w0)"'"'
	report relay.checked '"account":"'$hand'","ok":false,
		"detail":"closed by its owner"'
	tr -d '\n\t' <"$WORK/said" | sed 's/}{/}\n{/g' >"$WORK/reports.new"
	echo >>"$WORK/reports.new"
	mv "$WORK/reports.new" "$WORK/reports"
	until_true 10 eval '[ "$(refusals | wc -l)" = 5 ]'
	cat "$WORK/answers"
	is "$(refusals | cut -d" " -f2 | sort | uniq -c | tr -s " ")" " 5 desk"
	is "$(crier ledger list --kind account.sealed --json | jq .total)" 0
	is "$(crier ledger list --kind account.checked --json | jq .total)" 0
	MESSAGE=$message
	is "$(delivery_of "$hand")" "$was"
	attack held "a drill's relay that reports about what is in earnest"
	hasnt "$(crier delivery show "$message:$hand" --json)" evil.example
	is "$(ask ".rows[] | select(.id == \"$hand\") | .ok" account list)" true
	is "$(ask .ok ledger verify)" true
}

an_act_id_is_answered_only_to_who_asked_for_the_same()
{
	local message hand first note halt out id=0123456789abcdef0123456789abcdef
	read -r message hand _ <"$WORK/message"
	note='"act":"account.note","account":"'$hand'"'
	first='{"id":1,"act_id":"'$id'",'$note',"note":"call the night desk"}'
	out=$(say_as "$(officer_with registrar)" "$first" "${first/\"id\":1/\"id\":2}")
	# a repeat has the first answer, under the number it asked with
	is "$(jq -cs '[.[0].entries == .[1].entries, (.[0].entries | length),
		.[1].id]' <<<"$out")" '[true,1,2]'
	halt='{"id":3,"act_id":"'$id'","act":"release.halt","message":"'$message'"}'
	out=$(say_as "$(officer_with releaser)" "$halt")
	is "$(jq -r '.entries, .refusal.reason // .refusal.code' <<<"$out")" \
		$'null\nact-id'
	out=$(say_as "$(officer_with registrar)" "${first/night/day}")
	is "$(jq -r '.entries, .refusal.reason // .refusal.code' <<<"$out")" \
		$'null\nact-id'
	out=$(say_as "$(officer_with drafter "$(officer_with registrar)")" \
		"$first")
	is "$(jq -r '.entries, .refusal.reason // .refusal.code' <<<"$out")" \
		$'null\nact-id'
	is "$(crier ledger list --kind account.noted --json | jq .total)" 1
}

after_a_restart_as_well()
{
	local message hand first out id=0123456789abcdef0123456789abcdef
	read -r message hand _ <"$WORK/message"
	stop_station
	first='{"id":1,"act_id":"'$id'","act":"account.note","account":"'$hand'","note":"call the night desk"}'
	crier status >/dev/null
	out=$(say_as "$(officer_with registrar)" "$first" "${first/night/day}")
	attack held "an act_id used again, after a restart too"
	is "$(jq -cs 'map(.refusal.reason // .refusal.code // (.entries
		| length))' <<<"$out")" '[1,"act-id"]'
	is "$(crier ledger list --kind account.noted --json | jq .total)" 1
}

run_cases a_release_in_earnest_waits_for_a_person \
	the_drills_relay_is_not_believed_about_it \
	an_act_id_is_answered_only_to_who_asked_for_the_same \
	after_a_restart_as_well
