#!/bin/bash
# What no program reaches is dead, however many tests call it.
. "$(dirname "$0")/tap.sh"
cd "$TOP" || exit 1
list=tests/tools/unreached.txt

unreached()
{
	tests/tools/links.pl unreached | sort
}

every_function_is_in_a_program_or_has_a_reason()
{
	unreached >"$WORK/dead"
	grep -v '^#' $list | cut -f1 | sort >"$WORK/listed"
	is "$(comm -23 "$WORK/dead" "$WORK/listed")" "" \
		"in no program and not in $list"
	is "$(comm -13 "$WORK/dead" "$WORK/listed")" "" \
		"in $list, and in a program or gone"
	is "$(grep -v '^#' $list | awk -F '\t' 'NF != 2 || $2 == ""')" "" \
		"without a reason"
}

# The two programs' maps decide: a function that only the relay has is dead
# for a reading that leaves the relay out.
what_one_program_alone_reaches_is_not_dead()
{
	hasnt "$(unreached)" "core/relay/"
	mkdir -p "$WORK/b"
	ln -s "$B/obj" "$WORK/b/obj"
	cp "$B"/*.map "$WORK/b/"
	cp "$B/crier.map" "$WORK/b/crier-relay.map"
	B=$WORK/b unreached >"$WORK/without"
	has "$(cat "$WORK/without")" "core/relay/engine.c engine_tick"
}

run_cases \
	every_function_is_in_a_program_or_has_a_reason \
	what_one_program_alone_reaches_is_not_dead
