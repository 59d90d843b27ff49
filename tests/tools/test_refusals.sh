#!/bin/bash
# Refusals are called with what their rows say, and with nothing that has only
# one language.
. "$(dirname "$0")/tap.sh"
cd "$TOP" || exit 1

calls()
{
	tests/tools/refusals.pl "$@"
}

every_call_has_the_arguments_of_its_row()
{
	is "$(calls $(git ls-files -- 'core/*.c' 'tui/*.c' |
		grep -v 'core/words/\(refusal\|arg\)\.c'))" ""
}

another_kind_and_a_sentence_are_found()
{
	printf '%s\n' 'refuse(err, REFUSE_OWN_LINE, "", WITH(arg_id(a), arg_text(b)));' \
		'refuse(err, REFUSE_OWN_LINE, "", WITH(arg_officer(a, b, c)));' \
		'refuse(err, REFUSE_KIND, "", WITH(arg_word(a), arg_text("what is wrong")));' \
		'refuse(err, REFUSE_KIND, "", WITH(arg_word(a), arg_text(b)));' \
		>"$WORK/calls.c"
	is "$(calls "$WORK/calls.c" | sed 's,.*calls.c:,,')" \
"1: REFUSE_OWN_LINE has OFFICER TEXT, not ID TEXT
2: REFUSE_OWN_LINE has OFFICER TEXT, not OFFICER
3: a sentence as an argument: arg_text(\"what is wrong\")"
}

# A text of one language is no argument: the compiler says so.
compiles()
{
	printf '#include "crier/refusal.h"\nint f(struct err *);\nint f(struct err *e)\n{\nreturn (int)refuse(e, REFUSE_SYNTAX, "", %s);\n}\n' \
		"$1" >"$WORK/call.c"
	if cc -std=c11 -Wall -Wextra -Werror -Icore -Iinclude -fsyntax-only \
		"$WORK/call.c" 2>"$WORK/said"; then
		echo yes
	else
		echo no
	fi
}

a_text_is_no_argument()
{
	is "$(compiles 'WITH(ARG_BOTH("no text", "没有正文"))')" yes
	for no in '"no text"' 'WITH("no text")' 'WITH("no text", 0)' \
		'&(struct arg){ "no text", "" }'; do
		is "$(compiles "$no")" no "$no"
	done
}

run_cases \
	every_call_has_the_arguments_of_its_row \
	another_kind_and_a_sentence_are_found \
	a_text_is_no_argument
