#!/bin/bash
# Formats with clang-format, whose major version decides how some lines break:
# 14 is the one this tree is written with.
#
#   format.sh          what differs from HEAD, and files git does not know yet
#   format.sh all      every file
#   format.sh check    changes nothing; says which files would, and fails
set -euo pipefail
cd "$(dirname "$0")/../.."
want=14

version=$(clang-format --version 2>/dev/null |
	sed -n 's/.*version \([0-9]*\)\..*/\1/p') || true
[ "$version" = $want ] || {
	echo "format: clang-format $want is needed, here is ${version:-none}" >&2
	exit 1
}

existing()
{
	while read -r file; do
		[ ! -f "$file" ] || echo "$file"
	done
}

differing()
{
	{
		git diff --name-only HEAD -- '*.c' '*.h'
		git ls-files -o --exclude-standard -- '*.c' '*.h'
	} | sort -u | existing
}

every()
{
	git ls-files -co --exclude-standard -- '*.c' '*.h' | existing
}

# One line a file; the rest of what clang-format says is where.
check()
{
	local out
	out=$(every | xargs -n 40 clang-format --dry-run -Werror 2>&1) &&
		return 0
	grep -o '^[^ :]*:[0-9]*:[0-9]*: error' <<<"$out" | cut -d: -f1 |
		sort | uniq -c | awk '{
			print $2 ": " $1 " places, run make format" }'
	return 1
}

case ${1:-} in
'') differing | xargs -r clang-format -i ;;
all) every | xargs -n 40 clang-format -i ;;
check) check ;;
*)
	sed -n '2,/^set/s/^# \{0,1\}//p' "$0" | sed '$d' >&2
	exit 64
	;;
esac
