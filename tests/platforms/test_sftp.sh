#!/bin/bash
# The site on the real OpenSSH, by SFTP: published and read back with a key and
# with a password, corrected, withdrawn; a wrong password, another server's
# key, and a folder that may not be written.
. "$(dirname "$0")/../tools/tap.sh"
. "$TOP/tests/tools/actual.sh"
at_end "$TOP/tests/servers/sshd.sh" stop "$WORK/sshd"
at_end stop_station "$STATION"

# sftp NAME FOLDER PRINT SECRET-JSON
sftp_site()
{
	add_account "$1" sftp "$4" \
		--option "server=sftp://127.0.0.1:$SFTP_PORT$2" \
		--option "host-key=$3" --option "user=$SFTP_USER" \
		--option url=https://county.example/n
}

by_key()
{
	jq -Rs '{key: .}' "$SFTP_KEY"
}

by_password()
{
	printf '{"password":"%s"}' "$1"
}

# No file half written, and none of those that checks make.
only_what_was_published()
{
	is "$(find "$SFTP_FOLDER" -name '*crier*')" "" "left behind"
}

stands_there()
{
	for each in "$1.html" "${1%/*}/index.html" "${1%/*}/feed.atom" \
		"${1%/*}/feed.json" notices.html notices.atom; do
		cmp "$SFTP_FOLDER/$each" "$STATION/site/$each"
	done
	only_what_was_published
}

amended()
{
	MESSAGE=$(jq -r '.entries[0].body.message' <<<"$1")
	submit_message zhao "$MESSAGE"
	review_all "$MESSAGE"
	arm "$MESSAGE" zheng
	fire "$MESSAGE" wang
	ends keyed 30 verified
}

a_release_is_there_as_the_site_has_it_and_is_read_back()
{
	local drafter
	sftp_site keyed "$SFTP_FOLDER" "$SFTP_PRINT" "$(by_key)"
	drafter=$(officer_with drafter)
	open_incident "$drafter" actual
	new_message "$drafter" "$INCIDENT" truth \
		--accounts "$(with_lead keyed)"
	submit_message "$drafter" "$MESSAGE"
	review_all "$MESSAGE"
	arm "$MESSAGE" zheng
	is "$(find "$SFTP_FOLDER" -mindepth 1)" "" "what arming leaves"
	fire "$MESSAGE" wang
	ends keyed 20 verified
	note "server: OpenSSH $SSHD_VERSION"
	echo "$MESSAGE" >"$WORK/first"
	stands_there "$MESSAGE"
	is "$(ask .url delivery show "$MESSAGE:keyed")" \
		"https://county.example/n/$MESSAGE.html"
}

a_correction_and_a_withdrawal_stand_on_the_old_pages()
{
	first=$(cat "$WORK/first")
	INCIDENT=${first%/*}
	mapfile -d '' -t words < <(filled correction)
	amended "$(as zhao correct "$first" "${words[@]}" --json)"
	has "$(cat "$SFTP_FOLDER/$first.html")" 本通报内容已更正 2.html
	amended "$(as zhao withdraw "$first" --json)"
	has "$(cat "$SFTP_FOLDER/$first.html")" 本通报已撤回 3.html
	only_what_was_published
}

# watch FILE: what a reader finds there, a line for each change, until ended.
watch()
{
	local now last=
	while :; do
		now=$(sha256sum <"$1" 2>/dev/null) || now=none
		[ "$now" = "$last" ] || echo "$now"
		last=$now
	done
}

a_reader_finds_the_old_page_or_the_new_one_and_never_half()
{
	local pid index
	INCIDENT=$(dirname "$(cat "$WORK/first")")
	index=$SFTP_FOLDER/$INCIDENT/index.html
	sha256sum <"$index" >"$WORK/whole"
	watch "$index" >"$WORK/seen" &
	pid=$!
	publish keyed
	ends keyed 20 verified
	end_pid "$pid"
	sha256sum <"$index" >>"$WORK/whole"
	is "$(sort -u "$WORK/whole" | wc -l)" 2 "whole pages"
	is "$(grep -v none "$WORK/seen" | sort -u)" "$(sort "$WORK/whole")"
	[ "$(grep -c none "$WORK/seen")" -le 1 ]
	note "absent for a moment: $(grep -c none "$WORK/seen")"
}

a_password_does_as_well()
{
	INCIDENT=
	sftp_site worded "$SFTP_FOLDER" "$SFTP_PRINT" \
		"$(by_password "$SFTP_PASSWORD")"
	publish worded
	ends worded 20 verified
	stands_there "$MESSAGE"
}

# is_a_gap ACCOUNT WORDS: what the arming said of it.
is_a_gap()
{
	INCIDENT=
	if out=$(publish "$1" 2>&1); then
		echo "fired: $out"
		return 1
	fi
	has "$out" "$1" "$2"
}

a_wrong_password_is_a_gap()
{
	sftp_site wrong "$SFTP_FOLDER" "$SFTP_PRINT" "$(by_password no)"
	is_a_gap wrong 401
}

another_servers_key_is_a_gap_and_gets_no_password()
{
	local before
	sftp_site other "$SFTP_FOLDER" "$SFTP_OTHER" \
		"$(by_password "$SFTP_PASSWORD")"
	before=$(grep -c 'Accepted' "$WORK/sshd/log")
	is_a_gap other 421
	is "$(grep -c 'Accepted' "$WORK/sshd/log")" "$before" "logins"
}

a_folder_that_is_locked_is_a_gap()
{
	sftp_site locked "$SFTP_LOCKED" "$SFTP_PRINT" "$(by_key)"
	is_a_gap locked 403
}

run_setup "$TOP/tests/servers/sshd.sh" start "$WORK/sshd"
crier init "$STATION" --demo >/dev/null || exit 1
run_cases \
	a_release_is_there_as_the_site_has_it_and_is_read_back \
	a_correction_and_a_withdrawal_stand_on_the_old_pages \
	a_reader_finds_the_old_page_or_the_new_one_and_never_half \
	a_password_does_as_well \
	a_wrong_password_is_a_gap \
	another_servers_key_is_a_gap_and_gets_no_password \
	a_folder_that_is_locked_is_a_gap
