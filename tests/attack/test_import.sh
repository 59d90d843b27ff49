#!/bin/bash
# One administrator, or whoever hands a library over, tries to bring in what
# may not be stored: by every part of a git repository, as a repository and as
# a bundle. Refused or not, no file and no object of the station holds it.
. "$(dirname "$0")/attack.sh"
STATION=$WORK/station
LEAK=440524188001010014
at_end stop_station "$STATION"

a_station_is_made()
{
	crier init "$STATION" --demo
	crier status
	git clone -q "$STATION/library" "$WORK/clean"
	git -C "$WORK/clean" config user.name someone
	git -C "$WORK/clean" config user.email someone@example.org
}

# everything: each file as it lies, each object inflated, every name.
everything()
{
	local repo
	find "$STATION" -type f -print0 | xargs -0 cat --
	find "$STATION" -print
	for repo in "$STATION/record" "$STATION/library"; do
		git -C "$repo" cat-file --batch-all-objects --batch --buffer
		git -C "$repo" for-each-ref
	done
}

holds_it()
{
	everything | LC_ALL=C grep -qa "$LEAK"
}

# way WORDS COMMANDS: in a clone of the library; both forms are refused with
# the rule, and nothing is left.
way()
{
	local from words=$1
	rm -rf "$WORK/w" "$WORK/w.bundle"
	git clone -q "$WORK/clean" "$WORK/w"
	(
		cd "$WORK/w" || exit 1
		git config user.name someone
		git config user.email someone@example.org
		eval "$2"
	)
	git -C "$WORK/w" bundle create -q "$WORK/w.bundle" HEAD
	for from in "$WORK/w" "$WORK/w.bundle"; do
		exits "${3:-77}" crier --lang en --as chu playbook import "$from"
		[ "${3:-77}" != 77 ] || has "$out" "${4:-L-04}"
		! holds_it || {
			echo "the station holds it after: $words"
			return 1
		}
	done
	attack held "$words"
}

commit()
{
	git add -A && git commit -q --allow-empty -m "${1:-a change}"
}

every_way_in_is_closed()
{
	way "a file at the head" 'echo $LEAK >rumor/n.md; commit'
	way "an older commit" 'echo $LEAK >rumor/n.md; commit; git rm -q \
		rumor/n.md; commit'
	way "a dot file" 'echo $LEAK >.n; commit'
	way "a dot folder" 'mkdir .d; echo $LEAK >.d/n; commit'
	way "a comment of the rules" 'echo "# $LEAK" >>rules/lint.yaml; commit'
	way "a comment of a playbook" 'echo "# $LEAK" >>rumor/playbook.yaml; commit'
	way "a commit message" 'commit "for $LEAK"'
	way "a commit message, second paragraph" 'commit "ok

	for $LEAK"'
	way "an author" 'git commit -q --allow-empty -m x \
		--author "$LEAK <a@b.example>"'
	way "an author's address" 'git commit -q --allow-empty -m x \
		--author "a <$LEAK@b.example>"'
	way "a committer" 'GIT_COMMITTER_NAME=$LEAK git commit -q \
		--allow-empty -m x'
	way "a file name" 'echo a >$LEAK.md; commit'
	way "a folder name" 'mkdir -p a/$LEAK; echo a >a/$LEAK/b; commit'
	way "a merged side branch" 'git checkout -qb side; echo $LEAK >s; commit;
		git rm -q s; commit; git checkout -q -; commit; git merge -q \
		--no-ff -m merged side'
	way "a line of its own in a commit" 'git reset -q --hard "$(printf \
		"tree %s\nparent %s\nauthor a <a@b> 1 +0000\ncommitter a <a@b> 1 +0000\nnote $LEAK\n\nm\n" \
		"$(git rev-parse HEAD^{tree})" "$(git rev-parse HEAD)" |
		git hash-object -t commit -w --stdin --literally)"'
	way "full-width digits" 'echo ４４０５２４１８８００１０１００１４ >n; commit'
	way "a secrecy mark" 'echo 机密★5年 >n; commit' 77 L-01
	way "UTF-16" 'echo $LEAK | iconv -t UTF-16 >n; commit' 65
	way "a compressed file" 'echo $LEAK | gzip >n.gz; commit' 65
}

what_was_refused_for_another_reason_is_gone_too()
{
	way "in a broken playbook" 'echo $LEAK >n; echo "[" \
		>>rumor/playbook.yaml; commit' 65
	rm -rf "$WORK/other"
	git init -q "$WORK/other"
	echo "$LEAK" >"$WORK/other/n"
	git -C "$WORK/other" add n
	git -C "$WORK/other" -c user.name=a -c user.email=a@b commit -qm x
	git -C "$WORK/other" bundle create -q "$WORK/other.bundle" HEAD
	for from in "$WORK/other" "$WORK/other.bundle"; do
		exits 77 crier --as chu playbook import "$from"
		! holds_it
	done
	attack held "a library of another line"
}

# What is not of the head is no part of the import.
what_the_head_does_not_reach_does_not_come_in()
{
	rm -rf "$WORK/w"
	git clone -q "$WORK/clean" "$WORK/w"
	cd "$WORK/w"
	git config user.name someone
	git config user.email someone@example.org
	commit "in order"
	git tag -am "$LEAK" "v1"
	git checkout -qb other
	echo "$LEAK" >n
	commit
	git notes add -m "$LEAK"
	git checkout -q -
	git bundle create -q "$WORK/w.bundle" HEAD --all
	take_library "$WORK/w.bundle"
	! holds_it
	is "$(ask .station.library status)" "$(git rev-parse HEAD)"
	git -C "$WORK/clean" pull -q "$STATION/library"
	attack held "a tag, a note, another branch in the same bundle"
}

links_and_devices_are_no_library()
{
	way "a link" 'ln -s /etc/passwd n; commit' 65
	way "a link in an older commit" 'ln -s /etc/passwd n; commit; git rm -q \
		n; commit' 65
	way "a submodule" 'git update-index --add --cacheinfo \
		160000,$(git rev-parse HEAD),sub; git commit -qm x' 65
	mkfifo "$WORK/fifo"
	for from in "$WORK/fifo" /dev/zero /dev/null; do
		exits 65 timeout 20 "$B/bin/crier" --station "$STATION" \
			--as chu playbook import "$from"
	done
	attack held "a pipe, a device"
	rm -rf "$WORK/w"
	git clone -q "$WORK/clean" "$WORK/w"
	rm "$WORK/w/.git/HEAD"
	mkfifo "$WORK/w/.git/HEAD"
	exits 65 timeout 20 "$B/bin/crier" --station "$STATION" --as chu \
		playbook import "$WORK/w"
	attack held "a pipe inside a repository"
}

scratch_is_empty()
{
	[ -z "$(find "$STATION/scratch" -mindepth 1 -print -quit)" ]
}

nothing_is_left_anywhere()
{
	until_true 20 record_is_level
	until_true 20 scratch_is_empty
	! holds_it
	stop_station
	! holds_it
	is "$(find "$STATION/scratch" -mindepth 1 | wc -l)" 0
	git -C "$STATION/library" fsck --full
	crier status
	crier ledger verify
}

run_cases \
	a_station_is_made \
	every_way_in_is_closed \
	what_was_refused_for_another_reason_is_gone_too \
	what_the_head_does_not_reach_does_not_come_in \
	links_and_devices_are_no_library \
	nothing_is_left_anywhere
