#!/bin/bash
# Deadlines of a running station: they are instants, so a restart, a step of
# the wall clock and another zone change nothing; a missed one is an entry
# that stays; lines to take, figures and the update that keeps a promise by
# public commands.
. "$(dirname "$0")/../tools/tap.sh"
. "$TOP/tests/tools/crier.sh"
. "$TOP/tests/tools/talk.sh"
STATION=$WORK/station
SECOND=$WORK/second
at_end stop_station "$STATION"
at_end stop_station "$SECOND"

# start_shimmed: the station, with a wall clock that follows $WORK/step.
start_shimmed()
{
	shim=$B/tests/kill/clock.so
	[ -f "$shim" ] || shim=$TOP/.build/release/tests/kill/clock.so
	[ -f "$WORK/step" ] || echo 0 >"$WORK/step"
	LD_PRELOAD=$shim CLOCK_STEP=$WORK/step crier station start >/dev/null
}

# clock RULE FILTER
clock()
{
	ask "[.clocks[] | select(.rule == \"$1\")][0] | $2" incident show \
		"$INCIDENT"
}

missed()
{
	ask "[.rows[] | select(.body.rule == \"$1\")] | length" ledger list \
		--kind incident.missed
}

is_missed()
{
	[ "$(missed "$1")" = "$2" ]
}

a_deadline_counts_from_the_earliest_known_time()
{
	crier init "$STATION" --demo
	stop_station
	start_shimmed
	said=$(as zhao incident open rainstorm-flood --title 青河镇内涝 \
		--level II --drill --occurred -4h50m --reported -4h --json)
	INCIDENT=$(jq -r '.entries[0].incident' <<<"$said")
	echo "INCIDENT=$INCIDENT" >"$WORK/ids"
	is "$(clock D-01 '(.due - '"$(jq '[.entries[0].body | .occurred,
		.reported] | min' <<<"$said")"') / 60000')" 300 "minutes"
	is "$(clock D-01 .state)" running
	is "$(clock D-16 .internal)" true
	# the nearest public one is overdue from the first moment on
	until_true 10 is_missed rainstorm-flood/truth 1
	is "$(ask .clock.rule status)" rainstorm-flood/truth
	has "$(crier status --lang en)" overdue
}

a_step_of_the_wall_clock_brings_it_due_and_not_back()
{
	. "$WORK/ids"
	due=$(clock D-01 .due)
	is "$(missed D-01)" 0
	echo 660000 >"$WORK/step"
	until_true 90 is_missed D-01 1
	is "$(clock D-01 '"\(.state) \(.missed)"')" "overdue true"
	echo 0 >"$WORK/step"
	as zhao incident open rumor --title x --drill # so that it looks again
	is "$(clock D-01 .due)" "$due" "the instant itself"
	is "$(clock D-01 .missed)" true "what was missed"
	is "$(missed D-01)" 1
}

a_restart_changes_nothing_and_misses_nothing_twice()
{
	. "$WORK/ids"
	before=$(ask '[.clocks[] | {rule, due, missed}]' incident show \
		"$INCIDENT" | sha256sum)
	stop_station
	echo 1500000 >"$WORK/step"
	start_shimmed
	is "$(ask '[.clocks[] | {rule, due, missed}]' incident show \
		"$INCIDENT" | sha256sum)" "$before"
	is "$(missed D-01)" 1
	echo 0 >"$WORK/step"
	stop_station
	crier ledger verify
}

one_that_comes_due_while_nobody_runs_is_missed_at_the_start()
{
	. "$WORK/ids"
	start_shimmed
	is "$(missed D-02)" 0
	stop_station
	echo 90000000 >"$WORK/step"
	start_shimmed
	until_true 10 is_missed D-02 1
	echo 0 >"$WORK/step"
	stop_station
	start_shimmed
}

the_same_typed_time_is_another_instant_in_another_zone()
{
	crier --station "$SECOND" init "$SECOND" --demo --zone +00:00
	at="$(date -u -d '-10 minutes' '+%Y-%m-%d %H:%M')"
	crier --station "$SECOND" --as zhao incident open rainstorm-flood \
		--title there --level II --drill --occurred "$at"
	is "$(crier --station "$SECOND" incident list --json |
		jq -r '.rows[0].due / 60000 | floor')" \
		"$(($(date -u -d "$at" +%s) / 60 + 60))" "due, in minutes"
	# and what leaves the station tells its own time
	last=$(crier --station "$SECOND" ledger list --newest --json |
		jq '.rows[0].time / 1000 | floor')
	has "$(crier --station "$SECOND" ledger export --format text)" \
		"$(date -u -d "@$last" '+%Y-%m-%d %H:%M:%S')"
	has "$(crier --station "$SECOND" ledger export --format csv)" \
		"$(date -u -d "@$last" '+%Y-%m-%dT%H:%M:%S')"
	until_true 20 second_is_level
	git clone -q "$SECOND/record" "$WORK/second-clone"
	has "$(crier replay D2026-0001 --from "$WORK/second-clone")" \
		"$(date -u -d "@$last" '+%Y-%m-%d %H:%M:%S')"
}

second_is_level()
{
	[ "$(crier --station "$SECOND" record status --json | jq .behind)" = 0 ]
}

a_duty_that_no_release_ends_is_ended_by_hand()
{
	. "$WORK/ids"
	as zhao incident done "$INCIDENT" D-02 --reason 已于9时举行发布会
	is "$(clock D-02 '"\(.state) \(.missed)"')" "met true"
	exits 77 as zhao incident done "$INCIDENT" D-01 --reason x
	has "$(crier incident show "$INCIDENT" --lang en)" \
		"Reports inside the government" "MISSED"
}

figures_are_told_kept_and_compared()
{
	. "$WORK/ids"
	new_message zhao "$INCIDENT" truth
	submit_message zhao "$MESSAGE"
	review_all "$MESSAGE"
	releaser=$(officer_with releaser zhao)
	arm "$MESSAGE" "$releaser"
	fire "$MESSAGE" "$releaser"
	until_true 60 settled "$MESSAGE"
	sleep 1.1 # an as-of time is told in seconds, and the next one is later
	as zhao message keep "$INCIDENT"
	keep=$(ask '.messages[-1].id' incident show "$INCIDENT")
	has "$(ask .master.text message show "$keep")" 无新增情况，与第1号通报相同
	as zhao message edit "$keep" --figure \
		"dead=5,source=县应急局,as-of=-1m,reason=又找到2名失联者,verified" \
		--figure "missing=1,source=县应急局,as-of=-1m,verified" \
		--figure "trapped=?,source=县应急局,as-of=-1m"
	has "$(ask .master.text message show "$keep")" \
		遇难5人（较第1号增加2人，原因：又找到2名失联者） 被困情况正在核实
	is "$(ask '.bulletins[-1].values | "\(.dead.change) \(.missing.change)
		\(.trapped.value)"' incident figures "$INCIDENT" | tr -s '\n\t ' ' ')" \
		"2 -2 null "
	has "$(crier incident figures "$INCIDENT" --lang en)" "5 +2" "1 -2" "?"
	echo "KEEP=$keep" >>"$WORK/ids"
}

a_line_binds_every_text_once_it_is_confirmed()
{
	. "$WORK/ids"
	as zhao lines set "$INCIDENT" dead 4人
	reviewer=$(officer_with reviewer zhao)
	as "$reviewer" lines confirm "$INCIDENT" dead
	is "$(ask '.rows[0] | "\(.text) \(.confirmed_by)"' lines list \
		"$INCIDENT")" "4人 $reviewer"
	has "$(crier lines show "$INCIDENT" dead)" 4人 "$reviewer"
	exits 77 as zhao message submit "$KEEP"
	has "$out" L-37
	as zhao lines set "$INCIDENT" dead
	as "$reviewer" lines confirm "$INCIDENT" dead
	submit_message zhao "$KEEP"
	until_true 20 record_is_up
	git clone -q "$STATION/record" "$WORK/clone"
	find "$WORK/clone/incidents" -path '*/lines/dead.md' | grep -q .
}

# Drills are long overdue by now; each in its mode, the nearest first.
what_is_real_is_told_before_every_drill()
{
	is "$(ask .clock.mode status)" drill
	open_incident zhao actual 石桥镇内涝
	is "$(ask '"\(.clock.mode) \(.clock.incident)"' status)" \
		"actual $INCIDENT"
}

record_is_up()
{
	[ "$(ask .behind record status)" = 0 ]
}

# open_drills N: as many incidents, each hours over its first deadline.
open_drills()
{
	local i ago=$(($(date +%s%3N) - 6 * 3600000))
	for ((i = 0; i < $1; i++)); do
		printf '{"id":%d,"act":"incident.open","act_id":"%s%04x",' \
			"$i" 0000000000000000000000000000 "$i"
		printf '"playbook":"rainstorm-flood","title":"演练%d",' "$i"
		printf '"mode":"drill","level":"II","occurred":%d}\n' "$ago"
	done >"$WORK/drills"
	mapfile -t lines <"$WORK/drills"
	STATION=$SECOND say "${lines[@]}" >"$WORK/opened"
	is "$(grep -c '"entries"' "$WORK/opened")" "$1"
}

# Two for each of them, and two of the one in earnest.
all_missed()
{
	[ "$(STATION=$SECOND ask .total ledger list --kind incident.missed \
		--limit 1)" = $((2 * 205 + 2)) ] &&
		[ "$(STATION=$SECOND ask '[.clocks[]
			| select(.missed)] | length' \
			incident show 2026-0001)" = 2 ]
}

a_crowd_of_missed_drills_hides_no_deadline()
{
	stop_station "$SECOND" || true
	rm -rf "$SECOND"
	crier init "$SECOND" --demo
	"$B/bin/crier" --station "$SECOND" status
	open_drills 205
	"$B/bin/crier" --station "$SECOND" --as zhao incident open \
		rainstorm-flood --title 实战 --level II --occurred -6h
	until_true 20 all_missed
	"$B/bin/crier" --station "$SECOND" ledger verify
}

run_cases \
	a_deadline_counts_from_the_earliest_known_time \
	a_step_of_the_wall_clock_brings_it_due_and_not_back \
	a_restart_changes_nothing_and_misses_nothing_twice \
	one_that_comes_due_while_nobody_runs_is_missed_at_the_start \
	the_same_typed_time_is_another_instant_in_another_zone \
	a_duty_that_no_release_ends_is_ended_by_hand \
	figures_are_told_kept_and_compared \
	a_line_binds_every_text_once_it_is_confirmed \
	what_is_real_is_told_before_every_drill \
	a_crowd_of_missed_drills_hides_no_deadline
