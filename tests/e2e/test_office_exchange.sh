#!/bin/bash
# A git host for letters, set up by the README, command by command, on a copy of
# this machine's system that lasts as long as the test: an office with real
# users, its courier one of them, and a real sshd with git-shell. Only systemd
# is played (tests/tools/systemctl.sh). Needs root, directly or through sudo
# without a password.
. "$(dirname "$0")/../tools/office_system.sh"

SECTION="How a city and its counties share a git host"

# run_blocks SECTION N…: as zhang, with what this machine has for the examples.
run_blocks()
{
	local section=$1 n script
	shift
	for n; do
		script=$(blocks "$n" "$section")
		[ -n "$script" ]
		script=${script//"ssh-ed25519 AAAA…"/${KEY:-}}
		script=${script//"ssh://exchange@git.example.cn/exchange.git#SHA256:…"/${ADDRESS:-}}
		by zhang bash -euo pipefail -c "$script" >"$WORK/said.$n" \
			2>&1 || {
			cat "$WORK/said.$n"
			return 1
		}
	done
}

status()
{
	by zhang crier exchange status --json | jq -r ".$1"
}

status_is()
{
	is "$(status state)" "$1"
}

an_office_is_there()
{
	make -s -C /srv/crier ${CC:+CC="$CC"} install PREFIX=/usr
	by zhang sudo systemd-sysusers crier.conf
	run_blocks "How an office sets it up" 2
	is "$(blocks 5 "$SECTION")" ""
}

a_host_and_a_courier_are_there()
{
	run_blocks "$SECTION" 1 2
	# the last line of what status printed, until the courier has said it
	until_true 10 has "$(status key)" "ssh-ed25519 "
	status_is off
	is "$(stat -c '%U %a' /var/lib/crier-courier /var/lib/crier-courier/key |
		paste -sd,)" "crier-courier 700,crier-courier 600"
	is "$(stat -c '%U' "/proc/$(pgrep -f 'crier-courier --socket')")" \
		crier-courier
}

the_member_is_let_in_and_the_host_is_well()
{
	local port
	port=$(cat "$WORK/port")
	cp "$WORK/host.pub" /etc/ssh/ssh_host_ed25519_key.pub
	KEY=$(status key) run_blocks "$SECTION" 3
	has "$(cat "$WORK/said.3")" ssh://exchange@ "/exchange.git#SHA256:"
	ADDRESS=$(sed "s,@[^/]*/,@127.0.0.1:$port/," "$WORK/said.3") \
		run_blocks "$SECTION" 4
	has "$(cat "$WORK/said.4")" "$(ssh-keygen -lf "$WORK/host.pub" |
		cut -d' ' -f2)"
	until_true 20 status_is fine
	is "$(stat -c %U /srv/exchange/.ssh/authorized_keys)" exchange
}

# The socket is open to all, and believes one user.
nobody_else_is_the_courier()
{
	local line='{"hello":{"protocol":1,"courier":"ssh-ed25519 AAAA"}}'
	has "$(by passer perl -MIO::Socket::UNIX -e '
		$s = IO::Socket::UNIX->new($ARGV[0]) or die;
		print $s "$ARGV[1]\n"; print scalar <$s>' \
		/var/lib/crier/courier.sock "$line")" not-courier
	status_is fine
}

# Unknown is what nobody tells of; it is never called fine.
without_its_courier_the_board_says_so()
{
	by zhang sudo systemctl stop crier-courier
	until_true 5 status_is absent
	has "$(by zhang crier status --lang zh)" 信使未运行
	by zhang sudo systemctl restart crier-courier
	until_true 10 status_is fine
	hasnt "$(by zhang crier status --lang zh)" 信使
}

at_end umount -l "$WORK/new"
(
	set -e
	copy_system
	add_programs
	make_people
	start_sshd
) >"$WORK/setup.log" 2>&1
if [ $? -ne 0 ]; then
	sed 's/^/# /' "$WORK/setup.log"
	echo "Bail out! no copy of the system"
	exit 1
fi

run_cases \
	an_office_is_there \
	a_host_and_a_courier_are_there \
	the_member_is_let_in_and_the_host_is_well \
	nobody_else_is_the_courier \
	without_its_courier_the_board_says_so
