#!/bin/bash
# A machine is lost and with it the station's keys. The spare key, typed from
# the paper in the safe, vouches for the new ones: the partner takes them from a
# letter at once, without a telephone, and what comes after is heard.
. "$(dirname "$0")/../tools/tap.sh"
. "$TOP/tests/tools/crier.sh"
. "$TOP/tests/tools/stations.sh"

CITY=$WORK/city COUNTY=$WORK/county

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

# The clone is a little old: a letter was written and heard behind it.
the_machine_is_lost()
{
	. "$WORK/ids"
	STATION=$CITY
	until_true 20 record_is_level
	signers "$WORK/signers"
	git clone -q "$CITY/record" "$WORK/clone"
	# somebody has taken a copy of it, with its key
	at "$CITY" station stop >"$WORK/said"
	cp -r "$CITY" "$WORK/copy"
	write_one "$CITY"
	at "$CITY" exchange pack --to "$WORK/last"
	is "$(take "$COUNTY" "$WORK/last")" "[1,1,0,0,0]"
	at "$CITY" station stop >"$WORK/said"
	mv "$CITY" "$WORK/lost"
	"$B/bin/crier" rebuild "$CITY" --from "$WORK/clone" \
		--signers "$WORK/signers" >"$WORK/said"
	has "$(cat "$WORK/said")" "partner spare --old" \
		"own letters as they were sealed, 1;"
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

# What the ledger lacks comes back and is opened; then two begin the next
# volume, whose first letter names the last one known of the volume before.
own_letters_come_back_first()
{
	. "$WORK/ids"
	local letter n
	spare "$CITY" "$WORK/paper.next" --old "$WORK/paper"
	STATION=$CITY
	as qian concur ask "$MESSAGE" health
	exits 75 as qian letter ask "$MESSAGE" health --lang zh
	has "$out" "须先找回此前的本台函"
	# what the partner tells of our letters shows that some are missing
	AS=wu at "$COUNTY" letter answer \
		"$(told "$COUNTY" '.rows[0].letter' letter list)" agreed
	at "$COUNTY" exchange pack --to "$WORK/early"
	! at "$CITY" exchange take "$WORK/early" >"$WORK/said" 2>&1
	is "$(told "$CITY" .seen partner show county)" strange
	has "$(at "$CITY" partner show county --lang zh)" 对方持有本台没有的本台函
	AS=wu at "$CITY" exchange begin "介质上的函尚未查找"
	sed -n 2p "$WORK/last" >"$WORK/one"
	# and what somebody kept of ours says which
	exits 65 at "$CITY" ledger verify --witness "$WORK/last" --lang zh
	has "$out" 缺函 "city 存有本台函 1/2"
	has "$(at "$CITY" ledger verify --witness "$WORK/before" --lang en \
		2>&1 || true)" "county knows our letter 1/2" "our letters 2"
	has "$(at "$CITY" exchange take "$WORK/last" --spare "$WORK/paper" \
		--lang zh)" "找回本台缺失的函 1 件，其中无法打开 0 件"
	is "$(told "$CITY" .seen partner show county)" all
	has "$(at "$CITY" ledger verify --witness "$WORK/last" --lang en)" \
		"lost with the machine" "nothing contradicts"
	# what is too much to be named is counted
	for ((n = 0; n < 300; n++)); do cat "$WORK/last"; done >"$WORK/many"
	is "$(at "$CITY" ledger verify --witness "$WORK/many" --json |
		jq -c '[.ok, (.found | length), .more > 0]')" '[true,200,true]'
	has "$(at "$CITY" ledger verify --witness "$WORK/many" --lang zh)" 处未列出
	# what was proposed before that is not what another agrees to
	AS=wang exits 66 at "$CITY" exchange agree
	letter=$(told "$CITY" '[.rows[] | select(.way == "returned")][0].letter' \
		letter list)
	is "$(told "$CITY" '[.way, .outcome, .says.kind] | tostring' \
		letter show "$letter")" '["returned","returned","concur-ask"]'
	AS=wu at "$CITY" exchange begin "介质上的函均已接收"
	AS=wu exits 77 at "$CITY" exchange agree
	has "$(AS=wang at "$CITY" exchange agree)" "next volume begun"
	is "$(told "$CITY" '.rows[0] | [.way, .kind, .vol, .seq] | tostring' \
		letter list)" '["sent","card",2,1]'
	at "$CITY" exchange pack --to "$WORK/after"
	is "$(wc -l <"$WORK/after")" 3
	is "$(sed -n 3p "$WORK/after" | jq -r .head.prev)" "$letter"
	# what came back is packed whole again
	cmp <(sed -n 2p "$WORK/after") "$WORK/one"
	AS=wu exits 75 at "$CITY" exchange begin "再来一次"
}

the_partner_takes_the_new_key_that_the_spare_one_signed()
{
	local key
	at "$CITY" partner card --text >"$WORK/card"
	is "$(jq -r 'has("spare_sig")' "$WORK/card")" true
	key=$(told "$CITY" .fingerprint partner card)
	at "$CITY" exchange pack --to "$WORK/after"
	has "$(at "$COUNTY" exchange take "$WORK/after" --lang zh)" \
		"已接收 1，此前已有 2" "city 已换新密钥，经其备用密钥认可"
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
	is "$(take "$COUNTY" "$WORK/after")" "[1,3,0,0,0]"
	AS=wu at "$COUNTY" letter answer \
		"$(told "$COUNTY" '.rows[0].letter' letter list)" agreed
	at "$COUNTY" exchange pack --to "$WORK/answer"
	is "$(take "$CITY" "$WORK/answer")" "[1,2,0,0,0]"
	STATION=$CITY has "$(as li concur show "$MESSAGE" --lang zh)" 同意
}

# Who has a copy of the old machine writes another letter in a place of the old
# volume: that is said, and the present volume goes on.
a_key_of_before_ends_nothing_of_the_present_one()
{
	. "$WORK/ids"
	write_one "$WORK/copy"
	at "$WORK/copy" exchange pack --to "$WORK/forged"
	at "$WORK/copy" station stop >"$WORK/said"
	tail -n 1 "$WORK/forged" >"$WORK/forged.one"
	at "$CITY" exchange take "$WORK/forged.one" --lang zh \
		>"$WORK/said" 2>&1 || true
	has "$(cat "$WORK/said")" letter-fork
	is "$(told "$CITY" '[.rows[] | select(.outcome == "forked")] | length' \
		letter list)" 1
	write_one "$CITY"
	at "$CITY" exchange pack --to "$WORK/after"
	is "$(take "$COUNTY" "$WORK/after")" "[1,4,0,0,0]"
}

# rebuilt DIR [ARG…]: from the newer clone, told as JSON in $WORK/back.json
rebuilt()
{
	local dir=$1
	shift
	rm -rf "$dir"
	"$B/bin/crier" rebuild "$dir" --from "$WORK/newer" \
		--signers "$WORK/signers.newer" "$@" --json >"$WORK/back.json"
}

# Sealed letters are in no clone: without a backup the ledger has their heads.
what_was_sealed_comes_back_from_a_backup()
{
	local count
	STATION=$CITY
	until_true 20 record_is_level
	signers "$WORK/signers.newer"
	git clone -q "$CITY/record" "$WORK/newer"
	# of an act that never became durable: no letter of the ledger's
	sed -n 1p "$WORK/answer" >"$CITY/letters/station-9-9.json"
	printf '{"half' >"$CITY/letters/station-9-8.json"
	"$B/bin/crier" --station "$CITY" backup "$WORK/backup" >"$WORK/said"
	rm "$CITY"/letters/station-9-*.json
	count=$(ls "$CITY/letters" | wc -l)
	[ "$count" -ge 4 ]
	rebuilt "$WORK/back" --backup "$WORK/backup"
	is "$(jq -c '[.letters, .letters_lost]' "$WORK/back.json")" "[$count,0]"
	diff -r "$CITY/letters" "$WORK/back/letters"
	is "$(find "$WORK/back/letters" -perm /077)" ""
	rebuilt "$WORK/back"
	is "$(jq -c '[.letters, .letters_lost > 0]' "$WORK/back.json")" \
		"[0,true]"
	sed -i '2d' "$WORK/backup/letters.jsonl"
	! rebuilt "$WORK/back" --backup "$WORK/backup" 2>"$WORK/said"
	has "$(cat "$WORK/said")" letters.jsonl
	rm -rf "$WORK/back"
}

# The old paper vouches for nothing more: it named the next one.
a_second_rebuild_with_the_old_paper_is_not_believed()
{
	STATION=$WORK/twin
	"$B/bin/crier" rebuild "$STATION" --from "$WORK/clone" \
		--signers "$WORK/signers" >"$WORK/said"
	spare "$STATION" "$WORK/paper.twin" --old "$WORK/paper"
	# it sees the other one's letters in its own name, and says so
	exits 65 at "$STATION" exchange take "$WORK/after" --lang zh
	has "$out" letter-twin "其密钥不属于本发布台"
	AS=wu at "$STATION" exchange begin "找不到其他函"
	AS=wang at "$STATION" exchange agree
	at "$STATION" exchange pack --to "$WORK/twins"
	exits 65 at "$COUNTY" exchange take "$WORK/twins" --lang zh
	has "$out" letter-signature
	stop_station "$STATION"
}

at_end stop_station "$WORK/twin"
at_end stop_station "$WORK/copy"
at_end stop_station "$CITY"
at_end stop_station "$COUNTY"

run_cases \
	two_stations_write_to_each_other \
	a_change_of_the_card_goes_by_letter \
	the_machine_is_lost \
	only_the_paper_that_partners_know_vouches \
	own_letters_come_back_first \
	the_partner_takes_the_new_key_that_the_spare_one_signed \
	the_paper_is_kept_nowhere \
	letters_are_heard_again_both_ways \
	a_key_of_before_ends_nothing_of_the_present_one \
	what_was_sealed_comes_back_from_a_backup \
	a_second_rebuild_with_the_old_paper_is_not_believed
