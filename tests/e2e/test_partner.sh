#!/bin/bash
# Two offices exchange their cards as files and let each other in, each with two
# of its officers and the telephone; what is wrong with a card is said and lets
# nobody in.
. "$(dirname "$0")/../tools/tap.sh"
. "$TOP/tests/tools/crier.sh"
. "$TOP/tests/tools/stations.sh"

CITY=$WORK/city COUNTY=$WORK/county REAL=$WORK/away/real
CITY_DESK=010-66001122 COUNTY_DESK=010-88334455

each_office_draws_its_card_and_spare_key()
{
	local paper
	"$B/bin/crier" init "$CITY" --demo --lang zh >"$WORK/said"
	"$B/bin/crier" init "$COUNTY" --demo --lang en >"$WORK/said"
	exits 66 at "$CITY" partner card
	has "$out" "crier partner spare"
	exits 77 at "$CITY" partner spare --partner city --phone "$CITY_DESK"
	AS=chu exits 65 at "$CITY" partner spare --partner city --lang en \
		--phone "ring 66001122"
	has "$out" phone
	is "$(ls "$CITY/keys" | grep -c seal)" 0
	paper=$(AS=chu at "$CITY" partner spare --partner city \
		--phone "$CITY_DESK" --lang zh)
	has "$paper" 备用密钥 保险柜
	AS=chu at "$COUNTY" partner spare --partner county \
		--phone "$COUNTY_DESK" >"$WORK/said"
	has "$(cat "$WORK/said")" "SPARE KEY" "safe"
	at "$CITY" partner card --text >"$WORK/city.card"
	at "$COUNTY" partner card --text >"$WORK/county.card"
	at "$CITY" partner card --lang zh >"$WORK/said"
	has "$(cat "$WORK/said")" "CRIER1:" █▀ "$CITY_DESK"
	grep -Eq '([零幺二三四五六七八九两洞拐勾]{4}.*){8}' "$WORK/said"
	at "$CITY" partner card --lang en >"$WORK/said"
	has "$(cat "$WORK/said")" "CRIER1:" \
		"$(told "$CITY" .print partner card)"
	grep -Eq '(((zero|one|two|three|four|five|six|seven|eight|nine)[ ,]*){4}){8}$' \
		"$WORK/said"
}

# What is on paper is nowhere else: neither half of the lines nor the seed.
the_spare_key_is_kept_nowhere()
{
	local lines
	AS=chu exits 75 at "$CITY" partner spare --lang en
	has "$out" safe "--again"
	lines=$(AS=chu at "$CITY" partner spare --again --lang en |
		grep -oE '[0-9A-Z]{4} [0-9A-Z]{4} [0-9A-Z]{4} [0-9A-Z]{4}')
	is "$(wc -l <<<"$lines")" 4
	at "$CITY" partner card --text >"$WORK/city.card"
	sleep 0.2
	while read -r each; do
		is "$(grep -rlaF "$each" "$CITY" || true)" ""
	done <<<"$lines"
	is "$(stat -c %a "$CITY/keys/seal" "$CITY/keys/drill-seal" |
		sort -u)" 600
}

a_partner_is_let_in_by_two_and_the_telephone()
{
	local groups
	groups=$(told "$CITY" .print partner card)
	at "$COUNTY" partner add --card "$WORK/city.card" --rank superior \
		--phone "$CITY_DESK" >"$WORK/said"
	is "$(told "$COUNTY" '.state, .print' partner show city)" \
		$'proposed\nnull'
	# what is to be heard is not shown to who listens
	hasnt "$(at "$COUNTY" partner show city)" "${groups:0:9}"
	exits 77 at "$COUNTY" partner confirm city --phone "$CITY_DESK" \
		--who 李四 --groups "$groups"
	AS=wu exits 65 at "$COUNTY" partner confirm city --lang en
	has "$out" "$CITY_DESK" "rung first"
	AS=wu exits 65 at "$COUNTY" partner confirm city --lang zh \
		--phone 010-66001123 --who 李四 --groups "$groups"
	has "$out" 登记电话 "$CITY_DESK"
	AS=wu exits 65 at "$COUNTY" partner confirm city --lang en \
		--phone "$CITY_DESK" --who 李四 --groups "0000 ${groups:5}"
	has "$out" "group 1" decline
	AS=wu at "$COUNTY" partner confirm city --phone "${CITY_DESK/-/ }" \
		--who 李四 --groups "${groups// /-}"
	is "$(told "$COUNTY" '.state, .by, .confirmed_by, .order' \
		partner show city)" $'active\nzhao\nwu\ncarried'
	has "$(at "$COUNTY" partner list --lang zh)" 已核对 上级 统一发布
}

# The other way round by the short text, as a camera reads it.
the_short_text_is_the_same_card()
{
	told "$COUNTY" .compact partner card >"$WORK/county.qr"
	at "$CITY" partner add --card "$WORK/county.qr" --rank subordinate \
		--phone "$COUNTY_DESK"
	AS=wu at "$CITY" partner confirm county --phone "$COUNTY_DESK" \
		--who 王五 --groups "$(told "$COUNTY" .print partner card)"
	is "$(told "$CITY" '.state, .order' partner show county)" \
		$'active\noffered'
	is "$(told "$CITY" .key partner show county)" \
		"$(told "$COUNTY" .key partner card)"
}

bad_cards_let_nobody_in()
{
	exits 75 at "$CITY" partner add --card "$WORK/city.card" --rank peer \
		--phone 120 --lang en
	has "$out" "own id"
	sed 's/"phone":"010-8833/"phone":"010-8834/' "$WORK/county.card" \
		>"$WORK/forged.card"
	exits 65 at "$CITY" partner add --card "$WORK/forged.card" \
		--rank peer --phone 120 --lang zh
	has "$out" 途中被改动
	head -c 300 "$WORK/county.card" >"$WORK/half.card"
	exits 65 at "$CITY" partner add --card "$WORK/half.card" --rank peer \
		--phone 120 --lang zh
	has "$out" 不是单位名片
	exits 65 at "$CITY" partner add --card "$WORK/county.card" --rank peer \
		--phone "$COUNTY_DESK" --lang en
	has "$out" "a partner already" "partner change county"
	exits 65 at "$CITY" partner add town --card "$WORK/county.card" \
		--rank peer --phone "$COUNTY_DESK" --lang en
	has "$out" "is of county, not of town"
	exits 75 at "$CITY" partner add city --name 冒名单位 --rank superior \
		--phone 010-1234 --lang zh
	has "$out" 自己的
	is "$(told "$CITY" '.rows | length' partner list)" 1
}

# real ARG…: at a station that is none of a demonstration; root is no officer.
real()
{
	local run=()
	[ "$(id -u)" != 0 ] ||
		run=(setpriv --reuid 65534 --regid 65534 --clear-groups)
	CRIER_STATION=$REAL "${run[@]}" "$WORK/root/usr/local/bin/crier" "$@" \
		</dev/null
}

a_demos_card_is_none_for_a_real_office()
{
	chmod 755 "$WORK"
	# where whoever is no owner of the build may start it
	make -s -C "$TOP" V="${B##*/}" install DESTDIR="$WORK/root"
	mkdir "$WORK/away"
	[ "$(id -u)" != 0 ] || chown 65534:65534 "$WORK/away"
	real init "$REAL" --unit 某县新闻办公室 >"$WORK/said"
	cp "$WORK/city.card" "$WORK/away/card"
	chmod 644 "$WORK/away/card"
	exits 77 real partner add --card "$WORK/away/card" --rank superior \
		--phone "$CITY_DESK" --lang zh
	has "$out" 演示台
	is "$(real partner list --json | jq '.rows | length')" 0
	real station stop >"$WORK/said"
}

anybody_stops_it_and_two_let_it_speak_again()
{
	AS=wang at "$COUNTY" partner stop city 电话核实密钥失窃
	is "$(told "$COUNTY" '.state, .stopped_by, .reason' partner show city)" \
		$'stopped\nwang\n电话核实密钥失窃'
	exits 75 at "$COUNTY" partner change city --rank peer --lang en
	has "$out" "was stopped by" "--again"
	at "$COUNTY" partner change city --again
	is "$(told "$COUNTY" .state partner show city)" stopped
	exits 77 at "$COUNTY" partner confirm city
	AS=wu at "$COUNTY" partner confirm city
	is "$(told "$COUNTY" .state partner show city)" active
}

a_unit_without_a_station_stands_beside_them()
{
	at "$CITY" partner add town --name 东镇人民政府 --rank subordinate \
		--phone 010-222333 --address 东镇镇政府值班室
	AS=wu at "$CITY" partner confirm town --phone 010-222333 --who 赵六
	is "$(told "$CITY" '.state, .by_hand, (.may | length)' \
		partner show town)" $'active\ntrue\n0'
	has "$(at "$CITY" partner list --lang zh)" 无台单位
}

# A station that starts anew has the register from its rows, and the record
# has a file of each.
the_register_outlives_a_restart()
{
	local before
	before=$(told "$CITY" . partner list)
	at "$CITY" station stop >"$WORK/said"
	is "$(told "$CITY" . partner list)" "$before"
	exits 0 at "$CITY" ledger verify
	until_true 20 git -C "$CITY/record" cat-file -e \
		main:station/partners/town.json
	at "$CITY" station stop >"$WORK/said"
	at "$COUNTY" station stop >"$WORK/said"
}

at_end stop_station "$CITY"
at_end stop_station "$COUNTY"
at_end setpriv --reuid 65534 --regid 65534 --clear-groups \
	"$B/bin/crier" --station "$REAL" station stop

run_cases \
	each_office_draws_its_card_and_spare_key \
	the_spare_key_is_kept_nowhere \
	a_partner_is_let_in_by_two_and_the_telephone \
	the_short_text_is_the_same_card \
	bad_cards_let_nobody_in \
	a_demos_card_is_none_for_a_real_office \
	anybody_stops_it_and_two_let_it_speak_again \
	a_unit_without_a_station_stands_beside_them \
	the_register_outlives_a_restart
