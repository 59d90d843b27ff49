#!/bin/bash
# Runs tests and counts them. Each job is a program that prints TAP: a cmocka
# program of the unit tests, or a script. Two programs run at a time and, since
# scripts mostly wait for others, two scripts beside them; each under a time
# limit. A skip, a missing program, a program that ran fewer cases than it
# planned and a run of nothing are failures.
#
#   tests/run.sh unit PROGRAM…   these programs
#   tests/run.sh all             what `make check` runs
#   tests/run.sh platforms       what `make check-platforms` runs
#   tests/run.sh sdks            what `make check-sdks` runs
#
# The last lines are what failed, once more and short, for a reader who has
# the end alone; the very last is `N passed, N failed, N skipped`.
set -uo pipefail
cd "$(dirname "$0")/.."
export TOP=$PWD LC_ALL=C.UTF-8 CMOCKA_MESSAGE_OUTPUT=TAP
# Without strict_string_checks: it reads every bounded compare to the end of
# its string, and a linear parser takes minutes.
export ASAN_OPTIONS=detect_stack_use_after_return=1
export UBSAN_OPTIONS=print_stacktrace=1
logs=$PWD/.build/test-logs
jobs_at_once=${TEST_JOBS:-2}
limit=${TEST_LIMIT:-600}

# Two plans of one job a line: NAME LIMIT COMMAND…
programs=$(mktemp)
scripts=$(mktemp)
results=$(mktemp)
trap 'rm -f "$programs" "$scripts" "$results"' EXIT

# add_program NAME LIMIT PROGRAM
add_program()
{
	echo "$*" >>"$programs"
}

# The programs that must be there, from the sources.
add_unit()
{
	local variant=$1 source
	for source in tests/*/test_*.c; do
		[ -f "$source" ] || continue
		add_program "$variant/${source#tests/}" "$limit" \
			"$PWD/.build/$variant/${source%.c}"
	done
}

add_scripts()
{
	local script
	for script; do
		[ -f "$script" ] && echo "${script#tests/}" "$limit" \
			env B="$PWD/.build/release" "$PWD/$script" >>"$scripts"
	done
}

# Counts the TAP of one job: "passed failed skipped" and complaints.
count()
{
	awk -v rc="$2" '
	/^1\.\.[0-9]+/ { planned += substr($1, 4) }
	/^ok / && /# *[Ss][Kk][Ii][Pp]/ { skipped++; next }
	/^not ok / && /# *[Ss][Kk][Ii][Pp]/ { skipped++; next }
	/^ok / { passed++ }
	/^not ok / { failed++ }
	END {
		run = passed + failed + skipped
		if (run < planned || run == 0 || (rc != 0 && !failed &&
			!skipped))
			failed += run < planned ? planned - run : 1
		print passed + 0, failed + 0, skipped + 0
	}' "$1"
}

run_job()
{
	local name=$1 seconds=$2 log rc start end counts
	shift 2
	log=$logs/${name//\//-}.log
	start=$(date +%s%N)
	if [ "$1" = env ] || [ -x "$1" ]; then
		timeout --kill-after=25 "$seconds" "$@" >"$log" 2>&1 \
			</dev/null
		rc=$?
	else
		echo "missing program: $1" >"$log"
		rc=127
	fi
	end=$(date +%s%N)
	[ $rc -ne 124 ] || echo "over its limit of $seconds s" >>"$log"
	counts=$(count "$log" $rc)
	echo "$counts" >>"$results"
	set -- $counts
	{
		printf '%-44s %4d passed %2d failed %2d skipped %6d ms\n' \
			"$name" "$1" "$2" "$3" $(((end - start) / 1000000))
		if [ "$2" -ne 0 ] || [ "$3" -ne 0 ]; then
			grep -v '^ok ' "$log" | tail -n 70 | cut -c1-500
			echo "  (exit $rc; whole output: ${log#"$TOP"/})"
		else
			grep '^# ' "$log" | grep -v '^# ok - '
		fi
	} >"$log.said"
	cat "$log.said"
}

# run_plan PLAN
run_plan()
{
	local line
	while read -r line; do
		while [ "$(jobs -rp | wc -l)" -ge "$jobs_at_once" ]; do
			wait -n
		done
		# shellcheck disable=SC2086
		run_job $line &
	done <"$1"
	wait
}

mkdir -p "$logs"
rm -f "$logs"/*
mode=${1:-}
shift || true
case $mode in
unit)
	for program; do
		add_program "${program#*.build/}" "$limit" \
			"$PWD/${program#"$PWD"/}"
	done
	;;
all)
	# The long ones first, so that the cores stay busy to the end.
	add_scripts tests/kill/test_*.sh tests/attack/test_*.sh \
		tests/e2e/test_*.sh tests/servers/test_*.sh \
		tests/fuzz/test_*.sh tests/tools/test_*.sh \
		tests/frozen/test_*.sh tests/acts/test_*.sh
	add_unit asan
	add_unit release
	;;
sdks)
	add_scripts tests/sdks/test_*.sh
	;;
platforms)
	add_scripts tests/platforms/test_*.sh
	;;
*)
	sed -n '2,/^set/s/^# \{0,1\}//p' "$0" | sed '$d'
	exit 64
	;;
esac
# What failed, in a few lines a job.
recall_failed()
{
	local said log
	for said in "$logs"/*.said; do
		log=${said%.said}
		grep -qE ' [1-9][0-9]* (failed|skipped)' <(head -n 1 "$said") ||
			continue
		head -n 1 "$said"
		grep -E '^not ok |# *[Ss][Kk][Ii][Pp]' "$log" | head -n 3 |
			cut -c1-200 | sed 's/^/  /'
		grep -vE '^(not )?ok ' "$log" | tail -n 5 | cut -c1-300 |
			sed 's/^/  /'
	done
}

run_plan "$scripts" &
run_plan "$programs" &
wait
recall_failed

versions=$(cat "$logs"/*.said 2>/dev/null | sed -n 's/^# server: //p' |
	sort -u | paste -sd, | sed 's/,/, /g')
[ -z "$versions" ] || echo "servers: $versions"
awk '{ p += $1; f += $2; s += $3 }
END {
	if (NR == 0 || p + f + s == 0)
		f++
	printf "%d passed, %d failed, %d skipped\n", p, f, s
	exit f + s > 0
}' "$results"
