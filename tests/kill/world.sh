# Sourced by the kill tests: nine accounts on real and counting platforms, an
# approved message, and a driver that brings a release to its end however
# often a program dies under it.

. "$TOP/tests/tools/crier.sh"

STATION=$WORK/station
SITE=$WORK/site

start_snac()
{
	# snac goes on with its own files, so the tokens stay good.
	(
		. "$TOP/tests/servers/common.sh"
		need snac2
		exec snac httpd "$WORK/snac/data" >"$WORK/snac/log" 2>&1
	) </dev/null &
	echo $! >"$WORK/snac/pid"
	until_true 10 curl -s -m 1 -o /dev/null "$SNAC_URL/api/v1/instance"
}

stop_platforms()
{
	end_pid "$(cat "$WORK/snac/pid")"
	end_pid "$(cat "$WORK/platform/pid")"
}

# add_account NAME KIND SECRET-JSON-OR-EMPTY OPTION…
add_account()
{
	local name=$1 kind=$2 secret=$3
	shift 3
	printf '%s' "$secret" >"$WORK/secret"
	as "$REGISTRAR" account add "$name" --kind "$kind" \
		--name "Test $name" --owner "Test unit" "$@" \
		${secret:+--credential-file "$WORK/secret"}
}

# The nine: three that Mastodon's interface can look up, two of WordPress's,
# two webhooks that nobody can ask, a folder, and a person.
make_accounts()
{
	local user
	ACCOUNTS=
	for user in ma mb mc; do
		token=SNAC_TOKEN_$user
		add_account $user mastodon "token=${!token}" \
			--option "url=$SNAC_URL"
	done
	for user in wa wb; do
		add_account $user wordpress "password=abcd" \
			--option "url=$PLATFORM_URL/wp/$user" --option user=eoc
	done
	for user in ha hb; do
		add_account $user webhook \
			"secret=whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw" \
			--option "url=$PLATFORM_URL/hook/$user"
	done
	add_account sa site "" --option "folder=$SITE" \
		--option url=http://127.0.0.1/
	add_account pa manual "" --option platform=poster
	ACCOUNTS=ma,mb,mc,wa,wb,ha,hb,sa,pa
}
