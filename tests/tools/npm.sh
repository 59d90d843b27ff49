#!/bin/bash
# npm.sh NAME@VERSION: a package of other people, pinned, below .build/servers;
# prints the folder to run node in. Nothing is installed and no package runs a
# script of its own. Node.js is the machine's.
set -euo pipefail
cd "$(dirname "$0")/../.."
dir=${PRIVATE_DIR:-$PWD/.build/servers}/npm/${1//\//+}
mkdir -p "$dir"

command -v npm >/dev/null || {
	echo "npm: there is none; make check-sdks installs it" >&2
	exit 1
}
exec 9>"$dir/.lock"
flock 9
if [ ! -f "$dir/have" ]; then
	npm install --prefix "$dir" --ignore-scripts --no-audit --no-fund \
		--no-save --loglevel=error "$1" >"$dir/log" 2>&1 || {
		printf 'npm: cannot fetch %s: %s\n' "$1" \
			"$(tail -n 5 "$dir/log")" >&2
		exit 1
	}
	touch "$dir/have"
fi
echo "$dir"
