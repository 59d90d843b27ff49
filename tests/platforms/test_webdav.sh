#!/bin/bash
# The site on the real nginx, by WebDAV: published and read back, corrected,
# withdrawn; a wrong password, a server that cannot move files, and an answer
# lost behind the real HAProxy.
. "$(dirname "$0")/../tools/tap.sh"
. "$TOP/tests/tools/actual.sh"
at_end "$TOP/tests/servers/haproxy.sh" stop "$WORK/haproxy"
at_end "$TOP/tests/servers/nginx.sh" stop "$WORK/nginx"
at_end stop_station "$STATION"

# webdav NAME ADDRESS [PASSWORD]
webdav()
{
	add_account "$1" webdav "{\"password\":\"${3:-$DAV_PASSWORD}\"}" \
		--option "dav=$2" --option url=https://county.example/n \
		--option "user=$DAV_USER"
}

# What the public reads.
read_page()
{
	curl -s -f -m 10 "$DAV_URL$1"
}

# No file half written, and none of those that checks make.
only_what_was_published()
{
	is "$(find "$DAV_FOLDER" -name '*crier*')" "" "left behind"
}

amended()
{
	MESSAGE=$(jq -r '.entries[0].body.message' <<<"$1")
	submit_message zhao "$MESSAGE"
	review_all "$MESSAGE"
	arm "$MESSAGE" zheng
	fire "$MESSAGE" wang
	ends plain 30 verified
}

a_release_is_there_as_the_site_has_it_and_is_read_back()
{
	local drafter
	webdav plain "$DAV_URL"
	drafter=$(officer_with drafter)
	open_incident "$drafter" actual
	new_message "$drafter" "$INCIDENT" truth \
		--accounts "$(with_lead plain)"
	submit_message "$drafter" "$MESSAGE"
	review_all "$MESSAGE"
	arm "$MESSAGE" zheng
	is "$(find "$DAV_FOLDER" -mindepth 1 ! -name marker.txt)" "" \
		"what arming leaves"
	fire "$MESSAGE" wang
	ends plain 20 verified
	note "server: nginx $NGINX_VERSION"
	echo "$MESSAGE" >"$WORK/first"
	for each in "$MESSAGE.html" "$INCIDENT/index.html" \
		"$INCIDENT/feed.atom" "$INCIDENT/feed.json" notices.html \
		notices.atom; do
		read_page "$each" | cmp - "$STATION/site/$each"
	done
	only_what_was_published
	is "$(ask .url delivery show "$MESSAGE:plain")" \
		"https://county.example/n/$MESSAGE.html"
}

a_correction_and_a_withdrawal_stand_on_the_old_pages()
{
	first=$(cat "$WORK/first")
	INCIDENT=${first%/*}
	mapfile -d '' -t words < <(filled correction)
	amended "$(as zhao correct "$first" "${words[@]}" --json)"
	has "$(read_page "$first.html")" 本通报内容已更正 2.html
	has "$(read_page "$INCIDENT/feed.atom")" 【已更正】
	amended "$(as zhao withdraw "$first" --json)"
	has "$(read_page "$first.html")" 本通报已撤回 3.html
	has "$(read_page notices.html)" 本通报已撤回
	only_what_was_published
}

a_wrong_password_is_a_gap()
{
	INCIDENT=
	webdav wrong "$DAV_URL" not-the-password
	if out=$(publish wrong,plain 2>&1); then
		echo "fired: $out"
		return 1
	fi
	has "$out" wrong
}

a_server_that_cannot_move_is_a_gap()
{
	INCIDENT=
	webdav stiff "$DAV_READONLY"
	if out=$(publish stiff,plain 2>&1); then
		echo "fired: $out"
		return 1
	fi
	has "$out" stiff
}

a_lost_answer_to_a_move_is_looked_up_and_all_files_are_there()
{
	INCIDENT=
	webdav lost "$PROXY_moved"
	publish lost
	ends lost 30 unknown verified published
	is "$(delivery_of lost)" unknown "before anybody looked"
	ends lost 100 verified
	for each in "$MESSAGE.html" "${MESSAGE%/*}/feed.atom" notices.atom; do
		read_page "$each" | cmp - "$STATION/site/$each"
	done
	only_what_was_published
	note "server: HAProxy $HAPROXY_VERSION"
}

a_drill_sends_nothing()
{
	before=$(wc -l <"$WORK/nginx/access.log")
	INCIDENT=
	open_incident zhao drill
	publish plain
	until_true 20 settled "$MESSAGE"
	is "$(wc -l <"$WORK/nginx/access.log")" "$before" requests
}

a_demo_does_not_write_to_another_machine()
{
	INCIDENT=
	add_account away webdav '{"password":"x"}' \
		--option dav=https://192.0.2.1/n --option user=x \
		--option url=http://127.0.0.1/n
	if out=$(publish away 2>&1); then
		echo "fired: $out"
		return 1
	fi
	has "$out" away
}

run_setup "$TOP/tests/servers/nginx.sh" start "$WORK/nginx"
run_setup "$TOP/tests/servers/haproxy.sh" start "$WORK/haproxy" "$DAV_PORT"
crier init "$STATION" --demo >/dev/null || exit 1
run_cases \
	a_release_is_there_as_the_site_has_it_and_is_read_back \
	a_correction_and_a_withdrawal_stand_on_the_old_pages \
	a_wrong_password_is_a_gap \
	a_server_that_cannot_move_is_a_gap \
	a_lost_answer_to_a_move_is_looked_up_and_all_files_are_there \
	a_drill_sends_nothing \
	a_demo_does_not_write_to_another_machine
