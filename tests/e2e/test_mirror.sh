#!/bin/bash
# Second places of the record: two persons say where, crier-mirror copies it
# there after each commit, the board says what lies where; a folder, and a real
# sshd with a pinned key.
. "$(dirname "$0")/../tools/tap.sh"
. "$TOP/tests/tools/crier.sh"
. "$TOP/tests/tools/stations.sh"

STATION=$WORK/station
at_end stop_station "$STATION"
at_end "$TOP/tests/servers/sshd.sh" stop "$WORK/sshd"

# of MIRROR FILTER: what the list says of it.
of()
{
	ask ".rows[] | select(.mirror == \"$1\") | $2" --as chu mirror list
}

# whole MIRROR: everything that the ledger has lies there.
whole()
{
	[ "$(of "$1" .state)" = whole ]
}

# lies PATH: the last entry in this repository's branch main.
lies()
{
	git --git-dir "$1" log -1 --format=%B main |
		sed -n 's/^Entries: [0-9]*-//p'
}

two_persons_say_where_it_goes()
{
	"$B/bin/crier" init "$STATION" --demo --lang en >"$WORK/said"
	has "$(as chu mirror list)" "copied nowhere"
	exits 77 as zhao mirror add near "$WORK/near"
	exits 65 as chu mirror add near near --lang en
	has "$out" "no place for a mirror"
	exits 65 as chu mirror add near "ssh://u:secret@127.0.0.1/x" --lang zh
	has "$out" 密码
	exits 65 as chu mirror add near "ssh://u@127.0.0.1/x" --lang en
	has "$out" fingerprint "ssh-keygen"
	exits 77 as chu mirror add near "ssh://u@10.1.2.3/x" --lang en
	has "$out" "this machine alone"
	as chu mirror add near "$WORK/near" >"$WORK/said"
	is "$(of near .state)" proposed
	exits 77 as chu mirror confirm near
	has "$(as wu status --lang zh)" 镜像 "$WORK/near"
	[ ! -e "$WORK/near" ]
	as wu mirror confirm near >"$WORK/said"
	until_true 20 whole near
	is "$(of near '.by, .confirmed_by')" $'chu\nwu'
	is "$(lies "$WORK/near")" "$(ask .station.seq status)"
}

each_commit_lies_there_at_once()
{
	local before
	before=$(lies "$WORK/near")
	open_incident zhao drill
	until_true 20 whole near
	[ "$(lies "$WORK/near")" -gt "$before" ]
	git --git-dir "$WORK/near" rev-parse -q --verify library >"$WORK/said"
	has "$(as chu mirror list --lang zh)" 完整 运行中
}

what_is_missing_is_told_and_comes_later()
{
	mv "$WORK/near" "$WORK/away"
	echo nothing >"$WORK/near"
	open_incident zhao drill
	until_true 20 has_fault near
	is "$(of near .state)" behind
	has "$(as chu status --lang en)" "MIRROR near lacks" "not a git"
	has "$(as chu status --lang zh)" "镜像 near 缺"
	exits 65 crier doctor --lang en
	has "$out" "mirror         near: "
	rm "$WORK/near"
	mv "$WORK/away" "$WORK/near"
	until_true 30 whole near
	has "$(crier doctor --lang en)" "mirror         near has all of it"
	hasnt "$(as chu status --lang en)" "MIRROR near"
}

has_fault()
{
	[ "$(of "$1" .failed)" != null ]
}

an_ssh_host_is_known_by_its_pinned_key()
{
	local address
	"$TOP/tests/servers/sshd.sh" start "$WORK/sshd" >"$WORK/vars"
	. "$WORK/vars"
	git init -q --bare "$SFTP_FOLDER/mirror.git"
	chown -R 6804 "$SFTP_FOLDER/mirror.git"
	ask .own_key --as chu mirror list >>"$WORK/sshd/authorized"
	address=ssh://site@127.0.0.1:$SFTP_PORT$SFTP_FOLDER/mirror.git
	# who drew the key was killed before its public half was there
	rm "$STATION/keys/mirror.pub"
	as chu mirror add far "$address" --key "$SFTP_OTHER" >"$WORK/said"
	as wu mirror confirm far >"$WORK/said"
	until_true 20 has_fault far
	has "$(of far .fault.en)" "another key" "$SFTP_PRINT"
	is "$(of far .state)" unknown
	has "$(as chu status --lang en)" "MIRROR far: not reached"
	is "$(git --git-dir "$SFTP_FOLDER/mirror.git" for-each-ref | wc -l)" 0
	as chu mirror add far "$address" --key "$SFTP_PRINT" >"$WORK/said"
	as wu mirror confirm far >"$WORK/said"
	until_true 20 whole far
	is "$(lies "$SFTP_FOLDER/mirror.git")" "$(ask .station.seq status)"
	has "$(crier doctor --lang zh)" "镜像：far：主机以 $SFTP_PRINT 辨认"
	git --git-dir "$SFTP_FOLDER/mirror.git" rev-parse -q --verify library \
		>"$WORK/said"
}

a_host_that_is_gone_is_behind_and_catches_up()
{
	"$TOP/tests/servers/sshd.sh" stop "$WORK/sshd"
	open_incident zhao drill
	until_true 20 has_fault far
	is "$(of far .state)" behind
	until_true 20 whole near
}

# Every tier asks for a mirror from now on.
tiers_ask_for_a_mirror()
{
	git clone -q "$STATION/library" "$WORK/library"
	sed -i "/^tiers:/,/^topics:/s/^  - id: .*/&\n    mirror: before-fire/" \
		"$WORK/library/rules/tiers.yaml"
	git -C "$WORK/library" -c user.name=x -c user.email=x@example.org \
		commit -qam "a mirror before a release"
	take_library "$WORK/library"
}

# armed: MESSAGE is a new one, approved and armed.
armed()
{
	new_message qian "$INCIDENT" truth
	submit_message qian "$MESSAGE"
	review_all "$MESSAGE"
	arm "$MESSAGE" wang
}

# fire_now [ARG…]: as an officer types it.
fire_now()
{
	as zheng release "$MESSAGE" fire --digest "$DIGEST" --confirm \
		"$(ask .fire_word message show "$MESSAGE")" "$@"
}

nothing_goes_out_before_a_mirror_has_it_where_a_tier_asks()
{
	tiers_ask_for_a_mirror
	until_true 20 whole near
	mv "$WORK/near" "$WORK/away"
	echo nothing >"$WORK/near"
	open_incident zhao drill
	armed
	exits 69 fire_now --lang en
	has "$out" "asks that a mirror has it" "near (last seen at" \
		"far (last seen at" --without-mirror
	exits 69 fire_now --lang zh
	has "$out" 镜像 最近确认
	has "$(as zheng release "$MESSAGE" fire --lang en 2>&1 || true)" \
		"No mirror has all of it yet" --without-mirror
	is "$(ask .mirrored.has message show "$MESSAGE")" false
	fire_now --without-mirror 线路中断 >"$WORK/said"
	has "$(as zheng message show "$MESSAGE" --lang zh)" \
		无镜像副本发布的理由 线路中断
	armed
	rm "$WORK/near"
	mv "$WORK/away" "$WORK/near"
	until_true 30 whole near
	is "$(ask .mirrored.has message show "$MESSAGE")" true
	fire_now >"$WORK/said"
}

stopped_it_gets_nothing_more()
{
	local before
	as chu mirror stop far 该机器已报废 >"$WORK/said"
	# nothing is under way that could still arrive
	until_true 20 whole near
	as chu mirror stop near 换新机器 >"$WORK/said"
	before=$(lies "$WORK/near")
	open_incident zhao drill
	sleep 0.5
	is "$(lies "$WORK/near")" "$before"
	is "$(ask '.rows | length' --as chu mirror list)" 0
	exits 0 crier ledger verify
}

run_cases \
	two_persons_say_where_it_goes \
	each_commit_lies_there_at_once \
	what_is_missing_is_told_and_comes_later \
	an_ssh_host_is_known_by_its_pinned_key \
	a_host_that_is_gone_is_behind_and_catches_up \
	nothing_goes_out_before_a_mirror_has_it_where_a_tier_asks \
	stopped_it_gets_nothing_more
