#!/bin/bash
# What is another organ's: a subject that is not ours is passed on, and what
# it has published on the same matter is seen before we say otherwise.
. "$(dirname "$0")/../tools/tap.sh"
. "$TOP/tests/tools/crier.sh"
. "$TOP/tests/tools/tmux.sh"
STATION=$WORK/station
at_end stop_station "$STATION"

one_key_beside_the_finding_begins_the_repost()
{
	crier init "$STATION" --demo
	# tmux ends with its last session, and these come one after the other
	terminal new-session -d -s keep sleep 900
	drafter=$(officer_with drafter)
	open_incident "$drafter" drill
	as "$drafter" message new "$INCIDENT" truth
	for lang in zh_CN.UTF-8 en_US.UTF-8; do
		draft=$(ask '[.messages[] | select(.kind == "truth")][-1].id' \
			incident show "$INCIDENT")
		as "$drafter" message edit "$draft" \
			--set impact=县政府发布暴雨红色预警
		console "$drafter" 80 24 $lang
		press "$drafter" Enter
		sees "$drafter" "$INCIDENT"
		press "$drafter" Enter
		sees "$drafter" L-50
		sees "$drafter" "F2"
		press "$drafter" F2
		if [ $lang = zh_CN.UTF-8 ]; then
			sees "$drafter" 已起草转载稿 气象主管机构所属的气象台站
		else
			sees "$drafter" "The repost is begun"
		fi
		is "$(ask "[.messages[] | select(.kind == \"repost\")][-1]
			| .instead_of" incident show "$INCIDENT")" "$draft"
	done
}

a_blocked_draft_becomes_a_repost_by_one_command()
{
	drafter=$(officer_with drafter)
	open_incident "$drafter" drill
	new_message "$drafter" "$INCIDENT" truth \
		--set impact=县政府发布暴雨红色预警
	draft=$MESSAGE
	said=$(as "$drafter" --lang en message submit "$draft" 2>&1) && return 1
	has "$said" L-50
	MESSAGE=$(as "$drafter" message repost "$draft" --json |
		jq -r '.entries[0].body.message')
	is "$(ask '"\(.kind) \(.state)"' message show "$MESSAGE")" "repost draft"
	is "$(ask .instead_of message show "$MESSAGE")" "$draft"
	is "$(ask .state message show "$draft")" draft
	as "$drafter" message submit "$MESSAGE" && return 1
	as "$drafter" message edit "$MESSAGE" --set source=云溪县气象台 \
		--set source_at=1时发布 --set source_title=暴雨红色预警 \
		--set said=县气象台发布暴雨红色预警，已有3人受伤 \
		--set source_link=https://www.yunxi.gov.cn/a.html
	as "$drafter" message submit "$MESSAGE"
	is "$(ask .state message show "$MESSAGE")" review
	has "$(ask .master.text message show "$MESSAGE")" \
		转载自云溪县气象台 https://www.yunxi.gov.cn/a.html
}

another_organs_number_is_shown_before_anyone_signs()
{
	drafter=$(officer_with drafter)
	reviewer=$(officer_with reviewer "$drafter")
	open_incident "$drafter" drill
	new_message "$drafter" "$INCIDENT" truth
	draft=$MESSAGE
	submit_message "$drafter" "$draft"
	is "$(ask .state message show "$draft")" review
	console "$reviewer" 80 24 zh_CN.UTF-8
	sees "$reviewer" "${draft#*/}"
	press "$reviewer" Down Enter
	sees "$reviewer" "$draft" 文字关
	press "$reviewer" Tab
	sees "$reviewer" "[各关]"
	hasnt "$(screen "$reviewer")" L-51
	as "$reviewer" outside note "$INCIDENT" 县消防救援大队 \
		截至目前已有4人遇难。 --at -5m --source 第3号通报
	has "$(crier outside list "$INCIDENT")" 县消防救援大队 第3号通报
	sees "$reviewer" L-51 # without a key
	press "$reviewer" End
	sees "$reviewer" 其他单位已发布 县消防救援大队 已有4人遇难
	# it stands at the policy gate, and nobody passes a gate against it
	is "$(ask '[.stages[].gates[] | select(.found[].rule == "L-51")
		| .gate] | unique | join(" ")' review "$draft")" policy
	said=$(as "$reviewer" review "$draft" policy pass --digest "$(ask \
		.digest message show "$draft")" 2>&1) && return 1
	has "$said" 县消防救援大队 dead 4, here 3
	# with its author's reason it goes on
	as "$reviewer" review "$draft" policy return --reason 与消防核对 \
		--digest "$(ask .digest message show "$draft")"
	as "$drafter" message explain "$draft" L-51 已与消防核对，口径不同
	submit_message "$drafter" "$draft"
	as "$reviewer" review "$draft" policy pass \
		--digest "$(ask .digest message show "$draft")"
	is "$(ask '[.stages[].gates[] | select(.gate == "policy") | .state]
		| join(" ")' review "$draft")" passed
	until_true 20 record_is_up
	git clone -q "$STATION/record" "$WORK/clone"
	has "$(find "$WORK/clone/incidents" -path "*/$INCIDENT/outside/*" \
		-type f -exec cat {} +)" \
		县消防救援大队 截至目前已有4人遇难
}

record_is_up()
{
	[ "$(ask .behind record status)" = 0 ]
}

what_others_published_is_noted_in_the_console()
{
	drafter=$(officer_with drafter)
	console "$drafter" 80 24 en_US.UTF-8
	types "$drafter" ":$(ask '.rows[0].id' incident list)"
	press "$drafter" Enter
	sees "$drafter" "Steps of the playbook"
	press "$drafter" o
	sees "$drafter" "No lines to take yet"
	press "$drafter" O
	sees "$drafter" "What another organ has published"
	types "$drafter" 市防指
	press "$drafter" Tab Tab
	types "$drafter" 警报系误发
	press "$drafter" C-s
	sees "$drafter" "Published by other organs" 市防指 警报系误发
	has "$(crier ledger list)" 市防指
}

run_cases one_key_beside_the_finding_begins_the_repost \
	what_others_published_is_noted_in_the_console \
	a_blocked_draft_becomes_a_repost_by_one_command \
	another_organs_number_is_shown_before_anyone_signs
