#!/bin/bash
# Agreement by stick (会签): a city writes to its county for its agreement, packs
# the letters into a file, the county takes it, answers, packs; the city takes
# the answer. And what else may lie on such a stick.
. "$(dirname "$0")/../tools/tap.sh"
. "$TOP/tests/tools/crier.sh"
. "$TOP/tests/tools/stations.sh"

CITY=$WORK/city COUNTY=$WORK/county

# pack DIR FILE, take DIR FILE: what became of the letters.
pack()
{
	told "$1" .letters exchange pack --to "$2"
}

take()
{
	at "$1" exchange take "$2" --json | jq -c \
		'[.taken, .known, .passed, .waits, .refused]'
}

# seen: what the city knows of how far the county has its letters.
seen()
{
	told "$CITY" '[.seen, .unseen] | tostring' partner show county
}

two_stations_know_each_other()
{
	city_and_county --organ health
	is "$(seen)" '["none",null]'
}

a_text_that_waits_for_agreement_is_written_about()
{
	STATION=$CITY
	open_incident zhao actual
	new_message qian "$INCIDENT" truth
	echo "$MESSAGE" >"$WORK/message"
	exits 77 as qian letter ask "$MESSAGE" health
	submit_message qian "$MESSAGE"
	exits 75 as qian letter ask "$MESSAGE" health --lang zh
	has "$out" 尚未征求
	exits 66 as qian letter ask "$MESSAGE" fire --lang zh
	has "$out" 没有已核对的发布台
	as qian concur ask "$MESSAGE" health
	as qian letter ask "$MESSAGE" health
	is "$(told "$CITY" '.rows | map([.way, .kind, .name]) | tostring' \
		letter list | tr -d '"[]')" "sent,concur-ask,$(told "$CITY" \
		.name partner show county)"
	is "$(pack "$CITY" "$WORK/stick")" 1
	is "$(seen)" '["some",1]'
	# the stick tells neither text nor title
	hasnt "$(cat "$WORK/stick")" 南河
}

the_county_reads_the_same_bytes_and_answers()
{
	local letter text
	is "$(take "$COUNTY" "$WORK/stick")" "[1,0,0,0,0]"
	is "$(take "$COUNTY" "$WORK/stick")" "[0,1,0,0,0]"
	letter=$(told "$COUNTY" '.rows[0].letter' letter list)
	text=$(told "$CITY" .master.text message show \
		"$(cat "$WORK/message")")
	is "$(told "$COUNTY" .says.text letter show "${letter:0:8}")" "$text"
	is "$(told "$COUNTY" .says.digest letter show "$letter")" \
		"$(told "$CITY" .digest message show "$(cat "$WORK/message")")"
	has "$(at "$COUNTY" letter list --lang zh)" 会签请求 已接收
	AS=qian exits 77 at "$COUNTY" letter answer "$letter" agreed
	AS=wu exits 65 at "$COUNTY" letter answer "$letter" silent
	AS=wu at "$COUNTY" letter answer "$letter" agreed
	is "$(pack "$COUNTY" "$WORK/back")" 1
}

# The letter's signature says it: no officer has to write it down.
the_city_has_the_answer_written_down()
{
	local letter message
	message=$(cat "$WORK/message")
	is "$(take "$CITY" "$WORK/back")" "[1,0,0,0,0]"
	is "$(seen)" '["all",null]'
	has "$(at "$CITY" partner show county --lang zh)" 对方均已收到
	letter=$(told "$CITY" '.rows[] | select(.way == "taken").letter' \
		letter list)
	is "$(told "$CITY" '.says | [.agreed, .digest] | tostring' \
		letter show "$letter")" "[true,\"$(told "$CITY" .digest \
		message show "$message")\"]"
	STATION=$CITY
	has "$(as li concur show "$message" --lang zh)" 同意 \
		"${letter:0:8}" "$(told "$COUNTY" '.rows[] |
			select(.id == "wu").name' officer list)"
}

what_else_lies_on_a_stick_is_named_and_stops_nobody()
{
	local line
	line=$(head -n 1 "$WORK/back")
	# the city's own letters; dirt; a changed box; a changed head
	{
		cat "$WORK/stick"
		echo 'not a letter'
		echo "${line/\"box\":\"????/\"box\":\"AAAA}"
		sed 's/"time":1/"time":2/' <<<"$line"
		sed 's/"county"/"village"/g' <<<"$line"
	} >"$WORK/bad"
	exits 65 at "$CITY" exchange take "$WORK/bad" --lang zh
	has "$out" "此前已有 2" letter-stranger letter-form letter-signature
	is "$(take "$CITY" "$WORK/back")" "[0,1,0,0,0]"
	exits 66 at "$CITY" exchange take "$WORK/nothing"
}

letters_wait_for_those_before_them()
{
	local i message
	STATION=$CITY
	message=$(cat "$WORK/message")
	as li concur answer "$message" health refused --who 王五 \
		--reason 数字有误 || true
	for i in 1 2 3; do
		as qian concur ask "$message" health
		as qian letter ask "$message" health
	done
	is "$(pack "$CITY" "$WORK/all")" 4
	sed -n 4p "$WORK/all" >"$WORK/last"
	is "$(take "$COUNTY" "$WORK/last")" "[0,0,0,1,0]"
	sed -n '3p;2p;4p' "$WORK/all" >"$WORK/shuffled"
	is "$(take "$COUNTY" "$WORK/shuffled")" "[3,0,0,0,0]"
	is "$(take "$COUNTY" "$WORK/all")" "[0,4,0,0,0]"
	# taken, but not told yet
	is "$(seen)" '["some",3]'
	has "$(at "$CITY" partner show county --lang zh)" 尚未确知收到：3件
}

a_partner_that_is_stopped_is_not_heard()
{
	AS=wang at "$COUNTY" partner stop city 电话核实密钥失窃
	STATION=$CITY
	as qian letter ask "$(cat "$WORK/message")" health
	pack "$CITY" "$WORK/later"
	tail -n 1 "$WORK/later" >"$WORK/one"
	exits 65 at "$COUNTY" exchange take "$WORK/one" --lang zh
	has "$out" 已停止
	at "$COUNTY" partner change city --again
	AS=wu at "$COUNTY" partner confirm city
	is "$(take "$COUNTY" "$WORK/one")" "[1,0,0,0,0]"
}

# The chain needs their heads; what is in them is for whom they are for.
what_is_to_others_is_packed_as_heads_alone()
{
	at "$CITY" partner add town --name 东镇人民政府 --rank subordinate \
		--phone 010-222333
	AS=wu at "$CITY" partner confirm town --phone 010-222333 --who 赵六
	at "$CITY" exchange pack --to "$WORK/ours" --for county
	cmp "$WORK/ours" "$WORK/later"
	at "$CITY" exchange pack --to "$WORK/town" --for town
	is "$(wc -l <"$WORK/town")" 5
	is "$(grep -c '"box":"[A-Za-z0-9+/]\{100\}' "$WORK/town")" 0
	exits 66 at "$CITY" exchange pack --to "$WORK/town" --for village
}

letters_outlive_a_restart_and_the_ledger_is_sound()
{
	at "$CITY" station stop >"$WORK/said"
	at "$COUNTY" station stop >"$WORK/said"
	is "$(take "$COUNTY" "$WORK/later")" "[0,5,0,0,0]"
	is "$(pack "$CITY" "$WORK/again")" 5
	cmp "$WORK/later" "$WORK/again"
	exits 0 at "$CITY" ledger verify
	exits 0 at "$COUNTY" ledger verify
}

# Nobody could look what the city's rank may send: it is no answer to it.
a_letter_is_not_refused_where_the_library_cannot_be_read()
{
	STATION=$CITY
	as qian letter ask "$(cat "$WORK/message")" health
	pack "$CITY" "$WORK/later"
	tail -n 1 "$WORK/later" >"$WORK/one"
	at "$COUNTY" station stop >"$WORK/said"
	mv "$COUNTY/library" "$WORK/library.aside"
	mv "$COUNTY/record" "$WORK/record.aside"
	exits 66 at "$COUNTY" exchange take "$WORK/one" --lang en
	has "$out" "no git repository"
	stop_station "$COUNTY"
	mv "$WORK/library.aside" "$COUNTY/library"
	is "$(take "$COUNTY" "$WORK/one")" "[1,0,0,0,0]"
}

# What was written behind the clone is not known there: no place is used twice.
a_rebuilt_station_begins_its_next_volume()
{
	local STATION=$CITY
	until_true 20 record_is_level
	signers "$WORK/signers"
	at "$CITY" station stop >"$WORK/said"
	mv "$CITY" "$WORK/lost"
	"$B/bin/crier" rebuild "$CITY" --from "$WORK/lost/record" \
		--signers "$WORK/signers" >"$WORK/said"
	exits 66 as qian letter ask "$(cat "$WORK/message")" health --lang zh
	has "$out" 还没有名片
	as chu partner spare --again
	exits 75 as qian letter ask "$(cat "$WORK/message")" health --lang zh
	has "$out" 须先找回此前的本台函
	as wu exchange begin 没有其他介质
	as wang exchange agree
	as qian letter ask "$(cat "$WORK/message")" health
	is "$(told "$CITY" '.rows[0] | [.vol, .seq] | tostring' letter list)" \
		"[2,2]"
	# of the six before, heads are left: who took them knows them again;
	# the new card and letter are signed with a key that the county has
	# not confirmed
	has "$(at "$CITY" exchange pack --to "$WORK/new" --lang zh)" \
		已打包函件：8 仅含函头：6
	is "$(take "$COUNTY" "$WORK/new")" "[0,6,0,0,2]"
}

# The key is in two places, as when a station's disk was copied.
a_doubled_key_is_told_in_a_sentence()
{
	local twin
	cp -r "$WORK/lost" "$WORK/twin"
	for twin in lost twin; do
		STATION=$WORK/$twin as qian letter ask \
			"$(cat "$WORK/message")" health
		pack "$WORK/$twin" "$WORK/all"
		tail -n 1 "$WORK/all" >"$WORK/one.$twin"
	done
	is "$(take "$COUNTY" "$WORK/one.lost")" "[1,0,0,0,0]"
	exits 65 at "$COUNTY" exchange take "$WORK/one.twin" --lang zh
	has "$out" letter-fork "city 在同一位置签了两件函"
}

at_end stop_station "$WORK/lost"
at_end stop_station "$WORK/twin"
at_end stop_station "$CITY"
at_end stop_station "$COUNTY"

run_cases \
	two_stations_know_each_other \
	a_text_that_waits_for_agreement_is_written_about \
	the_county_reads_the_same_bytes_and_answers \
	the_city_has_the_answer_written_down \
	what_else_lies_on_a_stick_is_named_and_stops_nobody \
	letters_wait_for_those_before_them \
	a_partner_that_is_stopped_is_not_heard \
	what_is_to_others_is_packed_as_heads_alone \
	letters_outlive_a_restart_and_the_ledger_is_sound \
	a_letter_is_not_refused_where_the_library_cannot_be_read \
	a_rebuilt_station_begins_its_next_volume \
	a_doubled_key_is_told_in_a_sentence
