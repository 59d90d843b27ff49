#!/bin/bash
# Files that need each other in a circle cannot be read, tested or moved alone.
# Those that stand are in circles.txt with their reasons; none may grow, none
# may come.
. "$(dirname "$0")/tap.sh"
cd "$TOP" || exit 1
links=tests/tools/links.pl

no_circle_of_files_is_new_or_grows()
{
	[ "$(wc -l < <(find "$B/obj" -name '*.o'))" -gt 200 ]
	is "$("$links" check tests/tools/circles.txt)" ""
}

# A list with one file less, and one with a file more, must both be refused.
a_circle_that_grew_is_told_with_its_calls()
{
	file=$(grep -m 1 -P '^\t' tests/tools/circles.txt | tr -d '\t')
	grep -v "$file" tests/tools/circles.txt >"$WORK/less"
	exits 1 "$links" check "$WORK/less"
	has "$out" "it grew by $file" "$file -> "
}

a_circle_that_is_gone_is_told()
{
	{
		cat tests/tools/circles.txt
		printf '\nwhy\n\tcore/base/err.c\n\tcore/base/mem.c\n'
	} >"$WORK/more"
	exits 1 "$links" check "$WORK/more"
	has "$out" "in no circle any more" "core/base/err.c core/base/mem.c" \
		"limit files is"
}

a_list_is_not_written_anew_to_let_a_circle_grow()
{
	sed 's/^\(limit .*\) [0-9]*$/\1 0/' tests/tools/circles.txt \
		>"$WORK/list"
	cp "$WORK/list" "$WORK/before"
	exits 255 "$links" update "$WORK/list"
	has "$out" "limit files is 0, there are"
	cmp "$WORK/list" "$WORK/before"
}

run_cases \
	no_circle_of_files_is_new_or_grows \
	a_circle_that_grew_is_told_with_its_calls \
	a_circle_that_is_gone_is_told \
	a_list_is_not_written_anew_to_let_a_circle_grow
