#!/bin/bash
# Plays, once for each release, what tests/frozen keeps: a demo station on
# which every kind of entry comes about and every act is asked for, by public
# commands, with the true relay and a platform that answers wrongly. What was
# asked for is written down (tap.pl) and becomes DIR/acts.jsonl; the record of
# the station that answers the same acts under a standing clock becomes
# DIR/record.bundle. Run it again only to freeze another release.
#
#   tests/frozen/play.sh tests/frozen/0.1.0
set -e
KIT=$(realpath -m "$1")
. "$(dirname "$0")/../tools/tap.sh"
. "$TOP/tests/tools/crier.sh"
set -e
HERE=$TOP/tests/frozen
set -E
trap 'echo "line $LINENO: $BASH_COMMAND"' ERR
export FROZEN_LIB=$HERE TAP_LOG=$WORK/log CLOCK_STEP=$WORK/step
# Its path stands in entries: the site's folder.
ROOM=/tmp/crier-frozen
REAL=$ROOM/station
STATION=$WORK/tap
SECRET='{"secret":"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"}'
mkdir "$ROOM" "$STATION"
[ -n "${KEEP:-}" ] || at_end rm -rf "$ROOM"
echo 0 >"$CLOCK_STEP"

event()
{
	printf '%d\tplay\t>\t%s\n' $(($(date +%s%3N) + $(cat "$CLOCK_STEP"))) \
		"$1" >>"$TAP_LOG"
}

begin_station()
{
	event '{"event":"start"}'
	LD_PRELOAD=$B/tests/kill/clock.so \
		TAP_RELAY=$B/libexec/crier/crier-relay \
		"$WORK/prefix/libexec/crier/crier-station" --station "$REAL" \
		>>"$WORK/station.log" 2>&1 &
	PID=$!
	at_end end_pid $PID
	until_true 10 test -S "$REAL/sock"
	sleep 0.5
}

end_station()
{
	event '{"event":"stop"}'
	end_pid "$PID"
}

# ahead MS [COMMAND…]: the wall clock of the station goes on by so much, for a moment:
# the relay's does not, and would find a release too old.
ahead()
{
	for step in "$1" 0; do
		was=$(cat "$CLOCK_STEP")
		echo "$step" >"$CLOCK_STEP"
		event "{\"event\":\"step\",\"ms\":$((step - was))}"
		crier status >/dev/null
		sleep 0.5
		crier status >/dev/null
		[ "$step" = 0 ] || [ $# -eq 1 ] || "${@:2}"
	done
}

# raw OFFICER JSON-ACT [VIA]: an act as a program asks for it.
raw()
{
	jq -cn --arg who "$1" --arg via "${3:-cli}" \
		'{hello: {protocol: 1, lang: "en", as: $who, via: $via}}' \
		>"$WORK/raw"
	jq -c --arg id "$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')" \
		'. + {id: 1, act_id: $id}' <<<"$2" >>"$WORK/raw"
	perl -I"$HERE" -MTap -e '$s = Tap::connect_in("$ARGV[0]/sock");
		while (<STDIN>) { print $s $_; $x = <$s>; }
		print $x' "$STATION" <"$WORK/raw"
}

# refused COMMAND…: which must fail.
refused()
{
	if "$@" >"$WORK/refused" 2>&1; then
		echo "not refused: $*"
		exit 1
	fi
}

step()
{
	echo "# $*"
}

digest_of()
{
	ask .digest message show "$1"
}

# out MESSAGE [FIRE-ARG…]: submitted, reviewed, armed, fired.
out()
{
	local message=$1
	shift
	[ "$(message_state "$message")" = review ] ||
		submit_message zhao "$message" >/dev/null
	review_all "$message" >/dev/null
	arm "$message" zheng >/dev/null
	fire "$message" wang "$@" >/dev/null
	until_true 60 settled "$message"
}

# ---- a station, rebuilt from its own clone ----

step a station is made, its keys kept, and rebuilt from a clone
mkdir -p "$REAL"
[ ! -d "$KIT/keys" ] || cp -R "$KIT/keys" "$KIT/relay-keys" "$REAL/"
"$B/bin/crier" init "$REAL" --demo >/dev/null
"$B/bin/crier" --station "$REAL" status >/dev/null
stop_station "$REAL"
git clone -q --bare "$REAL/record" "$WORK/clone"
rm -rf "$KIT"
mkdir -p "$KIT"
git -C "$WORK/clone" rev-parse main library >"$KIT/origin.commits"
mv "$REAL" "$WORK/first"
event '{"event":"rebuild"}'
"$B/bin/crier" rebuild "$REAL" --from "$WORK/clone" \
	--signers "$WORK/first/keys/allowed_signers" \
	--relay-key "$WORK/first/relay-keys/relay" >/dev/null
cp -R "$REAL/keys" "$REAL/relay-keys" "$KIT/"
cat "$WORK/first/keys/allowed_signers" >>"$KIT/keys/allowed_signers"
mkdir "$REAL/site"
mkdir -p "$WORK/prefix/libexec/crier" "$WORK/prefix/share/crier"
cp "$B/libexec/crier/crier-station" "$WORK/prefix/libexec/crier/"
cp "$HERE/relay.pl" "$WORK/prefix/libexec/crier/crier-relay"
ln -s "$TOP/playbooks" "$WORK/prefix/share/crier/playbooks"
begin_station
"$HERE/tap.pl" "$STATION" "$REAL" &
at_end end_pid $!
until_true 5 test -S "$STATION/sock"
start_platform "$WORK/platform"

# ---- the office ----

step officers, accounts, library
as zhao officer add chen --name 陈起草 --user chen --role drafter \
	--phone 0000-1010
as zhao officer change chen --name 陈一 --role drafter --role verifier
as zhao officer duty chen --off
as chen officer duty chen
as zhao officer add old --name 旧人 --user old --role auditor
as zhao officer change old --state suspended
refused as feng officer add nobody --name 无 --user nobody --role admin
refused as zhao officer add chen --name 陈 --user chen2 --role drafter
printf '%s' "$SECRET" >"$WORK/secret"
add_hook()
{
	as zhao account add "$1" --kind webhook --name "接收方 $1" \
		--owner 云溪县人民政府新闻办公室 --option \
		"url=$PLATFORM_URL$2" --credential-file "$WORK/secret"
}
add_hook hook-good /hook/good
add_hook hook-cut /fault/cut/hook/cut
add_hook hook-cut2 /fault/cut/hook/cut2
add_hook hook-evil /fault/evil/hook/evil
add_hook hook-slow /fault/later/hook/slow
add_hook hook-once /fault/once/hook/once
add_hook hook-nothing /fault/nothing/hook/nothing
add_hook hook-lost /fault/lost/hook/lost
printf '{"password":"abcd"}' >"$WORK/wp"
for each in good:none lost:lost junk:junk; do
	as zhao account add "wp-${each%:*}" --kind wordpress --name "门户 $each" \
		--owner 云溪融媒 --option user=eoc --credential-file "$WORK/wp" \
		--option "url=$PLATFORM_URL/fault/${each#*:}/wp/${each%:*}"
done
as zhao account credential hook-good --credential-file "$WORK/secret"
as zhao account change hook-good --name 接收方甲 --owner 市政府
as zhao account change media-hook --state closed
as zhao account change county-site --lead
as zhao account check hook-good
as zhao account check wp-good
sleep 1
refused as zhao account add bad --kind nosuch --name a --owner b
git clone -q "$REAL/library" "$WORK/library"
git -C "$WORK/library" config user.name office
git -C "$WORK/library" config user.email office@example.org
HASH=$(ask .fixed.zh playbook lock rainstorm-flood truth)
sed -i "0,/^  truth:/s//  truth:\n    approved: {by: 县政府办, on: \
2026-01-01, until: 2029-12-31, zh: $HASH}/" \
	"$WORK/library/rainstorm-flood/playbook.yaml"
GIT_AUTHOR_DATE="2026-11-29T12:00:00Z" GIT_COMMITTER_DATE="2026-11-29T12:00:00Z" \
	git -C "$WORK/library" commit -qam "the first notice is approved"
as zhao playbook import "$WORK/library"
refused as zhao playbook import "$WORK/library"
refused as qian playbook import "$WORK/library"

# ---- a drill, from playbook to every account ----

step a drill to every account
OFFICERS=
open_incident zhao drill 北河镇内涝演练
DRILL=$INCIDENT
new_message zhao "$DRILL" truth
M1=$MESSAGE
raw zhao "{\"act\":\"draft.save\",\"message\":\"$M1\",\"draft\":{\"place\":\"桥\",\"phone\":\"13912345678\"}}"
raw zhao "{\"act\":\"draft.drop\",\"message\":\"$M1\"}" console
raw chen "{\"act\":\"draft.save\",\"message\":\"$M1\",\"draft\":{\"place\":\"桥头\"}}" console
refused as zhao message edit "$M1" --set place=身份证号11010519491231002X
as chen message edit "$M1" --set place=北河镇石桥村
refused as feng message edit "$M1" --set place=别处
submit_message zhao "$M1"
D=$(digest_of "$M1")
as li review "$M1" policy return --digest "$D" --reason 时间写法不一
refused as sun review "$M1" wording pass --digest "$D"
submit_message zhao "$M1"
review_all "$M1"
refused as zheng release "$M1" fire --digest "$D" --confirm x
arm "$M1" zheng
as wang release "$M1" disarm
arm "$M1" zheng
fire "$M1" zheng
until_true 60 settled "$M1"
as zhao incident learn "$DRILL" --found -15m
# the second bulletin: an approval that a changed word voids
new_message qian "$DRILL" update
M2=$MESSAGE
submit_message qian "$M2"
review_all "$M2"
as qian message edit "$M2" --title 另一个标题
refused as zheng release "$M2" arm --digest "$DIGEST"
submit_message qian "$M2"
review_all "$M2"
# armed too long
arm "$M2" wang
ahead 660000
message_state "$M2"
arm "$M2" wang
fire "$M2" wang
until_true 60 settled "$M2"
new_message zhao "$DRILL" closing \
	--figure dead=3,source=指挥部,as-of=-5m,verified
submit_message zhao "$MESSAGE" >/dev/null || true
[ "$(message_state "$MESSAGE")" != review ] || out "$MESSAGE"
as wu incident close "$DRILL" --reason 演练结束 || true
true
as wu incident open rumor --title 无事 --drill
ask '.rows[0].id' incident list >"$WORK/last"
as wu incident close "$(cat "$WORK/last")" --reason 误开

# ---- in earnest, to platforms that answer wrongly ----

step an incident in earnest
open_incident zhao actual
ACTUAL=$INCIDENT
as zhao incident prepare "$ACTUAL" withdrawal --set reason=double
as zhao incident prepare "$ACTUAL" truth --set place=南河镇
as wang incident roster "$ACTUAL"
refused as wang incident prepare "$ACTUAL" truth --set place=南河镇
new_message zhao "$ACTUAL" truth --accounts county-site,county-weixin,\
county-weibo,hook-good,hook-cut,hook-cut2,hook-evil,hook-once,hook-nothing,\
wp-good,wp-lost,wp-junk,broadcast
A1=$MESSAGE
as zhao lines set "$ACTUAL" place 云溪县南河镇
as sun lines confirm "$ACTUAL" place 云溪县南河镇
refused as zhao lines confirm "$ACTUAL" place
submit_message zhao "$A1" || true
as zhao lines set "$ACTUAL" place
as sun lines confirm "$ACTUAL" place
[ "$(message_state "$A1")" = review ] || submit_message zhao "$A1"
review_all "$A1"
arm "$A1" zheng
refused as zheng release "$A1" fire --digest "$DIGEST" --confirm "$(ask \
	.fire_word message show "$A1")"
fire "$A1" wang --accept-gaps 平台不通
sleep 3
until_true 60 settled "$A1" || delivery_states "$A1"
delivery_states "$A1"
as zhao delivery proof "$A1:county-weixin" --url https://mp.example/s/1
crier delivery text "$A1:county-weixin" >"$WORK/read"
refused as zhao delivery proof "$A1:county-weixin" --readback "$WORK/read"
as qian delivery proof "$A1:county-weixin" --readback "$WORK/read"
as wang delivery skip "$A1:broadcast" --reason 已由广播站口播
as wang delivery settle "$A1:hook-cut" --seen published \
	--url https://example.org/1 --reason 接收方来电确认已收到
as wang delivery settle "$A1:hook-cut2" --seen not-published \
	--reason 接收方称未收到
as wang delivery retry "$A1:hook-cut2"
sleep 1
refused as wang delivery retry "$A1:hook-good"
until_true 60 settled "$A1" || delivery_states "$A1"

# ---- what others say, claims, figures ----

step others, claims, lines, figures
as zhao outside note "$ACTUAL" 县消防救援大队 截至目前已有4人遇难。 \
	--at -5m --source 第3号通报
as qian outside note "$ACTUAL" 县消防救援大队 --at -1m
PLAYBOOK=rumor open_incident zhao actual 网传水库决堤
RUMOR=$INCIDENT
SAID=$'东安水库大坝\e[31m决堤\a，下游三个村被淹\u202e'
as zhao claim add "$RUMOR" "$SAID" --platform 微信群 \
	--url https://example.org/1 --seen -30m --reach 12000 \
	--accused 县水利局 --kind malice --priority high
as zhao claim add "$RUMOR" 县城要停水三天 --priority monitor --reason 无人转发
refused as zhao claim add "$RUMOR" x --priority monitor
printf 'level,time\n131.2,17:00\n' >"$WORK/level.csv"
refused as sun claim verdict "$RUMOR/c1" false --checker 市水文局
as qian claim evidence "$RUMOR/c1" --label 水位记录 --file "$WORK/level.csv"
as qian claim evidence "$RUMOR/c1" --label 公告 --url https://example.org/2
as qian claim change "$RUMOR/c1" --check source --owner qian
as zhao claim change "$RUMOR/c1" --reach 20000
refused as sun claim verdict "$RUMOR/c1" false --checker 县水利局
as sun claim verdict "$RUMOR/c1" false --checker 市水文局 \
	--fact 东安水库大坝完好，水位低于汛限水位 \
	--why 网传视频拍摄于2019年外省一座水库
as zhao claim answer "$RUMOR/c1" --set claim=水库决堤 \
	--set headline=东安水库大坝完好
R1=$RUMOR/1
as zhao message edit "$R1" --accounts county-site,county-weibo,hook-good \
	--set headline=水库决堤是假的
refused as zhao message submit "$R1"
as zhao message edit "$R1" --set headline=东安水库大坝完好
out "$R1"
as sun claim verdict "$RUMOR/c2" unverifiable --checker 市水务集团 --fact 无法核实 --why 来源不明 || true
PLAYBOOK=rumor open_incident zhao actual 又传决堤
as zhao claim add "$INCIDENT" '【紧急扩散】东安水库大坝决堤！！下游三个村被淹～～'
as zhao claim answer "$RUMOR/c2" --message "$R1" || true

# ---- another's subject, suspension, repost ----

step suspension and repost
open_incident zhao drill 暴雨预警演练
new_message zhao "$INCIDENT" truth --accounts county-site,county-weibo \
	--set impact=县政府发布暴雨红色预警
S1=$MESSAGE
for rule in $(unexplained zhao "$S1"); do
	as zhao message explain "$S1" "$rule" 已核对
done
refused as zhao message submit "$S1"
as zhao message repost "$S1"
P1=$(ask '[.messages[] | select(.kind == "repost")][-1].id' \
	incident show "$INCIDENT")
as zhao message edit "$P1" --set source=云溪县气象台 \
	--set source_at=1时发布 --set source_title=暴雨红色预警 \
	--set said=县气象台发布暴雨红色预警，请注意防范 \
	--set source_link=https://www.yunxi.gov.cn/a.html
as zhao message submit "$P1"
as sun message suspend "$S1" L-50 本县已获授权发布
refused as sun message suspend "$S1" L-50 本县已获授权发布
as li message suspend "$S1" L-50 授权书已核
refused as wu message suspend "$S1" L-04 误报
as zhou message restore "$S1" L-50 --reason 授权已收回 ||
	as zhou message restore "$S1" L-50
refused as zhao message submit "$S1"
as sun message suspend "$S1" L-50 再次授权
as li message suspend "$S1" L-50 授权书已核
submit_message zhao "$S1"
as feng message repost "$S1" 2>/dev/null || true

# ---- units that must agree ----

step concurrence
# asked TITLE TOPIC ORGAN
asked()
{
	local said
	said=$(as zhao incident open rainstorm-flood --title "$1" --level III \
		--topic "$2" --drill --json)
	INCIDENT=$(jq -r '.entries[0].incident' <<<"$said")
	new_message zhao "$INCIDENT" truth --accounts county-site
	submit_message zhao "$MESSAGE" >/dev/null
	DIGEST=$(digest_of "$MESSAGE")
	as qian concur ask "$MESSAGE" "$3"
}
asked 县城聚集 mass-incident public-security
refused as zhao concur answer "$MESSAGE" public-security agreed --who 王某 \
	--how phone --number 110
refused as sun concur answer "$MESSAGE" public-security agreed --who 王某 \
	--how phone --number 0241234
as sun concur answer "$MESSAGE" public-security agreed --who 值班长王某 \
	--how phone --number 110
out "$MESSAGE"
asked 县城聚集二 mass-incident public-security
as sun concur answer "$MESSAGE" public-security refused --who 值班长王某 \
	--how letter --number 公函7号 --reason 人数未核实
refused as wu approve "$MESSAGE" --digest "$DIGEST"
asked 县城聚集三 mass-incident public-security
SILENT=$MESSAGE
asked 涉恐 terror anti-terror
ahead 1860000
refused as wu approve "$MESSAGE" --digest "$(digest_of "$MESSAGE")"
OFFICERS=
know_officers
for gate in $(ask '.stages[].gates[] | select(.state == "open") | .gate' \
	message show "$SILENT"); do
	case $gate in
	authority | political) continue ;;
	esac
	officer=$(pick_reviewer "$(crier message show "$SILENT" --json)" \
		"$(ask ".stages[] | select(any(.gates[]; .gate == \"$gate\"))
			| .stage" message show "$SILENT" | head -n 1)" "$gate")
	as "$officer" review "$SILENT" "$gate" pass \
		--digest "$(digest_of "$SILENT")" || true
done
as wu approve "$SILENT" --digest "$(digest_of "$SILENT")" \
	--reason 事态紧急，对方未答复 || true

# ---- graver, and milder again ----

step regrade
said=$(as zhao incident open rainstorm-flood --title 北街内涝 --level III \
	--drill --json)
INCIDENT=$(jq -r '.entries[0].incident' <<<"$said")
new_message zhao "$INCIDENT" truth --accounts county-site
submit_message zhao "$MESSAGE" >/dev/null
refused as zhao incident learn "$INCIDENT" --level II
as zhao incident learn "$INCIDENT" --level II --reason 水位超警
submit_message zhao "$MESSAGE" >/dev/null
as zhao incident learn "$INCIDENT" --level IV --reason 复核为四级
refused as zhao incident learn "$INCIDENT" --level IV --reason x
refused as qian incident learn "$INCIDENT" --level IV --reason x
as wu incident learn "$INCIDENT" --level IV --reason 同意
review_all "$MESSAGE"
arm "$MESSAGE" zheng
as zhao incident learn "$INCIDENT" --level I --reason 堤防出险
message_state "$MESSAGE"

# ---- a halt ----

step halt
open_incident zhao actual 西河镇内涝
new_message zhao "$INCIDENT" truth \
	--accounts county-site,hook-slow,county-weibo,county-douyin
submit_message zhao "$MESSAGE" >/dev/null
review_all "$MESSAGE"
arm "$MESSAGE" zheng
fire "$MESSAGE" wang
as feng release "$MESSAGE" halt
sleep 2
delivery_states "$MESSAGE"
refused as wang delivery retry "$MESSAGE:county-site"

# ---- figures, a promise kept, a correction, a withdrawal ----

step figures, correction, withdrawal
as zhao message keep "$ACTUAL" || true
KEEP=$(ask '.messages[-1].id' incident show "$ACTUAL")
as zhao message edit "$KEEP" --accounts county-site,county-weixin,hook-good
as zhao message edit "$KEEP" --figure \
	"dead=5,source=县应急局,as-of=-1m,reason=又找到2名失联者,verified" \
	--figure "missing=1,source=县应急局,as-of=-1m,verified" \
	--figure "trapped=?,source=县应急局,as-of=-1m" || true
out "$KEEP" || true
as zhao correct "$A1" --set wrong=转移安置3人 --set right=转移安置3人次 \
	--set reason=double || true
C1=$(ask '.messages[-1].id' incident show "$ACTUAL")
ask '.kind' message show "$C1"
out "$C1" --accept-gaps 平台不通 || as zhao message preview "$C1" || true
refused as zhao withdraw "$KEEP" --accounts county-site
as zhao withdraw "$KEEP" || true
W1=$(ask '.messages[-1].id' incident show "$ACTUAL")
out "$W1" || as zhao message preview "$W1" || true

# ---- the emergency lane ----

step the emergency lane
as zhao officer change sun --role reviewer --role releaser
OFFICERS=
by_lane()
{
	local rule
	open_incident zhao actual "$1"
	new_message zhao "$INCIDENT" truth --accounts county-site
	for rule in $(unexplained zhao "$MESSAGE"); do
		as zhao message explain "$MESSAGE" "$rule" 已核对
	done
	as zhao message submit "$MESSAGE" --lane
	DIGEST=$(digest_of "$MESSAGE")
}
by_lane 东河镇洪水
refused as zhao approve "$MESSAGE" --digest "$DIGEST"
refused as sun approve "$MESSAGE" --digest "$DIGEST" --agreed wu \
	--phone 0000-9999
as sun approve "$MESSAGE" --digest "$DIGEST" --agreed wu --phone 0000-1006
arm "$MESSAGE" sun
fire "$MESSAGE" wang
until_true 30 settled "$MESSAGE"
LATE=$MESSAGE LATE_DIGEST=$DIGEST
by_lane 中河镇洪水
as sun approve "$MESSAGE" --digest "$DIGEST"
arm "$MESSAGE" sun
fire "$MESSAGE" wang
until_true 30 settled "$MESSAGE"
as wu message supplement "$MESSAGE" --digest "$DIGEST"
ahead 3660000 as wu message supplement "$LATE" --digest "$LATE_DIGEST"
by_lane 上河镇洪水
as sun approve "$MESSAGE" --digest "$DIGEST"
arm "$MESSAGE" sun
fire "$MESSAGE" wang
until_true 30 settled "$MESSAGE"
as zhao incident done "$INCIDENT" D-02 --reason 已于9时举行发布会
as zhao message new "$INCIDENT" truth --lang en || true

# ---- the end: a push, a night without a station ----

step pushed, stopped, started
until_true 20 record_is_level
git init -q --bare "$WORK/mirror.git"
mkdir -p "$HOME"
git config --file "$REAL/record/config" \
	"url.file://$WORK/mirror.git.insteadOf" \
	https://mirror.city.example/record.git
as feng record push https://mirror.city.example/record.git
printf '%s\t%s\t>\t%s\n' $(($(date +%s%3N) + $(cat "$CLOCK_STEP"))) \
	relay-actual-0 '{"act":"relay.token","act_id":"'"$(od -An -N16 -tx1 \
	/dev/urandom | tr -d ' \n')"'","account":"wp-good","sealed":"'"$(printf \
	'0%.0s' {1..64})"'"}' >>"$TAP_LOG"
as zhao officer change sun --role reviewer
OFFICERS=
open_incident zhao actual 最后的事件
new_message zhao "$INCIDENT" truth --accounts \
	county-site,county-weibo,hook-lost
submit_message zhao "$MESSAGE" >/dev/null
review_all "$MESSAGE"
arm "$MESSAGE" zheng
end_station
sleep 1
begin_station
sleep 1
arm_state=$(message_state "$MESSAGE")
echo "# after the start it is $arm_state"
fire "$MESSAGE" wang --accept-gaps 平台不通
sleep 1
# and while one is on its way
end_station
sleep 1
begin_station
sleep 2
delivery_states "$MESSAGE"
open_incident zhao actual 待审的事件
new_message zhao "$INCIDENT" truth --accounts county-site,county-weibo
submit_message zhao "$MESSAGE" >/dev/null
event '{"event":"end"}'
crier ledger verify
end_station
perl "$HERE/frozen.pl" convert "$TAP_LOG" >"$KIT/acts.jsonl"
"$HERE/frozen.sh" freeze "$KIT" "$REAL/library" "$WORK/clone"
