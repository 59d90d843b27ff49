#!/bin/bash
# The station is killed at every point between ledger and record, while acts
# and their commits are under way. From what is left, two stations go on: one
# with the record as the kill left it, one with an older record. Both must
# come to the same commits, with nothing missing, and both must verify.
. "$(dirname "$0")/../tools/tap.sh"
. "$TOP/tests/tools/crier.sh"

WORKERS=${KILL_WORKERS:-4}

# begin DIR: a station with an incident and a message, at rest.
begin()
{
	STATION=$1/kept
	mkdir -p "$1"
	crier init "$STATION" --demo >/dev/null
	open_incident qian drill
	new_message qian "$INCIDENT" truth
	know_officers
	until_true 20 caught_up
	stop_station >/dev/null 2>&1
}

caught_up()
{
	[ "$(ask .behind record status)" = 0 ]
}

# Acts, until one finds the station gone.
some_acts()
{
	local n
	for n in 1 2 3; do
		[ ! -f "$WORLD/killed" ] || return 0
		as qian message edit "$MESSAGE" --set "place=North gate $n"
	done
	[ -f "$WORLD/killed" ] || submit_message qian "$MESSAGE"
	[ -f "$WORLD/killed" ] || review_all "$MESSAGE"
}

# No command is given while waiting: it would start the station again.
until_quiet()
{
	local before=-1 now
	while [ ! -f "$WORLD/killed" ]; do
		now=$(wc -l <"$WORLD/points")
		[ "$now" != "$before" ] || return 0
		before=$now
		sleep 1.5
	done
}

# goes_on DIR: a station from this folder; its commits, oldest first.
goes_on()
{
	STATION=$1
	crier station start >/dev/null || return 1
	until_true 20 caught_up || return 1
	crier ledger verify >"$WORLD/verify" 2>&1 || {
		cat "$WORLD/verify"
		return 1
	}
	stop_station >/dev/null 2>&1
	git -C "$1/record" fsck --strict >/dev/null 2>&1 || {
		echo "git fsck: $1"
		return 1
	}
	git -C "$1/record" rev-list --reverse HEAD
}

# run_until_killed N: the folder a, as it is when nothing runs any more.
run_until_killed()
{
	rm -rf "${WORLD:?}"/{a,b,killed,points,armed}
	cp -a "$WORLD/kept" "$WORLD/a"
	STATION=$WORLD/a
	: >"$WORLD/points"
	env LD_PRELOAD="$TOP/.build/release/tests/kill/preload.so" \
		KILL_PROGRAM=crier-station KILL_AT="$1" \
		KILL_ARMED="$WORLD/armed" KILL_DONE="$WORLD/killed" \
		KILL_LOG="$WORLD/points" \
		"$B/bin/crier" --station "$STATION" station start >/dev/null
	touch "$WORLD/armed"
	some_acts >"$WORLD/said" 2>&1
	until_quiet
	# A command that was under way at the kill starts the station again.
	stop_station >/dev/null 2>&1
	rm "$WORLD/armed"
}

# two_ways: prints what is wrong, or nothing.
two_ways()
{
	local acts
	acts=$(sqlite3 -cmd '.timeout 5000' "$WORLD/a/ledger.db" \
		'select count(*) from act')
	cp -a "$WORLD/a" "$WORLD/b"
	rm -rf "${WORLD:?}/b/record"
	cp -a "$WORLD/kept/record" "$WORLD/b/record"
	goes_on "$WORLD/a" >"$WORLD/ids.a" || cat "$WORLD/ids.a"
	goes_on "$WORLD/b" >"$WORLD/ids.b" || cat "$WORLD/ids.b"
	[ "$(wc -l <"$WORLD/ids.a")" -ge "$acts" ] ||
		echo "only $(wc -l <"$WORLD/ids.a") commits of $acts acts"
	cmp <(head -n "$acts" "$WORLD/ids.a") <(head -n "$acts" "$WORLD/ids.b")
}

worker()
{
	local n said
	set +e # a command that finds no station is what this is about
	WORLD=$WORK/world$1
	begin "$WORLD"
	for ((n = $1 + 1; n <= POINTS; n += WORKERS)); do
		run_until_killed "$n"
		if [ ! -f "$WORLD/killed" ]; then
			echo "unreached $n" >>"$WORLD/results"
			continue
		fi
		said=$(two_ways 2>&1) || true
		if [ -z "$said" ]; then
			echo "good $n" >>"$WORLD/results"
		else
			sed "s/^/point $n: /" <<<"$said" >>"$WORLD/results"
		fi
	done
}

every_kill_between_ledger_and_record_comes_to_the_same_commits()
{
	local i
	WORLD=$WORK/first
	begin "$WORLD"
	# how acts fall into batches varies: the fewer points of two runs
	run_until_killed 0
	POINTS=$(wc -l <"$WORLD/points")
	run_until_killed 0
	[ "$(wc -l <"$WORLD/points")" -ge "$POINTS" ] ||
		POINTS=$(wc -l <"$WORLD/points")
	[ "$POINTS" -ge 20 ] || { echo "only $POINTS points"; return 1; }
	for ((i = 0; i < WORKERS; i++)); do
		worker $i >"$WORK/worker$i" 2>&1 &
	done
	wait
	cat "$WORK"/world?/results >"$WORK/results"
	note "$POINTS points, $(grep -c ^good "$WORK/results") good"
	! grep -v '^good\|^unreached' "$WORK/results"
	[ "$(grep -c ^good "$WORK/results")" -ge $((POINTS * 8 / 10)) ]
	is "$(wc -l <"$WORK/results")" "$POINTS" "points tried"
}

run_cases every_kill_between_ledger_and_record_comes_to_the_same_commits
