#!/bin/bash
# Cells of the fault matrix on real servers, five a round (fifty with
# CELLS_ROUNDS=10): snac2, WordPress, nginx's WebDAV, OpenSSH and OpenSMTPD, each
# behind a proxy that troubles the one request that publishes. What is drawn
# follows from a seed (CELLS_SEED). In the end the servers themselves are asked:
# one post where the station says so, none where it says no, at most one where it
# does not know.
. "$(dirname "$0")/../tools/tap.sh"
. "$TOP/tests/tools/actual.sh"
for each in opensmtpd sshd nginx wordpress snac2; do
	at_end "$TOP/tests/servers/$each.sh" stop "$WORK/$each"
done
at_end stop_station "$STATION"
ROUNDS=${CELLS_ROUNDS:-4}
RANDOM=${CELLS_SEED:=13}

# What a server can be troubled with; those that are waited for come in every
# fifth round alone. Of a letter no silence: mail waits a minute for its end.
# An SSH connection is broken where its bytes are counted: nothing in it can be
# told apart.
declare -A QUICK=(
	[snac]="refused before late after half drip page"
	[wp]="refused before late after half drip page"
	[dav]="refused before late after half drip page"
	[ssh]="refused before after"
	[smtp]="refused before after half drip"
)
declare -A SLOW=(
	[snac]="stalled silent" [wp]="stalled silent" [dav]="stalled silent"
	[ssh]="silent" [smtp]="refused before after"
)
ACCOUNTS=(snac wp dav ssh smtp)

start_proxy()
{
	local ports
	mapfile -t ports < <("$B/tests/tools/port" 5)
	mkdir "$WORK/faults"
	"$TOP/tests/servers/faulty.py" "$WORK/faults" \
		"snac:http:POST:api/v1/statuses:${ports[0]}:$SNAC_PORT" \
		"wp:http:POST:\"publish\":${ports[1]}:$WP_PORT" \
		"dav:http:MOVE:crier-new:${ports[2]}:$DAV_PORT" \
		"ssh:ssh:${ports[3]}:$SFTP_PORT" \
		"smtp:mail:${ports[4]}:$MAIL_PORT" >"$WORK/faulty.log" 2>&1 &
	at_end end_pid $!
	BEHIND=("${ports[@]}")
}

add_accounts()
{
	local at=http://127.0.0.1
	add_account snac mastodon "{\"token\":\"$SNAC_TOKEN_eoc\"}" \
		--option "url=$at:${BEHIND[0]}"
	add_account wp wordpress "{\"password\":\"$WP_PASSWORD\"}" \
		--option "url=$at:${BEHIND[1]}" --option "user=$WP_USER"
	add_account dav webdav "{\"password\":\"$DAV_PASSWORD\"}" \
		--option "dav=$at:${BEHIND[2]}/" --option "user=$DAV_USER" \
		--option url=https://county.example/n
	add_account ssh sftp "$(jq -Rs '{key: .}' "$SFTP_KEY")" \
		--option "server=sftp://127.0.0.1:${BEHIND[3]}$SFTP_FOLDER" \
		--option "host-key=$SFTP_PRINT" --option "user=$SFTP_USER" \
		--option url=https://county.example/n
	add_account smtp mail '{"recipients":"press@county.example"}' \
		--option "server=smtp://127.0.0.1:${BEHIND[4]}" \
		--option from=eoc@county.example
}

# ---- what the servers have: how many of this message ----

count_snac()
{
	local all
	all=$(curl -s -m 10 -H "Authorization: Bearer $SNAC_TOKEN_eoc" \
		"$SNAC_URL/api/v1/accounts/$SNAC_ID/statuses?limit=100" |
		jq length)
	echo $((all - BEFORE[snac]))
}

count_wp()
{
	curl -s -m 10 -u "$WP_USER:$WP_PASSWORD" \
		"$WP_URL/wp-json/wp/v2/posts?per_page=100&status=publish" |
		jq "[.[] | select(.slug | startswith(\"crier-$(tr / - \
			<<<"$MESSAGE" | tr A-Z a-z)-\"))] | length"
}

# A page there is another than that of the office: that is no page.
count_page()
{
	if [ ! -e "$1/$MESSAGE.html" ]; then
		echo 0
	elif cmp -s "$1/$MESSAGE.html" "$STATION/site/$MESSAGE.html"; then
		echo 1
	else
		echo another
	fi
}

count_dav()
{
	count_page "$DAV_FOLDER"
}

count_ssh()
{
	count_page "$SFTP_FOLDER"
}

count_smtp()
{
	local all
	sleep 1 # what was taken is on its way into the box
	all=$(find "$MAIL_BOX" -path '*/press/new/*' -type f | wc -l)
	echo $((all - BEFORE[smtp]))
}

# ---- a round ----

declare -A BEFORE FAULT SAID

draw()
{
	local each words round=$1
	rm -f "$WORK"/faults/*
	for each in "${ACCOUNTS[@]}"; do
		read -ra words <<<"${QUICK[$each]}"
		[ $((round % 5)) -ne 0 ] || read -ra words <<<"${SLOW[$each]}"
		FAULT[$each]=${words[RANDOM % ${#words[@]}]}
		[ $each != ssh ] || [ "${FAULT[ssh]}" = refused ] ||
			FAULT[ssh]+=" $((1500 + RANDOM % 8000))"
	done
}

# Only now: what arming asks is not troubled.
set_faults()
{
	local each
	for each in "${ACCOUNTS[@]}"; do
		echo "${FAULT[$each]}" >"$WORK/faults/.$each"
		mv "$WORK/faults/.$each" "$WORK/faults/$each"
	done
}

# final ACCOUNT: nothing more comes by itself.
final()
{
	SAID[$1]=$(delivery_of "$1")
	case $1:${SAID[$1]} in
	*:verified | *:differs | *:refused | *:failed | *:human)
		;;
	smtp:published | smtp:unknown)
		;;
	*)
		return 1
		;;
	esac
}

# Whether what is said is what is there; an unknown is honest either way.
is_true()
{
	case $1:$2 in
	verified:1 | published:1 | refused:0 | failed:0 | human:0 | \
		unknown:0 | unknown:1)
		;;
	*)
		return 1
		;;
	esac
}

round()
{
	local each n end=$((SECONDS + 160)) wrong=
	INCIDENT=
	draw "$1"
	BEFORE=([snac]=0 [smtp]=0)
	BEFORE[snac]=$(count_snac)
	BEFORE[smtp]=$(count_smtp)
	open_incident "$(officer_with drafter)" actual
	new_message "$(officer_with drafter)" "$INCIDENT" truth \
		--accounts "$(with_lead snac,wp,dav,ssh,smtp)"
	submit_message "$(officer_with drafter)" "$MESSAGE"
	review_all "$MESSAGE"
	arm "$MESSAGE" zheng
	set_faults
	sleep 0.1 # who refuses has begun to
	fire "$MESSAGE" wang
	for each in "${ACCOUNTS[@]}"; do
		until final "$each" || [ $SECONDS -ge $end ]; do
			sleep 0.2
		done
	done
	for each in "${ACCOUNTS[@]}"; do
		n=$(count_"$each")
		note "cell: $each, ${FAULT[$each]}: ${SAID[$each]}, $n there"
		echo "${SAID[$each]}" >>"$WORK/said"
		[ -e "$WORK/faults/$each.met" ] || wrong+=" $each:unmet"
		is_true "${SAID[$each]}" "$n" ||
			wrong+=" $each:${SAID[$each]}:$n"
	done
	is "$wrong" "" "what is not as it is said"
}

every_cell_is_as_it_is_said()
{
	local n
	for ((n = 0; n < ROUNDS; n++)); do
		round $n
	done
	note "seed $CELLS_SEED, $((ROUNDS * 5)) cells: $(sort "$WORK/said" |
		uniq -c | awk '{ printf "%s %s; ", $2, $1 }')"
	note "server: snac2 $SNAC_VERSION" \
		"server: WordPress $WORDPRESS_VERSION" \
		"server: nginx $NGINX_VERSION" "server: OpenSSH $SSHD_VERSION" \
		"server: OpenSMTPD $SMTPD_VERSION"
}

for each in opensmtpd sshd nginx wordpress snac2; do
	run_setup "$TOP/tests/servers/$each.sh" start "$WORK/$each"
done
start_proxy
crier init "$STATION" --demo >/dev/null || exit 1
add_accounts || exit 1
SNAC_ID=$(curl -s -m 5 -H "Authorization: Bearer $SNAC_TOKEN_eoc" \
	"$SNAC_URL/api/v1/accounts/verify_credentials" | jq -r .id)
run_cases every_cell_is_as_it_is_said
