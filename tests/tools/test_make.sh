#!/bin/bash
# What the Makefile promises in its help, and what it refuses.
. "$(dirname "$0")/tap.sh"
cd "$TOP" || exit 1
unset MAKEFLAGS MAKELEVEL V B

a_variant_that_does_not_exist_is_refused_with_those_that_do()
{
	exits 2 make -n V=relese
	has "$out" "V=relese" "release debug asan cov fuzz"
	exits 0 make -n V=debug help
}

# Targets for people are words; those with a second word are steps of others.
help_names_every_target()
{
	awk '/^\.PHONY:/ || on { print; on = /\\$/ }' Makefile | tr -d '\\' |
		tr ' \t' '\n\n' |
		grep -vE '^(\.PHONY:|FORCE|tools|.*-(bins|all)|)$' | sort -u \
		>"$WORK/targets"
	[ "$(wc -l <"$WORK/targets")" -ge 15 ]
	make help | sed -n 's/^make \([a-z-]*\) .*/\1/p' | sort -u \
		>"$WORK/helped"
	is "$(comm -23 "$WORK/targets" "$WORK/helped")" "" "not in make help"
	is "$(comm -13 "$WORK/targets" "$WORK/helped")" "" "no such target"
}

# Coverage counts what a program ran, and the file that nothing ran. The
# sources are the test's own.
coverage_is_counted_by_folder()
{
	local t=$WORK/t obj=.build/cov/obj
	mkdir -p "$t/tests/tools" "$t/core/one" "$t/tui"
	cp tests/tools/cov.sh "$t/tests/tools/"
	cd "$t"
	printf 'int one(int a)\n{\nif (a)\nreturn 2;\nreturn 3;\n}\n' \
		>core/one/one.c
	printf 'int two(void)\n{\nreturn 1;\n}\n' >tui/two.c
	printf 'int one(int);\nint main(void)\n{\nreturn one(0) != 3;\n}\n' \
		>main.c
	mkdir -p "$obj/core/one" "$obj/tui"
	gcc --coverage -c -o "$obj/core/one/one.o" core/one/one.c
	gcc --coverage -c -o "$obj/tui/two.o" tui/two.c
	exits 1 tests/tools/cov.sh .build/cov
	has "$out" "0.0 %"
	gcc --coverage -o main main.c "$obj/core/one/one.o"
	./main
	exits 0 tests/tools/cov.sh .build/cov files
	has "$out" "3 of      4 lines   75.0 %" "0 of      2 lines    0.0 %"
	has "$(grep '^all ' <<<"$out")" "3 of      6 lines   50.0 %"
}

run_cases \
	a_variant_that_does_not_exist_is_refused_with_those_that_do \
	help_names_every_target \
	coverage_is_counted_by_folder
