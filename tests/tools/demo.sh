#!/bin/bash
# `make demo`. At a terminal: a station with a waiting drill, a short tour of
# what to press, and the console. Without one: a whole drill and a short
# actual incident, played through public commands only, each act printed, with
# receipts, skew, and the checks of ledger and replay. Exits non-zero if
# anything is not as it should be. Needs no network and leaves nothing behind.
set -uo pipefail
cd "$(dirname "$0")/../.."
TOP=$PWD B=$PWD/.build/release
export TZ=CST-8 LC_ALL=C.UTF-8
. tests/tools/proc.sh

WORK=$(mktemp -d "${TMPDIR:-/tmp}/crier-demo.XXXXXX")
STATION=$WORK/station
SITE=$STATION/site
BAD=0
LANG_DEMO=${DEMO_LANG:-zh}

end_demo()
{
	"$B/bin/crier" --station "$STATION" station stop >/dev/null 2>&1
	end_pid "${PLATFORM_PID:-}"
	rm -rf "$WORK"
}
trap end_demo EXIT
trap 'exit 130' INT TERM HUP

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
	local word line='$ crier' out rc=0
	for word; do
		case $word in
		*[!A-Za-z0-9_=./:+,@-]*) line+=" '$word'" ;;
		*) line+=" $word" ;;
		esac
	done
	[ ${#line} -le 300 ] || line="${line:0:297}…"
	printf '%s\n' "$line"
	out=$("$B/bin/crier" --station "$STATION" --lang "$LANG_DEMO" "$@" \
		2>&1) || rc=$?
	sed 's/^/    /' <<<"$out"
	[ $rc -eq 0 ] || bad "exit $rc"
	return $rc
}

. tests/tools/crier.sh

in_minutes()
{
	date -d "$1 minutes" '+%Y-%m-%d %H:%M'
}

PLACE=place=东安县城关镇、河口乡
EVENT=event=waterlogging
CONTACT=contact=12345
NEXT="next_update=$(in_minutes +120)"
STAY=instruction=沿河和低洼处群众立即转移到高处，不要涉水，不要进入地下车库

# message KIND [ARG…]: from drafting to the receipts, by five officers.
message()
{
	local kind=$1 releaser rule
	shift
	say "$kind"
	say_act --as "$DRAFTER" message new "$INCIDENT" "$kind" "$@" ||
		return 1
	MESSAGE=$(ask '.messages[-1].id' incident show "$INCIDENT")
	for rule in $(unexplained "$DRAFTER" "$MESSAGE"); do
		say_act --as "$DRAFTER" message explain "$MESSAGE" "$rule" \
			"已与县防指核对，口径一致" || return 1
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
	printf '    skew / 时差: %s ms\n' "$(ask .skew_ms message show \
		"$MESSAGE")"
	settled "$MESSAGE" || bad "$MESSAGE is not settled"
}

count_of()
{
	delivery_states "$1" | grep -cE " ($2)$"
}

play_drill()
{
	say "A drill: $(ask '.total' account list) accounts, none is real"
	say_act --as "$DRAFTER" incident open rainstorm-flood --drill \
		--title 东安县城区内涝 --level II --occurred -40m \
		--reported -30m || return 1
	INCIDENT=$(ask '.rows[0].id' incident list)
	say "A line to take: agreed by two, it binds every text"
	say_act --as "$DRAFTER" lines set "$INCIDENT" place "${PLACE#place=}" ||
		return 1
	say_act --as "$(officer_with reviewer "$DRAFTER")" lines confirm \
		"$INCIDENT" place || return 1
	message truth --set "time=$(in_minutes -40)" \
		--set "as_of=$(in_minutes -5)" --set "$PLACE" --set "$EVENT" \
		--set 'actions=县防汛抗旱指挥部已启动Ⅲ级应急响应，消防救援大队正在河口乡逐户排查' \
		--set "$STAY" --set "$NEXT" --set "$CONTACT" || return 1
	FIRST=$MESSAGE
	message stance --set "$PLACE" --set "$EVENT" --set "$NEXT" \
		--set "$CONTACT" --set 'sympathy=对受灾群众，我们深感牵挂' \
		--set 'commitments=县民政局今晚20时前为转移群众备齐食宿' ||
		return 1
	message rebuttal --set "$CONTACT" \
		--set 'headline=东安水库大坝安全，运行正常' \
		--set 'fact=东安水库大坝完好，水位低于汛限水位1.2米' \
		--set 'claim=水库决堤' --set 'checked_by=县水利局和市水文局' \
		--set "checked_at=$(in_minutes -3)" \
		--set 'why=网传视频拍摄于2019年外省一座水库' \
		--set 'evidence=市水文局7月21日17时水位记录' || return 1
	message update --set "as_of=$(in_minutes -2)" --set "$PLACE" \
		--set "$EVENT" --set "$STAY" --set "$NEXT" --set "$CONTACT" \
		--set 'news=河口乡被困群众正在转移' \
		--figure "moved=120,source=县应急管理局,as-of=-2m,verified" \
		--figure "missing=2,source=县公安局,as-of=-2m,verified" \
		--figure "dead=?,source=县公安局,as-of=-2m" || return 1
	WRONG=$MESSAGE
	message update --set "as_of=$(in_minutes -1)" --set "$PLACE" \
		--set "$EVENT" --set "$STAY" --set "$NEXT" --set "$CONTACT" \
		--set 'news=河口乡被困群众全部转移，滨河路恢复通行' \
		--figure "moved=1204,source=县应急管理局,as-of=-1m,verified" \
		--figure "missing=1,source=县公安局,as-of=-1m,reason=1人已与家属取得联系,verified" \
		--figure "dead=0,source=县公安局,as-of=-1m,verified" || return 1
	message correction --corrects "$WRONG" --set "$CONTACT" \
		--set 'wrong=转移安置120人' --set 'right=转移安置1204人' \
		--set reason=entry --set rest=valid || return 1
	say "Every figure over all bulletins"
	say_act incident figures "$INCIDENT" || return 1
	say "Nothing new: the update that keeps the promise, ready for review"
	say_act --as "$DRAFTER" message keep "$INCIDENT" || return 1
	say_act message show "$(ask '.messages[-1].id' incident show \
		"$INCIDENT")" || return 1
	DRILL=$INCIDENT
}

# The times at which the receivers' own clock saw the release.
receivers_skew()
{
	awk '$2 == "post" { if (!first) first = $1; last = $1; n++ }
	END { printf "%d receivers, %.1f ms from the first to the last\n", n,
		last - first }' "$WORK/platform/log"
}

play_actual()
{
	local each url
	say "In earnest: the station's own site, a manual account, 3 webhooks"
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
			--kind webhook --name "本机接收端 $each" \
			--owner 演示 --option "url=$url/$each" \
			--credential-file "$WORK/secret" || return 1
	done
	say_act --as "$DRAFTER" incident open rainstorm-flood \
		--title 演示台实战发布 --level II --occurred -20m \
		--reported -15m || return 1
	INCIDENT=$(ask '.rows[] | select(.mode == "actual") | .id' incident list)
	message truth --accounts "$SITE_ACCOUNT,$HAND,hook-1,hook-2,hook-3" \
		--set "time=$(in_minutes -20)" --set "as_of=$(in_minutes -5)" \
		--set "$PLACE" --set "$EVENT" --set "$STAY" --set "$NEXT" \
		--set "$CONTACT" \
		--set 'actions=县住建局正在排水，交警在下穿通道值守' || return 1
	say "What a person publishes by hand, and proves"
	say_act delivery text "$MESSAGE:$HAND"
	say_act --as "$DRAFTER" delivery proof "$MESSAGE:$HAND" \
		--url http://127.0.0.1/poster/1
	crier delivery text "$MESSAGE:$HAND" >"$WORK/seen"
	say_act --as "$(officer_with releaser "$DRAFTER")" delivery proof \
		"$MESSAGE:$HAND" --readback "$WORK/seen"
	say_act delivery list "$MESSAGE"
	is_published 5 || bad "not all five are published"
	say "What the receivers' clocks saw"
	receivers_skew
	[ "$(grep -c ' post ' "$WORK/platform/log")" -eq 3 ] ||
		bad "not three posts at the receivers"
	say "What the site folder holds"
	(cd "$SITE" 2>/dev/null && find . -type f | sort | head -n 20)
	ACTUAL=$INCIDENT
}

is_published()
{
	[ "$(count_of "$MESSAGE" 'published|verified')" -eq "$1" ]
}

check_all()
{
	say "The ledger, checked"
	say_act ledger verify || bad "ledger verify"
	say "The drill again, from the record"
	until [ "$(ask .behind record status)" = 0 ]; do sleep 0.05; done
	git clone -q "$STATION/record" "$WORK/clone" || bad "git clone"
	say_act replay "$DRILL" --from "$WORK/clone" || bad "replay"
	crier replay "$DRILL" --json >"$WORK/a"
	crier replay "$DRILL" --from "$WORK/clone" --json >"$WORK/b"
	cmp -s "$WORK/a" "$WORK/b" || bad "station and clone replay differently"
	printf 'replayed %s steps, the same from the station and from a clone\n' \
		"$(jq -s 'last | .steps // empty' "$WORK/b")"
	signers "$WORK/signers"
	say_act ledger verify "$WORK/clone" --signers "$WORK/signers" ||
		bad "verify of the clone"
}

[ -x "$B/bin/crier" ] || {
	echo "demo: build first: make demo"
	exit 1
}
say_act init "$STATION" --demo || exit 1
know_officers
DRAFTER=$(officer_with drafter)
SITE_ACCOUNT=$(ask '[.rows[] | select(.kind == "site")][0].id' account list)
HAND=$(ask '[.rows[] | select(.kind == "manual")][0].id' account list)

if [ -t 0 ] && [ -t 1 ] && [ -z "${DEMO_PLAY:-}" ]; then
	. tests/tools/tour.sh
	exit
fi
START=$SECONDS
play_drill && play_actual && check_all || BAD=1
say "$((SECONDS - START)) s; $([ $BAD -eq 0 ] && echo "all as it should be" ||
	echo "SOMETHING IS WRONG, see the lines with !!")"
exit $BAD
