#!/bin/bash
# What grows and must not: cost per act at 1,000, 10,000 and 100,000 acts, in
# one incident and over 10,000, each after a restart; then, with the large
# station, first paint, the list of all, verify and replay.
. "$(dirname "$0")/figure.sh"
at_end stop_station "$STATION"
SIZES=${LARGE_SIZES:-1000 10000 100000}
MANY=${LARGE_INCIDENTS:-10000}
# long enough for packs to be joined in it as often as they are in the long run
SAMPLE=${LARGE_SAMPLE:-4000}
acts=$B/tests/bench/acts
PLAYBOOK=rainstorm-flood SLOT=place
export PLAYBOOK SLOT OFFICER

# do_acts ARG…: a figure of acts that were refused would be none.
do_acts()
{
	local verb=$1
	shift
	"$acts" "$STATION" "$verb" "$@" >/dev/null || exit 1
}

caught_up()
{
	until_true 600 sh -c "[ \"\$('$B/bin/crier' --station '$STATION' \
		record status --json | jq .behind)\" = 0 ]"
}

station_pid()
{
	ask .pid station status
}

pack_bytes()
{
	rm -rf "$WORK/packed"
	git clone -q --mirror "$STATION/record" "$WORK/packed"
	git -C "$WORK/packed" repack -adfq
	du -cb "$WORK"/packed/objects/pack/*.pack | tail -n 1 | cut -f1
	rm -rf "$WORK/packed"
}

packed_clone()
{
	rm -rf "$WORK/clone"
	git clone -q --mirror "$STATION/record" "$WORK/clone"
	git -C "$WORK/clone" repack -adq
}

entries()
{
	ask .seq record status
}

# cost NAME FILE: CPU, fsyncs, bytes and record bytes of SAMPLE acts now.
cost()
{
	local pid cpu bytes packed fsyncs
	stop_station >/dev/null 2>&1
	packed=$(pack_bytes)
	pid=$(crier station start --json | jq .pid)
	do_acts revise "$2" 100
	caught_up
	cpu=$(cpu_us "$pid")
	bytes=$(written "$pid")
	do_acts revise "$2" "$SAMPLE"
	caught_up
	cpu=$((($(cpu_us "$pid") - cpu) / SAMPLE))
	bytes=$((($(written "$pid") - bytes) / SAMPLE))
	stop_station >/dev/null 2>&1
	packed=$((($(pack_bytes) - packed) / (SAMPLE + 100)))
	rm -f "$WORK/points"
	LD_PRELOAD=$B/tests/kill/preload.so KILL_PROGRAM=crier-station \
		KILL_LOG=$WORK/points crier station start >/dev/null
	do_acts revise "$2" 200
	caught_up
	fsyncs=$(grep -cE ' (fsync|fdatasync)$' "$WORK/points")
	stop_station >/dev/null 2>&1
	crier station start >/dev/null
	row "cost per act, $1" "$cpu us CPU" \
		"$bytes B written, $packed B packed" \
		"$(ratio "$fsyncs" 200)" "(ratio: fsyncs/act)"
	echo "$cpu $bytes $packed" >>"$WORK/costs"
}

# costs NAME: what the largest takes beside the smallest, and the one before.
costs()
{
	local figure least most last n=0 ratio
	for figure in "CPU" "bytes written" "bytes packed"; do
		n=$((n + 1))
		least=$(head -n 1 "$WORK/costs" | cut -d' ' -f$n)
		most=$(tail -n 1 "$WORK/costs" | cut -d' ' -f$n)
		last=$(tail -n 2 "$WORK/costs" | head -n 1 | cut -d' ' -f$n)
		ratio=$(ratio "$most" "$least")
		row "$1: $figure per act, last to first" "$most" \
			"first $least, before the last $last" "$ratio" \
			"$(aim "flat: 1.2" le "$ratio" 1.2)"
	done
	rm -f "$WORK/costs"
}

grow()
{
	local have
	have=$(entries)
	[ "$1" -le "$have" ] || do_acts revise "$2" $(($1 - have))
	caught_up
}

crier init "$STATION" --demo >/dev/null
OFFICER=$(officer_with drafter)
do_acts open "$WORK/single" 1
for n in $SIZES; do
	grow "$n" "$WORK/single"
	cost "one incident of $n acts" "$WORK/single"
done
costs "one incident"
# the whole of it again, from a packed clone
incident=$(cut -d/ -f1 "$WORK/single")
total=$(entries)
stop_station >/dev/null 2>&1
packed_clone
took=$(ms crier replay "$incident" --from "$WORK/clone") || exit 1
log=$(ms git -C "$WORK/clone" log -p) || exit 1
row "replay of $total entries, packed clone" "$took ms" \
	"git log -p $log ms" "$(ratio "$took" "$log")" \
	"$(aim "3 times it" le "$(ratio "$took" "$log")" 3)"
rm -rf "$STATION"

crier init "$STATION" --demo >/dev/null
crier station start >/dev/null
do_acts open "$WORK/many" "$MANY"
caught_up
for n in $SIZES; do
	grow "$n" "$WORK/many"
	cost "$MANY incidents, $n acts" "$WORK/many"
done
costs "$MANY incidents"

# one incident of 300 entries among them
head -n 1 "$WORK/many" >"$WORK/one"
do_acts revise "$WORK/one" 290
incident=$(cut -d/ -f1 "$WORK/one")
caught_up
total=$(entries)

git init -q "$WORK/small"
for n in 1 2 3 4 5; do
	git -C "$WORK/small" -c user.name=a -c user.email=a@b commit -q \
		--allow-empty -m "commit $n"
done
ours=$(value median_ms "$("$B/tests/bench/paint" 20 '' "$B/bin/crier" \
	--station "$STATION")")
theirs=$(cd "$WORK/small" &&
	value median_ms "$("$B/tests/bench/paint" 20 '' tig)")
row "crier to first paint, $MANY incidents" "$ours ms" "tig $theirs ms" \
	"$(ratio "$ours" "$theirs")" \
	"$(aim "0.5 of it" le "$(ratio "$ours" "$theirs")" 0.5)"
# a key typed behind /: to the station, through all of them, and on the screen
stroke=$(LC_ALL=C.UTF-8 "$B/tests/bench/stroke" 20 "Waiting for me" \
	/flood \# $'\x7f' "called that" \
	"$B/bin/crier" --station "$STATION" --lang en --as "$OFFICER")
row "a key typed to look through $MANY incidents" \
	"$(value median_ms "$stroke") ms" - - \
	"$(aim "20 ms" le "$(value median_ms "$stroke")" 20)"
for run in 1 2 3 4 5; do
	ms sh -c "'$B/bin/crier' --station '$STATION' incident list \
		>'$WORK/list'"
done | median >"$WORK/ms"
row "incident list of all $MANY to a file" "$(cat "$WORK/ms") ms" \
	"$(wc -l <"$WORK/list") lines" - \
	"$(aim "200 ms" le "$(cat "$WORK/ms")" 200)"

crier ledger export --format jsonl >"$WORK/lines"
sha=$(value seconds "$("$B/tests/bench/bare" sha "$WORK/lines")")
took=$(ms crier ledger verify)
row "ledger verify, record and projections, $total" "$took ms" \
	"OpenSSL over the lines $sha s" - "$(aim "15 s" le "$took" 15000)"

stop_station >/dev/null 2>&1
packed_clone
took=$(ms crier replay "$incident" --from "$WORK/clone") || exit 1
first=$(ms crier replay "$incident" --step 1 --from "$WORK/clone") || exit 1
row "replay of one incident of 300 among them" "$took ms" \
	"first step $first ms" - \
	"$(aim "300 ms, 50 ms" le "$took" 300 "$first" 50)"
