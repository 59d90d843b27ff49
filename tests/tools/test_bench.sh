#!/bin/bash
# A figure with no work behind it must not pass for one that keeps to its aim.
. "$(dirname "$0")/tap.sh"
cd "$TOP" || exit 1

# In a shell of its own: figure.sh sets traps and folders.
figure()
{
	bash -c '. "$TOP/tests/bench/figure.sh"; "$@"' figure "$@"
}

an_aim_is_met_by_a_value_within_it_only()
{
	is "$(figure aim x le 4 5)" "x: met"
	is "$(figure aim x le 6 5)" "x: MISSED"
	is "$(figure aim x ge 4 5)" "x: MISSED"
	is "$(figure aim x le 4 5 9 5)" "x: MISSED"
	is "$(figure aim x le '' 5)" "x: MISSED"
	is "$(figure aim x le - 5)" "x: MISSED"
	is "$(figure aim x le 0 5)" "x: MISSED"
	is "$(figure aim x le 0.00 5)" "x: MISSED"
}

a_row_without_a_number_ends_the_part()
{
	exits 0 figure row what "7 ms" "tig 9 ms" 0.7 -
	exits 0 figure row what - "alone 9 ms" - -
	exits 1 figure row what " ms" "tig 9 ms" - -
	exits 1 figure row what "7 ms" "tig  ms" - -
	exits 1 figure row what "0 ms" "tig 0 ms" - -
	exits 1 figure row what - - - -
}

a_step_that_fails_ends_the_part()
{
	exits 127 figure eval 'x=$("$WORK/missing" 1); echo on'
	[ "${out##*$'\n'}" != on ]
}

without_the_load_programs_there_is_no_figure()
{
	mkdir -p "$WORK/b"
	ln -s "$B/bin" "$B/libexec" "$B/share" "$WORK/b/"
	exits 1 env B="$WORK/b" tests/bench/run.sh claims
	has "$out" "no program"
	hasnt "$out" ": met"
	# there, and doing nothing
	mkdir -p "$WORK/b/tests/bench"
	for program in tests/bench/*.c; do
		cp /bin/true "$WORK/b/${program%.c}"
	done
	exits 1 env B="$WORK/b" tests/bench/run.sh claims
	has "$out" "claims: failed" "0 aims met"
	exits 1 env B="$WORK/b" tests/bench/run.sh moves
	has "$out" "moves: failed" "0 aims met"
	exits 1 env B="$WORK/b" tests/bench/run.sh no-such-part
}

run_cases \
	an_aim_is_met_by_a_value_within_it_only \
	a_row_without_a_number_ends_the_part \
	a_step_that_fails_ends_the_part \
	without_the_load_programs_there_is_no_figure
