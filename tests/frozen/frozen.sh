#!/bin/bash
# What the program of today makes of a frozen station, into a folder:
#
#   frozen.sh make KIT OUT          everything that test_frozen.sh compares
#   frozen.sh restore KIT DIR       the station as its release left it
#   frozen.sh freeze KIT LIBRARY    play.sh's last step: the record of the
#                                   station that answers KIT/acts.jsonl
#
# Also `make frozen`, which writes KIT/want anew.
. "$(dirname "$0")/../tools/tap.sh"
set -eE
trap 'echo "frozen.sh, line $LINENO: $BASH_COMMAND" >&2' ERR
HERE=$TOP/tests/frozen
KIT=$(realpath "$2")
export B FROZEN_LIB=$HERE
# room NAME CLONE MAIN LIBRARY: programs, and a clone with these branches.
room()
{
	ROOM=$WORK/$1
	mkdir -p "$ROOM/prefix/libexec/crier" "$ROOM/prefix/share/crier"
	cp "$B/libexec/crier/crier-station" "$ROOM/prefix/libexec/crier/"
	cp "$HERE/relay.pl" "$ROOM/prefix/libexec/crier/crier-relay"
	ln -s "$TOP/playbooks" "$ROOM/prefix/share/crier/playbooks"
	git clone -q --bare "$2" "$ROOM/clone"
	git -C "$ROOM/clone" update-ref refs/heads/main "$3"
	git -C "$ROOM/clone" update-ref refs/heads/library "$4"
}

# frozen VERB [WORD…]: frozen.pl in the room; what it says if it fails.
frozen()
{
	local verb=$1
	shift
	perl "$HERE/frozen.pl" "$verb" "$KIT" "$ROOM" "$@" \
		>"$ROOM/$verb.log" 2>&1 || {
		tail -n 20 "$ROOM/$verb.log" "$ROOM/station.log"
		return 1
	}
}

# replay OUT: with the library that the play imports, and a place for what
# it pushes.
replay()
{
	room replay "$ORIGIN" $(<"$KIT/origin.commits")
	git clone -q --bare -b library "$ORIGIN" "$ROOM/library.git"
	git -C "$ROOM/library.git" branch -q -f main library
	git -C "$ROOM/library.git" symbolic-ref HEAD refs/heads/main
	git init -q --bare "$ROOM/mirror.git"
	mkdir -p "$1"
	frozen replay "$1"
}

# entries RECORD COMMIT: the lines of the ledger, as the record has them.
entries()
{
	local out=$WORK/tree
	rm -rf "$out"
	mkdir "$out"
	git -C "$1" archive "$2" entries | tar -x -C "$out"
	find "$out" -name '*.json' | LC_ALL=C sort | xargs cat
}

# Without `prev`, so that a difference is one line and not all that follow.
# The chain itself is in the head's commit.
bare()
{
	perl "$HERE/frozen.pl" bare "$@"
}

rows()
{
	local table
	for table in $(sqlite3 "$1" "select name from sqlite_master where
		type = 'table' and name not like 'sqlite_%' and name not in
		('entry', 'act', 'stale') order by name"); do
		echo "## $table"
		sqlite3 -json "$1" "select * from $table order by 1" |
			sed 's/^\[//; s/\]$//; s/},$/}/'
	done
}

# The record's commits, each with its files; the id only of the last, for one
# that changes changes all after it.
record()
{
	echo "head $2"
	git -C "$1" log --reverse --name-status --no-renames \
		--format='%n%an: %s' "$2"
}

# head_of RECORD: the commit of the last frozen act.
head_of()
{
	local acts
	acts=$(cut -c1-42 "$KIT/ledger.jsonl" | uniq | wc -l)
	git -C "$1" rev-list --reverse main | sed -n "${acts}p"
}

say_help()
{
	local lang=$1 verb
	echo "## crier help"
	"$B/bin/crier" --lang "$lang" help
	echo "## crier help --acts"
	"$B/bin/crier" --lang "$lang" help --acts
	echo "## crier help --man"
	"$B/bin/crier" --lang "$lang" help --man
	for verb in $("$B/bin/crier" --lang en help |
		sed -n 's/^  \([a-z]*\) .*/\1/p' | sort -u); do
		echo "## crier help $verb"
		"$B/bin/crier" --lang "$lang" help "$verb" >"$WORK/help" || true
		cat "$WORK/help"
		"$B/bin/crier" --lang "$lang" "$verb" --help >"$WORK/other" ||
			true
		cmp -s "$WORK/help" "$WORK/other" || {
			echo "## crier $verb --help"
			cat "$WORK/other"
		}
	done
}

make_all()
{
	local out=$1 head record lang
	mkdir -p "$out"
	for lang in en zh; do
		say_help $lang >"$out/help.$lang.txt"
	done
	replay "$out"
	diff <(bare <"$KIT/ledger.jsonl") \
		<(entries "$ROOM/station/record" main | bare "$ROOM/learnt") \
		>"$out/replay.diff" || true
	perl "$HERE/frozen.pl" files "$ROOM/station/record" "$WORK/tree" \
		>"$out/files.txt"
	room restore "$ORIGIN" "$(head -n 1 "$KIT/origin.commits")" library
	frozen restore
	record=$ROOM/station/record
	head=$(head_of "$record")
	record "$record" "$head" >"$out/record.txt"
	room ask "$record" "$head" library
	frozen ask "$out"
	rows "$ROOM/station/ledger.db" >"$out/rows.txt"
	"$B/bin/crier" --lang en help --acts >"$WORK/acts"
	frozen refuse "$out" "$WORK/acts"
}

case $1 in
make)
	ORIGIN=$KIT/origin.bundle
	make_all "$(realpath -m "$3")"
	;;
restore)
	ORIGIN=$KIT/origin.bundle
	room restore "$ORIGIN" "$(head -n 1 "$KIT/origin.commits")" library
	frozen restore
	# its lists are of another shape: entries alone were put back
	sqlite3 "$ROOM/station/ledger.db" "pragma writable_schema = on;
		update sqlite_schema set sql = replace(sql, '/* shape ',
			'/* shape 0')"
	cp -a "$ROOM/station" "$3"
	;;
freeze)
	ORIGIN=$4
	git -C "$ORIGIN" fetch -q "$3" "$(git -C "$3" rev-parse HEAD)"
	git -C "$ORIGIN" update-ref refs/heads/library FETCH_HEAD
	git -C "$ORIGIN" repack -adfq --depth=50 --window=250
	git -C "$ORIGIN" bundle create -q "$KIT/origin.bundle" main library
	replay "$WORK/out"
	entries "$ROOM/station/record" main >"$KIT/ledger.jsonl"
	last=$(tail -n 1 "$KIT/ledger.jsonl" |
		sed 's/.*"time":\([0-9]*\).*/\1/')
	echo $((last + 1000)) >"$KIT/now"
	;;
*)
	sed -n '2,/^$/s/^# \{0,1\}//p' "$0"
	exit 64
	;;
esac
