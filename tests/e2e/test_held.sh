#!/bin/bash
# A partner's letter with a citizen's telephone number in it: the ledger does not
# have what it says; it is shown masked, and erased after a week.
. "$(dirname "$0")/../tools/tap.sh"
. "$TOP/tests/tools/crier.sh"
. "$TOP/tests/tools/stations.sh"

COUNTY=$WORK/county
post=$B/tests/letter/post
at_end stop_station "$COUNTY"

start_shimmed()
{
	local shim=$B/tests/kill/clock.so
	[ -f "$shim" ] || shim=$TOP/.build/release/tests/kill/clock.so
	stop_station "$COUNTY"
	LD_PRELOAD=$shim CLOCK_STEP=$WORK/step at "$COUNTY" station start \
		>"$WORK/said"
}

# show FILTER: of the letter
show()
{
	told "$COUNTY" "$1" letter show "$(cat "$WORK/letter")"
}

# Nowhere in the folder: not in the ledger, not in a journal.
lies_nowhere()
{
	is "$(grep -rlaF "$1" "$COUNTY" || true)" ""
}

the_county_knows_a_city()
{
	local print
	"$B/bin/crier" init "$COUNTY" --demo --lang zh >"$WORK/said"
	AS=chu at "$COUNTY" partner spare --partner county \
		--phone 010-88334455
	"$post" card | head -n 1 >"$WORK/card"
	at "$COUNTY" partner add --card "$WORK/card" --rank superior \
		--phone 010-66001122 --json >"$WORK/said"
	print=$(grep -rhao '"print":"[0-9 ]*"' "$COUNTY/ledger.db"* |
		head -n 1 | cut -d'"' -f4)
	AS=wu at "$COUNTY" partner confirm city --phone 010-66001122 \
		--who 李四 --groups "$print"
}

a_letter_with_a_leak_is_refused_and_shown_masked()
{
	"$post" leak "$(told "$COUNTY" .seal partner card)" >"$WORK/stick"
	exits 65 at "$COUNTY" exchange take "$WORK/stick" --lang zh
	hasnt "$out" 13912345678
	told "$COUNTY" '[.rows[] | select(.outcome == "refused")][0].letter' \
		letter list >"$WORK/letter"
	is "$(show .outcome)" refused
	is "$(show '.says.text')" "请与王某联系：■■■■■■■■■■■。"
	has "$(at "$COUNTY" letter show "$(cat "$WORK/letter")" --lang zh)" \
		已遮盖 ■■■
	hasnt "$(at "$COUNTY" letter list --json)" 13912345678
	hasnt "$(at "$COUNTY" ledger list --json)" 13912345678
	! grep -qaF 13912345678 "$COUNTY"/ledger.db*
}

# A halt is not kept waiting by its words.
a_halt_with_a_leak_is_taken_and_masked()
{
	local halt
	halt=$(told "$COUNTY" '[.rows[] | select(.outcome == "taken")][0].letter' \
		letter list)
	is "$(told "$COUNTY" '[.says.kind, .says.reason] | join(" ")' \
		letter show "$halt")" "halt 数字有误，问王某■■■■■■■■■■■"
	! grep -qaF 13912345678 "$COUNTY"/ledger.db*
	exits 0 at "$COUNTY" ledger verify
}

it_is_erased_after_a_week()
{
	echo $((6 * 86400000)) >"$WORK/step"
	start_shimmed
	is "$(show '.says.text')" "请与王某联系：■■■■■■■■■■■。"
	echo $((8 * 86400000)) >"$WORK/step"
	start_shimmed
	is "$(show '[.outcome, .says, .held] | tostring')" \
		'["refused",null,null]'
	stop_station "$COUNTY"
	lies_nowhere 13912345678
	lies_nowhere 请与王某联系
}

run_cases \
	the_county_knows_a_city \
	a_letter_with_a_leak_is_refused_and_shown_masked \
	a_halt_with_a_leak_is_taken_and_masked \
	it_is_erased_after_a_week
