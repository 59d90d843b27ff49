#!/bin/bash
# A joint release of a city and its county is halted from the city, by stick: the
# halt is obeyed ahead of letters that are missing, and once.
. "$(dirname "$0")/../tools/tap.sh"
. "$TOP/tests/tools/crier.sh"
. "$TOP/tests/tools/stations.sh"

CITY=$WORK/city COUNTY=$WORK/county

# in_zone SECONDS: so long from now, as officers write it.
in_zone()
{
	TZ=Asia/Shanghai date -d "+$1 seconds" '+%Y-%m-%d %H:%M:%S'
}

# ordered: a message of the city's is approved and ordered for a time that does
# not come while this runs. Sets MESSAGE and DIGEST.
ordered()
{
	STATION=$CITY
	new_message zhao "$INCIDENT" truth --accounts county-site,county-weixin
	submit_message zhao "$MESSAGE"
	review_all "$MESSAGE"
	AS=zheng at "$CITY" joint order "$MESSAGE" --to county \
		--digest "$DIGEST" --at "$(in_zone 900)" >"$WORK/said"
}

an_order_of_the_city_is_set_in_the_county()
{
	local m
	joined_by_stick
	ordered
	echo "INCIDENT=$INCIDENT MESSAGE=$MESSAGE" >"$WORK/ids"
	carry "$CITY" "$COUNTY" >"$WORK/said"
	AS=wu at "$COUNTY" joint take "$(told "$COUNTY" '.orders[0].order' \
		joint show 2026-0001)" --accounts county-site,county-weixin
	m=$(at "$COUNTY" message show 2026-0001/1 --json)
	AS=wang at "$COUNTY" release 2026-0001/1 set \
		--digest "$(jq -r .digest <<<"$m")" \
		--confirm "$(jq -r .fire_word <<<"$m")" \
		--at "$(TZ=Asia/Shanghai date -d "@$(($(jq .at <<<"$m") / 1000))" \
		'+%Y-%m-%d %H:%M:%S')"
	is "$(order_in_county .state)" set
	carry "$COUNTY" "$CITY" >"$WORK/said"
	is "$(county_in_grid .state)" set
}

# The letter before it, another order, has not come.
a_halt_is_obeyed_before_what_is_missing_comes()
{
	. "$WORK/ids"
	local first=$MESSAGE
	AS=feng at "$CITY" joint halt "$first" 水位数据有误
	ordered
	AS=zhao at "$CITY" joint halt "$first" 水位数据有误，再次通知
	at "$CITY" exchange pack --to "$WORK/stick" >"$WORK/said"
	tail -n 1 "$WORK/stick" >"$WORK/last"
	# it waits for its place, and says so
	exits 65 at "$COUNTY" exchange take "$WORK/last" --lang zh
	is "$(order_in_county '[.state, .waits] | tostring')" '["approved","arm"]'
	order_in_county .halted.time >"$WORK/halted"
}

in_its_place_and_again_it_does_nothing_twice()
{
	local n
	for n in 1 2; do
		carry "$CITY" "$COUNTY" >"$WORK/said"
		is "$(order_in_county .halted.time)" "$(cat "$WORK/halted")"
	done
}

nobody_there_sets_it_again_and_the_city_sees_that_it_is_halted()
{
	AS=wu exits 75 at "$COUNTY" release 2026-0001/1 arm --lang zh \
		--at "$(in_zone 900)" --digest "$(order_in_county .digest)"
	has "$out" 停发
	carry "$COUNTY" "$CITY" >"$WORK/said"
	is "$(county_in_grid '[.state, .gaps] | tostring')" '["halted",2]'
	exits 0 at "$CITY" ledger verify
	exits 0 at "$COUNTY" ledger verify
}

at_end stop_station "$CITY"
at_end stop_station "$COUNTY"

run_cases \
	an_order_of_the_city_is_set_in_the_county \
	a_halt_is_obeyed_before_what_is_missing_comes \
	in_its_place_and_again_it_does_nothing_twice \
	nobody_there_sets_it_again_and_the_city_sees_that_it_is_halted
