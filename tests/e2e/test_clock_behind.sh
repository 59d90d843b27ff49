#!/bin/bash
# A station whose clock is behind its own ledger when it starts: a battery that
# is empty, a machine restored from an old image. It says so wherever somebody
# looks, and opens, arms and fires nothing until the clock has passed the
# ledger's last entry or a person has read another clock.
. "$(dirname "$0")/../tools/tap.sh"
. "$TOP/tests/tools/crier.sh"
STATION=$WORK/station
at_end stop_station "$STATION"
HOUR=3600000

# start_at MS: the station, its wall clock so far from the true one.
start_at()
{
	shim=$B/tests/kill/clock.so
	[ -f "$shim" ] || shim=$TOP/.build/release/tests/kill/clock.so
	crier station stop >/dev/null
	echo "$1" >"$WORK/step"
	LD_PRELOAD=$shim CLOCK_STEP=$WORK/step crier station start >/dev/null
}

# shown MINUTES: what a clock shows that is so far from the true one.
shown()
{
	TZ=Etc/GMT-8 date -d "$1 minutes" '+%Y-%m-%d %H:%M'
}

open_one()
{
	as zhao incident open rumor --title 传言 --drill
}

entries()
{
	ask .total ledger list --kind "$1"
}

a_station_has_a_message_to_arm_and_one_to_halt()
{
	crier init "$STATION" --demo
	open_incident zhao actual
	new_message zhao "$INCIDENT" truth --accounts county-site,county-weixin
	submit_message zhao "$MESSAGE"
	review_all "$MESSAGE"
	arm "$MESSAGE" zheng
	fire "$MESSAGE" wang
	FIRED=$MESSAGE
	open_incident zhao drill
	new_message zhao "$INCIDENT" truth
	submit_message zhao "$MESSAGE"
	review_all "$MESSAGE"
	echo "INCIDENT=$INCIDENT MESSAGE=$MESSAGE FIRED=$FIRED \
DIGEST=$DIGEST" >"$WORK/ids"
	is "$(ask .station.clock_behind status)" null
}

half_a_minute_is_nothing()
{
	start_at -30000
	is "$(ask .station.clock_behind status)" null
	open_one
	is "$(entries station.behind)" 0
	start_at 0
}

an_hour_is_said_wherever_somebody_looks()
{
	local last
	last=$(sqlite3 "$STATION/ledger.db" 'select seq || " " ||
		json_extract(line, "$.time") from entry
		order by seq desc limit 1')
	start_at -$HOUR
	# the stop of the station before was the last
	last=$(crier ledger list --kind station.stopped --newest --limit 1 \
		--json | jq -r '.rows[0] | "\(.seq) \(.time)"')
	is "$(crier ledger list --kind station.behind --json |
		jq -r '.rows[] | .body | "\(.seq) \(.time)"')" "$last"
	is "$(ask .station.clock_behind status)" "${last#* }"
	has "$(crier --lang en status)" "The clock is behind an entry of" \
		"nothing is opened"
	has "$(crier --lang zh status)" 时钟落后
	has "$(crier --lang en station status)" "The clock is behind"
	is "$(ask .clock_behind station status)" "${last#* }"
	exits 65 env LD_PRELOAD="$shim" CLOCK_STEP="$WORK/step" \
		"$B/bin/crier" --station "$STATION" doctor
	has "$out" "BAD  clock" "behind an entry of" "confirm"
}

nothing_is_opened_armed_or_fired()
{
	. "$WORK/ids"
	exits 77 open_one
	has "$out" "behind its own ledger" "crier station confirm"
	has "$(crier --lang zh --as zhao incident open rumor --title x 2>&1 ||
		true)" 落后于台账
	exits 77 as zheng release "$MESSAGE" arm --digest "$DIGEST"
	has "$out" "behind its own ledger"
	is "$(as zheng release "$MESSAGE" arm --digest "$DIGEST" --json |
		jq -r .refusal.code)" clock-behind
	is "$(ask .state message show "$MESSAGE")" approved
}

halting_writing_and_reading_go_on()
{
	. "$WORK/ids"
	as zheng release "$FIRED" halt
	is "$(entries release.halted)" 1
	as zhao message new "$INCIDENT" update
	crier incident show "$INCIDENT"
	crier ledger verify
}

a_restart_does_not_forget_it()
{
	# its own last entries are of the wrong hour now
	start_at $((-HOUR + 120000))
	exits 77 open_one
	is "$(entries station.behind)" 1
	# further back it is another entry that counts
	start_at $((-3 * HOUR))
	exits 77 open_one
}

a_person_confirms_it_from_another_clock()
{
	start_at -$HOUR
	exits 77 as sun station confirm "$(shown -60)"
	exits 65 as wang --lang en station confirm "$(shown 0)"
	has "$out" "the station's clock says" "you say"
	exits 64 as wang --lang en station confirm now
	has "$out" "another clock"
	as wang station confirm "$(shown -60)"
	is "$(crier ledger list --kind station.confirmed --json |
		jq -r '.rows[] | .by')" wang
	is "$(ask .station.clock_behind status)" null
	open_one
	exits 75 as wang --lang en station confirm "$(shown -60)"
	has "$out" "not behind"
	LD_PRELOAD=$shim CLOCK_STEP=$WORK/step crier doctor
	# and stays confirmed
	start_at $((-HOUR + 60000))
	open_one
	is "$(ask .station.clock_behind status)" null
}

a_clock_that_has_passed_needs_nobody()
{
	start_at 0
	open_one
	start_at -90000
	exits 77 open_one
	# set right while the station runs
	echo 1000 >"$WORK/step"
	open_one
	is "$(ask .station.clock_behind status)" null
	is "$(entries station.confirmed)" 1
}

# soon ARG…: answered within two seconds.
soon()
{
	exits 0 timeout 2 "$B/bin/crier" --station "$STATION" --lang en "$@"
}

# An empty battery: half a century behind, with open incidents and deadlines.
# Status once hung for fifteen seconds.
a_clock_at_1970_keeps_nobody_waiting()
{
	start_at $((HOUR - $(date +%s%3N)))
	soon status
	has "$out" "The clock is behind"
	soon incident list
	soon record status
	as wang station confirm "1970-01-01 09:00"
	soon status
	open_one
	# set right while it runs, with what was opened then
	echo 0 >"$WORK/step"
	soon status
	soon incident list
	start_at 0
	soon status
	soon ledger verify
}

run_cases \
	a_station_has_a_message_to_arm_and_one_to_halt \
	half_a_minute_is_nothing \
	an_hour_is_said_wherever_somebody_looks \
	nothing_is_opened_armed_or_fired \
	halting_writing_and_reading_go_on \
	a_restart_does_not_forget_it \
	a_person_confirms_it_from_another_clock \
	a_clock_that_has_passed_needs_nobody \
	a_clock_at_1970_keeps_nobody_waiting
