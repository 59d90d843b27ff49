#!/bin/bash
# The keys with which letters to us are sealed change each quarter: partners are
# told by letter, what is on its way is still read, and after a month the old
# ones are gone, so that what lies on a host cannot be opened any more.
. "$(dirname "$0")/../tools/tap.sh"
. "$TOP/tests/tools/crier.sh"
. "$TOP/tests/tools/stations.sh"

CITY=$WORK/city COUNTY=$WORK/county
at_end stop_station "$CITY"
at_end stop_station "$COUNTY"

# days COUNT: the clock of the city stands so many days ahead.
days()
{
	echo $(($1 * 86400000)) >"$WORK/step"
}

start_shimmed()
{
	local shim=$B/tests/kill/clock.so
	[ -f "$shim" ] || shim=$TOP/.build/release/tests/kill/clock.so
	stop_station "$1"
	LD_PRELOAD=$shim CLOCK_STEP=$WORK/step at "$1" station start >/dev/null
}

# restart DIR: it looks at once, where it would within the minute.
restart()
{
	stop_station "$1"
	start_shimmed "$1"
}

seal()
{
	told "$1" .seal partner card
}

# has_entries COUNT DIR KIND
has_entries()
{
	[ "$(told "$2" '.rows | length' ledger list --kind "$3")" = "$1" ]
}

has_entry()
{
	has_entries 1 "$@"
}

# has_come_with KEY: the county has taken a card with it.
has_come_with()
{
	carry "$CITY" "$COUNTY" >/dev/null
	[ "$(told "$COUNTY" .seal partner show city)" = "$1" ]
}

# phone NUMBER: the county writes a letter: its card has another number.
phone()
{
	AS=chu at "$COUNTY" partner us --phone "$1" >/dev/null
	at "$COUNTY" exchange pack --to "$WORK/stick" >/dev/null
}

the_keys_change_when_a_quarter_is_over()
{
	city_and_county --organ health
	days 0
	start_shimmed "$CITY"
	seal "$CITY" >"$WORK/first"
	cp "$CITY/keys/seal" "$WORK/seal.first"
	phone 010-88330001
	days 90
	restart "$CITY"
	has "$(at "$CITY" partner card --lang zh)" 函件加密密钥
	is "$(seal "$CITY")" "$(cat "$WORK/first")"
	days 92
	restart "$CITY"
	until_true 20 has_entry "$CITY" seals.changed
	[ "$(seal "$CITY")" != "$(cat "$WORK/first")" ]
	cmp "$CITY/keys/seal.old" "$WORK/seal.first"
	is "$(stat -c %a "$CITY/keys/seal" "$CITY/keys/drill-seal.old" |
		sort -u)" 600
	has "$(at "$CITY" partner card --lang zh)" 旧密钥
}

what_was_sealed_to_the_old_key_is_still_read()
{
	is "$(carry "$COUNTY" "$CITY")" "[1,0]"
	has "$(at "$CITY" letter list --lang zh)" 已接收
}

partners_are_told_by_letter()
{
	days 93
	phone 010-88330002 # sealed to the old key, and kept back
	is "$(carry "$CITY" "$COUNTY")" "[1,0]"
	is "$(told "$COUNTY" '.seal, .state, .waits' partner show city)" \
		"$(seal "$CITY")
active
null"
	phone 010-88330003
}

after_a_month_the_old_ones_are_gone_for_good()
{
	days 124
	restart "$CITY"
	until_true 20 has_entry "$CITY" seals.destroyed
	is "$(find "$CITY/keys" -name '*.old')" ""
	is "$(grep -rlF "$(cut -d" " -f2 "$WORK/seal.first")" "$CITY" || true)" ""
	exits 65 at "$CITY" exchange take "$WORK/stick" --lang zh
	has "$out" "已接收 1，此前已有 1" letter-closed
	hasnt "$(at "$CITY" partner card --lang zh)" 旧密钥
	# and only once a quarter
	has_entry "$CITY" seals.changed
}

# Its key was thought stolen on the day of the change: the letter passed it by.
who_was_stopped_then_is_told_when_it_may_speak_again()
{
	AS=wang at "$CITY" partner stop county 电话核实密钥失窃
	days 217
	restart "$CITY"
	until_true 20 has_entries 2 "$CITY" seals.changed
	is "$(carry "$CITY" "$COUNTY")" "[0,0]"
	at "$CITY" partner change county --again
	AS=wu at "$CITY" partner confirm county
	restart "$CITY"
	until_true 20 has_come_with "$(seal "$CITY")"
	# once
	restart "$CITY"
	is "$(carry "$CITY" "$COUNTY")" "[0,0]"
}

run_cases \
	the_keys_change_when_a_quarter_is_over \
	what_was_sealed_to_the_old_key_is_still_read \
	partners_are_told_by_letter \
	after_a_month_the_old_ones_are_gone_for_good \
	who_was_stopped_then_is_told_when_it_may_speak_again
