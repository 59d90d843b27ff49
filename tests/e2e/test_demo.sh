#!/bin/bash
# What `make demo` plays without a terminal: the first thing a new office sees,
# in the language of its locale, whether that locale is installed or not.
. "$(dirname "$0")/../tools/tap.sh"

# plays LOCALE…: the demonstration as a user of these variables sees it.
plays()
{
	mkdir -p "$WORK/tmp"
	exits 0 env -u LC_ALL -u LC_MESSAGES -u LANG "$@" TMPDIR="$WORK/tmp" \
		"$TOP/tests/tools/demo.sh" </dev/null
	hasnt "$out" "!! "
	is "$(ls -A "$WORK/tmp")" ""
}

# Lines of what it said that are wider than a terminal.
too_wide()
{
	perl -CSD -Mutf8 -ne 'chomp; my $w = 0;
		$w += /[\p{Ea=W}\p{Ea=F}]/ ? 2 : /\p{Mn}/ ? 0 : 1 for split //;
		print "$w: $_\n" if $w > 80' <<<"$out"
}

# How many lines there are from these words to the end.
lines_from()
{
	sed -n "/$1/,\$p" <<<"$out" | wc -l
}

it_plays_in_english_to_its_end_and_leaves_nothing_behind()
{
	plays LANG=zh_CN.UTF-8 LC_MESSAGES=en_US.UTF-8
	is "$(too_wide)" ""
	# a letter names its officer as the officer is called
	is "$(perl -CSD -ne 's/; by \K\p{Han}{2,4}$//;
		print if /[\x{4e00}-\x{9fff}]/' <<<"$out")" ""
	has "$out" "all as it should be" "Nothing was sent to anybody" \
		"3 posts went to receivers" "the site is 6 files" \
		"What next:" "init --demo" '[DRILL]'
	# the media center's station has carried it, on two accounts
	is "$(sed -n '/What the office sees/,/^== /p' <<<"$out" |
		grep -c 'Yunxi County Media Center.* out .*2 of 2')" 1
	[ "$(lines_from 'all as it should be')" -le 24 ]
}

it_plays_in_chinese_where_the_locale_is_not_installed()
{
	plays LANG=en_US.UTF-8 LC_ALL=zh_CN.UTF-8
	is "$(too_wide)" ""
	if ! locale -a | grep -qi '^zh_CN\.utf-*8$'; then
		has "$out" "没有生成语言环境 zh_CN.UTF-8" "一切照常"
	fi
	has "$out" "一切正常" "没有发出任何内容" "3 条发到本机" \
		"接下来" "init --demo" "【演练】"
	[ "$(lines_from 一切正常)" -le 24 ]
}

run_cases it_plays_in_english_to_its_end_and_leaves_nothing_behind \
	it_plays_in_chinese_where_the_locale_is_not_installed
