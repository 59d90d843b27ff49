#!/bin/bash
# crier lint: the rules on any text, without a station.
. "$(dirname "$0")/../tools/tap.sh"
. "$TOP/tests/tools/crier.sh"
STATION=$WORK/station

# without a station
lint()
{
	"$B/bin/crier" lint "$@"
}

a_clean_notice_is_clean()
{
	for file in "$TOP"/tests/lint/clean/*.txt; do
		kind=$(basename "$file" | cut -d- -f2)
		# a notice of roadworks is no kind of message
		[ "$kind" = other ] && kind= || kind="--kind $kind"
		# shellcheck disable=SC2086
		exits 0 lint "$file" $kind
	done
}

what_blocks_is_told_with_rule_place_reason_and_source()
{
	printf '%s\n' '柳河镇火灾情况通报' '' '原因系违规动火作业。' \
		'详见 https://t.cn/abc' >"$WORK/bad.txt"
	exits 1 lint "$WORK/bad.txt" --kind truth
	has "$out" "bad.txt:3:1: L-31 blocks" "bad.txt:4:4: L-21" \
		'source: ' '3 block'
	exits 1 env LANG=zh_CN.UTF-8 LC_ALL=zh_CN.UTF-8 "$B/bin/crier" lint \
		"$WORK/bad.txt"
	has "$out" 'L-21 阻断' '依据：'
	is "$(lint "$WORK/bad.txt" --json | jq -r \
		'"\(.blocked) \(.findings[0] | .rule, .line, .column)"' |
		xargs)" "true L-21 true 4 true 4"
}

a_kind_has_rules_of_its_own()
{
	echo '原因系违规动火作业。' >"$WORK/cause.txt"
	exits 0 lint "$WORK/cause.txt" --kind update
	exits 1 lint "$WORK/cause.txt" --kind truth
	exits 64 lint "$WORK/cause.txt" --kind novel
}

a_drill_is_marked_and_nothing_else_is()
{
	echo '8月3日9时，青河镇发生演练火情，请撤离。' >"$WORK/drill.txt"
	exits 0 lint "$WORK/drill.txt" --kind truth
	exits 1 lint "$WORK/drill.txt" --kind truth --mode actual
	has "$out" 'L-41 blocks'
	echo '青河镇发生火情，请撤离。' >"$WORK/bare.txt"
	exits 1 lint "$WORK/bare.txt" --kind truth --mode drill
	has "$out" 'L-41B blocks'
	exits 64 lint "$WORK/drill.txt" --mode test
}

text_comes_from_standard_input()
{
	out=$(echo 'Call 13800138000 now' | lint -) && return 1
	has "$out" '-:1:6: L-06 blocks'
	hasnt "$out" 13800138000
}

what_is_no_text_is_refused()
{
	printf '\377\376\375' >"$WORK/bytes"
	exits 65 lint "$WORK/bytes"
	exits 64 lint
}

a_station_has_its_own_library()
{
	crier init "$STATION" --demo
	git clone -q "$STATION/library" "$WORK/library"
	at_end stop_station "$STATION"
	exits 0 lint --station "$STATION" \
		"$TOP/tests/lint/clean/zh-truth-01.txt"
	exits 66 lint --station "$WORK/none" "$WORK/cause.txt"
}

a_province_replaces_a_row_by_data_alone()
{
	cp -RL "$TOP/playbooks" "$WORK/office"
	echo 'region: 辽宁' >"$WORK/office/rules/region.yaml"
	cat >>"$WORK/office/rules/lint.yaml" <<-'END'

	  - id: L-30
	    region: 辽宁
	    severity: block
	    gate: wording
	    reads: [text]
	    match: {check: relative-time, list: relative-times}
	    citation: 本省规定
	    what: {zh: "相对时间", en: "relative time"}
	    mend: {zh: "写日期", en: "write the day"}
	END
	git -C "$WORK/library" rm -rq .
	cp -R "$WORK/office/." "$WORK/library/"
	git -C "$WORK/library" add -A
	git -C "$WORK/library" -c user.name=x -c user.email=x@y \
		commit -qm "our province"
	take_library "$WORK/library"
	echo '昨晚下了雨。' >"$WORK/rain.txt"
	exits 0 lint "$WORK/rain.txt"
	exits 1 lint --station "$STATION" "$WORK/rain.txt"
	has "$out" "L-30 blocks: relative time"
}

# edited FILE PERL: a copy of the shipped library with one line changed.
edited()
{
	rm -rf "$WORK/books"
	cp -r "$TOP/playbooks" "$WORK/books"
	perl -CSD -Mutf8 -pi -e "$2" "$WORK/books/$1"
	! cmp -s "$TOP/playbooks/$1" "$WORK/books/$1"
}

# As officers do it where no station is: what would be refused at night.
a_library_is_tried_out_without_a_station()
{
	check() { "$B/bin/crier" --lang en playbook check "$@"; }
	unset CRIER_STATION
	exits 0 check "$TOP/playbooks"
	has "$out" "No fault was found."
	edited misfire/zh/closing.md 's/^监督电话：/"请注意" x 80 . $&/e'
	exits 65 check "$WORK/books"
	has "$out" "misfire/zh/closing.md: the text does not fit account weibo" \
		" of 140"
	is "$(check "$WORK/books" --json | jq -r '.faults[0].file')" \
		misfire/zh/closing.md
	edited rumor/en/rebuttal.md 's/Written with the help of AI/Made by machine/'
	exits 65 check "$WORK/books"
	has "$out" "rumor/en/rebuttal.md: rule L-44 would not let the text pass" label
	edited rules/region.yaml 's/^region:.*/region: 浙江省/'
	exits 65 check "$WORK/books"
	has "$out" "rules/region.yaml: no row" "浙江省" "Possible: " "辽宁"
	edited rules/region.yaml 's/^region:.*/region: 西藏/'
	exits 0 check "$WORK/books"
	has "$out" "remark: rules/region.yaml" "西藏" "No fault"
	edited rules/deadlines.yaml 's/region: 辽宁$/region: 辽宁省/'
	exits 0 check "$WORK/books"
	has "$out" "remark: rules/deadlines.yaml" "辽宁省" "never in force"
	edited rules/platforms.yaml 's/connector: webhook/connector: webhok/'
	exits 65 check "$WORK/books"
	has "$out" "rules/platforms.yaml: platform " webhok "Possible: " \
		"webhook, "
	edited rumor/playbook.yaml 's/^version:/versoin:/'
	exits 65 check "$WORK/books"
	has "$out" "rumor/playbook.yaml:" versoin
	exits 66 check "$WORK/nowhere"
}

# As Windows saves them: a mark and CR, UTF-16, GBK; each says the same.
texts_from_windows_are_read()
{
	local from=$TOP/tests/lint/clean/zh-truth-01.txt want form
	crier lint "$from" >"$WORK/plain" || true
	want=$(sed 's|^[^:]*:||' "$WORK/plain")
	{ printf '\xef\xbb\xbf'; sed 's/$/\r/' "$from"; } >"$WORK/crlf.txt"
	{ printf '\xff\xfe'; iconv -f UTF-8 -t UTF-16LE "$from"; } \
		>"$WORK/utf16.txt"
	iconv -f UTF-8 -t GBK "$from" >"$WORK/gbk.txt"
	for form in crlf utf16 gbk; do
		crier lint "$WORK/$form.txt" >"$WORK/out" 2>"$WORK/err" || true
		is "$(sed 's|^[^:]*:||' "$WORK/out")" "$want" "$form"
	done
	has "$(cat "$WORK/err")" "read as GB18030"
	printf 'a\0b' >"$WORK/none.txt"
	! crier lint "$WORK/none.txt" 2>"$WORK/err"
	has "$(cat "$WORK/err")" "UTF-8"
}

run_cases a_library_is_tried_out_without_a_station \
	a_clean_notice_is_clean \
	what_blocks_is_told_with_rule_place_reason_and_source \
	a_kind_has_rules_of_its_own \
	a_drill_is_marked_and_nothing_else_is \
	text_comes_from_standard_input \
	what_is_no_text_is_refused \
	a_station_has_its_own_library \
	a_province_replaces_a_row_by_data_alone \
	texts_from_windows_are_read
