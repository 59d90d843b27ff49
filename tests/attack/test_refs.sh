#!/bin/bash
# Who can write the record's folder, or hands over a copy of it, against those
# who read it: refs, grafts, settings and locks of git show another record, or
# hold the true one up, and no object is touched. Each is named by the station,
# by verify and, in a copy, by verify.sh.
. "$(dirname "$0")/attack.sh"
GOOD=$WORK/good
STATION=$WORK/station
RECORD=$STATION/record
at_end stop_station "$STATION"
at_end stop_station "$GOOD"
export GIT_AUTHOR_NAME=x GIT_AUTHOR_EMAIL=x@example.org
export GIT_COMMITTER_NAME=x GIT_COMMITTER_EMAIL=x@example.org

a_station_with_a_record_is_made()
{
	STATION=$GOOD
	crier init "$GOOD" --demo
	open_incident zhao drill
	until_true 20 record_is_level
	stop_station
	signers "$WORK/signers"
	crier doctor
}

copy()
{
	stop_station >/dev/null 2>&1 || true
	rm -rf "$STATION"
	cp -a "$GOOD" "$STATION"
}

# cloned: a fresh copy as it is handed over.
cloned()
{
	rm -rf "$WORK/clone"
	git clone -q "$GOOD/record" "$WORK/clone"
	cd "$WORK/clone"
}

# named PART…: verify and doctor say so, whether the station runs or not.
named()
{
	exits 65 crier doctor
	has "$out" "BAD  record" "$@"
	hasnt "$out" "record aside"
	crier status >/dev/null
	exits 65 crier ledger verify
	has "$out" "NOT CONSISTENT" "$@"
	exits 65 crier doctor
	has "$out" "BAD  record" "$@"
}

# forged PART…: both verifiers say so of the copy, and good is good.
forged()
{
	local got=0
	out=$(crier ledger verify . --signers "$WORK/signers" 2>&1) || got=$?
	is $got 65
	has "$out" "NOT CONSISTENT" "$@"
	got=0
	out=$(sh verify.sh 2>&1) || got=$?
	is $got 1
	has "$out" BAD
}

a_good_copy_is_good()
{
	cloned
	crier ledger verify . --signers "$WORK/signers"
	sh verify.sh
}

# The station goes on with the branch that it writes; nothing is lost.
a_head_on_an_older_branch_is_named_and_not_followed()
{
	copy
	git -C "$RECORD" branch old main~2
	git -C "$RECORD" symbolic-ref HEAD refs/heads/old
	named "HEAD is at refs/heads/old"
	before=$(git -C "$RECORD" rev-parse main)
	open_incident zhao drill
	until_true 20 record_is_level
	git -C "$RECORD" merge-base --is-ancestor "$before" main
	[ "$(git -C "$RECORD" rev-parse main)" != "$before" ]
	# the remedy mends it
	git -C "$RECORD" symbolic-ref HEAD refs/heads/main
	crier doctor
	cloned
	git checkout -q -b old main~1
	forged "HEAD is at"
	attack named "HEAD of the record, or of a copy, on an older branch"
}

a_replaced_object_is_named()
{
	copy
	cd "$RECORD"
	git replace main~1 "$(git commit-tree "main~2^{tree}" -p main~2 -m x)"
	named refs/replace
	cd "$WORK"
	cloned
	blob=$(git rev-parse HEAD:README.md)
	git replace "$blob" "$(echo forged | git hash-object -w --stdin)"
	git checkout -q HEAD -- README.md
	rm README.md && git checkout -q -- README.md
	is "$(cat README.md)" forged
	forged refs/replace
	# without the ref, the file that it left behind
	git replace -d "$blob" >/dev/null
	got=0
	out=$(sh verify.sh 2>&1) || got=$?
	is "$got $(cat README.md)" "1 forged"
	has "$out" "not as it was committed"
	attack named "refs/replace in the record, in a copy, and the file it left"
}

a_graft_is_named()
{
	copy
	mkdir -p "$RECORD/info"
	echo "$(git -C "$RECORD" rev-parse main)" >"$RECORD/info/grafts"
	named info/grafts
	cloned
	mkdir -p .git/info
	git rev-parse main >.git/info/grafts
	forged info/grafts
	attack named "grafts in the record and in a copy"
}

another_working_folder_is_named()
{
	copy
	mkdir "$WORK/elsewhere"
	git -C "$RECORD" config core.worktree "$WORK/elsewhere"
	named core.worktree
	cloned
	cp -a . "$WORK/elsewhere"
	git config core.worktree "$WORK/elsewhere"
	forged core.worktree
	attack named "core.worktree in the record and in a copy"
}

objects_of_another_place_are_named()
{
	copy
	echo "$GOOD/record/objects" >"$RECORD/objects/info/alternates"
	named objects/info/alternates
	attack named "alternates in the record"
}

# Nothing is lost: what waits is written as soon as the lock is gone. The
# board, the status and the doctor say why it waits.
a_foreign_lock_is_named_on_the_board_and_by_the_doctor()
{
	copy
	crier status >/dev/null
	until_true 20 record_is_level
	: >"$RECORD/refs/heads/main.lock"
	open_incident zhao drill
	until_true 20 record_says_why
	has "$(crier status)" behind lock
	has "$(env LC_ALL=zh_CN.UTF-8 "$B/bin/crier" --station "$STATION" \
		doctor || true)" "异常 档案库" 锁文件
	exits 65 crier doctor
	has "$out" "BAD  record" main.lock "a lock of somebody"
	rm "$RECORD/refs/heads/main.lock"
	until_true 20 record_is_level
	is "$(ask ".fault // \"\"" record status)" ""
	crier doctor
	attack named "a lock that keeps the record from advancing"
}

record_says_why()
{
	has "$(ask .fault record status)" lock
}

run_cases \
	a_station_with_a_record_is_made \
	a_good_copy_is_good \
	a_head_on_an_older_branch_is_named_and_not_followed \
	a_replaced_object_is_named \
	a_graft_is_named \
	another_working_folder_is_named \
	objects_of_another_place_are_named \
	a_foreign_lock_is_named_on_the_board_and_by_the_doctor
