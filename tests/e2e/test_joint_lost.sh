#!/bin/bash
# The machine of the city is lost behind the copy of its record, and with it an
# order. The courier brings what it had written back from the exchange, the spare
# key opens it, and the order is halted by its name.
. "$(dirname "$0")/../tools/tap.sh"
. "$TOP/tests/tools/crier.sh"
. "$TOP/tests/tools/stations.sh"

CITY=$WORK/city COUNTY=$WORK/county
export CRIER_COURIER_EVERY=1

# is_told DIR WANT FILTER ARG…
is_told()
{
	local dir=$1 want=$2 got
	shift 2
	got=$(told "$dir" "$@" 2>/dev/null) && [ "$got" = "$want" ]
}

of_county()
{
	is_told "$COUNTY" "$1" "$2" message show 2026-0001/1
}

the_city_opens_a_joint_incident_and_its_record_is_copied()
{
	local dir
	git init -q --bare "$WORK/exchange.git"
	"$B/bin/crier" init "$CITY" --demo --lang zh >"$WORK/said"
	"$B/bin/crier" init "$COUNTY" --demo --lang zh >"$WORK/said"
	spare "$CITY" "$WORK/paper" --partner city --phone 010-66001122
	spare "$COUNTY" "$WORK/none" --partner county --phone 010-88334455
	let_in "$COUNTY" "$CITY" superior
	let_in "$CITY" "$COUNTY" subordinate
	for dir in "$CITY" "$COUNTY"; do
		AS=chu at "$dir" exchange use "$WORK/exchange.git"
	done
	STATION=$CITY OFFICERS=
	open_incident zhao actual
	AS=wu at "$CITY" joint open "$INCIDENT" --to county
	until_true 20 is_told "$COUNTY" asked '.rows[0].state' joint list
	AS=wu at "$COUNTY" joint join "$(told "$COUNTY" '.rows[0].short' \
		joint list)"
	until_true 20 is_told "$CITY" joined '.units[0].state' \
		joint show "$INCIDENT"
	echo "INCIDENT=$INCIDENT" >"$WORK/ids"
	until_true 20 record_is_level
	signers "$WORK/signers"
	git clone -q "$CITY/record" "$WORK/clone"
}

an_order_behind_the_copy_is_taken_in_the_county()
{
	. "$WORK/ids"
	STATION=$CITY OFFICERS=
	new_message zhao "$INCIDENT" truth --accounts county-site,county-weixin
	submit_message zhao "$MESSAGE"
	review_all "$MESSAGE"
	AS=zheng at "$CITY" joint order "$MESSAGE" --to county \
		--digest "$DIGEST" >"$WORK/said"
	until_true 20 is_told "$COUNTY" heard '.orders[0].state' \
		joint show 2026-0001
	told "$COUNTY" '.orders[0].short' joint show 2026-0001 >"$WORK/order"
	AS=wu at "$COUNTY" joint take "$(cat "$WORK/order")" \
		--accounts county-site,county-weixin
	AS=zheng at "$COUNTY" release 2026-0001/1 arm \
		--digest "$(told "$COUNTY" .digest message show 2026-0001/1)"
	until_true 20 of_county armed .state
}

the_machine_is_lost_and_its_letters_come_back()
{
	at "$CITY" station stop >"$WORK/said"
	mv "$CITY" "$WORK/lost"
	"$B/bin/crier" rebuild "$CITY" --from "$WORK/clone" \
		--signers "$WORK/signers" >"$WORK/said"
	spare "$CITY" "$WORK/paper.next" --old "$WORK/paper"
	until_true 20 is_told "$CITY" closed \
		'[.rows[] | select(.way == "returned").outcome] | unique[0]' \
		letter list
	# nobody but the paper opens them
	AS=wu exits 66 at "$CITY" joint halt "$(cat "$WORK/order")" 有误
}

the_spare_key_opens_them_and_the_order_is_halted()
{
	local branch
	for branch in $(git -C "$WORK/exchange.git" for-each-ref \
		--format='%(refname)' 'refs/heads/station/city/*'); do
		git -C "$WORK/exchange.git" archive "$branch" letters |
			tar -xO --wildcards '*.json'
	done >"$WORK/ours"
	at "$CITY" exchange take "$WORK/ours" --spare "$WORK/paper" \
		>"$WORK/said" || true
	AS=wu at "$CITY" exchange begin "交换库与介质均已查找"
	AS=wang at "$CITY" exchange agree
	AS=wu at "$CITY" joint halt "$(cat "$WORK/order")" 水位数据有误
	until_true 20 of_county approved .state
	has "$(at "$COUNTY" joint show 2026-0001/1 --lang zh)" 停发
	exits 0 at "$CITY" ledger verify
}

at_end stop_station "$CITY"
at_end stop_station "$COUNTY"

run_cases \
	the_city_opens_a_joint_incident_and_its_record_is_copied \
	an_order_behind_the_copy_is_taken_in_the_county \
	the_machine_is_lost_and_its_letters_come_back \
	the_spare_key_opens_them_and_the_order_is_halted
