#!/bin/bash
# From an error that is out to an armed withdrawal: in the console, in a real
# terminal, with at most five keys and two officers. Then what happens at the
# accounts: exactly those that carry the error, each by its best act.
. "$(dirname "$0")/../tools/tap.sh"
. "$TOP/tests/tools/crier.sh"
. "$TOP/tests/tools/tmux.sh"
STATION=$WORK/station
at_end stop_station "$STATION"

# counted OFFICER KEY…: pressed, and counted.
counted()
{
	local who=$1
	shift
	press "$who" "$@"
	printf '%s\n' "$@" >>"$WORK/keys"
	grep -qx "$who" "$WORK/officers" 2>/dev/null ||
		echo "$who" >>"$WORK/officers"
}

# The words of the withdrawal were approved beforehand and are what they were.
the_words_are_approved_and_two_officers_are_there()
{
	crier init "$STATION" --demo
	is "$(crier playbook lock rainstorm-flood withdrawal --json |
		jq -r .lock.zh)" holds
	# who signs at night may also arm
	give wu --role signer --role head --role releaser
}

an_error_is_out()
{
	OFFICERS=
	open_incident zhao actual
	new_message zhao "$INCIDENT" truth --accounts county-site,county-weixin
	submit_message zhao "$MESSAGE"
	review_all "$MESSAGE"
	arm "$MESSAGE" zheng
	fire "$MESSAGE" wang
	until_true 30 settled "$MESSAGE"
	as zhao delivery proof "$MESSAGE:county-weixin" \
		--url https://mp.weixin.qq.com/s/1
	echo "INCIDENT=$INCIDENT WRONG=$MESSAGE" >"$WORK/ids"
	is "$(delivery_states "$MESSAGE" | wc -l)" 2
}

five_keys_and_two_officers_arm_its_withdrawal()
{
	. "$WORK/ids"
	console qian
	press qian Enter
	sees qian "Steps of the playbook"
	press qian d
	sees qian "2 of 2 published"
	console wu
	: >"$WORK/keys"
	start=$(date +%s%N)
	counted qian W
	sees qian "The text stands ready"
	counted qian Enter
	sees qian "is submitted"
	sees wu "final review"
	counted wu v
	sees wu Manifest
	counted wu A
	sees wu "byte for byte"
	counted wu Enter
	message=$INCIDENT/2
	wait_message 20 "$message" armed
	end=$(date +%s%N)
	is "$(message_state "$message")" armed
	[ "$(wc -l <"$WORK/keys")" -le 5 ] || is "$(wc -l <"$WORK/keys")" 5 keys
	is "$(wc -l <"$WORK/officers")" 2 officers
	echo "MESSAGE=$message" >>"$WORK/ids"
	echo "# $(wc -l <"$WORK/keys") keys, $(wc -l <"$WORK/officers") officers, $(((end - start) / 1000000)) ms from the first key to armed" >&2
}

it_goes_to_exactly_who_carries_the_error()
{
	. "$WORK/ids"
	m=$(crier message show "$MESSAGE" --json)
	is "$(jq -r '.manifest.accounts | keys | join(",")' <<<"$m")" \
		county-site,county-weixin
	is "$(jq -r '.manifest.accounts["county-site"].act' <<<"$m")" link
	is "$(jq -r '.manifest.corrects' <<<"$m")" "$WRONG"
	DIGEST=$(jq -r .digest <<<"$m")
	fire "$MESSAGE" wang
	until_true 30 settled "$MESSAGE"
	page=$STATION/site/$INCIDENT
	has "$(cat "$page/2.html")" 撤回
	# the wrong page is not gone: it says what became of it
	has "$(cat "$page/1.html")" 2.html
}

a_subset_is_refused_and_a_draft_is_not_corrected()
{
	. "$WORK/ids"
	exits 77 crier --as zhao withdraw "$WRONG" --accounts county-site
	has "$out" county-weixin
	new_message zhao "$INCIDENT" update
	exits 77 crier --as zhao correct "$MESSAGE" --set wrong=a --set right=b
	hasnt "$out" "--corrects"
	exits 77 crier --as zhao message new "$INCIDENT" correction \
		--corrects "$MESSAGE"
	has "$out" "crier message edit"
	crier ledger verify
}

run_cases \
	the_words_are_approved_and_two_officers_are_there \
	an_error_is_out \
	five_keys_and_two_officers_arm_its_withdrawal \
	it_goes_to_exactly_who_carries_the_error \
	a_subset_is_refused_and_a_draft_is_not_corrected
