# Sourced by every test script. A case is a function whose name is a sentence;
# `run_cases a b c` runs each in its own shell with errexit and prints one line
# of TAP for it. A check that fails prints what it got and what it wanted.

set -uo pipefail
export LC_ALL=C.UTF-8 LANGUAGE= TZ=UTC

TOP=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
B=${B:-$TOP/.build/release}
export TOP B
WORK=$(mktemp -d "${TMPDIR:-/tmp}/crier-test.XXXXXX")
export WORK
mkdir "$WORK/stop"
export HOME=$WORK/home XDG_CONFIG_HOME=$WORK/home/.config
# A console that was cut off leads back to its screen only where a test wants it:
# below a file nobody, root neither, makes a folder.
export XDG_STATE_HOME=/dev/null/none
unset XDG_DATA_HOME XDG_RUNTIME_DIR CRIER_STATION
mkdir -p "$HOME"

# at_end COMMAND…: run when the script ends, newest first.
at_end()
{
	local name
	name=$(printf '%s/%06d' "$WORK/stop" \
		"$((999999 - $(find "$WORK/stop" -type f | wc -l)))")
	printf '%q ' "$@" >"$name"
}

tap_end()
{
	local each
	for each in "$WORK"/stop/*; do
		[ -f "$each" ] && timeout 20 bash -c "
			. $TOP/tests/tools/proc.sh
			. $TOP/tests/tools/crier.sh
			$(cat "$each")" >>"$WORK/end.log" 2>&1
	done
	if [ -n "${KEEP:-}" ]; then
		echo "# kept: $WORK"
	else
		chmod -R u+rwX "$WORK" 2>/dev/null
		rm -rf "$WORK"
	fi
}
trap tap_end EXIT
trap 'exit 143' TERM INT HUP

. "$TOP/tests/tools/proc.sh"

note()
{
	printf '%s\n' "$@" | sed 's/^/# /'
}

# is GOT WANT [WHAT]
is()
{
	[ "$1" = "$2" ] && return 0
	printf '%s:\n got: %s\nwant: %s\n' "${3:-value}" "$1" "$2"
	return 1
}

# has TEXT PART…: every part stands in the text.
has()
{
	local text=$1 part
	shift
	for part; do
		[[ "$text" == *"$part"* ]] && continue
		printf ' got: %s\nwant: …%s…\n' "$text" "$part"
		return 1
	done
}

hasnt()
{
	[[ "$1" != *"$2"* ]] && return 0
	printf ' got: %s\nwant: nothing like %s\n' "$1" "$2"
	return 1
}

# exits CODE COMMAND…: runs it, output in $out, and checks the exit code.
exits()
{
	local want=$1 got=0
	shift
	out=$("$@" 2>&1 </dev/null) || got=$?
	[ "$got" -eq "$want" ] && return 0
	printf 'exit of: %s\n got: %s\nwant: %s\n%s\n' "$*" "$got" "$want" \
		"$out"
	return 1
}

# until_true SECONDS COMMAND…: tries until it succeeds.
until_true()
{
	local end=$((SECONDS + $1 + 1))
	shift
	until "$@" >/dev/null 2>&1; do
		[ $SECONDS -lt $end ] || {
			printf 'never true: %s\n' "$*"
			return 1
		}
		sleep 0.05
	done
}

run_cases()
{
	local each n=0 bad=0 log=$WORK/case.log rc start
	echo "1..$#"
	for each; do
		n=$((n + 1))
		start=$(date +%s%N)
		(
			set -eE
			trap 'echo "line $LINENO of ${FUNCNAME[0]:-}: \
$BASH_COMMAND" >&2' ERR
			"$each"
		) >"$log" 2>&1 </dev/null
		rc=$?
		if [ $rc -eq 0 ]; then
			grep '^# ' "$log" || true
			printf 'ok %d - %s (%d ms)\n' $n "$each" \
				$((($(date +%s%N) - start) / 1000000))
		else
			bad=1
			printf 'not ok %d - %s\n' $n "$each"
			tail -n 60 "$log" | cut -c1-600 | sed 's/^/#  /'
		fi
	done
	return $bad
}
