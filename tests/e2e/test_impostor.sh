#!/bin/bash
# An impostor from the first sight of it to its end by crier alone: the letter
# that is printed, the board with its deadline, the public's warning as an
# ordinary incident, the month's figures; and what strangers write into it.
. "$(dirname "$0")/../tools/tap.sh"
. "$TOP/tests/tools/actual.sh"
at_end stop_station "$STATION"

MONTH=$(TZ=Asia/Shanghai date +%Y-%m)

a_case_stands_on_the_board_with_its_deadline()
{
	crier init "$STATION" --demo >"$WORK/said"
	crier --as zhao impostor open 云溪发部 微博 \
		--url https://weibo.example/u/1 --imitates county-weibo
	has "$(crier --as zhao status --lang zh)" 云溪发部 向平台投诉
	has "$(crier --as zhao impostor list --lang en)" i1 OPEN \
		'Complain to the platform'
}

its_letter_is_printed_with_the_evidence()
{
	local page=$STATION/page.html digest
	printf 'a screenshot' >"$WORK/shot.png"
	digest=$(sha256sum "$WORK/shot.png" | cut -d' ' -f1)
	crier --as qian impostor evidence i1 '截图 <b>' \
		--file "$WORK/shot.png"
	crier --as zhao impostor page i1 --kind impostor-platform \
		--format html --output "$page" --lang zh
	xmllint --noout "$page"
	has "$(cat "$page")" 云溪发部 "$digest" '截图 &lt;b&gt;' \
		关于请求处置假冒账号的函
	hasnt "$(cat "$page")" '<b>'
	exits 65 crier --as zhao impostor page i1 --kind open
	has "$out" impostor-authority
}

the_public_is_warned_by_an_ordinary_incident()
{
	local warning
	crier --as zhao impostor letter i1 impostor-platform 微博客服
	crier --as zhao impostor answer i1 已受理 --letter 1
	exits 77 crier --as wang impostor warn i1
	crier --as zhao impostor warn i1
	warning=$(ask .warning impostor show i1)
	is "$(ask .playbook incident show "$warning")" unit-impostor
	is "$(ask .mode incident show "$warning")" actual
	# nothing of it is out: it waits for its reviews as any text does
	is "$(ask '.rows|length' delivery list)" 0
}

it_is_closed_and_counted()
{
	crier --as zhao impostor close i1 removed 平台已封停
	exits 75 crier --as zhao impostor close i1 removed 平台已封停
	has "$out" i1
	is "$(ask '.figures[]|select(.key=="impostors")|.count' \
		report month "$MONTH")" 1
	is "$(ask '.figures[]|select(.key=="impostors-closed")|.entries|length' \
		report month "$MONTH")" 1
	hasnt "$(crier --as zhao status --lang zh)" 云溪发部
}

what_strangers_write_stays_text()
{
	exits 65 crier --as zhao impostor open $'a\e[2Jb' 微博
	exits 65 crier --as zhao impostor open x 微博 --url 'javascript:x'
	exits 77 crier --as zhao impostor open 联系13987654321 微博
	hasnt "$(crier --as zhao impostor list)" 13987654321
	crier --as zhao impostor open $'云\u202e布发' 微博
	hasnt "$(crier --as zhao impostor list)" $'\u202e'
}

# What a restart reads is what was there.
a_restart_knows_it_all()
{
	local was
	was=$(ask . impostor show i1)
	crier station stop >"$WORK/said"
	is "$(ask . impostor show i1)" "$was"
}

run_cases a_case_stands_on_the_board_with_its_deadline \
	its_letter_is_printed_with_the_evidence \
	the_public_is_warned_by_an_ordinary_incident \
	it_is_closed_and_counted what_strangers_write_stays_text \
	a_restart_knows_it_all
