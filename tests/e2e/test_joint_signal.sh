#!/bin/bash
# A joint release of a city and its county on the city's signal, by stick: the
# county arms when it is called, and both go out when the city fires.
. "$(dirname "$0")/../tools/tap.sh"
. "$TOP/tests/tools/crier.sh"
. "$TOP/tests/tools/tmux.sh"
. "$TOP/tests/tools/stations.sh"

CITY=$WORK/city COUNTY=$WORK/county

# The letters of the county have come to the city, and say this state.
carried_as()
{
	carry "$COUNTY" "$CITY" >"$WORK/said"
	[ "$(county_in_grid .state)" = "$1" ]
}

an_order_on_signal_is_taken_and_set_without_a_time()
{
	local m
	joined_by_stick
	new_message zhao "$INCIDENT" truth --accounts county-site
	submit_message zhao "$MESSAGE"
	review_all "$MESSAGE"
	echo "INCIDENT=$INCIDENT MESSAGE=$MESSAGE DIGEST=$DIGEST" >"$WORK/ids"
	AS=zheng at "$CITY" joint order "$MESSAGE" --to county \
		--digest "$DIGEST" --signal
	carry "$CITY" "$COUNTY" >"$WORK/said"
	AS=wu at "$COUNTY" joint take "$(told "$COUNTY" '.orders[0].order' \
		joint show 2026-0001)" --accounts county-site
	m=$(at "$COUNTY" message show 2026-0001/1 --json)
	is "$(jq -r '[.state, .waits, .signal] | tostring' <<<"$m")" \
		'["approved","set",true]'
	AS=wang at "$COUNTY" release 2026-0001/1 set \
		--digest "$(jq -r .digest <<<"$m")" \
		--confirm "$(jq -r .fire_word <<<"$m")"
	is "$(order_in_county .state)" set
}

# order_screen OFFICER: the order of INCIDENT on the city's console.
order_screen()
{
	STATION=$CITY console "$1" 80 24 zh_CN.UTF-8
	press "$1" 6
	sees "$1" "1/1"
	press "$1" Enter
}

nothing_is_fired_that_has_not_been_called()
{
	. "$WORK/ids"
	STATION=$CITY
	arm "$MESSAGE" zheng
	AS=wang exits 75 at "$CITY" joint fire "$MESSAGE" --digest "$DIGEST" \
		--confirm "$(told "$CITY" .fire_word message show "$MESSAGE")" \
		--lang zh
	has "$out" 尚无协同单位
	stop_station "$CITY"
	cp -a "$CITY" "$WORK/snapshot"
}

it_is_armed_there_when_it_is_called()
{
	. "$WORK/ids"
	AS=zheng at "$CITY" joint call "$MESSAGE" --digest "$DIGEST"
	# the same by a key, and again: who was ready says so anew
	order_screen zheng
	sees zheng "^ 通知待发"
	press zheng "^"
	sees zheng 已通知待发
	carry "$CITY" "$COUNTY" >"$WORK/said"
	until_true 5 carried_as ready
	is "$(order_in_county .state)" armed
}

both_go_out_when_the_city_fires()
{
	. "$WORK/ids"
	order_screen wang
	sees wang "~ 同时发布"
	press wang "~"
	sees wang 各就绪单位同时正式发布 "在 2 家单位的账号上看到" 本台已转待发
	has "$(phrase wang)" \
		"$(told "$CITY" .fire_word message show "$MESSAGE") 2 "
	types wang "$(phrase wang)"
	press wang Enter
	sees wang 已向各就绪单位发出发布信号
	carry "$CITY" "$COUNTY" >"$WORK/said"
	is "$(order_in_county .state)" armed
	until_true 15 carried_as out
	is "$(told "$CITY" .fired.time message show "$MESSAGE")" \
		"$(order_in_county .fired.time)"
	# and not again
	AS=wang exits 75 at "$CITY" joint fire "$MESSAGE" --digest "$DIGEST" \
		--confirm "$(told "$CITY" .fire_word message show "$MESSAGE")"
	exits 0 at "$CITY" ledger verify
	exits 0 at "$COUNTY" ledger verify
}

# The county's accounts are the city's to count, the city's are its own: the
# county hears that it is out there, and on how many.
the_whole_matrix_is_counted_and_the_others_are_told()
{
	. "$WORK/ids"
	until_true 20 eval 'carry "$COUNTY" "$CITY" >"$WORK/said"
		[ "$(told "$CITY" .units_out joint show "$MESSAGE")" = 1 ] &&
		[ "$(told "$CITY" "[.matrix[] | .out] | add" \
			joint show "$MESSAGE")" = 2 ]'
	is "$(told "$CITY" '[.matrix[] | select(.partner == "county") |
		.kind, .of, .out] | tostring' joint show "$MESSAGE")" \
		'["site",1,1]'
	is "$(told "$CITY" '[.lacking, .skew_error] | tostring' \
		joint show "$MESSAGE")" '[null,4000]'
	has "$(at "$CITY" joint show "$MESSAGE" --lang zh)" 时钟误差不超过
	until_true 20 eval 'carry "$CITY" "$COUNTY" >"$WORK/said"
		[ "$(told "$COUNTY" "[.board[] | .partner, .state, .out, .of] |
			tostring" joint show 2026-0001/1)" = \
			"[\"city\",\"out\",1,1]" ]'
}

# crossed DIR INCIDENT FILTER: steps that are letters, through jq.
crossed()
{
	at "$1" replay "$2" --json | jq -r "select(.letter) | $3"
}

replay_shows_the_letters_as_they_crossed()
{
	local kinds='open|join|order|call|fire' step
	. "$WORK/ids"
	until_true 10 eval '[ "$(carry "$COUNTY" "$CITY")" = "[0,0]" ]'
	is "$(crossed "$CITY" "$INCIDENT" '[.letter.way, .letter.kind] |
		join(" ")' | grep -E "$kinds" | paste -sd,)" \
		'sent open,taken join,sent order,sent call,sent call,sent fire'
	# it was set there before the call had come
	step=$(crossed "$CITY" "$INCIDENT" \
		'select(.summary.en | contains(": set")) | .step')
	is "$(at "$CITY" replay "$INCIDENT" --step "$step" --json |
		jq -r 'select(.letter) | .letter.crossed | join(" ")')" \
		"$(crossed "$CITY" "$INCIDENT" \
			'select(.letter.kind == "call") | .letter.short' |
			paste -sd' ')"
	has "$(at "$CITY" replay "$INCIDENT" --step "$step" --lang zh)" \
		发函单位签名有效，内容一字未改
}

# Without a station, and without the other's: what was asked of it, and what it
# has answered, and that the city had it.
one_units_record_alone_proves_what_was_asked_and_answered()
{
	local clone=$WORK/clone
	until_true 10 eval '[ "$(told "$COUNTY" .behind record status)" = 0 ]'
	git clone -q "$COUNTY/record" "$clone"
	at "$COUNTY" replay 2026-0001 --json >"$WORK/replay.station"
	at "$COUNTY" replay 2026-0001 --from "$clone" --json >"$WORK/replay.clone"
	cmp "$WORK/replay.station" "$WORK/replay.clone"
	is "$(jq -r 'select(.letter) | .letter.proof' "$WORK/replay.clone" |
		sort -u)" sound
	is "$(jq -r 'select(.letter.kind == "order") | .letter.way' \
		"$WORK/replay.clone")" taken
	is "$(jq -r 'select(.letter.kind == "answer") |
		select(.summary.zh | contains("已置发")) |
		.letter.acknowledged | length' "$WORK/replay.clone")" 1
	is "$(jq -r 'select(.steps) | [.letters == .proven, .letters > 5] |
		tostring' "$WORK/replay.clone")" '[true,true]'
	has "$(at "$COUNTY" replay 2026-0001 --from "$clone" \
		--lang zh)" 发函单位签名有效
}

# A snapshot of the city from before the call is put back: the letters that it
# has written since name entries that it has not, and no letter for that is needed.
the_heads_in_letters_find_a_snapshot_that_was_put_back()
{
	at "$CITY" exchange pack --to "$WORK/letters" >"$WORK/said"
	has "$(at "$CITY" ledger verify --witness "$WORK/letters" --lang en)" \
		"nothing contradicts"
	stop_station "$CITY"
	mv "$CITY" "$WORK/away"
	mv "$WORK/snapshot" "$CITY"
	exits 65 at "$CITY" ledger verify --witness "$WORK/letters" --json
	is "$(jq -r '[.found[].what] | contains(["cut"])' <<<"$out")" true
}

at_end stop_station "$CITY"
at_end stop_station "$COUNTY"

run_cases \
	an_order_on_signal_is_taken_and_set_without_a_time \
	nothing_is_fired_that_has_not_been_called \
	it_is_armed_there_when_it_is_called \
	both_go_out_when_the_city_fires \
	the_whole_matrix_is_counted_and_the_others_are_told \
	replay_shows_the_letters_as_they_crossed \
	one_units_record_alone_proves_what_was_asked_and_answered \
	the_heads_in_letters_find_a_snapshot_that_was_put_back
