#!/bin/bash
# The real snac2: Mastodon's interface. start DIR [USER…] makes an account and
# a token for each user (default: eoc) and prints SNAC_URL, SNAC_VERSION and
# SNAC_TOKEN_USER lines.
. "$(dirname "$0")/common.sh"

# snac asks five questions; the title is our marker.
make_site()
{
	printf '127.0.0.1\n%s\n127.0.0.1:%s\n\n\n' "$1" "$1" |
		snac init "$dir/data" >"$dir/init.log" 2>&1 ||
		die "snac init: $(cat "$dir/init.log")"
	set_json title "\"$2\""
	set_json protocol '"http"'
	set_json disable_email_notifications true
	set_json disable_inbox_collection true
	set_json num_threads 8
}

# server.json has one member a line.
set_json()
{
	local file=$dir/data/server.json
	if grep -q "\"$1\":" "$file"; then
		sed -i "s|\"$1\": *[^,}]*|\"$1\": $2|" "$file"
	else
		sed -i "0,/{/s|{|{\n    \"$1\": $2,|" "$file"
	fi
}

add_user()
{
	local user=$1 password token
	password=$(printf '\n' | snac adduser "$dir/data" "$user" 2>&1 |
		sed -n 's/^User password is //p')
	[ -n "$password" ] || die "snac adduser $user gave no password"
	passwords[$user]=$password
}

log_in()
{
	local user=$1 token
	token=$(curl -sS -m 10 -d "login=$user" \
		--data-urlencode "passwd=${passwords[$user]}" \
		"http://127.0.0.1:$port/oauth/x-snac-get-token")
	[[ "$token" =~ ^[0-9a-f]{32}$ ]] || die "no token for $user: $token"
	echo "SNAC_TOKEN_$user=$token"
}

start()
{
	local marker user
	declare -gA passwords
	need snac2
	mkdir -p "$dir"
	port=$(free_ports 1)
	marker=$(new_marker)
	make_site "$port" "$marker"
	for user in "${@:-eoc}"; do
		add_user "$user"
	done
	snac httpd "$dir/data" >"$dir/log" 2>&1 &
	echo $! >"$dir/pid"
	answers "http://127.0.0.1:$port/api/v1/instance" "$marker" || {
		stop_pid_file "$dir/pid"
		die "the snac2 started here does not answer: $(tail "$dir/log")"
	}
	echo "SNAC_URL=http://127.0.0.1:$port"
	echo "SNAC_PORT=$port"
	echo "SNAC_VERSION=$(snac 2>&1 | sed -n 's/^snac \([0-9.]*\).*/\1/p' |
		head -n 1)"
	for user in "${@:-eoc}"; do
		log_in "$user"
	done
}

dir=${2:?DIR}
case $1 in
start)
	shift 2
	start "$@"
	;;
stop)
	stop_pid_file "$dir/pid"
	;;
esac
