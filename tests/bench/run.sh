#!/bin/bash
# `make bench`: the figures of the project, each beside its peer measured in
# the same run on the same machine, and whether it keeps to its aim. Every part
# is a script of its own in this folder, prints rows `figure | ours | beside |
# ratio | aim`, and can be run alone: tests/bench/run.sh acts large
# A part that does not run, a program that is missing, and a figure with no work
# behind it are failures, never an aim that is met.
set -uo pipefail
cd "$(dirname "$0")/../.."
export TOP=$PWD B=${B:-$PWD/.build/release} LC_ALL=C.UTF-8

machine()
{
	printf '%s cores of %s, %s GiB, %s\n' "$(nproc)" \
		"$(sed -n 's/^model name.*: //p' /proc/cpuinfo | head -n 1)" \
		"$(awk '/^MemTotal/ { printf "%.0f", $2 / 1048576 }' \
			/proc/meminfo)" "$(. /etc/os-release; echo "$PRETTY_NAME")"
	printf 'kernel %s, temporary files on %s, load %s\n' "$(uname -r)" \
		"$(df --output=fstype "${TMPDIR:-/tmp}" | tail -n 1)" \
		"$(cut -d' ' -f1-3 /proc/loadavg)"
}

for program in tests/bench/*.c; do
	[ -x "$B/${program%.c}" ] || {
		echo "bench: no program $B/${program%.c}: make bench" >&2
		exit 1
	}
done

echo "machine: $(machine | paste -sd';')"
echo "commit:  $(git describe --always --dirty 2>/dev/null)"
echo "command: make bench${*:+ (parts: $*)}"
echo
printf '%-46s | %-22s | %-30s | %7s | %s\n' figure ours beside ratio aim
printf -- '-%.0s' {1..140}
echo
rc=0
parts=0
said=$(mktemp)
trap 'rm -f "$said"' EXIT
for part in tests/bench/figure_*.sh; do
	name=${part##*/figure_}
	name=${name%.sh}
	[ $# -eq 0 ] || [[ " $* " == *" $name "* ]] || continue
	parts=$((parts + 1))
	timeout 1800 "$part" </dev/null | tee -a "$said" || {
		echo "$name: failed (exit ${PIPESTATUS[0]})"
		rc=1
	}
done
[ $parts -gt 0 ] || {
	echo "bench: no such part: $*"
	rc=1
}
echo
printf '%s aims met, %s missed\n' "$(grep -c ': met$' "$said")" \
	"$(grep -c ': MISSED$' "$said")"
exit $rc
