#!/bin/bash
# `make attack`: the attacker's tests, and what they tried: how much was held
# off, how much is named by the station, and what nobody inside can see. A test
# that fails, or proves nothing, fails the run.
set -uo pipefail
cd "$(dirname "$0")/../.."
export TOP=$PWD B=${B:-$PWD/.build/release} LC_ALL=C.UTF-8
said=$(mktemp)
trap 'rm -f "$said"' EXIT
rc=0
for test in tests/attack/test_*.sh; do
	name=${test##*/test_}
	name=${name%.sh}
	[ $# -eq 0 ] || [[ " $* " == *" $name "* ]] || continue
	out=$(timeout 600 "$test" </dev/null 2>&1) || {
		rc=1
		grep -A 60 '^not ok' <<<"$out"
	}
	grep -q '^# attack: ' <<<"$out" || {
		echo "$name: nothing was tried"
		rc=1
	}
	sed -n "s/^# attack: \([a-z]*\): /\1 | $name | /p" <<<"$out" >>"$said"
done
for verdict in held named unseen; do
	sed -n "s/^$verdict | /${verdict}	/p" "$said"
done
count()
{
	grep -c "^$1 | " "$said"
}
echo "$(wc -l <"$said") tried: $(count held) held, $(count named) named," \
	"$(count unseen) not seen from inside"
[ -s "$said" ] || rc=1
exit $rc
