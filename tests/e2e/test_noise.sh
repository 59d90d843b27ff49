#!/bin/bash
# A bad line, a terminal that talks and a clipboard against the real console
# of an officer who may fire and halt, while an actual release stands armed.
# NOISE_BYTES=100000 NOISE_SEED=7 plays more and others.
. "$(dirname "$0")/../tools/tap.sh"
. "$TOP/tests/tools/actual.sh"
at_end stop_station "$STATION"

an_actual_release_is_armed()
{
	crier init "$STATION" --demo
	know_officers
	drafter=$(officer_with drafter)
	open_incident "$drafter" actual
	new_message "$drafter" "$INCIDENT" truth
	submit_message "$drafter" "$MESSAGE"
	review_all "$MESSAGE"
	arm "$MESSAGE" "$(officer_with releaser)"
	wait_message 20 "$MESSAGE" armed
	echo "$MESSAGE" >"$WORK/message"
}

# acts: entries that a release or a review leaves.
acts()
{
	crier ledger list --json |
		jq -r '.rows[].kind' | grep -cE '^(release|delivery|review)\.' ||
		true
}

noise_changes_no_release_and_the_terminal_is_restored()
{
	read -r MESSAGE <"$WORK/message"
	before=$(acts)
	who=$(officer_with releaser "$(officer_with releaser)")
	for view in release deliveries; do
		LANG=zh_CN.UTF-8 TERM=xterm-256color "$B/tests/tools/noise" \
			"${NOISE_SEED:-1}" "$((${NOISE_BYTES:-20000} / 2))" \
			"$B/bin/crier" --station "$STATION" --as "$who" \
			console --view "$view" --id "$MESSAGE" >"$WORK/noise" ||
			{ cat "$WORK/noise"; return 1; }
		note "$view: $(tail -n 1 "$WORK/noise")"
	done
	is "$(message_state "$MESSAGE")" armed
	is "$(acts)" "$before" "acts on a release"
}

run_cases \
	an_actual_release_is_armed \
	noise_changes_no_release_and_the_terminal_is_restored
