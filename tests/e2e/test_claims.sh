#!/bin/bash
# A claim from the first sight to its answer, by the command line alone: the
# evidence, the verdict, the rebuttal with its form, the minutes it took, and
# that it is known when it comes back, also after a rebuild from a clone.
. "$(dirname "$0")/../tools/tap.sh"
. "$TOP/tests/tools/crier.sh"
. "$TOP/tests/tools/talk.sh"
STATION=$WORK/station
OTHER=$WORK/other
at_end stop_station "$STATION"
at_end stop_station "$OTHER"
# with an escape sequence, a bell, and letters that turn the line round
SAID=$'东安水库大坝\e[31m决堤\a，下游三个村被淹\u202e'

a_claim_is_registered_as_it_is_worded_and_harms_no_terminal()
{
	crier init "$STATION" --demo
	PLAYBOOK=rumor open_incident zhao drill
	echo "INCIDENT=$INCIDENT" >"$WORK/ids"
	said=$(as zhao claim add "$INCIDENT" "$SAID" --platform 微信群 \
		--url https://example.org/1 --seen -30m --reach 12000 \
		--accused 县水利局 --kind malice --priority high)
	has "$said" "$INCIDENT/c1"
	harmless "$said$(crier claim list)$(crier claim show "$INCIDENT/c1")"
	is "$(ask .reach claim show "$INCIDENT/c1")" 12000
	exits 65 crier --as zhao claim add "$INCIDENT" x --priority monitor
	has "$out" reason
	as zhao claim add "$INCIDENT" 县城要停水三天 --priority monitor \
		--reason 无人转发
}

a_verdict_needs_evidence_and_another_checker()
{
	. "$WORK/ids"
	printf 'level,time\n131.2,17:00\n' >"$WORK/level.csv"
	cp "$WORK/level.csv" "$WORK/before"
	exits 77 crier --as sun claim verdict "$INCIDENT/c1" false \
		--checker 市水文局
	has "$out" "claim evidence"
	as qian claim evidence "$INCIDENT/c1" --label 水位记录 \
		--file "$WORK/level.csv"
	is "$(ask '.evidence[0].digest' claim show "$INCIDENT/c1")" \
		"$(sha256sum <"$WORK/level.csv" | cut -d' ' -f1)"
	is "$(ask '.evidence[0].name' claim show "$INCIDENT/c1")" level.csv
	cmp "$WORK/level.csv" "$WORK/before"
	exits 77 crier --as sun claim verdict "$INCIDENT/c1" false \
		--checker 县水利局
	as qian claim change "$INCIDENT/c1" --check source
	as sun claim verdict "$INCIDENT/c1" false --checker 市水文局 \
		--fact 东安水库大坝完好，水位低于汛限水位 \
		--why 网传视频拍摄于2019年外省一座水库
}

its_rebuttal_is_begun_from_it_and_the_minutes_are_known()
{
	. "$WORK/ids"
	as zhao claim answer "$INCIDENT/c1" --set claim=水库决堤 \
		--set headline=东安水库大坝完好
	m=$INCIDENT/1
	is "$(ask .kind message show "$m")" rebuttal
	has "$(ask .slots.evidence message show "$m")" 水位记录
	is "$(ask .answered claim show "$INCIDENT/c1")" 0
	# the claim in the title is not let through
	as zhao message edit "$m" --set headline=水库决堤是假的
	exits 77 crier --as zhao message submit "$m"
	has "$out" L-35
	as zhao message edit "$m" --set headline=东安水库大坝完好
	submit_message zhao "$m"
	review_all "$m"
	arm "$m" zheng
	fire "$m" wang
	until_true 30 settled "$m"
	minutes=$(ask .minutes claim show "$INCIDENT/c1")
	[ "$minutes" -ge 30 ] && [ "$minutes" -le 35 ]
	has "$(crier claim list --lang zh)" "$minutes"
}

the_same_claim_is_known_in_another_incident_and_words()
{
	PLAYBOOK=rumor open_incident zhao drill 又来了
	said=$(as zhao claim add "$INCIDENT" \
		'【紧急扩散】东安水库大坝决堤！！下游三个村被淹～～' 2>&1)
	. "$WORK/ids"
	has "$said" "$INCIDENT/c1" 市水文局 "$INCIDENT/1"
	# what is said in a drill is not known in earnest
	PLAYBOOK=rumor open_incident zhao actual
	hasnt "$(as zhao claim add "$INCIDENT" "$SAID" 2>&1)" 市水文局
}

a_clone_gives_the_same_register_back()
{
	. "$WORK/ids"
	until_true 20 record_is_level
	crier claim list --json >"$WORK/before"
	crier claim show "$INCIDENT/c1" >"$WORK/shown"
	crier replay "$INCIDENT" --json >"$WORK/replay"
	grep -c claim.verdict "$WORK/replay"
	git clone -q "$STATION/record" "$WORK/clone"
	ls "$WORK/clone/incidents"/*/*/"$INCIDENT"/claims/00/1/claim.md
	stop_station
	signers "$WORK/signers"
	STATION=$OTHER
	crier rebuild "$OTHER" --from "$WORK/clone" --signers "$WORK/signers"
	crier claim list --json >"$WORK/after"
	cmp "$WORK/before" "$WORK/after"
	crier claim show "$INCIDENT/c1" | cmp - "$WORK/shown"
	crier ledger verify
	# and the index with it
	has "$(as zhao claim add "$INCIDENT" "$SAID" 2>&1)" 市水文局
}

run_cases \
	a_claim_is_registered_as_it_is_worded_and_harms_no_terminal \
	a_verdict_needs_evidence_and_another_checker \
	its_rebuttal_is_begun_from_it_and_the_minutes_are_known \
	the_same_claim_is_known_in_another_incident_and_words \
	a_clone_gives_the_same_register_back
