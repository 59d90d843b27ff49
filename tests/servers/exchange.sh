#!/bin/bash
# An exchange as `crier exchange init` makes it, behind the real OpenSSH and
# git-shell: start DIR prints
#
#   EXCHANGE_HOME   the folder, home of the user `exchange`
#   EXCHANGE_PORT   of sshd
#   EXCHANGE_PRINT  fingerprint of the host's key
#   EXCHANGE_OTHER  fingerprint of a key that is not the host's
#
# It must be started by root. Its users stand in a mount namespace of its own.
. "$(dirname "$0")/common.sh"

become_exchange()
{
	mount --bind "$dir/passwd" /etc/passwd
	mount -t tmpfs tmpfs /run
	mkdir /run/sshd
	exec "$root/usr/sbin/sshd" -D -e -r -f "$dir/sshd_config"
}

make_exchange_users()
{
	cat /etc/passwd
	echo "sshd:x:6803:65534::/run/sshd:/usr/sbin/nologin"
	echo "exchange:*:6805:65534::$dir/exchange:/usr/bin/git-shell"
}

exchange_configuration()
{
	cat <<-EOF
	Port $1
	ListenAddress 127.0.0.1
	HostKey $dir/host
	PidFile none
	UsePAM no
	PasswordAuthentication no
	MaxStartups 100
	EOF
}

greets()
{
	local i
	for ((i = 0; i < 200; i++)); do
		if timeout 2 bash -c "read -r l <>/dev/tcp/127.0.0.1/$1 &&
			[[ \$l == SSH-2.0-OpenSSH* ]]" 2>/dev/null; then
			return 0
		fi
		sleep 0.05
	done
	return 1
}

start()
{
	local port each
	[ "$(id -u)" = 0 ] || die "this OpenSSH is started by root alone"
	need openssh-server
	mkdir -p "$dir"
	dir=$(cd "$dir" && pwd)
	for each in host other; do
		ssh-keygen -q -t ed25519 -N '' -f "$dir/$each"
	done
	chmod 755 "$dir" "$(dirname "$dir")"
	"$B/bin/crier" exchange init "$dir/exchange" >&2
	chown -R 6805 "$dir/exchange"
	make_exchange_users >"$dir/passwd"
	port=$(free_ports 1)
	exchange_configuration "$port" >"$dir/sshd_config"
	unshare -m --propagation unchanged "$top/tests/tools/apart.sh" \
		"$servers/exchange.sh" inside "$dir" "$root" \
		>"$dir/log" 2>&1 &
	echo $! >"$dir/pid"
	greets "$port" || {
		stop_pid_file "$dir/pid"
		die "the sshd started here does not greet: $(tail -n 5 \
			"$dir/log")"
	}
	echo "EXCHANGE_HOME=$dir/exchange"
	echo "EXCHANGE_PORT=$port"
	for each in host other; do
		echo "EXCHANGE_$([ $each = host ] && echo PRINT ||
			echo OTHER)=$(ssh-keygen -lf "$dir/$each.pub" |
			awk '{print $2}')"
	done
}

dir=${2:?DIR}
case $1 in
start)
	start
	;;
inside)
	root=$3
	become_exchange
	;;
stop)
	stop_pid_file "$dir/pid"
	;;
esac
