#!/bin/bash
# The office's own site: what stands above its incidents, as another's parsers
# read it, after releases of two incidents, a correction and a drill.
. "$(dirname "$0")/../tools/tap.sh"
. "$TOP/tests/tools/crier.sh"
STATION=$WORK/station
at_end stop_station "$STATION"
SITE=$STATION/site

out()
{
	submit_message zhao "$1"
	review_all "$1"
	arm "$1" zheng
	fire "$1" wang
	until_true 30 settled "$1"
}

released()
{
	new_message zhao "$INCIDENT" truth --accounts county-site
	out "$MESSAGE"
}

# Set by the first case for the others.
three_releases_of_two_incidents_and_one_of_a_drill()
{
	crier init "$STATION" --demo
	OFFICERS=
	open_incident zhao actual
	echo "ONE=$INCIDENT" >"$WORK/ids"
	released
	one=$MESSAGE
	open_incident zhao drill
	echo "DRILL=$INCIDENT" >>"$WORK/ids"
	released
	open_incident zhao actual
	echo "TWO=$INCIDENT" >>"$WORK/ids"
	released
	# whatever this relay remembers of them is gone
	stop_station "$STATION"
	mapfile -d '' -t words < <(filled correction)
	said=$(crier --as zhao correct "$one" "${words[@]}" --json)
	out "$(jq -r '.entries[0].body.message' <<<"$said")"
}

all_are_in_the_office_s_feed_newest_first()
{
	. "$WORK/ids"
	feed=$(/usr/bin/python3 "$TOP/tests/export/atom.py" \
		"$SITE/notices.atom")
	is "$(grep -c ^entry <<<"$feed")" 3 entries
	is "$(grep -oP '^entry\t\S*/\K[^/]+/\d+(?=\.html\t)' <<<"$feed" |
		tr '\n' ' ')" "$ONE/2 $TWO/1 $ONE/1 "
	has "$(sed -n 4p <<<"$feed")" 【已更正】
	hasnt "$feed" "$DRILL"
	is "$(grep -vc 演示台 <<<"$feed")" 0 "lines without the demo's mark"
	has "$(head -1 <<<"$feed")" "/notices.atom"
	note "parser: feedparser $(/usr/bin/python3 -c \
		'import feedparser; print(feedparser.__version__)')"
}

the_incident_s_own_feed_is_read_too()
{
	. "$WORK/ids"
	feed=$(/usr/bin/python3 "$TOP/tests/export/atom.py" \
		"$SITE/$ONE/feed.atom")
	is "$(grep -c ^entry <<<"$feed")" 2 entries
}

every_link_of_the_page_leads_to_a_file()
{
	. "$WORK/ids"
	page=$(cat "$SITE/notices.html")
	xmllint --noout --nonet "$SITE/notices.html"
	mapfile -t links < <(grep -oP '(?<=href=")[^"]*' <<<"$page" | sort -u)
	has "${links[*]}" "$ONE/index.html" "$TWO/1.html" notices.atom
	for each in "${links[@]}"; do
		[ -f "$SITE/$each" ] || { echo "no $each"; return 1; }
	done
	has "$page" 演示台发布，并非真实事件 noindex 本通报内容已更正
	has "$(cat "$SITE/$TWO/index.html")" 'href="../notices.html"'
}

nothing_half_written_is_left()
{
	is "$(find "$SITE" -name '.*' -type f)" ""
}

run_cases \
	three_releases_of_two_incidents_and_one_of_a_drill \
	all_are_in_the_office_s_feed_newest_first \
	the_incident_s_own_feed_is_read_too \
	every_link_of_the_page_leads_to_a_file \
	nothing_half_written_is_left
