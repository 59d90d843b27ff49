#!/bin/bash
# The office's English name signs texts, pages and feeds in English, and no
# others; without one its own name does, as before. What is taken away again is
# gone from the record's file as well.
. "$(dirname "$0")/../tools/tap.sh"
. "$TOP/tests/tools/actual.sh"
at_end stop_station "$STATION"
ENGLISH="Yunxi County Press Office"
CHINESE=云溪县人民政府新闻办公室

# english ACCOUNTS: an English notice of a new incident, out on the site.
english()
{
	local words drafter releaser
	know_officers
	drafter=$(officer_with drafter)
	releaser=$(officer_with releaser)
	open_incident "$drafter" actual
	mapfile -d '' -t words < <(filled truth en)
	MESSAGE=$(as "$drafter" message new "$INCIDENT" truth --lang en \
		"${words[@]}" --accounts "$(with_lead "$HAND")" --json |
		jq -r '.entries[0].body.message')
	submit_message "$drafter" "$MESSAGE"
	review_all "$MESSAGE"
	arm "$MESSAGE" "$releaser"
	fire "$MESSAGE" "$(officer_with releaser "$releaser")"
	ends "${LEAD:-county-site}" 10 verified published
}

# What was published to the site of this incident.
site()
{
	cat "$STATION/site/$INCIDENT/"*
}

record_is_level()
{
	[ "$(ask .behind record status)" = 0 ]
}

in_record()
{
	until_true 20 record_is_level
	git -C "$STATION/record" show "main:$1" | jq -r "$2"
}

without_one_the_offices_own_name_signs()
{
	crier init "$STATION" --demo
	HAND=$(ask '[.rows[] | select(.kind == "manual")][0].id' account list)
	echo "HAND=$HAND" >"$WORK/hand"
	english
	has "$(crier delivery text "$MESSAGE:$HAND")" "$CHINESE"
	has "$(site)" "$CHINESE"
}

an_administrator_gives_it()
{
	exits 77 as wang station name "$ENGLISH"
	as chu station name "$ENGLISH"
	is "$(ask .station.unit_en status)" "$ENGLISH"
	is "$(in_record station/station.json .unit_en)" "$ENGLISH"
	is "$(in_record station/station.json .unit)" "$CHINESE"
}

it_signs_what_is_in_english()
{
	. "$WORK/hand"
	english
	has "$(crier delivery text "$MESSAGE:$HAND")" "$ENGLISH"
	hasnt "$(crier delivery text "$MESSAGE:$HAND")" "$CHINESE"
	has "$(site)" "$ENGLISH"
	hasnt "$(site)" "$CHINESE"
	INCIDENT=
	publish "$HAND"
	has "$(crier delivery text "$MESSAGE:$HAND")" "$CHINESE"
	hasnt "$(crier delivery text "$MESSAGE:$HAND")" "$ENGLISH"
}

it_survives_a_restart()
{
	stop_station "$STATION"
	is "$(ask .station.unit_en status)" "$ENGLISH"
}

what_is_taken_away_is_gone_from_the_record()
{
	as chu station name
	is "$(ask .station.unit_en status)" null
	is "$(in_record station/station.json .unit_en)" ""
	as zhao account note county-site "the night desk has the number"
	has "$(in_record station/accounts/3/county-site.json .note)" night
	as zhao account note county-site
	is "$(in_record station/accounts/3/county-site.json .note)" ""
	crier ledger verify
	stop_station "$STATION"
	crier ledger verify
}

run_cases without_one_the_offices_own_name_signs \
	an_administrator_gives_it \
	it_signs_what_is_in_english \
	it_survives_a_restart \
	what_is_taken_away_is_gone_from_the_record
