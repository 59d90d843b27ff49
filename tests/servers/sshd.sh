#!/bin/bash
# The real OpenSSH with its own SFTP server: start DIR prints SSHD_VERSION and
#
#   SFTP_PORT    its port
#   SFTP_USER    who may log in, with SFTP_PASSWORD or the key
#   SFTP_KEY     file of the private key
#   SFTP_PRINT   fingerprint of the server's key
#   SFTP_OTHER   fingerprint of a key that is not the server's
#   SFTP_FOLDER  where the files go
#   SFTP_LOCKED  a folder that the user may not write
#
# It must be started by root. Its users stand in a mount namespace of its own.
. "$(dirname "$0")/common.sh"

become_sshd()
{
	mount --bind "$dir/passwd" /etc/passwd
	mount -t tmpfs tmpfs /run
	mkdir /run/sshd
	exec "$root/usr/sbin/sshd" -D -e -r -f "$dir/sshd_config"
}

make_users()
{
	cat /etc/passwd
	echo "sshd:x:6803:65534::/run/sshd:/usr/sbin/nologin"
	echo "site:$(openssl passwd -6 s3cret):6804:65534::$dir/www:/bin/sh"
}

configuration()
{
	cat <<-EOF
	Port $1
	ListenAddress 127.0.0.1
	HostKey $dir/host
	AuthorizedKeysFile $dir/authorized
	PidFile none
	StrictModes no
	UsePAM no
	PasswordAuthentication yes
	PubkeyAuthentication yes
	Subsystem sftp internal-sftp
	EOF
}

print_of()
{
	ssh-keygen -lf "$1" | awk '{print $2}'
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
	local port
	[ "$(id -u)" = 0 ] || die "this OpenSSH is started by root alone"
	need openssh-server
	mkdir -p "$dir/www" "$dir/locked"
	dir=$(cd "$dir" && pwd)
	ssh-keygen -q -t ed25519 -N '' -f "$dir/host"
	ssh-keygen -q -t ed25519 -N '' -f "$dir/other"
	ssh-keygen -q -t ed25519 -N '' -f "$dir/key"
	cp "$dir/key.pub" "$dir/authorized"
	chmod 755 "$dir" "$(dirname "$dir")" "$dir/locked"
	chown 6804 "$dir/www"
	make_users >"$dir/passwd"
	port=$(free_ports 1)
	configuration "$port" >"$dir/sshd_config"
	unshare -m --propagation unchanged "$top/tests/tools/apart.sh" \
		"$servers/sshd.sh" inside "$dir" "$root" >"$dir/log" 2>&1 &
	echo $! >"$dir/pid"
	greets "$port" || {
		stop_pid_file "$dir/pid"
		die "the sshd started here does not greet: $(tail -n 5 \
			"$dir/log")"
	}
	echo "SSHD_VERSION=$("$root/usr/sbin/sshd" -V 2>&1 | sed -n \
		's/^OpenSSH_\([^ ,]*\).*/\1/p')"
	echo "SFTP_PORT=$port"
	echo "SFTP_USER=site"
	echo "SFTP_PASSWORD=s3cret"
	echo "SFTP_KEY=$dir/key"
	echo "SFTP_PRINT=$(print_of "$dir/host.pub")"
	echo "SFTP_OTHER=$(print_of "$dir/other.pub")"
	echo "SFTP_FOLDER=$dir/www"
	echo "SFTP_LOCKED=$dir/locked"
}

dir=${2:?DIR}
case $1 in
start)
	start
	;;
inside)
	root=$3
	become_sshd
	;;
stop)
	stop_pid_file "$dir/pid"
	;;
esac
