#!/bin/bash
# What grows and must not: cost per act at 1,000, 10,000 and 100,000 acts, in
# one incident and over 10,000, each after a restart; then, with the large
# station, first paint, the list of all, verify and replay.
. "$(dirname "$0")/figure.sh"
at_end stop_station "$STATION"
SIZES=${LARGE_SIZES:-1000 10000 100000}
MANY=${LARGE_INCIDENTS:-10000}
SAMPLE=${LARGE_SAMPLE:-1000}
acts=$B/tests/bench/acts
PLAYBOOK=rainstorm-flood SLOT=place
export PLAYBOOK SLOT OFFICER

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
	git -C "$WORK/packed" repack -adq
	du -cb "$WORK"/packed/objects/pack/*.pack | tail -n 1 | cut -f1
	rm -rf "$WORK/packed"
}

entries()
{
	ask .seq record status
}

# cost NAME FILE: CPU, fsyncs, bytes and record bytes of SAMPLE acts now.
cost()
{
	local pid cpu bytes packed fsyncs
	crier station stop >/dev/null
	packed=$(pack_bytes)
	pid=$(crier station start --json | jq .pid)
	"$acts" "$STATION" revise "$2" 100 >/dev/null
	caught_up
	cpu=$(cpu_us "$pid")
	bytes=$(written "$pid")
	"$acts" "$STATION" revise "$2" "$SAMPLE" >/dev/null
	caught_up
	cpu=$((($(cpu_us "$pid") - cpu) / SAMPLE))
	bytes=$((($(written "$pid") - bytes) / SAMPLE))
	crier station stop >/dev/null
	packed=$((($(pack_bytes) - packed) / (SAMPLE + 100)))
	rm -f "$WORK/points"
	LD_PRELOAD=$B/tests/kill/preload.so KILL_PROGRAM=crier-station \
		KILL_LOG=$WORK/points crier station start >/dev/null
	"$acts" "$STATION" revise "$2" 200 >/dev/null
	caught_up
	fsyncs=$(grep -cE ' (fsync|fdatasync)$' "$WORK/points")
	crier station stop >/dev/null
	crier station start >/dev/null
	row "cost per act, $1" "$cpu us CPU" \
		"$bytes B written, $packed B packed" \
		"$(ratio "$fsyncs" 200)" "flat within 20 % (ratio: fsyncs/act)"
}

grow()
{
	local have
	have=$(entries)
	[ "$1" -le "$have" ] ||
		"$acts" "$STATION" revise "$2" $(($1 - have)) >/dev/null
	caught_up
}

crier init "$STATION" --demo >/dev/null
OFFICER=$(officer_with drafter)
"$acts" "$STATION" open "$WORK/single" 1 >/dev/null
for n in $SIZES; do
	grow "$n" "$WORK/single"
	cost "one incident of $n acts" "$WORK/single"
done
crier station stop >/dev/null
rm -rf "$STATION"

crier init "$STATION" --demo >/dev/null
"$acts" "$STATION" open "$WORK/many" "$MANY" >/dev/null
caught_up
for n in $SIZES; do
	grow "$n" "$WORK/many"
	cost "$MANY incidents, $n acts" "$WORK/many"
done

# one incident of 300 entries among them
head -n 1 "$WORK/many" >"$WORK/one"
"$acts" "$STATION" revise "$WORK/one" 290 >/dev/null
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
	"$(ratio "$ours" "$theirs")" "0.5 of it"
for run in 1 2 3 4 5; do
	ms sh -c "'$B/bin/crier' --station '$STATION' incident list \
		>'$WORK/list'"
done | median >"$WORK/ms"
row "incident list of all $MANY to a file" "$(cat "$WORK/ms") ms" \
	"$(wc -l <"$WORK/list") lines" - "200 ms"

crier ledger export --format jsonl >"$WORK/lines"
sha=$(value seconds "$("$B/tests/bench/bare" sha "$WORK/lines")")
took=$(ms crier ledger verify)
row "ledger verify, record and projections, $total" "$took ms" \
	"OpenSSL over the lines $sha s" - "15 s"

crier station stop >/dev/null
git clone -q --mirror "$STATION/record" "$WORK/clone"
git -C "$WORK/clone" repack -adq
took=$(ms crier replay --from "$WORK/clone" --all)
log=$(ms git -C "$WORK/clone" log -p)
row "replay of $total entries, packed clone" "$took ms" \
	"git log -p $log ms" "$(ratio "$took" "$log")" "3 times it"
took=$(ms crier replay "$incident" --from "$WORK/clone")
first=$(ms crier replay "$incident" --step 1 --from "$WORK/clone")
row "replay of one incident of 300 among them" "$took ms" \
	"first step $first ms" - "300 ms, 50 ms"
