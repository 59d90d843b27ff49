#!/bin/bash
# Lines that ran, of those that can, by folder and in all; from the counts that
# a build with V=cov has left in FOLDER. Tests and headers do not count.
#
#   cov.sh FOLDER          folders and total
#   cov.sh FOLDER files    each file as well
set -euo pipefail
cd "$(dirname "$0")/../.."
build=${1:?the folder of a V=cov build}
each=${2:-}

# What never ran has no counts, only notes: gcov then says 0 %.
find "$build/obj/core" "$build/obj/tui" -name '*.gcno' | sort |
	while read -r notes; do
	source=${notes#"$build/obj/"}
	source=${source%.gcno}.c
	[ -f "$source" ] || continue
	gcov -n -o "${notes%/*}" "$notes" 2>/dev/null | awk -v want="$source" '
		/^File / { file = $2; gsub(/\047/, "", file) }
		/^Lines executed:/ && file == want {
			sub(/.*:/, "", $2)
			sub(/%/, "", $2)
			printf "%s %d %d\n", want, $4 * $2 / 100 + 0.5, $4
			file = ""
		}'
done | awk -v each="$each" '
	function line(name, run, all)
	{
		printf "%-40s %6d of %6d lines  %5.1f %%\n", name, run, all,
			all ? 100 * run / all : 0
	}
	{
		folder = $1
		sub("/[^/]*$", "", folder)
		if (each == "files")
			line($1, $2, $3)
		if (!(folder in all))
			order[++n] = folder
		run[folder] += $2
		all[folder] += $3
		run_sum += $2
		all_sum += $3
	}
	END {
		for (i = 1; i <= n; i++)
			line(order[i], run[order[i]], all[order[i]])
		line("all", run_sum, all_sum)
		exit all_sum == 0 || run_sum == 0
	}'
