#!/bin/bash
# What the program of today makes of the frozen station is what it made of it
# when it was frozen, byte for byte (README.md). A difference that is wanted
# is written with `make frozen` and shown by the commit.
. "$(dirname "$0")/../tools/tap.sh"
HERE=$TOP/tests/frozen
KIT=$HERE/0.1.0
GOT=$WORK/got

# same PATH…: of what was made. Shows what differs, not the lines around it.
same()
{
	local path rc=0
	for path; do
		[ -e "$KIT/want/$path" ] && [ -e "$GOT/$path" ] || {
			echo "$path is missing"
			return 1
		}
		diff -rq "$KIT/want/$path" "$GOT/$path" >/dev/null && continue
		rc=1
		# git's diff ends with 1 where something differs
		{
			git --no-pager diff --no-index -U0 \
				--word-diff=porcelain \
				--word-diff-regex='[^],{}[]+' \
				"$KIT/want/$path" "$GOT/$path" || true
		} | sed -n '/^+++ /d; s/^--- a.*want/--- want/
			/^[-+@]/p' | cut -c1-300 >"$WORK/differs"
		head -n 30 "$WORK/differs"
		echo "($(wc -l <"$WORK/differs") lines)"
	done
	return $rc
}

it_is_played_again_and_asked()
{
	"$HERE/frozen.sh" make "$KIT" "$GOT"
	diff <(cd "$KIT/want" && find . -type f | sort) \
		<(cd "$GOT" && find . -type f | sort)
}

# Of what was asked for, entries come that are the frozen ones, and then those
# of later acts.
the_same_acts_yield_the_same_entries()
{
	same replay.diff
}

each_act_sets_the_same_going()
{
	same kinds.txt effects.txt
}

the_record_has_the_same_head_and_files()
{
	same record.txt files.txt
}

the_entries_fold_to_the_same_rows()
{
	same rows.txt
}

every_question_is_answered_as_it_was()
{
	same answers
}

people_read_the_same_pages()
{
	same pages.en.txt pages.zh.txt
}

each_field_is_refused_as_it_was()
{
	same refusals.txt
}

the_help_is_the_same()
{
	same help.en.txt help.zh.txt
}

# But for those that missing.txt names with a reason.
every_kind_of_entry_and_every_act_is_in_it()
{
	"$B/tests/tools/kinds" | sort >"$WORK/kinds"
	[ "$(wc -l <"$WORK/kinds")" -ge 54 ]
	"$B/bin/crier" help --acts |
		sed -n 's/^| `\([a-z.]*\)` .*/\1/p' | sort >"$WORK/acts"
	[ "$(wc -l <"$WORK/acts")" -ge 51 ]
	{
		jq -r .kind "$KIT/ledger.jsonl"
		sed -n 's/^> //p' "$KIT/want/replay.diff" | jq -r .kind
		jq -r '.doc.act // empty' "$KIT/acts.jsonl" \
			"$KIT/later.jsonl"
		sed -n 's/^\([a-z.]*\): .*/\1/p' "$KIT/missing.txt"
	} | sort -u >"$WORK/frozen"
	is "$(sort -u "$WORK/kinds" "$WORK/acts" |
		comm -23 - "$WORK/frozen")" "" "in no frozen station"
}

run_cases \
	it_is_played_again_and_asked \
	the_same_acts_yield_the_same_entries \
	each_act_sets_the_same_going \
	the_record_has_the_same_head_and_files \
	the_entries_fold_to_the_same_rows \
	every_question_is_answered_as_it_was \
	people_read_the_same_pages \
	each_field_is_refused_as_it_was \
	the_help_is_the_same \
	every_kind_of_entry_and_every_act_is_in_it
