# Sourced by the kill tests. A world is a folder with platforms of its own, a
# demo station with nine accounts on them, and an approved message to all
# nine. `world_reset` puts it back to that moment; `world_drive` brings the
# release to its end however often a program dies under it; `world_judge` says
# what is wrong afterwards. Several worlds run side by side.

. "$TOP/tests/tools/crier.sh"

# world_enter DIR: the variables of a world.
world_enter()
{
	WORLD=$1
	STATION=$1/station
	SITE=$1/station/site
	PLATFORM_DIR=$1/platform
	mkdir -p "$PLATFORM_DIR"
	[ ! -f "$1/env" ] || . "$1/env"
}

# start_platforms [PORT]: on this port, which must come back after a reset; so
# it is not one that the kernel gives to connections in between.
start_platforms()
{
	local port=${1:-$("$TOP/.build/release/tests/tools/port" 1)}
	"$TOP/.build/release/tests/servers/platform" "$PLATFORM_DIR" \
		"$port" </dev/null >"$WORLD/platform.out" 2>&1 &
	echo $! >"$WORLD/platform.pid"
	until_true 5 test -s "$PLATFORM_DIR/port"
	PLATFORM_URL=http://127.0.0.1:$(cat "$PLATFORM_DIR/port")
}

# snac goes on with its own files, so its tokens stay good.
start_snac()
{
	"$TOP/.build/servers/root/usr/bin/snac" httpd "$WORLD/snac/data" \
		</dev/null >"$WORLD/snac/log" 2>&1 &
	echo $! >"$WORLD/snac/pid"
	until_true 10 curl -s -m 1 -o /dev/null "$SNAC_URL/api/v1/instance"
}

stop_platforms()
{
	end_pid "$(cat "$WORLD/snac/pid" 2>/dev/null)"
	end_pid "$(cat "$WORLD/platform.pid" 2>/dev/null)"
}

# add_account NAME KIND SECRET-JSON-OR-EMPTY OPTION…
add_account()
{
	local name=$1 kind=$2 secret=$3
	shift 3
	printf '%s' "$secret" >"$WORLD/secret"
	as "$(officer_with registrar)" account add "$name" --kind "$kind" \
		--name "Test $name" --owner "Test $name unit" "$@" \
		${secret:+--credential-file "$WORLD/secret"}
}

# Three that Mastodon's interface can look up, two of WordPress's, two
# webhooks that nobody can ask, the demo's own site folder, and a person.
add_nine()
{
	local user token
	for user in ma mb mc; do
		token=SNAC_TOKEN_$user
		add_account $user mastodon "{\"token\":\"${!token}\"}" \
			--option "url=$SNAC_URL"
	done
	for user in wa wb; do
		add_account $user wordpress '{"password":"abcd"}' \
			--option "url=$PLATFORM_URL/wp/$user" --option user=eoc
	done
	for user in ha hb; do
		add_account $user webhook \
			'{"secret":"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"}' \
			--option "url=$PLATFORM_URL/hook/$user"
	done
	sa=$(ask '[.rows[] | select(.lead)][0].id' account list)
	add_account pa manual '' --option platform=poster
}


# world_make DIR: everything up to the approval, once.
world_make()
{
	local drafter
	world_enter "$1"
	run_setup "$TOP/tests/servers/snac2.sh" start "$WORLD/snac" ma mb mc
	start_platforms
	crier init "$STATION" --demo >/dev/null
	add_nine >/dev/null
	drafter=$(officer_with drafter)
	open_incident "$drafter" actual
	new_message "$drafter" "$INCIDENT" truth \
		--accounts "ma,mb,mc,wa,wb,ha,hb,$sa,pa"
	submit_message "$drafter" "$MESSAGE" >/dev/null
	review_all "$MESSAGE" >/dev/null
	until_true 20 record_is_level
	{
		echo "MESSAGE=$MESSAGE INCIDENT=$INCIDENT"
		printf 'OFFICERS=%q\n' "$(crier officer list --json)"
		echo "PLATFORM_URL=$PLATFORM_URL"
		echo "SNAC_URL=$SNAC_URL"
		for each in ma mb mc; do
			token=SNAC_TOKEN_$each
			echo "$token=${!token}"
		done
	} >"$WORLD/env"
	stop_station >/dev/null
	stop_platforms
	mkdir "$WORLD/kept"
	cp -a "$STATION" "$WORLD/snac" "$WORLD/kept/"
}

world_reset()
{
	stop_station >/dev/null 2>&1
	stop_platforms
	rm -rf "$STATION" "$WORLD/snac" "$PLATFORM_DIR"
	cp -a "$WORLD/kept/station" "$WORLD/kept/snac" "$WORLD"
	rm -f "$WORLD/armed" "$WORLD/killed" "$WORLD/points"
	mkdir -p "$PLATFORM_DIR"
	start_platforms "${PLATFORM_URL##*:}" && start_snac
}

# One look at the message, one step towards its end, from whatever state it is
# in. Refusals and lost connections are part of the exercise. The end is when
# nothing is on its way and no account that can be asked is still unknown.
world_step()
{
	local state word pending
	read -r state DIGEST word pending < <(crier message show "$MESSAGE" \
		--json 2>/dev/null | jq -r 'select(.deliveries) |
		"\(.state) \(.digest) \(.fire_word) \([.deliveries[] |
			select((.account | test("^h.$") | not) or .state != "unknown") | .state | select(IN("planned",
			"prepared", "due", "sending", "accepted", "retry",
			"unknown"))] | length)"' 2>/dev/null || true)
	case ${state:-gone} in
	approved)
		as "$RELEASER_A" release "$MESSAGE" arm --digest "$DIGEST" \
			--no-wait
		;;
	armed)
		as "$RELEASER_B" release "$MESSAGE" fire --digest "$DIGEST" \
			--confirm "$word" || {
			grep -q no-relay "$WORLD/said" &&
				as "$RELEASER_A" release "$MESSAGE" disarm
		}
		;;
	fired | released)
		[ "$pending" -gt 0 ] || return 0
		;;
	esac >"$WORLD/said" 2>&1
	return 1
}

# As known from the making of the world: nothing is asked before the kill.
know_releasers()
{
	RELEASER_A=$(officer_with releaser)
	RELEASER_B=$(officer_with releaser "$RELEASER_A")
}

# world_drive SECONDS [NAME=VALUE…]: the station runs with this environment.
world_drive()
{
	local end=$((SECONDS + $1))
	shift
	know_releasers
	env "$@" "$B/bin/crier" --station "$STATION" station start \
		>"$WORLD/start" 2>&1 || {
		cat "$WORLD/start"
		return 1
	}
	touch "$WORLD/armed"
	while ! world_step; do
		[ $SECONDS -lt $end ] || {
			echo "no end: $(delivery_states "$MESSAGE" |
				paste -sd';')"
			cat "$WORLD/said"
			return 1
		}
		sleep 0.4
	done
	until_true 20 record_is_level
}

# snac_posts USER: public posts of this release.
snac_posts()
{
	local token=SNAC_TOKEN_$1
	curl -s -m 5 -H "Authorization: Bearer ${!token}" \
		"$SNAC_URL/api/v1/timelines/home" | jq "[.[] |
		select(.account.username == \"$1\")] | length"
}

# How often an account's message is in public.
public_count()
{
	case $1 in
	m?) snac_posts "$1" ;;
	w?) posted "wp/$1" ;;
	h?) posted "hook/$1" ;;
	pa) echo 0 ;;
	*) find "$SITE" -path "*$INCIDENT/${MESSAGE#*/}.html" | wc -l ;;
	esac
}

# Prints what broke the promises; nothing when they hold.
world_judge()
{
	local account state count
	while read -r account state; do
		count=$(public_count "$account")
		case $account:$state in
		m?:published | m?:verified | w?:published | w?:verified) ;;
		h?:published | *-site:published | *-site:verified | pa:human) ;;
		h?:unknown)
			[ "$count" -le 1 ] || echo "$account is public $count times"
			continue
			;;
		*)
			echo "$account ended $state"
			;;
		esac
		[ "$account" = pa ] || [ "$count" = 1 ] ||
			echo "$account is $state and public $count times"
	done < <(delivery_states "$MESSAGE")
	[ "$(delivery_states "$MESSAGE" | wc -l)" -eq 9 ] ||
		echo "not nine deliveries"
	crier ledger verify >"$WORLD/verify" 2>&1 ||
		cat "$WORLD/verify"
}
