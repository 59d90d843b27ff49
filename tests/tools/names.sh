#!/bin/bash
# Names that grep, ctags and gdb cannot tell apart, in core, tui and include:
#
#   function NAME N   N functions of that name, statics included
#   struct NAME N     N structs of that name
#   macro NAME N      N functions written as NAME(…), with or without a body,
#                     so that their own name stands nowhere
#
# Definitions are known by the house's form: the name at the start of its line,
# and the brace of its body at the start of another. `names.sh update` writes
# names.txt anew and refuses to let it grow.
set -euo pipefail
cd "$(dirname "$0")/../.."
list=${NAMES:-tests/tools/names.txt}

names()
{
	git ls-files -co --exclude-standard -- 'core/*.[ch]' 'tui/*.[ch]' \
		'include/*.h' | while read -r file; do
		[ ! -f "$file" ] || echo "$file"
	done | xargs awk '
	function end()
	{
		if (head ~ /^[A-Z]/)	# body and all
			print "macro", head
		head = ""
	}
	FNR == 1 { head = "" }
	/^[a-z_][a-z_0-9]*\(/ {
		end()
		head = $0
		sub(/\(.*/, "", head)
	}
	/^([a-z_]+ )*[A-Z][A-Z_0-9]*\(/ {
		end()
		head = $0
		sub(/\(.*/, "", head)
		sub(/.* /, "", head)
	}
	/^[{]/ && head != "" {
		print head ~ /^[A-Z]/ ? "macro" : "function", head
		head = ""
	}
	/^$/ { end() }
	/^[}]|;$/ { head = "" }
	/^(static )?(const )?struct [a-z_0-9]+ [{]/ {
		sub(/ [{].*/, "")
		sub(/.* /, "")
		print "struct", $0
	}' | sort | uniq -c |
		awk '$2 == "macro" || $1 > 1 { print $2, $3, $1 }' |
		{ grep -vEx 'function main [0-9]+' || true; }
}

update()
{
	local now
	now=$(mktemp)
	names >"$now"
	[ ! -f "$list" ] || awk '
	NR == FNR { may[$1 " " $2] = $3; next }
	$3 > may[$1 " " $2] {
		print $1, $2, "stands", $3, "times"
		bad = 1
	}
	END { exit bad }' "$list" "$now" >&2 || { rm "$now"; exit 1; }
	mv "$now" "$list"
	chmod 644 "$list"
}

case ${1:-} in
list) names ;;
update) update ;;
*)
	sed -n '2,/^set/s/^# \{0,1\}//p' "$0" | sed '$d' >&2
	exit 64
	;;
esac
