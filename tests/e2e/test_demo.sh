#!/bin/bash
# What `make demo` plays without a terminal: the first thing a new office sees.
. "$(dirname "$0")/../tools/tap.sh"

it_plays_to_its_end_and_leaves_nothing_behind()
{
	mkdir "$WORK/tmp"
	exits 0 env TMPDIR="$WORK/tmp" "$TOP/tests/tools/demo.sh" </dev/null
	has "$out" "all as it should be"
	hasnt "$out" "!! "
	is "$(ls -A "$WORK/tmp")" ""
}

run_cases it_plays_to_its_end_and_leaves_nothing_behind
