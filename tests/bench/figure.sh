# Sourced by the figures: rows of the table, and measuring a process.
. "$TOP/tests/tools/tap.sh"
. "$TOP/tests/tools/crier.sh"
STATION=$WORK/station
# A step that fails leaves nothing to measure; the part ends there.
set -eE
shopt -s inherit_errexit
trap 'echo "${0##*/}: line $LINENO failed: $BASH_COMMAND" >&2' ERR

# row FIGURE OURS BESIDE RATIO AIM: OURS and BESIDE are `-` or hold a number,
# and one of them holds one that is not zero.
row()
{
	local column
	for column in "$2" "$3"; do
		[ "$column" = - ] || [[ "$column" == *[0-9]* ]] || {
			echo "$1: nothing was measured ($column)"
			exit 1
		}
	done
	[[ "$2$3" == *[1-9]* ]] || {
		echo "$1: only zeros were measured ($2, $3)"
		exit 1
	}
	printf '%-46s | %-22s | %-30s | %7s | %s\n' "$@"
}

# aim WORDS le|ge VALUE LIMIT [VALUE LIMIT…]: the last column of a row, with
# whether every value keeps to its limit; no value and nought keep to none.
# run.sh counts the two words.
aim()
{
	local words=$1 op=$2
	shift 2
	awk -v words="$words" -v op="$op" 'BEGIN {
		for (i = 1; i < ARGC; i += 2) {
			if (ARGV[i] !~ /^[0-9.]+$/ || ARGV[i] + 0 == 0 ||
				(op == "le" && ARGV[i] + 0 > ARGV[i + 1] + 0) ||
				(op == "ge" && ARGV[i] + 0 < ARGV[i + 1] + 0))
				bad = 1
		}
		print words (bad ? ": MISSED" : ": met")
	}' "$@"
}

# value NAME LINE: of a line of name=value pairs.
value()
{
	sed -n "s/.*\b$1=\([^ ]*\).*/\1/p" <<<"$2" | head -n 1
}

ratio()
{
	awk -v a="$1" -v b="$2" 'BEGIN {
		if (b > 0)
			printf a / b < 0.01 ? "%.1g" : "%.2f", a / b
		else
			printf "-" }'
}

# ms COMMAND…: wall milliseconds, output thrown away.
ms()
{
	local start
	start=$(date +%s%N)
	"$@" >/dev/null 2>&1 || return 1
	echo $((($(date +%s%N) - start) / 1000000))
}

# median of the numbers on stdin
median()
{
	sort -g | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'
}

# usage PID: "CPU-microseconds write-bytes fsyncs-so-far-unknown"
cpu_us()
{
	awk -v tick="$(getconf CLK_TCK)" '{ sub(/.*\) /, "")
		printf "%.0f\n", ($12 + $13) * 1000000 / tick }' \
		"/proc/$1/stat"
}

written()
{
	awk '/^write_bytes/ { print $2 }' "/proc/$1/io"
}
