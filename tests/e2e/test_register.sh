#!/bin/bash
# The register of accounts as an office keeps it: a row is filled in, what is
# not in order is refused or wants a reason, suspending and closing are filed,
# a closing begins its announcement; what is out of order and how well each
# account is can be read in both languages, and the ledger verifies.
. "$(dirname "$0")/../tools/tap.sh"
. "$TOP/tests/tools/actual.sh"
at_end stop_station "$STATION"

the_row_is_filled_in()
{
	crier init "$STATION" --demo
	crier --as zhao account change county-weibo --type 官方 \
		--certified 云溪县人民政府新闻办公室 --admins zhao,sun \
		--leader 张副主任 --editor zhao --phone 13812345678 \
		--supervisor 云溪县人民政府 --area 全县 --auto-replies none \
		--operator 云上传媒 --contract-ends 2099-12-31 \
		--filing-level county --filing-number 云网备2026-17 \
		--filing-on 2026-11-01
	has "$(crier --as zhao account show county-weibo)" 云上传媒 2099-12-31 \
		云网备2026-17 'zhao, sun' county
	hasnt "$(crier --as zhao account register)" 'county-weibo  unknown'
}

what_is_not_in_order_is_refused_or_wants_a_reason()
{
	local add=(--as zhao account add two --kind manual --platform weibo
		--option platform=weibo)
	has "$(crier "${add[@]}" --name 云溪发布 --owner 宣传科 2>&1)" \
		'is no unit of its own'
	has "$(crier "${add[@]}" --name 云溪发布 \
		--owner 云溪县人民政府新闻办公室 2>&1)" \
		'already has' '--reason'
	crier "${add[@]}" --name 云溪发布 --owner 云溪县人民政府新闻办公室 \
		--reason 过渡期并行一个月
	has "$(crier --as zhao account register)" 过渡期并行一个月
	crier --as wang account change two --area 全县 2>&1 && return 1
	return 0
}

a_closing_is_filed_and_begins_its_announcement()
{
	local incident
	crier --as zhao account suspend two --reason 整改
	has "$(crier --as zhao account show two)" suspended
	crier --as zhao account close two --reason 并入主账号
	incident=$(ask .announcement account show two)
	has "$(crier --as zhao account register)" "$incident is not out"
	crier --as zhao message new "$incident" truth --prepared
	has "$(crier --as zhao message show "$incident/1")" 关于停止运行
}

forms_are_printed_from_the_register()
{
	local page=$STATION/page.html
	has "$(crier --as zhao account filing county-weibo --kind open)" \
		云溪县人民政府新闻办公室 2099-12-31 13812345678 \
		'unknown: nobody has counted'
	has "$(LC_ALL=zh_CN.UTF-8 LANGUAGE=zh_CN crier --as zhao account \
		filing two --kind close)" 并入主账号 注销备案表
	crier --as zhao account filing two --kind change --format html \
		--output "$page"
	xmllint --noout "$page"
	has "$(crier --as zhao account filing --kind year --format csv)" \
		'"云溪发布"' 'no contractor is entered'
	has "$(crier --as zhao account filing two --kind move 2>&1)" \
		'open, change, close, year'
}

health_is_told_in_both_languages()
{
	has "$(crier --as zhao account health)" \
		'nothing shows that anybody can log in'
	has "$(LC_ALL=zh_CN.UTF-8 LANGUAGE=zh_CN crier --as zhao account health)" \
		预警 未见可以登录的证明
	has "$(LC_ALL=zh_CN.UTF-8 LANGUAGE=zh_CN crier --as zhao status)" \
		"，不明：$(crier --as zhao status --json | jq .accounts.unknown)"
	crier --as zhao account check county-site
	has "$(crier --as zhao account health | grep county-site)" 20
}

the_ledger_verifies_and_nothing_is_lost_at_a_start()
{
	local before
	before=$(ask . account list)
	crier --as zhao ledger verify
	crier station stop
	is "$(ask . account list)" "$before"
}

run_cases the_row_is_filled_in what_is_not_in_order_is_refused_or_wants_a_reason \
	a_closing_is_filed_and_begins_its_announcement \
	forms_are_printed_from_the_register \
	health_is_told_in_both_languages \
	the_ledger_verifies_and_nothing_is_lost_at_a_start
