#!/bin/bash
# The host of an exchange: what `crier exchange init` makes, behind the real
# sshd and git-shell. A member writes its own branches and nothing else.
. "$(dirname "$0")/../tools/tap.sh"

at_end "$TOP/tests/servers/exchange.sh" stop "$WORK/host"
export GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=/dev/null
export GIT_AUTHOR_NAME=t GIT_AUTHOR_EMAIL=t@x GIT_COMMITTER_NAME=t \
	GIT_COMMITTER_EMAIL=t@x

# as_member ID GIT-ARG…: git, with this member's key.
as_member()
{
	local id=$1
	shift
	GIT_SSH_COMMAND="ssh -F none -i $WORK/$id -o IdentitiesOnly=yes \
-o StrictHostKeyChecking=no -o UserKnownHostsFile=$WORK/known -o LogLevel=ERROR" \
		git -C "$WORK/clone.$id" "$@"
}

# letter ID FILE: one more commit.
letter()
{
	mkdir -p "$WORK/clone.$1/letters/00/00"
	echo '{}' >"$WORK/clone.$1/letters/00/00/$2"
	git -C "$WORK/clone.$1" add .
	git -C "$WORK/clone.$1" commit -qm "$2"
}

the_host_lets_two_members_in()
{
	local each
	"$TOP/tests/servers/exchange.sh" start "$WORK/host" >"$WORK/vars"
	. "$WORK/vars"
	for each in city county stranger; do
		ssh-keygen -q -t ed25519 -N '' -C '' -f "$WORK/$each"
		git init -q "$WORK/clone.$each"
		git -C "$WORK/clone.$each" remote add host \
			"ssh://exchange@127.0.0.1:$EXCHANGE_PORT/exchange.git"
	done
	"$EXCHANGE_HOME/member" city "$(cat "$WORK/city.pub")" 1
	has "$("$EXCHANGE_HOME/member" county "$(cat "$WORK/county.pub")")" \
		ssh:// /exchange.git#
	exits 64 "$EXCHANGE_HOME/member" ../city "$(cat "$WORK/city.pub")"
	exits 64 "$EXCHANGE_HOME/member" city 'no-key AAAA'
	exits 64 "$EXCHANGE_HOME/member" city "$(printf '%s\n%s' \
		"$(cat "$WORK/city.pub")" 'ssh-ed25519 AAAA')"
}

a_member_writes_its_own_branches()
{
	. "$WORK/vars"
	letter city 01.json
	as_member city push -q host HEAD:refs/heads/station/city/1 \
		HEAD:refs/heads/drill/city/1
	letter city 02.json
	as_member city push -q host HEAD:refs/heads/station/city/1
	as_member county fetch -q host refs/heads/station/city/1
	is "$(as_member county rev-list --count FETCH_HEAD)" 2
	exits 128 as_member stranger fetch host
}

and_nothing_else()
{
	local ref
	letter county 01.json
	for ref in refs/heads/station/city/2 refs/tags/x \
		refs/heads/station/county/0 refs/heads/station/county/1/2 \
		refs/heads/other/county/1; do
		exits 1 as_member county push host "HEAD:$ref"
		has "$out" "none of county's own branches"
	done
	# one bad name and nothing of the push is kept
	exits 1 as_member county push host HEAD:refs/heads/station/county/1 \
		HEAD:refs/heads/main
	is "$(as_member county ls-remote host 'refs/heads/*/county/*')" ""
}

two_hundred_branches_are_one_push_or_many()
{
	local n refs=()
	for ((n = 1; n <= 201; n++)); do
		refs+=("HEAD:refs/heads/drill/county/$n")
	done
	exits 1 as_member county push -q host "${refs[@]}"
	has "$out" "county has 200 branches already"
	is "$(as_member county ls-remote host 'refs/heads/drill/county/*')" ""
}

nothing_is_rewritten_or_deleted()
{
	git -C "$WORK/clone.city" commit -q --amend -m other
	exits 1 as_member city push --force host \
		HEAD:refs/heads/station/city/1
	has "$out" "never rewritten"
	exits 1 as_member city push host :refs/heads/station/city/1
	is "$(as_member county ls-remote host | wc -l)" 2
}

a_push_and_a_member_have_their_bounds()
{
	. "$WORK/vars"
	head -c 1200000 /dev/urandom >"$WORK/clone.city/fat"
	letter city 03.json
	git -C "$WORK/clone.city" checkout -q --detach
	as_member city fetch -q host refs/heads/drill/city/1
	exits 1 as_member city push host HEAD:refs/heads/station/city/2
	has "$out" "quota of 1 MiB is used up"
	"$EXCHANGE_HOME/member" city "$(cat "$WORK/city.pub")" 40
	as_member city push -q host HEAD:refs/heads/station/city/2
	head -c 17000000 /dev/urandom >"$WORK/clone.city/fat"
	letter city 04.json
	exits 1 as_member city push host HEAD:refs/heads/station/city/2
	has "$out" "exceeds maximum allowed size"
	# what was refused is not there
	[ "$(du -sm "$EXCHANGE_HOME/exchange.git" | cut -f1)" -lt 6 ]
}

there_is_no_shell_and_no_other_repository()
{
	local ssh
	. "$WORK/vars"
	ssh="ssh -F none -i $WORK/city -p $EXCHANGE_PORT -o IdentitiesOnly=yes \
-o UserKnownHostsFile=$WORK/known -o LogLevel=ERROR exchange@127.0.0.1"
	exits 1 $ssh id
	has "$out" "only git fetch and git push"
	exits 128 $ssh "git-upload-pack '/x'; id"
	hasnt "$out" uid=
	exits 1 $ssh git-upload-archive /etc
	# a path is not listened to
	git clone -q --bare "$WORK/clone.county" "$WORK/host/else.git"
	git -C "$WORK/clone.county" remote set-url host \
		"ssh://exchange@127.0.0.1:$EXCHANGE_PORT$WORK/host/else.git"
	is "$(as_member county ls-remote host | grep -c station/city/1)" 1
}

who_is_taken_out_is_out()
{
	. "$WORK/vars"
	"$EXCHANGE_HOME/member" --without county
	exits 128 as_member county fetch host
	as_member city fetch -q host refs/heads/station/city/1
	# a second key of a member takes the first one's place
	"$EXCHANGE_HOME/member" city "$(cat "$WORK/stranger.pub")"
	exits 128 as_member city fetch host
	as_member stranger fetch -q host refs/heads/station/city/1
	is "$(grep -c 'as city"' "$EXCHANGE_HOME/.ssh/authorized_keys")" 1
}

an_exchange_is_made_once()
{
	chown -R 0 "$WORK/host/exchange"
	exits 75 "$B/bin/crier" exchange init "$WORK/host/exchange"
	exits 64 "$B/bin/crier" exchange init
}

run_cases \
	the_host_lets_two_members_in \
	a_member_writes_its_own_branches \
	and_nothing_else \
	two_hundred_branches_are_one_push_or_many \
	nothing_is_rewritten_or_deleted \
	a_push_and_a_member_have_their_bounds \
	there_is_no_shell_and_no_other_repository \
	who_is_taken_out_is_out \
	an_exchange_is_made_once
