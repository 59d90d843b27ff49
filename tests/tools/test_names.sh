#!/bin/bash
# grep, ctags and gdb find a function and a struct by its name: no two share
# one, statics included, and none hides its name in a macro. names.txt holds
# what still does; it may only shrink.
. "$(dirname "$0")/tap.sh"
cd "$TOP" || exit 1

no_name_is_shared_or_hidden_but_those_listed()
{
	tests/tools/names.sh list | sort >"$WORK/now"
	sort tests/tools/names.txt >"$WORK/listed"
	is "$(comm -23 "$WORK/now" "$WORK/listed")" "" \
		"not in names.txt (choose another name)"
	is "$(comm -13 "$WORK/now" "$WORK/listed")" "" \
		"in names.txt and no longer so (names.sh update)"
}

# Sources of its own, with one of each kind in them.
tree()
{
	mkdir -p "$WORK/t/core" "$WORK/t/tests/tools"
	cp tests/tools/names.sh "$WORK/t/tests/tools/"
	(cd "$WORK/t" && git init -q .)
	printf 'struct one {\n};\n\nstatic int\nadd(int a)\n{\n}\n' \
		>"$WORK/t/core/a.c"
	printf 'struct one {\n};\n\nint\nadd(int a,\n\tint b)\n{\n}\n\n%s' \
		$'GUARD(two)\n{\n}\n\nWORDS(three, int)\n\nint calls(void);\n' \
		>"$WORK/t/core/b.c"
}

each_kind_of_shared_name_is_found()
{
	tree
	is "$("$WORK/t/tests/tools/names.sh" list)" "function add 2
macro GUARD 1
macro WORDS 1
struct one 2"
}

the_list_is_not_written_anew_to_let_it_grow()
{
	tree
	printf 'function add 2\nmacro GUARD 2\nmacro WORDS 1\n' >"$WORK/names"
	exits 1 env NAMES="$WORK/names" "$WORK/t/tests/tools/names.sh" update
	has "$out" "struct one stands 2 times"
	echo 'struct one 3' >>"$WORK/names"
	exits 0 env NAMES="$WORK/names" "$WORK/t/tests/tools/names.sh" update
	has "$(cat "$WORK/names")" "macro GUARD 1" "struct one 2"
}

run_cases \
	no_name_is_shared_or_hidden_but_those_listed \
	each_kind_of_shared_name_is_found \
	the_list_is_not_written_anew_to_let_it_grow
