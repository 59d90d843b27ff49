#!/bin/bash
# A machine is lost and with it the station's keys. The spare key, typed from
# the paper in the safe, vouches for the new ones: the partner takes them from a
# letter at once, without a telephone, and what comes after is heard.
. "$(dirname "$0")/../tools/tap.sh"
. "$TOP/tests/tools/crier.sh"
. "$TOP/tests/tools/stations.sh"

CITY=$WORK/city COUNTY=$WORK/county

# spare DIR FILE [ARG…]: draws a spare key; its paper into FILE.
spare()
{
	local dir=$1 file=$2
	shift 2
	AS=chu at "$dir" partner spare "$@" --json >"$WORK/drawn" &&
		jq -j '.paper // empty' "$WORK/drawn" >"$file"
}

# let_in DIR OTHER RANK: the other's card, by two and the telephone.
let_in()
{
	local dir=$1 other=$2 rank=$3 id phone
	shift 3
	id=$(told "$other" .id partner card)
	phone=$(told "$other" .phone partner card)
	at "$other" partner card --text >"$WORK/card"
	at "$dir" partner add --card "$WORK/card" --rank "$rank" \
		--phone "$phone" "$@"
	AS=wu at "$dir" partner confirm "$id" --phone "$phone" --who 李四 \
		--groups "$(told "$other" .print partner card)"
}

take()
{
	at "$1" exchange take "$2" --json | jq -c \
		'[.taken, .known, .passed, .waits, .refused]'
}

# ask DIR: writes a letter that asks for agreement.
write_one()
{
	STATION=$1
	as qian concur ask "$MESSAGE" health
	as qian letter ask "$MESSAGE" health
}

two_stations_write_to_each_other()
{
	"$B/bin/crier" init "$CITY" --demo --lang zh >"$WORK/said"
	"$B/bin/crier" init "$COUNTY" --demo --lang zh >"$WORK/said"
	spare "$CITY" "$WORK/paper" --partner city --phone 010-66001122
	spare "$COUNTY" "$WORK/paper.county" --partner county \
		--phone 010-88334455
	let_in "$COUNTY" "$CITY" superior
	let_in "$CITY" "$COUNTY" subordinate --organ health
	STATION=$CITY
	open_incident zhao actual
	new_message qian "$INCIDENT" truth
	submit_message qian "$MESSAGE"
	echo "MESSAGE=$MESSAGE" >"$WORK/ids"
	write_one "$CITY"
	at "$CITY" exchange pack --to "$WORK/before"
	is "$(take "$COUNTY" "$WORK/before")" "[1,0,0,0,0]"
}

# What the card says goes to partners by letter, signed with the key they know.
a_change_of_the_card_goes_by_letter()
{
	. "$WORK/ids"
	AS=chu at "$COUNTY" partner us --phone 010-88334456
	at "$COUNTY" exchange pack --to "$WORK/moved"
	is "$(take "$CITY" "$WORK/moved")" "[1,0,0,0,0]"
	is "$(told "$CITY" '.phone, .state, .waits' partner show county)" \
		$'010-88334455\nactive\nnull'
	is "$(told "$CITY" .made partner show county)" \
		"$(told "$COUNTY" .made partner card)"
}

the_machine_is_lost()
{
	STATION=$CITY
	until_true 20 record_is_level
	signers "$WORK/signers"
	at "$CITY" station stop >"$WORK/said"
	mv "$CITY" "$WORK/lost"
	"$B/bin/crier" rebuild "$CITY" --from "$WORK/lost/record" \
		--signers "$WORK/signers" >"$WORK/said"
	has "$(cat "$WORK/said")" "partner spare --old"
}

only_the_paper_that_partners_know_vouches()
{
	AS=chu exits 65 at "$CITY" partner spare --old "$WORK/paper.county" \
		--lang zh
	has "$out" "不是各协同单位所知的备用密钥"
	sed '2s/./#/' "$WORK/paper" >"$WORK/slip"
	AS=chu exits 65 at "$CITY" partner spare --old "$WORK/slip" --lang en
	has "$out" "line 2"
	AS=chu exits 65 at "$CITY" partner us --paper "$WORK/paper" || true
}

the_spare_key_vouches_and_the_partner_takes_the_new_one()
{
	local key
	spare "$CITY" "$WORK/paper.next" --old "$WORK/paper"
	at "$CITY" partner card --text >"$WORK/card"
	is "$(jq -r 'has("spare_sig")' "$WORK/card")" true
	key=$(told "$CITY" .fingerprint partner card)
	at "$CITY" exchange pack --to "$WORK/after"
	has "$(at "$COUNTY" exchange take "$WORK/after" --lang zh)" \
		"已接收 1，此前已有 1" "city 已换新密钥，经其备用密钥认可"
	is "$(told "$COUNTY" '.fingerprint, .state, .waits, .vouched > 0,
		.spare' partner show city)" "$key
active
null
true
$(told "$CITY" .spare partner card)"
	has "$(at "$COUNTY" partner show city --lang zh)" 备用密钥认可
	has "$(at "$COUNTY" letter list --lang zh)" 密钥变更
}

# Neither the old paper nor its halves lie anywhere.
the_paper_is_kept_nowhere()
{
	local line
	for line in "$WORK"/paper{,.next}; do
		while read -r each; do
			is "$(grep -rlaF "$each" "$CITY" || true)" ""
			is "$(grep -rlaF "${each// /}" "$CITY" || true)" ""
		done <"$line"
	done
}

letters_are_heard_again_both_ways()
{
	. "$WORK/ids"
	write_one "$CITY"
	at "$CITY" exchange pack --to "$WORK/after"
	is "$(take "$COUNTY" "$WORK/after")" "[1,2,0,0,0]"
	AS=wu at "$COUNTY" letter answer \
		"$(told "$COUNTY" '.rows[0].letter' letter list)" agreed
	at "$COUNTY" exchange pack --to "$WORK/answer"
	is "$(take "$CITY" "$WORK/answer")" "[1,1,0,0,0]"
	STATION=$CITY has "$(as li concur show "$MESSAGE" --lang zh)" 同意
}

# The old paper vouches for nothing more: it named the next one.
a_second_rebuild_with_the_old_paper_is_not_believed()
{
	STATION=$WORK/twin
	"$B/bin/crier" rebuild "$STATION" --from "$WORK/lost/record" \
		--signers "$WORK/signers" >"$WORK/said"
	spare "$STATION" "$WORK/paper.twin" --old "$WORK/paper"
	at "$STATION" exchange pack --to "$WORK/twins"
	exits 65 at "$COUNTY" exchange take "$WORK/twins" --lang zh
	has "$out" letter-signature
	stop_station "$STATION"
}

at_end stop_station "$WORK/twin"
at_end stop_station "$CITY"
at_end stop_station "$COUNTY"

run_cases \
	two_stations_write_to_each_other \
	a_change_of_the_card_goes_by_letter \
	the_machine_is_lost \
	only_the_paper_that_partners_know_vouches \
	the_spare_key_vouches_and_the_partner_takes_the_new_one \
	the_paper_is_kept_nowhere \
	letters_are_heard_again_both_ways \
	a_second_rebuild_with_the_old_paper_is_not_believed
