#!/bin/bash
# From the attacker's side: what may not be stored is brought in by other doors
# than a text: over two fields, as a number, in settings, in what a platform or
# a relay reports, as an address. Whatever was tried, no file holds it after.
. "$(dirname "$0")/attack.sh"
. "$TOP/tests/tools/actual.sh"

TREE=$WORK/tree
mkdir -p "$TREE"
cp -rL "$B/bin" "$B/libexec" "$B/share" "$TREE/"
B=$TREE
at_end stop_station "$STATION"
SAID=0
MOBILE=13912345678 RESIDENT=11010519491231002X

# The relay in earnest is the attacker's: it says what stands in $WORK/reports
# once that is there. The drill's is the honest one.
cp "$B/libexec/crier/crier-relay" "$B/libexec/crier/honest-relay"
cat >"$B/libexec/crier/crier-relay" <<-END
	#!/bin/bash
	[ "\$4" = drill ] && exec "$B/libexec/crier/honest-relay" "\$@"
	exec perl -e '\$| = 1; open(S, "+<&=", \$ARGV[0]) or die;
	select(S); \$| = 1;
	print S qq({"hello":{"protocol":1,"relay":"actual","lang":"en"}}\n);
	until (-e "$WORK/reports") { select(undef, undef, undef, 0.05) }
	open(R, "<", "$WORK/reports"); print S \$_ while <R>;
	open(A, ">>", "$WORK/answers"); select(A); \$| = 1;
	print A \$_ while <S>;' "\$2"
END
chmod 755 "$B/libexec/crier/crier-relay"

# tried OFFICER ACT FIELDS: what the station says to it: a refusal's word, or
# done.
tried()
{
	say_as "$1" '{"id":1,"act":"'"$2"'","act_id":"'"$(act_id)"'",'"$(tr \
		-d '\n\t' <<<"$3")"'}' | jq -r 'select(.id == 1)
			| .refusal.reason // .refusal.code // "done"'
}

# nowhere WORD…: none of them is in any file of the station, packed or not.
nowhere()
{
	local word
	until_true 20 eval '[ "$(ask .record.behind status)" = 0 ]'
	sqlite3 "$STATION/ledger.db" 'PRAGMA wal_checkpoint(TRUNCATE)' >/dev/null
	for word; do
		is "$(grep -rlaF -e "$word" "$STATION")" ""
		is "$(git -C "$STATION/record" grep -laF -e "$word" HEAD)" ""
	done
}

a_message_is_at_hand()
{
	crier init "$STATION" --demo --lang zh
	know_officers
	DRAFTER=$(officer_with drafter)
	open_incident "$DRAFTER" actual
	new_message "$DRAFTER" "$INCIDENT" truth
	echo "DRAFTER=$DRAFTER INCIDENT=$INCIDENT MESSAGE=$MESSAGE" \
		>"$WORK/ids"
}

# Two halves, each of which is nothing, are one number to who reads on.
a_number_over_two_fields_is_refused()
{
	. "$WORK/ids"
	local on='"incident":"'$INCIDENT'"'
	is "$(tried "$DRAFTER" claim.add "$on"',"text":"找这个人1391234",
		"accused":"5678"')" leak
	is "$(tried "$DRAFTER" claim.add "$on"',"text":"证件110105","platform":
		"19491231002X"')" leak
	is "$(tried "$DRAFTER" message.revise '"message":"'"$MESSAGE"'",
		"base":1,"slots":{"place":"转1391234","what":"5678转"}')" leak
	is "$(tried "$DRAFTER" message.revise '"message":"'"$MESSAGE"'",
		"base":1,"variants":{"a":"联系1391234"},"title":"5678"')" leak
	attack held "a number over two fields of an act"
	# the near miss: two figures, two times
	is "$(tried "$DRAFTER" claim.add "$on"',"text":"转移138",
		"accused":"1204户","platform":"1350"')" done
}

a_number_is_not_hidden_by_being_one()
{
	. "$WORK/ids"
	local on='"incident":"'$INCIDENT'"'
	is "$(tried "$DRAFTER" claim.add "$on"',"text":"传言",
		"reach":'$MOBILE)" leak
	is "$(tried "$DRAFTER" claim.add "$on"',"text":"传言",
		"seen":'$MOBILE)" leak
	is "$(tried "$DRAFTER" claim.add "$on"',"text":"传言",
		"reach":13800000000' | tail -1)" field
	attack held "a mobile as a count and as an instant"
}

# What is typed is kept, but for that.
a_draft_keeps_nothing_of_it()
{
	. "$WORK/ids"
	is "$(tried "$DRAFTER" draft.save '"message":"'"$MESSAGE"'","draft":{
		"slots":{"event":"说明1391234","place":"5678说明",
		"then":'$MOBILE'},"ids":["110105","19491231002X","5"],
		"figures":{"a":{"source":"转1381234","then":"5678转"}}}')" done
	out=$(sqlite3 "$STATION/state.db" "SELECT doc FROM draft" 2>/dev/null ||
		sqlite3 "$STATION/state.db" .dump)
	has "$out" 说明
	has "$out" ■■■
	for each in 1391234 5678 1381234 $MOBILE 19491231; do
		hasnt "$(grep -F ■ <<<"$out")" $each
	done
	attack held "a number over two draft fields, and as an integer"
}

settings_of_an_account_hold_none()
{
	. "$WORK/ids"
	local who add='"account":"hook","kind":"webhook","name":"推送",
		"owner":"办公室","options":'
	who=$(officer_with registrar)
	for each in '{"url":"https://a.example/?to='$MOBILE'"}' \
		'{"url":"https://a.example/'$RESIDENT'"}' \
		'{"url":"https://a.example/?to=1391234","x":"5678"}' \
		'{"url":"https://a.example/","note":"找'$MOBILE'"}'; do
		is "$(tried "$who" account.add "$add$each")" leak
	done
	attack held "a number in an account's settings"
	is "$(tried "$who" account.add "$add"'{"url":
		"https://a.example/v1/139/1204/1350"}')" done
}

# A relay that somebody took over, or a platform that answers so.
reports_are_kept_without_it()
{
	. "$WORK/ids"
	HAND=$(ask '[.rows[] | select(.kind == "manual")][0].id' account list)
	crier status >/dev/null
	printf '{"id":1,"act":"relay.checked","act_id":"%s","account":"%s",%s}\n' \
		"$(act_id)" "$HAND" '"ok":true,"who":"'$MOBILE'","detail":"找'$MOBILE'","limits":{"max":2000,"tel":'$MOBILE',"say":"'$RESIDENT'"}' \
		>"$WORK/reports.new"
	mv "$WORK/reports.new" "$WORK/reports"
	until_true 20 eval '[ "$(ask .total ledger list --kind \
		account.checked)" = 1 ]'
	out=$(crier account show "$HAND" --json)
	is "$(jq -cS .limits <<<"$out")" '{"max":2000}'
	is "$(jq -r '.who // "none"' <<<"$out")" none
	has "$(jq -r .detail <<<"$out")" ■
	attack held "a number in what a platform says of an account"
}

nothing_of_it_is_in_any_file()
{
	nowhere $MOBILE $RESIDENT 1391234 19491231 1381234
	is "$(ask .ok ledger verify)" true
}

run_cases a_message_is_at_hand a_number_over_two_fields_is_refused \
	a_number_is_not_hidden_by_being_one a_draft_keeps_nothing_of_it \
	settings_of_an_account_hold_none reports_are_kept_without_it \
	nothing_of_it_is_in_any_file
