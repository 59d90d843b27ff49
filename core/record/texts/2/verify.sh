#!/bin/sh
# Checks the chain of entries below entries/, from the first to the
# last, and that the newest commit ends in the same hash. Needs a
# POSIX shell, git and sha256sum. Prints the head, or the first entry
# that is wrong, and ends with 1. Ends with 3, without a verdict, where
# this copy does not hold what there is to check. It does not prove who
# wrote it: see README.md.
# The next line is read also where git has put CR at the ends of lines.
if [ -n "$(sed -n 3p "$0" 2>/dev/null | tr -dc '\r')" ]; then { echo 'NO VERDICT: git changed the line ends of this copy (core.autocrlf). Clone again: git clone -c core.autocrlf=false' >&2; exit 3; }; fi #
cd "$(dirname "$0")" || exit 2
export LC_ALL=C
# git would show other objects in place of those that are here
export GIT_NO_REPLACE_OBJECTS=1
unjudged() { echo "NO VERDICT: $*" >&2; exit 3; }
[ "$(git rev-parse --is-shallow-repository)" != true ] ||
	unjudged 'this copy is shallow: git fetch --unshallow'
[ "$(git config --bool core.sparseCheckout)" != true ] ||
	unjudged 'this copy is sparse: git sparse-checkout disable'
dir=$(mktemp -d) || exit 2
trap 'rm -rf "$dir"' EXIT
bad() { echo "BAD: $*" >&2; exit 1; }
[ -z "$(git for-each-ref refs/replace)" ] ||
	bad 'refs/replace shows other objects in place of some: git replace -l'
[ ! -s "$(git rev-parse --git-path info/grafts)" ] ||
	bad 'info/grafts gives commits other parents'
[ -z "$(git config core.worktree)" ] ||
	bad 'core.worktree shows the files of another folder'
main=$(git rev-parse -q --verify refs/heads/main) &&
	[ "$main" != "$(git rev-parse HEAD)" ] &&
	bad 'HEAD is not at the branch main: git checkout main'

# number, path: in the order of the numbers
find entries -name '*.json' | awk -F'[/.]' '
	{ printf "%d %s\n", ($2 * 100 + $3) * 100 + $4, $0 }' |
	sort -n >"$dir/list"
[ -s "$dir/list" ] || bad 'there are no entries'

# All lines into one file, and each line's hash: a line without its
# newline is what was hashed.
awk '{ print $2 }' "$dir/list" | xargs cat >"$dir/lines"
[ -z "$(tr -dc '\r' <"$dir/lines" | head -c 1)" ] || unjudged \
	'git changed the line ends of this copy (core.autocrlf).' \
	'Clone again: git clone -c core.autocrlf=false'
# After the line ends: git sees a difference in those too.
git diff --quiet --no-ext-diff --ignore-submodules HEAD -- ||
	bad 'a file is not as it was committed: git status'
[ "$(wc -l <"$dir/lines")" -eq "$(wc -l <"$dir/list")" ] ||
	bad 'some entry is not exactly one line'
mkdir "$dir/h"
(cd "$dir/h" && awk 'BEGIN { ORS = "" }
	{ f = sprintf("%09d", NR); print $0 >f; close(f) }
	' ../lines && find . -type f | sort | xargs sha256sum |
	cut -c1-64) >"$dir/hashes"
sed 's/^.*,"prev":"\([0-9a-f]*\)","seq":\([0-9]*\),.*$/\2 \1/' \
	"$dir/lines" >"$dir/links"

# Every entry has the next number, and names the hash before it.
paste -d' ' "$dir/list" "$dir/links" "$dir/hashes" | awk '
	BEGIN { prev = sprintf("%064d", 0) }
	$1 != NR { print "entry " NR " is missing"; exit 1 }
	$3 != NR { print "entry " NR " has another number"; exit 1 }
	$4 != prev {
		if (NR == 1)
			print "entry 1 does not begin the chain"
		else
			print "entry " NR - 1 " was changed, or entry " NR \
				" was: its prev does not fit"
		exit 1
	}
	{ prev = $5; last = NR }
	END { if (last == NR) print prev > "'"$dir"'/head" }
	' >"$dir/problem" || bad "$(cat "$dir/problem")"

head=$(cat "$dir/head")
count=$(wc -l <"$dir/list" | tr -d ' ')
said=$(git log -1 --format=%B |
	sed -n 's/^Ledger-Head: \([0-9a-f]*\)$/\1/p' | tail -n 1)
[ "$said" = "$head" ] || bad "entry $count was changed: the commit" \
	"says the head is $said, the entries say $head"
echo "ok: $count entries"
echo "head: $head"
