#!/bin/bash
# What a month and a year were, counted from the ledger: a number leads to its
# entries, the page can be printed, the table opened, the document read; what
# is no period is refused.
. "$(dirname "$0")/../tools/tap.sh"
. "$TOP/tests/tools/actual.sh"
at_end stop_station "$STATION"

MONTH=$(TZ=Asia/Shanghai date +%Y-%m)

a_number_leads_to_its_entry()
{
	local seq
	crier init "$STATION" --demo
	crier --as zhao account change county-weibo --phone 0512-1234567 \
		--filing-number 云网备2026-17 --filing-on 2026-11-01
	seq=$(ask '.figures[]|select(.key=="filings")|.entries[]' \
		report month "$MONTH")
	is "$(ask ".rows[0].kind" ledger list --after $((seq - 1)) --limit 1)" \
		account.changed
	is "$(ask '.figures[]|select(.key=="unfiled")|.count' \
		report month "$MONTH")" \
		"$(ask '.rows|length-1' account list)"
	is "$(ask '.figures[]|select(.key=="questions")|.known' \
		report year "${MONTH%-*}")" false
}

it_is_printed_and_opened_as_a_table()
{
	local page=$STATION/page.html
	crier --as zhao report month "$MONTH" --format html --output "$page"
	xmllint --noout "$page"
	has "$(cat "$page")" '<table>' 国办秘函 '@page'
	has "$(crier --as zhao report month "$MONTH" --format csv)" \
		'"Veto list: each alone fails","V-06"' '"not recorded"'
	has "$(LC_ALL=zh_CN.UTF-8 LANGUAGE=zh_CN crier --as zhao report month \
		"$MONTH")" 月度自查 单项否决指标 未记录 本期尚未结束
}

# The auditor's arithmetic, with sha256sum alone.
the_sample_is_drawn_by_the_ledger()
{
	local entry prev seed want
	crier --as zhao report draw "$MONTH"
	has "$(crier --as zhao report draw "$MONTH" 2>&1)" 'drawn once'
	entry=$(crier --as feng ledger export | grep '"kind":"report.drawn"')
	prev=$(jq -r .prev <<<"$entry")
	seed=$(printf '%s %s' "$prev" "$MONTH" | sha256sum | cut -d' ' -f1)
	is "$(jq -r .body.seed <<<"$entry")" "$seed"
	want=$(ask '.rows[].id' account list | while read -r id; do
		printf '%s %s\n' "$(printf '%s %s' "$seed" "$id" |
			sha256sum | cut -d' ' -f1)" "$id"
	done | sort | head -6 | cut -d' ' -f2 | tr '\n' ' ')
	is "$(jq -r '.body.accounts|join(" ")' <<<"$entry") " "$want"
	is "$(ask '.sample[0].right' report month "$MONTH")" true
}

an_inspection_is_in_the_report()
{
	local account
	account=$(ask '.sample[0].accounts[0]' report month "$MONTH")
	crier --as sun account inspect "$account" --found not-in-order \
		--interaction none --what 简介写的是旧单位名称
	has "$(crier --as zhao report month "$MONTH")" 简介写的是旧单位名称 \
		'NOT YET' 'drawn again from it: the same'
	is "$(ask '.veto[]|select(.rule=="V-07")|.is' \
		report month "$MONTH")" found
	is "$(ask '.figures[]|select(.key=="inspected")|"\(.count) \(.of)"' \
		report month "$MONTH")" '1 6'
}

what_is_no_period_is_refused()
{
	has "$(crier --as zhao report month 2026-13 2>&1)" 'is no month'
	has "$(crier --as zhao report month "$MONTH" --format pdf 2>&1)" \
		'text, html, csv'
	# what is shown is not written, and that is said
	has "$(crier --as zhao report month "$MONTH" --output \
		"$STATION/page.txt" 2>&1)" '--format html or --format csv'
	is "$(ls "$STATION/page.txt" 2>&1 | grep -c 'No such file')" 1
	# before there was anything, and after
	is "$(ask .entries report year 1999)" 0
}

run_cases a_number_leads_to_its_entry the_sample_is_drawn_by_the_ledger \
	an_inspection_is_in_the_report it_is_printed_and_opened_as_a_table \
	what_is_no_period_is_refused
