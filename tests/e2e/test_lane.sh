#!/bin/bash
# The emergency lane, end to end: an office approves a text beforehand; at
# night two persons take it from an incident to a released text, with values
# in its slots only; and the signature that follows in time, late or never.
# Beside it what may not go by unseen either: a unit's silence, and an
# incident that turns out to be another.
. "$(dirname "$0")/../tools/tap.sh"
. "$TOP/tests/tools/crier.sh"
. "$TOP/tests/tools/tmux.sh"
STATION=$WORK/station
LIB=$WORK/library
at_end stop_station "$STATION"

# shimmed COMMAND…: with a wall clock that follows $WORK/step.
shimmed()
{
	local shim=$B/tests/kill/clock.so
	[ -f "$shim" ] || shim=$TOP/.build/release/tests/kill/clock.so
	[ -f "$WORK/step" ] || echo 0 >"$WORK/step"
	LD_PRELOAD=$shim CLOCK_STEP=$WORK/step "$@"
}

# step_to MS: the station's wall clock, that much ahead of the machine's.
step_to()
{
	echo "$1" >"$WORK/step"
	as zhao incident open rumor --title 时钟 --drill >/dev/null
}

# missed RULE: how many entries say so.
missed()
{
	ask "[.rows[] | select(.body.rule == \"$1\")] | length" ledger list \
		--kind incident.missed
}

is_missed()
{
	[ "$(missed "$1")" = 1 ]
}

no_console()
{
	! terminal list-sessions
}

# by_lane: a first notice, complete, submitted by the lane. Sets MESSAGE.
by_lane()
{
	local rule
	new_message zhao "$INCIDENT" truth --accounts county-site
	for rule in $(unexplained zhao "$MESSAGE"); do
		as zhao message explain "$MESSAGE" "$rule" 已核对
	done
	as zhao message submit "$MESSAGE" --lane
	DIGEST=$(ask .digest message show "$MESSAGE")
}

an_office_approves_its_first_notice_beforehand()
{
	crier init "$STATION" --demo
	stop_station
	shimmed crier station start
	git clone -q "$STATION/library" "$LIB"
	git -C "$LIB" config user.name office
	git -C "$LIB" config user.email office@example.org
	hash=$(ask .fixed.zh playbook lock rainstorm-flood truth)
	is "$(ask .lock.zh playbook lock rainstorm-flood truth)" none
	sed -i "0,/^  truth:/s//  truth:\n    approved: {by: 县政府办, on: \
2026-01-01, until: 2029-12-31, zh: $hash}/" "$LIB/rainstorm-flood/playbook.yaml"
	git -C "$LIB" commit -qam "the first notice is approved"
	take_library "$LIB"
	is "$(ask .lock.zh playbook lock rainstorm-flood truth)" holds
	# who reviews at night may also arm
	give sun --role reviewer --role releaser
}

only_values_in_slots_go_by_it()
{
	OFFICERS=
	open_incident zhao actual
	new_message zhao "$INCIDENT" truth --accounts county-site
	echo 请大家转告。 >"$WORK/hand"
	as zhao message edit "$MESSAGE" --account county-site \
		--text "$WORK/hand" >/dev/null
	exits 77 as zhao message submit "$MESSAGE" --lane
	has "$out" "emergency lane" "written by hand"
	is "$(message_state "$MESSAGE")" draft
	echo "INCIDENT=$INCIDENT" >"$WORK/ids"
}

two_persons_take_it_out()
{
	. "$WORK/ids"
	by_lane
	is "$(ask '"\(.tier) \(.lane)"' message show "$MESSAGE")" \
		"emergency-lane true"
	# neither who wrote it nor a number that anybody may have called from
	exits 77 as zhao approve "$MESSAGE" --digest "$DIGEST"
	exits 77 as sun approve "$MESSAGE" --digest "$DIGEST" --agreed wu \
		--phone 0000-9999
	has "$out" "0000-1006"
	as sun approve "$MESSAGE" --digest "$DIGEST" --agreed wu \
		--phone 0000-1006
	is "$(ask '[.authors[], .stages[].gates[].by] | unique | join(" ")' \
		message show "$MESSAGE")" "sun zhao"
	# the signer hears of it before it is out
	is "$(ask "[.waits[] | select(.message == \"$MESSAGE\" and .what ==
		\"supplement\") | .officers[].id] | join(\" \")" status)" wu
	arm "$MESSAGE" sun
	fire "$MESSAGE" wang
	until_true 30 settled "$MESSAGE"
	is "$(message_state "$MESSAGE")" released
	[ -s "$STATION/site/${MESSAGE}.html" ]
	has "$(crier message show "$MESSAGE" --lang en)" "signature due" \
		"agreed by telephone" "wu"
	has "$(crier status --lang en)" "signature due"
	echo "MESSAGE=$MESSAGE DIGEST=$DIGEST" >>"$WORK/ids"
}

a_signature_that_does_not_come_is_red_and_reported()
{
	. "$WORK/ids"
	shimmed console wu
	sees wu "signature due"
	is "$(missed "supplement $MESSAGE")" 0
	step_to 3660000
	until_true 90 is_missed "supplement $MESSAGE"
	# on the board, in words and in red, and at the message
	sees wu "! SIGN: LATE"
	has "$(terminal capture-pane -e -p -t wu | grep "SIGN: LATE")" \
		$'\e[31m'
	press wu v
	sees wu "! SIGN: LATE since" "A signs it"
	terminal kill-server
	until_true 10 no_console
	has "$(crier status --lang en)" "! SIGN: LATE"
	has "$(crier status --lang zh)" "! 补签逾期"
	is "$(ask .clock.rule status)" "supplement $MESSAGE"
}

it_stays_in_every_report()
{
	. "$WORK/ids"
	title="The signature that is supplemented"
	has "$(crier ledger list --kind incident.missed --lang en)" "$title"
	has "$(crier ledger export --format text)" "$title"
	has "$(crier ledger export --format csv)" incident.missed
	has "$(crier replay "$INCIDENT" --lang en)" "$title"
	has "$(crier incident show "$INCIDENT" --lang en)" MISSED
	until_true 20 record_is_level
	git clone -q "$STATION/record" "$WORK/clone"
	grep -rq "supplement $MESSAGE" "$WORK/clone/incidents"
	# who signs now signs late, and what was missed stays missed
	as wu message supplement "$MESSAGE" --digest "$DIGEST"
	is "$(ask .rows[0].body.late ledger list --kind message.supplemented)" \
		true
	is "$(missed "supplement $MESSAGE")" 1
	has "$(crier message show "$MESSAGE" --lang en)" signed wu
	hasnt "$(crier status --lang en)" "SIGN: LATE"
	exits 77 as wu message supplement "$MESSAGE" --digest "$DIGEST"
	has "$out" "waits for no signature"
}

one_that_comes_in_time_is_signed_in_the_console()
{
	echo 0 >"$WORK/step"
	OFFICERS=
	open_incident zhao actual 北河镇洪水
	by_lane
	as sun approve "$MESSAGE" --digest "$DIGEST"
	arm "$MESSAGE" sun
	fire "$MESSAGE" wang
	until_true 30 settled "$MESSAGE"
	console wu 80 24 zh_CN.UTF-8
	sees wu 待补签
	press wu v
	sees wu "补签期限" "按 A 补签"
	press wu A
	sees wu 您补签的是当时签发的全文
	types wu "${DIGEST:0:4}"
	press wu Enter
	sees wu "已补签"
	is "$(ask .supplemented.by message show "$MESSAGE")" wu
	is "$(missed "supplement $MESSAGE")" 0
	is "$(ask "[.clocks[] | select(.rule == \"supplement $MESSAGE\")][0]
		.state" incident show "$INCIDENT")" met
	is "$(ask "[.waits[] | select(.message == \"$MESSAGE\")] | length" \
		status)" 0
}

# asked OFFICER: a first notice on a mass incident, and a unit asked about it.
asked()
{
	said=$(as zhao incident open rainstorm-flood --title 县城聚集 \
		--level III --topic "$1" --drill --json)
	INCIDENT=$(jq -r '.entries[0].incident' <<<"$said")
	new_message zhao "$INCIDENT" truth --accounts county-site
	submit_message zhao "$MESSAGE" >/dev/null
	DIGEST=$(ask .digest message show "$MESSAGE")
	as qian concur ask "$MESSAGE" "$2"
}

a_units_silence_is_an_entry_and_the_table_says_what_it_means()
{
	asked mass-incident public-security
	rule="concur $MESSAGE public-security"
	step_to 1860000
	until_true 90 is_missed "$rule"
	has "$(crier ledger list --kind incident.missed --lang en)" \
		"Answer of County Public Security Bureau to $MESSAGE"
	has "$(crier review "$MESSAGE" --lang en)" "no answer" \
		"may go on with a reason"
	is "$(ask '.concurrences[0].silence' message show "$MESSAGE")" reason
	console sun
	types sun ":${INCIDENT,,}"
	sees sun "${INCIDENT,,}"
	press sun Enter
	sees sun "Answer of County"
	echo 0 >"$WORK/step"
	asked terror anti-terror
	step_to 1860000
	until_true 90 is_missed "concur $MESSAGE anti-terror"
	has "$(crier review "$MESSAGE" --lang en)" "waits for its answer"
	echo 0 >"$WORK/step"
}

an_incident_that_turns_out_graver_voids_what_asked_for_less()
{
	said=$(as zhao incident open rainstorm-flood --title 北街内涝 \
		--level III --drill --json)
	INCIDENT=$(jq -r '.entries[0].incident' <<<"$said")
	new_message zhao "$INCIDENT" truth --accounts county-site
	submit_message zhao "$MESSAGE" >/dev/null
	is "$(ask .tier message show "$MESSAGE")" routine
	exits 65 as zhao incident learn "$INCIDENT" --level II
	has "$out" reason
	as zhao incident learn "$INCIDENT" --level II --reason 水位超警
	is "$(message_state "$MESSAGE")" draft
	has "$(crier status --lang en)" "void: submit again"
	submit_message zhao "$MESSAGE" >/dev/null
	is "$(ask .tier message show "$MESSAGE")" major
	# and downwards it takes two, one of them who signs at that level
	as zhao incident learn "$INCIDENT" --level IV --reason 复核为四级
	is "$(ask '"\(.level) \(.proposed.level)"' incident show "$INCIDENT")" \
		"II IV"
	has "$(crier incident show "$INCIDENT" --lang en)" "zhao proposes"
	exits 77 as zhao incident learn "$INCIDENT" --level IV --reason x
	has "$out" "another person confirms"
	exits 77 as qian incident learn "$INCIDENT" --level IV --reason x
	has "$out" "head"
	# the one who may confirms in the console
	console wu 80 24 zh_CN.UTF-8
	types wu ":${INCIDENT,,}"
	sees wu "${INCIDENT,,}"
	press wu Enter
	sees wu "赵值班提议"
	press wu I
	sees wu "后来获知"
	press wu Tab Tab
	types wu "tongyi"
	press wu C-s
	until_true 10 level_is IV
	is "$(ask '.rows[0].body | "\(.level) \(.proposed_by)"' ledger list \
		--newest --kind incident.learned)" "IV zhao"
	is "$(ask .tier message show "$MESSAGE")" major
	crier ledger verify
}

# An office from before there was the role has nobody who signs at level II.
an_office_without_a_head_is_told_whom_to_ring()
{
	give wu --role signer
	said=$(as zhao incident open rainstorm-flood --title 甲 --level II \
		--drill --lang en)
	has "$said" "! nobody is left who is head of the office (political)" \
		"no number is known (of the officer, or in contacts.yaml)"
	said=$(crier incident roster "$(ask '.rows[0].id' incident list)" \
		--lang zh)
	has "$said" "! 在岗无人可任主要负责人（政治关）；请联系：无可用电话"
	printf '  - {number: "05506666", title: {zh: 县政府总值班室, en: %s}, %s\n' \
		"County duty office" "roles: [head]}" \
		>>"$LIB/rules/contacts.yaml"
	git -C "$LIB" commit -qam "the duty office"
	take_library "$LIB"
	has "$(as zhao incident open rainstorm-flood --title 乙 --level II \
		--drill --lang en)" \
		"head of the office (political); call: County duty office 05506666"
	has "$(crier status --lang zh)" \
		"主要负责人（政治关）；请联系：县政府总值班室 05506666"
	console sun 80 24 zh_CN.UTF-8
	sees sun "在岗无人可任主要负责人（政治关）；请联系：县政府总值班室"
	sees sun "05506666［重大流程" # on the next row, and whole
}

level_is()
{
	[ "$(ask .level incident show "$INCIDENT")" = "$1" ]
}

run_cases \
	an_office_approves_its_first_notice_beforehand \
	only_values_in_slots_go_by_it \
	two_persons_take_it_out \
	a_signature_that_does_not_come_is_red_and_reported \
	it_stays_in_every_report \
	one_that_comes_in_time_is_signed_in_the_console \
	a_units_silence_is_an_entry_and_the_table_says_what_it_means \
	an_incident_that_turns_out_graver_voids_what_asked_for_less \
	an_office_without_a_head_is_told_whom_to_ring
