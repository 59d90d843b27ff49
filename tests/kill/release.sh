# Sourced: kills one program at every point of a release. The first run counts
# the points; workers, each with a world of its own, share them out.

. "$TOP/tests/kill/world.sh"

WORKERS=${KILL_WORKERS:-5}

# one_point PROGRAM N
one_point()
{
	local said
	(world_reset) >"$WORLD/reset" 2>&1 || (world_reset) \
		>>"$WORLD/reset" 2>&1 || {
		sed "s/^/point $2: no world to begin with: /" "$WORLD/reset" \
			>>"$WORLD/results"
		return 0
	}
	said=$(world_drive 60 LD_PRELOAD="$TOP/.build/release/tests/kill/preload.so" \
		KILL_PROGRAM="$1" KILL_AT="$2" KILL_ARMED="$WORLD/armed" \
		KILL_DONE="$WORLD/killed" KILL_LOG="$WORLD/points" 2>&1
		world_judge 2>&1)
	if [ "$2" -gt 0 ] && [ ! -f "$WORLD/killed" ]; then
		echo "unreached $2" >>"$WORLD/results"
	elif [ -n "$said" ]; then
		sed "s/^/point $2 ($(tail -n 1 "$WORLD/points")): /" \
			<<<"$said" >>"$WORLD/results"
	else
		echo "good $2 $(delivery_states "$MESSAGE" |
			grep -c ' unknown$')" >>"$WORLD/results"
	fi
}

worker()
{
	local n
	world_enter "$WORK/world$2"
	for ((n = $2 + 1; n <= POINTS; n += WORKERS)); do
		[ -z "${KILL_ONLY:-}" ] || [[ " $KILL_ONLY " == *" $n "* ]] ||
			continue
		one_point "$1" "$n"
	done
	stop_station
	stop_platforms
}

# release_kill PROGRAM; KILL_ONLY="3 7" for these points alone
release_kill()
{
	local i pids=()
	for ((i = 0; i < WORKERS; i++)); do
		(world_make "$WORK/world$i") >"$WORK/make$i" 2>&1 &
		pids+=($!)
	done
	wait "${pids[@]}" || { cat "$WORK"/make?; return 1; }
	world_enter "$WORK/world0"
	one_point "$1" 0
	grep -q ^good "$WORLD/results" || { cat "$WORLD/results"; return 1; }
	POINTS=$(wc -l <"$WORLD/points")
	rm "$WORLD/results"
	[ "$POINTS" -ge 10 ] || { echo "only $POINTS points"; return 1; }
	for ((i = 0; i < WORKERS; i++)); do
		worker "$1" $i >"$WORK/worker$i" 2>&1 &
	done
	wait
	cat "$WORK"/world?/results >"$WORK/results"
	note "$1: $POINTS points, $(grep -c ^good "$WORK/results") good, \
$(awk '/^good/ { n += $3 } END { print n + 0 }' "$WORK/results") unknowns"
	! grep -v '^good\|^unreached' "$WORK/results"
	[ "$(grep -c ^good "$WORK/results")" -ge \
		"$(grep -c ^unreached "$WORK/results")" ]
	[ "$(grep -c '^good\|^unreached' "$WORK/results")" -eq \
		"$(wc -w <<<"${KILL_ONLY:-$(seq "$POINTS")}")" ]
}
