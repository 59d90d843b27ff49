#!/bin/bash
# An incident's alerts in a folder, from the console to the file: each holds
# to the schema, names what it replaces and is in the feed.
. "$(dirname "$0")/../tools/tap.sh"
. "$TOP/tests/tools/actual.sh"
at_end stop_station "$STATION"
FOLDER=$WORK/cap
SCHEMA=$TOP/tests/export/cap-1.2.xsd

# of FILE ELEMENT: its text.
of()
{
	xmllint --nonet --xpath "string(//*[local-name()='$2'])" \
		"$FOLDER/$1.xml"
}

amended()
{
	MESSAGE=$(jq -r '.entries[0].body.message' <<<"$1")
	submit_message zhao "$MESSAGE"
	review_all "$MESSAGE"
	arm "$MESSAGE" zheng
	fire "$MESSAGE" wang
	ends alerts 20 verified
}

a_message_becomes_an_alert()
{
	mkdir "$FOLDER"
	add_account alerts cap "" --option "folder=$FOLDER" \
		--option url=https://county.example/cap \
		--option sender=alerts@county.example --option area=东安县
	publish alerts
	ends alerts 20 verified
	echo "$MESSAGE" >"$WORK/first"
	is "$(of "$MESSAGE" msgType)" Alert
	is "$(of "$MESSAGE" status)" Test "of a demo"
	is "$(of "$MESSAGE" areaDesc)" 东安县
	has "$(of "$MESSAGE" web)" "/$MESSAGE.html"
}

an_update_a_correction_and_a_withdrawal_name_what_they_replace()
{
	first=$(cat "$WORK/first")
	INCIDENT=${first%/*}
	KIND=update publish alerts
	ends alerts 20 verified
	second=$MESSAGE
	is "$(of "$second" msgType)" Update
	is "$(of "$second" references)" "alerts@county.example,$(of "$first" \
		identifier),$(of "$first" sent)"
	mapfile -d '' -t words < <(filled correction)
	amended "$(as zhao correct "$second" "${words[@]}" --json)"
	is "$(of "$MESSAGE" msgType)" Update
	is "$(of "$MESSAGE" references)" "alerts@county.example,$(of \
		"$second" identifier),$(of "$second" sent)"
	amended "$(as zhao withdraw "$first" --json)"
	is "$(of "$MESSAGE" msgType)" Cancel
	is "$(of "$MESSAGE" references)" "alerts@county.example,$(of \
		"$first" identifier),$(of "$first" sent)"
}

# The relay has forgotten what it published; the station has not.
a_new_relay_goes_on_where_the_old_one_was()
{
	first=$(cat "$WORK/first")
	INCIDENT=${first%/*}
	stop_station "$STATION"
	KIND=update publish alerts
	ends alerts 20 verified
	is "$(of "$MESSAGE" references | tr ' ' '\n' | wc -l)" 3 \
		"the first, its update and that one's correction"
}

every_alert_holds_to_the_schema()
{
	is "$(find "$FOLDER" -name '*.xml' | wc -l)" 5 alerts
	find "$FOLDER" -name '*.xml' -exec xmllint --nonet --noout \
		--schema "$SCHEMA" {} + 2>&1
	is "$(cat "$FOLDER"/*/*.xml | grep -o '<identifier>.*' | sort -u |
		wc -l)" 5 identifiers
}

the_feed_leads_to_every_alert()
{
	feed=$(/usr/bin/python3 "$TOP/tests/export/atom.py" \
		"$FOLDER/cap.atom")
	is "$(grep -c '^entry.*application/cap+xml' <<<"$feed")" 5 entries
	while IFS=$'\t' read -r _ address _; do
		[ -f "$FOLDER/${address#https://county.example/cap/}" ]
	done < <(tail -n +2 <<<"$feed")
}

a_drill_writes_no_alert()
{
	before=$(find "$FOLDER" -type f | sort)
	INCIDENT=
	open_incident zhao drill
	publish alerts
	until_true 20 settled "$MESSAGE"
	is "$(find "$FOLDER" -type f | sort)" "$before"
}

what_cap_forbids_is_no_option()
{
	if add_account bad cap "" --option "folder=$FOLDER" \
		--option url=https://county.example/cap \
		--option "sender=a b" --option area=x; then
		return 1
	fi 2>&1
	if add_account bad cap "" --option "folder=$FOLDER" \
		--option url=https://county.example/cap \
		--option sender=a --option area=x --option hours=0; then
		return 1
	fi 2>&1
}

crier init "$STATION" --demo >/dev/null || exit 1
run_cases \
	a_message_becomes_an_alert \
	an_update_a_correction_and_a_withdrawal_name_what_they_replace \
	a_new_relay_goes_on_where_the_old_one_was \
	every_alert_holds_to_the_schema \
	the_feed_leads_to_every_alert \
	a_drill_writes_no_alert \
	what_cap_forbids_is_no_option
