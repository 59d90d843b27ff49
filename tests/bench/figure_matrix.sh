#!/bin/bash
# A release to twelve accounts of seven kinds, all on this machine: four on the
# real snac2 behind the real HAProxy with TLS, WordPress, two folders on nginx
# by WebDAV, two on OpenSSH by SFTP, mail on OpenSMTPD, our own folder, and a
# DingTalk robot, which nobody offers for tests: that one is a fixture. How far
# apart they went out, until all were out, and until all were read back. Beside
# it, in the same run and on the same servers, what posts to several places for
# other people: @humanwhocodes/crosspost (npm) and toot (Debian), a process an
# account, all at once; they know the four on snac2 alone. As root: OpenSSH and
# OpenSMTPD need it.
. "$(dirname "$0")/figure.sh"
. "$TOP/tests/tools/actual.sh"
N=${RELEASES:-5}
CROSSPOST=@humanwhocodes/crosspost@1.0.4
users=(a b c d)
for each in haproxy snac2 wordpress nginx sshd opensmtpd; do
	at_end "$TOP/tests/servers/$each.sh" stop "$WORK/$each"
done
at_end stop_station "$STATION"

# server NAME [ARG…]: started, its NAME=VALUE lines are ours.
server()
{
	local name=$1
	shift
	"$TOP/tests/servers/$name.sh" start "$WORK/$name" "$@" >"$WORK/said"
	. "$WORK/said"
}

token()
{
	local name=SNAC_TOKEN_$1
	echo "${!name}"
}

quietly()
{
	"$@" >/dev/null
}

the_accounts()
{
	local each key
	for each in "${users[@]}"; do
		quietly add_account "snac-$each" mastodon \
			"{\"token\":\"$(token "$each")\"}" \
			--option "url=$PROXY_tls"
	done
	quietly add_account press wordpress "{\"password\":\"$WP_PASSWORD\"}" \
		--option "url=$WP_URL" --option "user=$WP_USER"
	key=$(jq -Rs '{key: .}' "$SFTP_KEY")
	for each in 1 2; do
		mkdir "$DAV_FOLDER/$each" "$SFTP_FOLDER/$each"
		chmod 777 "$SFTP_FOLDER/$each"
		quietly add_account "dav-$each" webdav \
			"{\"password\":\"$DAV_PASSWORD\"}" \
			--option "dav=$DAV_URL$each/" \
			--option "user=$DAV_USER" \
			--option "url=https://county.example/d$each"
		quietly add_account "sftp-$each" sftp "$key" --option \
			"server=sftp://127.0.0.1:$SFTP_PORT$SFTP_FOLDER/$each" \
			--option "host-key=$SFTP_PRINT" \
			--option "user=$SFTP_USER" \
			--option "url=https://county.example/s$each"
	done
	quietly add_account letters mail \
		'{"recipients":"press@county.example\nradio@county.example"}' \
		--option "server=smtp://127.0.0.1:$MAIL_PORT" \
		--option from=eoc@county.example
	quietly add_account robot dingtalk \
		'{"token":"plain","secret":"SECplain"}' \
		--option "url=$PLATFORM_URL/robots/dingtalk"
}

# What can be read back was, the others are out.
all_verified()
{
	[ "$(delivery_states "$MESSAGE" | grep -c ' verified$')" = 10 ] &&
		[ "$(delivery_states "$MESSAGE" | grep -c ' published$')" = 2 ]
}

# "skew skew-of-one-request out verified posts" of one release, in ms. Folders
# by WebDAV and SFTP and a letter take several requests: their moment is when
# the first page, or the letter, goes. The posts are to snac2, by HAProxy.
release()
{
	local base drafter first accounts
	INCIDENT=
	know_officers
	drafter=$(officer_with drafter)
	first=$(officer_with releaser)
	accounts=$(printf 'snac-%s,' "${users[@]}")
	quietly open_incident "$drafter" actual
	quietly new_message "$drafter" "$INCIDENT" truth --accounts "$(with_lead \
		"${accounts}press,dav-1,dav-2,sftp-1,sftp-2,letters,robot")"
	quietly submit_message "$drafter" "$MESSAGE"
	quietly review_all "$MESSAGE"
	quietly arm "$MESSAGE" "$first"
	sleep 1
	base=$(wc -l <"$WORK/haproxy/log")
	quietly fire "$MESSAGE" "$(officer_with releaser "$first")"
	quietly until_true 60 all_verified || {
		delivery_states "$MESSAGE" >&2
		return 1
	}
	crier ledger list --incident "$INCIDENT" --json | jq -r '
		([.rows[] | select(.kind == "release.fired")][0].time) as $t |
		[.rows[] | select(.kind == "delivery.outcome") |
			.body.results[]] as $r |
		([$r[] | .sent_at // empty]) as $s |
		([$r[] | select(.delivery | test(":(dav|sftp|letters)") |
			not) | .sent_at // empty]) as $one |
		[($s | max - min), ($one | max - min),
		([$r[] | select(.state == "published") | .at] | max - $t),
		([$r[] | select(.state == "verified") | .at] | max - $t)] |
		join(" ")' | tr '\n' ' '
	posts_after "$base"
}

# From the first to the last post to snac2 since that line, ms; how many must
# be four.
posts_after()
{
	tail -n "+$(($1 + 1))" "$WORK/haproxy/log" |
		awk '$1 == "tls" && $4 == "POST" && $6 == 200 { print $2 }' |
		sort -n | awk 'NR == 1 { first = $1 } { last = $1 }
			END { if (NR != 4) exit 1
				printf "%.1f\n", (last - first) / 1000 }'
}

# Both post the same text once for each account, all at the same moment.
crosspost_one()
{
	NODE_EXTRA_CA_CERTS=$PROXY_CA MASTODON_HOST=${PROXY_tls#https://} \
		MASTODON_ACCESS_TOKEN=$(token "$1") \
		node "$crosspost" --mastodon "$(cat "$WORK/text")"
}

toot_one()
{
	REQUESTS_CA_BUNDLE=$PROXY_CA PYTHONPATH=$root/usr/lib/python3/dist-packages \
		python3 "$root/usr/bin/toot" post --using "$1@snac" \
		<"$WORK/text"
}

toot_config()
{
	mkdir -p "$XDG_CONFIG_HOME/toot"
	jq -n --arg url "$PROXY_tls" --args '{active_user: null,
		apps: {snac: {instance: "snac", base_url: $url, client_id: "",
			client_secret: ""}},
		users: [$ARGS.positional | _nwise(2) | {key: (.[0] + "@snac"),
			value: {instance: "snac", username: .[0],
				access_token: .[1]}}] | from_entries}' \
		$(for each in "${users[@]}"; do
			echo "$each $(token "$each")"
		done) >"$XDG_CONFIG_HOME/toot/config.json"
}

# beside COMMAND: "skew total" of one run, in ms.
beside()
{
	local base start each pids=()
	base=$(wc -l <"$WORK/haproxy/log")
	start=$(date +%s%N)
	for each in "${users[@]}"; do
		"$1" "$each" >>"$WORK/beside.log" 2>&1 &
		pids+=($!)
	done
	for each in "${pids[@]}"; do
		wait "$each" || {
			tail -n 5 "$WORK/beside.log" >&2
			return 1
		}
	done
	echo "$(posts_after "$base") $((($(date +%s%N) - start) / 1000000))"
}

# against NAME: the rows beside what it did, which is in the file of its name.
against()
{
	local other
	other=$(column 1 "$WORK/$1")
	row "the 4 on snac2, TLS: skew" "$skew ms" "$1 $other ms" \
		"$(ratio "$skew" "$other")" \
		"$(aim "below $1's" le "$skew" "$other")"
	row "fired to 12 out, beside their 4" "$out ms" \
		"$1 $(column 2 "$WORK/$1") ms" - -
}

# column N FILE: its median
column()
{
	cut -d' ' -f"$1" "$2" | median
}

start_platform "$WORK/platform"
server snac2 "${users[@]}"
server haproxy "$SNAC_PORT"
server wordpress
server nginx
server sshd
server opensmtpd
export SSL_CERT_FILE=$WORK/haproxy/ca.pem
PROXY_CA=$SSL_CERT_FILE
quietly crier init "$STATION" --demo
the_accounts
for ((i = 0; i < N; i++)); do
	release
done >"$WORK/ours"
printf '云溪县青河镇内涝：请向高处转移，下次通报 4 时。\n' >"$WORK/text"
root=$("$TOP/tests/tools/private.sh" toot)
toot_config
for ((i = 0; i < N; i++)); do
	beside toot_one
done >"$WORK/toot"
row "12 accounts, 7 kinds (robot: fixture): skew" \
	"$(column 1 "$WORK/ours") ms" - - -
row "of them the 7 that take one request: skew" \
	"$(column 2 "$WORK/ours") ms" - - -
row "12 accounts: fired to all read back (10)" \
	"$(column 4 "$WORK/ours") ms" - - -
out=$(column 3 "$WORK/ours")
skew=$(column 5 "$WORK/ours")
against toot
if dir=$("$TOP/tests/tools/npm.sh" $CROSSPOST 2>"$WORK/npm"); then
	crosspost=$dir/node_modules/@humanwhocodes/crosspost/dist/bin.js
	for ((i = 0; i < N; i++)); do
		beside crosspost_one
	done >"$WORK/crosspost"
	against crosspost
else
	row "the 4 on snac2, TLS: skew" "$skew ms" - - \
		"crosspost was not there: npm reached nothing"
fi
