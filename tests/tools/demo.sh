#!/bin/bash
# `make demo`. At a terminal: a station with a waiting drill, a short tour of
# what to press, and the console. Without one: a whole drill, a joint release of
# its first notice with the county's media center, which has a station of its
# own, and a short actual incident, played through public commands only, each act
# printed, with receipts, skew, and the checks of ledger and replay. Exits non-zero if
# anything is not as it should be. Needs no network and leaves nothing behind.
# It speaks the language of the user's locale (DEMO_LANG=zh or en another), also
# where that locale is not installed, and fits 80 columns.
set -uo pipefail
cd "$(dirname "$0")/../.."
TOP=$PWD B=$PWD/.build/release
WANTED=${LC_ALL:-${LC_MESSAGES:-${LANG:-}}}
export TZ=CST-8 LC_ALL=C.UTF-8
. tests/tools/proc.sh

case ${DEMO_LANG:-$WANTED} in
zh*) LANG_DEMO=zh ;;
*) LANG_DEMO=en ;;
esac
. "tests/tools/demo_$LANG_DEMO.sh"

WORK=$(mktemp -d "${TMPDIR:-/tmp}/crier-demo.XXXXXX")
STATION=$WORK/station
OFFICE=$STATION MEDIA=$WORK/media
SITE=$STATION/site
BAD=0
# the couriers ask what has come each second, not each minute
export CRIER_COURIER_EVERY=1

end_demo()
{
	"$B/bin/crier" --station "$OFFICE" station stop >/dev/null 2>&1
	[ ! -d "$MEDIA" ] ||
		"$B/bin/crier" --station "$MEDIA" station stop >/dev/null 2>&1
	end_pid "${PLATFORM_PID:-}"
	rm -rf "$WORK"
}
trap end_demo EXIT
trap 'exit 130' INT TERM HUP

fit()
{
	tests/tools/fit.pl "$@"
}

say()
{
	printf '\n\033[1m== %s\033[0m\n' "$*" | if [ -t 1 ]; then cat; else
		sed 's/\x1b\[[0-9]*m//g'; fi
}

bad()
{
	printf '!! %s\n' "$*"
	BAD=1
}

# say_act ARG…: prints the act as one would type it, does it, shows what the
# station answered.
say_act()
{
	local word line='$ crier' out rc=0 as=()
	[ "$STATION" = "$OFFICE" ] || line+=" --station ${STATION##*/}"
	for word; do
		case $word in
		*[!A-Za-z0-9_=./:+,@-]*) line+=" '$word'" ;;
		*) line+=" $word" ;;
		esac
	done
	[ ${#line} -le 300 ] || line="${line:0:297}…"
	fit --command <<<"$line"
	[ "$1" != delivery ] || [ "$2" != list ] || as=(--deliveries)
	out=$("$B/bin/crier" --station "$STATION" --lang "$LANG_DEMO" "$@" \
		2>&1) || rc=$?
	sed 's/^/    /' <<<"$out" | fit "${as[@]}"
	[ $rc -eq 0 ] || bad "exit $rc"
	return $rc
}

. tests/tools/crier.sh

in_minutes()
{
	date -d "$1 minutes" '+%Y-%m-%d %H:%M'
}

EVENT=event=waterlogging
CONTACT=contact=12345
NEXT="next_update=$(in_minutes +120)"

# message KIND [ARG…]: from drafting to the receipts, by five officers.
message()
{
	local kind=$1 releaser rule
	shift
	say "$(kind_title "$kind")"
	say_act --as "$DRAFTER" message new "$INCIDENT" "$kind" "$@" ||
		return 1
	MESSAGE=$(ask '.messages[-1].id' incident show "$INCIDENT")
	for rule in $(unexplained "$DRAFTER" "$MESSAGE"); do
		say_act --as "$DRAFTER" message explain "$MESSAGE" "$rule" \
			"$REASON" || return 1
	done
	say_act --as "$DRAFTER" message submit "$MESSAGE" || return 1
	review_all "$MESSAGE" || return 1
	releaser=$(officer_with releaser "$DRAFTER")
	arm "$MESSAGE" "$releaser" || return 1
	fire "$MESSAGE" "$(officer_with releaser "$DRAFTER" "$releaser")" ||
		return 1
	receipts
}

# Waits until every delivery has ended or waits for a person, then prints them.
receipts()
{
	local end=$((SECONDS + 25))
	until settled "$MESSAGE" || [ $SECONDS -ge $end ]; do
		sleep 0.05
	done
	say_act delivery list "$MESSAGE"
	# shellcheck disable=SC2059
	printf "    $SKEW\n" "$(ask .skew_ms message show "$MESSAGE")"
	settled "$MESSAGE" || bad "$MESSAGE is not settled"
}

count_of()
{
	delivery_states "$1" | grep -cE " ($2)$"
}

play_drill()
{
	# shellcheck disable=SC2059 # a sentence with a place for the number
	say "$(printf "$H_DRILL" "$(ask '.total' account list)")"
	say_act --as "$DRAFTER" incident open rainstorm-flood --drill \
		--title "$TITLE" --level II --occurred -40m \
		--reported -30m || return 1
	INCIDENT=$(ask '.rows[0].id' incident list)
	say "$H_LINES"
	say_act --as "$DRAFTER" lines set "$INCIDENT" place "${PLACE#place=}" ||
		return 1
	say_act --as "$(officer_with reviewer "$DRAFTER")" lines confirm \
		"$INCIDENT" place || return 1
	message truth --set "time=$(in_minutes -40)" \
		--set "as_of=$(in_minutes -5)" --set "$PLACE" --set "$EVENT" \
		--set "$ACTIONS" --set "$STAY" --set "$NEXT" \
		--set "$CONTACT" || return 1
	FIRST=$MESSAGE
	message stance --set "$PLACE" --set "$EVENT" --set "$NEXT" \
		--set "$CONTACT" "${STANCE[@]/#/--set=}" || return 1
	message rebuttal --set "$CONTACT" --set "checked_at=$(in_minutes -3)" \
		"${REBUTTAL[@]/#/--set=}" || return 1
	message update --set "as_of=$(in_minutes -2)" --set "$PLACE" \
		--set "$EVENT" --set "$STAY" --set "$NEXT" --set "$CONTACT" \
		--set "$NEWS" \
		--figure "moved=120,source=$BUREAU,as-of=-2m,verified" \
		--figure "missing=2,source=$POLICE,as-of=-2m,verified" \
		--figure "dead=?,source=$POLICE,as-of=-2m" || return 1
	WRONG=$MESSAGE
	message update --set "as_of=$(in_minutes -1)" --set "$PLACE" \
		--set "$EVENT" --set "$STAY" --set "$NEXT" --set "$CONTACT" \
		--set "$NEWS_LATER" \
		--figure "moved=1204,source=$BUREAU,as-of=-1m,verified" \
		--figure "missing=1,source=$POLICE,as-of=-1m,reason=$FOUND,verified" \
		--figure "dead=0,source=$POLICE,as-of=-1m,verified" || return 1
	message correction --corrects "$WRONG" --set "$CONTACT" \
		"${WRONG_RIGHT[@]/#/--set=}" --set reason=entry \
		--set rest=valid || return 1
	say "$H_FIGURES"
	say_act incident figures "$INCIDENT" || return 1
	say "$H_KEEP"
	say_act --as "$DRAFTER" message keep "$INCIDENT" || return 1
	say_act message show "$(ask '.messages[-1].id' incident show \
		"$INCIDENT")" || return 1
	DRILL=$INCIDENT
}

# media WORD ARG…: WORD, as `say_act` or `ask`, at the media center's station.
media()
{
	local STATION=$MEDIA
	"$@"
}

# until_seen FILTER ARG…: until what a reading command answers is true of it.
until_seen()
{
	local filter=$1 end=$((SECONDS + 15))
	shift
	until [ "$(ask "$filter" "$@" 2>/dev/null)" = true ]; do
		[ $SECONDS -lt $end ] || {
			bad "never: $*"
			return 1
		}
		sleep 0.1
	done
}

# let_in ID UNIT RANK PHONE GROUPS: one's card, which lies in $WORK, by two.
let_in()
{
	say_act --as "$(officer_with registrar)" partner add --card \
		"$WORK/$1.card" --rank "$3" --phone "$4" || return 1
	say_act --as "$(officer_with signer)" partner confirm "$1" \
		--phone "$4" --who "$CALLED" --groups "$5"
}

# drawn ID PHONE: a station's card, in $WORK; the spare key for its safe.
drawn()
{
	crier --as "$(officer_with admin)" partner spare --partner "$1" \
		--phone "$2" >"$WORK/$1.spare" || return 1
	crier partner card --text >"$WORK/$1.card"
	say_act --as "$(officer_with admin)" exchange use "$WORK/exchange.git"
}

# The media center's station, an exchange in a folder, and cards both ways.
make_media()
{
	say "$H_MEDIA"
	git init -q --bare "$WORK/exchange.git" || return 1
	media say_act init "$MEDIA" --demo --lang "$LANG_DEMO" \
		--unit "$UNIT_MEDIA" || return 1
	drawn office 0000-1100 && media drawn media 0000-2100 || return 1
	let_in media "$UNIT_MEDIA" subordinate 0000-2100 \
		"$(media ask .print partner card)" || return 1
	media let_in office "$UNIT" superior 0000-1100 \
		"$(ask .print partner card)"
}

# The media center carries the first notice too: it joins, takes the order and
# releases it on accounts of its own; the office's grid says how that stands.
play_joint()
{
	local joint order by text
	make_media || return 1
	say "$H_JOINT"
	by=$(officer_with signer)
	say_act --as "$by" joint open "$DRILL" --to media || return 1
	media until_seen '.total == 1' joint list || return 1
	joint=$(media ask '.rows[0].short' joint list)
	media say_act --as "$DRAFTER" joint join "$joint" || return 1
	until_seen '.units[0].state == "joined"' joint show "$DRILL" || return 1
	say_act --as "$(officer_with releaser)" joint order "$FIRST" \
		--to media --digest "$(ask .digest message show "$FIRST")" ||
		return 1
	media until_seen '.orders | length == 1' joint show "$joint" ||
		return 1
	order=$(media ask '.orders[0].order[:8]' joint show "$joint")
	media say_act --as "$DRAFTER" joint read "$order" || return 1
	media say_act --as "$by" joint take "$order" \
		--accounts "$SITE_ACCOUNT,$PORTAL" || return 1
	text=$(media ask '.messages[-1].id' incident show \
		"$(media ask '.rows[0].incident' joint list)")
	media release_it "$text" || return 1
	until_seen '.units[0].out == 2' joint show "$FIRST" || return 1
	say "$H_GRID"
	say_act joint show "$FIRST"
}

# release_it MESSAGE: by two releasers, until each account is settled.
release_it()
{
	local MESSAGE=$1 releaser
	releaser=$(officer_with releaser)
	arm "$MESSAGE" "$releaser" || return 1
	fire "$MESSAGE" "$(officer_with releaser "$releaser")" || return 1
	receipts
}

# The times at which the receivers' own clock saw the release.
receivers_skew()
{
	awk -v words="$SEEN\\n" '$2 == "post" && $3 ~ "^hook/" { if (!first) first = $1
		last = $1; n++ }
	END { printf words, n, last - first }' "$WORK/platform/log"
}

# double KIND SECRET OPTION…: an account at a double of its platform, which
# answers as the platform's documents say. Its name says what it is.
double()
{
	local kind=$1 options=() each
	printf '%s' "$2" >"$WORK/secret"
	shift 2
	for each; do
		options+=(--option "$each")
	done
	# shellcheck disable=SC2059 # a sentence with a place for the kind
	say_act --as "$(officer_with registrar)" account add "double-$kind" \
		--kind "$kind" --name "$(printf "$DOUBLE" "$kind")" \
		--owner "$OWNER" "${options[@]}" --credential-file \
		"$WORK/secret"
}

# What each double takes, beside its address.
add_doubles()
{
	local each at
	at=http://127.0.0.1:$(cat "$WORK/platform/port")
	for each in $DOUBLES; do
		case $each in
		wechat) double wechat '{"secret":"appsecret"}' \
			"url=$at/wechat/quick-demo" \
			appid=wx0123456789abcdef cover=THUMB_1 ;;
		weibo) double weibo '{"access_token":"TOKEN"}' \
			"url=$at/weibo/plain-demo" appkey=123 \
			domain=yunxi.example rip=203.0.113.9 ;;
		dingtalk) double dingtalk \
			'{"token":"plain","secret":"SECplain"}' \
			"url=$at/robots/dingtalk" ;;
		feishu) double feishu \
			'{"token":"plain","secret":"feishu-secret"}' \
			"url=$at/robots/feishu" ;;
		esac || return 1
	done
}

play_actual()
{
	local each url doubles
	doubles=$(wc -w <<<"$DOUBLES")
	say "$H_ACTUAL"
	mkdir -p "$WORK/platform" "$SITE"
	"$B/tests/servers/platform" "$WORK/platform" >"$WORK/platform.out" \
		2>&1 </dev/null &
	PLATFORM_PID=$!
	for ((each = 0; each < 100; each++)); do
		[ -s "$WORK/platform/port" ] && break
		sleep 0.02
	done
	url=http://127.0.0.1:$(cat "$WORK/platform/port")/hook
	printf '{"secret":"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"}' \
		>"$WORK/secret"
	for each in 1 2 3; do
		say_act --as "$(officer_with registrar)" account add "hook-$each" \
			--kind webhook --name "$RECEIVER $each" \
			--owner "$OWNER" --option "url=$url/$each" \
			--credential-file "$WORK/secret" || return 1
	done
	add_doubles || return 1
	say_act --as "$DRAFTER" incident open rainstorm-flood \
		--title "$TITLE_ACTUAL" --level II --occurred -20m \
		--reported -15m || return 1
	INCIDENT=$(ask '.rows[] | select(.mode == "actual") | .id' incident list)
	# shellcheck disable=SC2086 # a word each
	message truth --accounts "$SITE_ACCOUNT,$HAND,hook-1,hook-2,hook-3$(
		printf ',double-%s' $DOUBLES)" \
		--set "time=$(in_minutes -20)" --set "as_of=$(in_minutes -5)" \
		--set "$PLACE" --set "$EVENT" --set "$STAY" --set "$NEXT" \
		--set "$CONTACT" \
		--set "$ACTIONS_ACTUAL" || return 1
	say "$H_HAND"
	say_act delivery text "$MESSAGE:$HAND"
	say_act --as "$DRAFTER" delivery proof "$MESSAGE:$HAND" \
		--url http://127.0.0.1/poster/1
	crier delivery text "$MESSAGE:$HAND" >"$WORK/seen"
	say_act --as "$(officer_with releaser "$DRAFTER")" delivery proof \
		"$MESSAGE:$HAND" --readback "$WORK/seen"
	say_act delivery list "$MESSAGE"
	is_published $((5 + doubles)) || bad "not all are published"
	say "$H_CLOCKS"
	receivers_skew
	[ "$(grep -c ' post hook/' "$WORK/platform/log")" -eq 3 ] ||
		bad "not three posts at the receivers"
	[ "$(grep -c ' post ' "$WORK/platform/log")" -eq \
		$((3 + doubles)) ] || bad "not one post at each double"
	say "$H_SITE"
	(cd "$SITE" 2>/dev/null && find . -type f | sort | head -n 20) | fit
	ACTUAL=$INCIDENT
}

is_published()
{
	[ "$(count_of "$MESSAGE" 'published|verified')" -eq "$1" ]
}

check_all()
{
	say "$H_LEDGER"
	say_act ledger verify || bad "ledger verify"
	media say_act ledger verify || bad "ledger verify of the media center"
	say "$H_REPLAY"
	until [ "$(ask .behind record status)" = 0 ]; do sleep 0.05; done
	git clone -q "$STATION/record" "$WORK/clone" || bad "git clone"
	say_act replay "$DRILL" --from "$WORK/clone" || bad "replay"
	crier replay "$DRILL" --json >"$WORK/a"
	crier replay "$DRILL" --from "$WORK/clone" --json >"$WORK/b"
	cmp -s "$WORK/a" "$WORK/b" || bad "station and clone replay differently"
	# shellcheck disable=SC2059
	printf "$REPLAYED\n" "$(jq -s 'last | .steps // empty' "$WORK/b")"
	signers "$WORK/signers"
	say_act ledger verify "$WORK/clone" --signers "$WORK/signers" ||
		bad "verify of the clone"
}

# Nothing of Crier needs the locale; who sees bash complain may wonder.
say_locale()
{
	local plain
	plain=$(tr -d - <<<"${WANTED,,}")
	case $plain in
	'' | c | posix | c.utf8) return 0 ;;
	esac
	[[ $'\n'$(locale -a 2>/dev/null | tr A-Z a-z | tr -d -)$'\n' == \
		*$'\n'"$plain"$'\n'* ]] && return 0
	# shellcheck disable=SC2059
	printf "$NO_LOCALE\n" "$WANTED"
}

# What was done, in its own terms, and what the visitor can do now.
say_end()
{
	local posts files
	posts=$(grep -c ' post hook/' "$WORK/platform/log" 2>/dev/null)
	files=$(find "$SITE" -type f 2>/dev/null | wc -l)
	say "$1"
	say_sent "$2" "${posts:-0}" "$files"
	echo
	say_next
}

[ -x "$B/bin/crier" ] || {
	echo "$BUILD_FIRST"
	exit 1
}
say_locale
say_act init "$STATION" --demo --lang "$LANG_DEMO" --unit "$UNIT" || exit 1
know_officers
DRAFTER=$(officer_with drafter)
SITE_ACCOUNT=$(ask '[.rows[] | select(.kind == "site")][0].id' account list)
PORTAL=$(ask '[.rows[] | select(.kind == "wordpress")][0].id' account list)
HAND=$(ask '[.rows[] | select(.kind == "manual")][0].id' account list)

if [ -t 0 ] && [ -t 1 ] && [ -z "${DEMO_PLAY:-}" ]; then
	. tests/tools/tour.sh
	exit
fi
START=$SECONDS
play_drill && play_joint && play_actual && check_all || BAD=1
if [ $BAD -eq 0 ]; then
	say_end "$END_WELL" $((SECONDS - START))
else
	say "$END_BAD"
fi
exit $BAD
