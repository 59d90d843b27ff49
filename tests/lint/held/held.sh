#!/bin/sh
# Measures the rules on sets of notices by other hands and prints each row that
# they do not manage: held.sh FOLDER ...   (see README.md beside this)
set -eu
TOP=${TOP:-$(cd "$(dirname "$0")/../../.." && pwd)}
B=${B:-$TOP/.build/release}
here=$PWD
for folder; do
	case $folder in
	/*) ;;
	*) folder=$here/$folder ;;
	esac
	(cd "$TOP" && "$B/tests/domain/test_held" "$folder")
done
