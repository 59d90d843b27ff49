#!/bin/bash
# Texts that no compiler reads: names of files in comments and READMEs, and the
# translation.
. "$(dirname "$0")/tap.sh"
cd "$TOP" || exit 1
# Not in the tree: placeholders, another project's.
others='x.c KIND.c include/crier/acts/SUBJECT.def
include/crier/entries/SUBJECT.def commands/x.c sqlite3.h
tui/cli/commands/SUBJECT.c core/wire/KIND.c tui/console/views/NAME.c tui/cli/commands/NAME.c
ask_SUBJECT.c tests/domain/test_SUBJECT.c'

names_of_files_in_comments_and_readmes_exist()
{
	is "$(tests/tools/file_names.pl $others)" ""
	found=$(tests/tools/file_names.pl)
	for name in $others; do
		has "$found" ": $name"
	done
}

a_file_that_does_not_exist_is_found()
{
	mkdir -p "$WORK/t/core/base"
	cd "$WORK/t"
	git init -q .
	printf '/* see there.h, base/a.c, core/base/a.c, other/a.c */\n%s\n' \
		'#include "gone.h"' >core/base/a.c
	printf 'In `a.c` and `b.c`, not in `*_acts.c`.\n' >README.md
	is "$("$TOP/tests/tools/file_names.pl" | sort)" "README.md: b.c
core/base/a.c: other/a.c
core/base/a.c: there.h"
}

every_text_is_translated()
{
	said=$(LC_ALL=C msgfmt --check --statistics -o "$WORK/mo" \
		tui/po/zh_CN.po 2>&1)
	has "$said" "translated messages"
	hasnt "$said" "untranslated"
	hasnt "$said" "fuzzy"
}

# What `make po` would take in is there already.
the_translation_has_every_text_of_the_program()
{
	xgettext -k_ -kN_ -ksay_n:1,2 --from-code=UTF-8 --no-location -F \
		-o "$WORK/new.pot" $(git ls-files -co --exclude-standard -- \
			'tui/*.c' 'tui/*.h' | while read -r file; do
				[ ! -f "$file" ] || echo "$file"
			done)
	msgmerge -q --no-fuzzy-matching --no-wrap -o "$WORK/merged.po" \
		tui/po/zh_CN.po "$WORK/new.pot"
	is "$(msgattrib --untranslated "$WORK/merged.po" |
		sed -n 's/^msgid "\(..*\)"$/\1/p')" "" "untranslated: make po"
	hasnt "$(LC_ALL=C msgfmt --statistics -o "$WORK/mo" \
		"$WORK/merged.po" 2>&1)" "untranslated"
	is "$(msgattrib --only-obsolete "$WORK/merged.po" |
		sed -n 's/^#~ msgid "\(..*\)"$/\1/p')" "" "not said: make po"
}

# "1 accounts": a number that is counted has both forms, but where it is more
# than one by what stands before it, or no count.
a_number_is_said_in_its_plural()
{
	is "$(msgattrib --no-wrap tui/po/zh_CN.po | perl -00 -ne '
		next if /^msgid_plural/m;
		my ($text) = /^msgid "(.*)"/m or next;
		next if $text =~ /more than %|of %lld|%lld ms/;
		next if $text =~ /^%ld days$|places\)$/; # two or more
		print "$text\n" if $text =~ /%(?:d|ld|lld|zu) [a-z]{2,}s\b/')" \
		"" "say_n, not _"
}

# 停发, as the glossary has it: 中止 is taken for 终止, a kind of notice.
halt_has_one_name_in_chinese()
{
	is "$(grep -rl 中止 core tui include README.md)" "" "say 停发"
	has "$(msgunfmt --no-wrap "$WORK/mo" | grep -A1 '^msgid "HALT"')" 停发
}

# tests/words/glossary.txt: one word for each thing, in both languages.
read_by_people()
{
	git ls-files -co --exclude-standard -- 'core/*.c' 'core/*.h' \
		'include/*.def' 'tui/*.c' 'tui/*.h' tui/po/zh_CN.po README.md \
		'playbooks/*.yaml' 'playbooks/*.md' |
		grep -v '^core/lint/\|^playbooks/rules/lists/' |
		while read -r file; do
			[ ! -f "$file" ] || echo "$file"
		done
}

each_thing_has_its_word_of_the_glossary()
{
	is "$(tests/tools/glossary.pl tests/words/glossary.txt \
		$(read_by_people))" ""
}

# A refusal's words and its arguments' sentences, entries, acts and their fields,
# labels of documents, choices, and what the catalogue has. Not the head of an
# exported copy, which is in both: nobody knows who opens it.
a_text_is_of_one_language()
{
	is "$(tests/tools/language.pl $(git ls-files -co --exclude-standard -- \
		'core/*.c' 'core/*.h' 'include/*.def' 'include/*.h' 'tui/*.c' \
		'tui/*.h' 'tui/*.def' tui/po/zh_CN.po |
		grep -v '^core/lint/\|^core/station/record_export\.c$' |
		while read -r file; do
			[ ! -f "$file" ] || echo "$file"
		done))" ""
}

a_word_of_the_other_language_is_found()
{
	cat >"$WORK/b.c" <<'END'
/* the 台账 */
	BOTH("the ledger", "台账 ledger"), BOTH("the 台账", "台账"),
	ARG_BOTH("is a word without",
		"and / 须为词语"), BOTH("crier status", "执行 crier status"),
END
	is "$(tests/tools/language.pl "$WORK/b.c" | sed "s,^$WORK/,,")" \
		'b.c:2: "ledger" in Chinese: 台账 ledger
b.c:2: "the" in Chinese: the 台账
b.c:4: "and" in Chinese: and / 须为词语
b.c:2: Chinese in English: the 台账'
}

another_word_is_found_in_texts_and_not_in_comments()
{
	cat >"$WORK/a.c" <<'END'
/* 缺口 */
	BOTH("gap", "缺口"),
	BOTH("first-to-last gap", "首尾时差"), BOTH("skew", "时差"),
END
	is "$(tests/tools/glossary.pl tests/words/glossary.txt "$WORK/a.c" |
		sed 's,.*/,,')" 'a.c:2: "缺口", say 未就绪账号
a.c:3: "时差", say 首尾时差'
}

run_cases \
	each_thing_has_its_word_of_the_glossary \
	another_word_is_found_in_texts_and_not_in_comments \
	a_text_is_of_one_language \
	a_word_of_the_other_language_is_found \
	names_of_files_in_comments_and_readmes_exist \
	a_file_that_does_not_exist_is_found \
	every_text_is_translated \
	the_translation_has_every_text_of_the_program \
	a_number_is_said_in_its_plural \
	halt_has_one_name_in_chinese
