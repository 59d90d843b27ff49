#!/bin/bash
# Letters of a second writer, in another language and from the contract alone:
# the sound ones are taken, the forged ones refused, ours are read by it.
. "$(dirname "$0")/../tools/tap.sh"
cd "$TOP" || exit 1
post=$B/tests/letter/post

judged_as_told()
{
	/usr/bin/python3 tests/letter/writer.py "$1" >"$WORK/$1"
	cut -f1 "$WORK/$1" >"$WORK/want"
	cut -f2 "$WORK/$1" | "$post" judge ${2:+"$2"} >"$WORK/got"
	[ "$(wc -l <"$WORK/want")" -ge 30 ]
	is "$(diff "$WORK/want" "$WORK/got")" ""
}

sound_letters_are_taken_and_forged_ones_refused()
{
	judged_as_told make
}

the_same_holds_for_a_drill_s_letters()
{
	judged_as_told drill drill
}

our_letters_are_read_by_another_reader()
{
	"$post" write 40 >"$WORK/ours"
	is "$(/usr/bin/python3 tests/letter/writer.py read <"$WORK/ours")" 40
	# one that was changed is seen there too
	sed '7s/"time":1795/"time":1796/' "$WORK/ours" >"$WORK/changed"
	! /usr/bin/python3 tests/letter/writer.py read <"$WORK/changed"
}

run_cases \
	sound_letters_are_taken_and_forged_ones_refused \
	the_same_holds_for_a_drill_s_letters \
	our_letters_are_read_by_another_reader
