#!/bin/bash
# The real OpenSMTPD with a maildir for each of two recipients: start DIR
# prints SMTPD_VERSION, HAPROXY_VERSION and
#
#   MAIL_PORT   takes mail for press@ and radio@county.example, refuses others
#               and letters over 8 KB
#   MAIL_LOST   the same; its answer to the end of a letter never returns
#   MAIL_TLS    the same behind TLS, certificate for 127.0.0.1 by MAIL_CA
#   MAIL_CA     that authority
#   MAIL_BOX    press/new, radio/new: what was delivered, once the server has
#               put it there
#
# It must be started by root, whose rights it drops: it is given its users and
# folders in a mount namespace of its own, and the machine keeps its own. TLS is
# HAProxy's, since this OpenSMTPD cannot use its key with Debian 12's OpenSSL.
. "$(dirname "$0")/common.sh"

configuration()
{
	cat <<-EOF
	table known file:$dir/known
	smtp max-message-size 8K
	listen on 127.0.0.1 port $1
	action "box" maildir "$dir/box/%{dest.user}" virtual <known>
	match from any for domain "county.example" action "box"
	EOF
}

fronts()
{
	cat <<-EOF
	defaults
	  mode tcp
	  timeout connect 2s
	  timeout client 60s
	  timeout server 60s
	frontend tls
	  bind 127.0.0.1:$1 ssl crt $dir/tls.pem
	  default_backend real
	backend real
	  server s 127.0.0.1:$2
	EOF
}

make_certificate()
{
	openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 \
		-nodes -days 30 -subj "/CN=127.0.0.1" \
		-addext subjectAltName=IP:127.0.0.1 \
		-keyout "$dir/tls.key" -out "$dir/ca.pem" \
		>"$dir/openssl.log" 2>&1 || die "$(cat "$dir/openssl.log")"
	cat "$dir/ca.pem" "$dir/tls.key" >"$dir/tls.pem"
}

# In the namespace: nothing outside of it sees these.
become_smtpd()
{
	mount --bind "$dir/passwd" /etc/passwd
	mount --bind "$dir/group" /etc/group
	mount --bind "$dir/libexec" /usr/libexec
	mount --bind "$dir/var" /var
	exec smtpd -d -f "$dir/smtpd.conf"
}

make_world()
{
	mkdir -p "$dir/libexec/opensmtpd" "$dir/var/run" "$dir/var/mail" \
		"$dir/var/lib/opensmtpd/empty" "$dir/var/spool/smtpd"
	mkdir -p -m 777 "$dir/box"
	chmod 711 "$dir/var/spool/smtpd"
	cp "$root"/usr/libexec/opensmtpd/* "$dir/libexec/opensmtpd/"
	{
		cat /etc/passwd
		echo "opensmtpd:x:6801:6801::/nonexistent:/usr/sbin/nologin"
		echo "opensmtpq:x:6802:6802::/nonexistent:/usr/sbin/nologin"
	} >"$dir/passwd"
	{
		cat /etc/group
		echo "opensmtpd:x:6801:"
		echo "opensmtpq:x:6802:"
	} >"$dir/group"
	printf '%s nobody\n' press@county.example radio@county.example \
		>"$dir/known"
}

# greets PORT: somebody says 220 there.
greets()
{
	local i
	for ((i = 0; i < 200; i++)); do
		if timeout 2 bash -c "read -r l <>/dev/tcp/127.0.0.1/$1 &&
			[[ \$l == 220*OpenSMTPD* ]]" 2>/dev/null; then
			return 0
		fi
		sleep 0.05
	done
	return 1
}

# The delivery agent runs as nobody; DIR stands in a test's own folder.
let_nobody_in()
{
	chmod o+x "$dir" "$(dirname "$dir")"
}

start()
{
	local ports
	[ "$(id -u)" = 0 ] || die "OpenSMTPD is started by root alone"
	need opensmtpd haproxy
	command -v smtpd >/dev/null || die "opensmtpd was not unpacked"
	mkdir -p "$dir"
	dir=$(cd "$dir" && pwd)
	make_world
	let_nobody_in
	make_certificate
	mapfile -t ports < <(free_ports 3)
	configuration "${ports[0]}" >"$dir/smtpd.conf"
	fronts "${ports[2]}" "${ports[0]}" >"$dir/haproxy.cfg"
	unshare -m --propagation unchanged "$top/tests/tools/apart.sh" \
		"$servers/opensmtpd.sh" inside "$dir" >"$dir/log" 2>&1 &
	echo $! >"$dir/pid"
	haproxy -db -f "$dir/haproxy.cfg" >"$dir/haproxy.log" 2>&1 &
	echo $! >"$dir/haproxy.pid"
	"$servers/mute.py" "${ports[1]}" "${ports[0]}" accepted \
		>"$dir/mute.log" 2>&1 &
	echo $! >"$dir/mute.pid"
	greets "${ports[0]}" && greets "${ports[1]}" || {
		stop_pid_file "$dir/pid"
		stop_pid_file "$dir/haproxy.pid"
		stop_pid_file "$dir/mute.pid"
		die "the smtpd started here does not greet: $(tail -n 5 \
			"$dir/log" "$dir/haproxy.log")"
	}
	echo "SMTPD_VERSION=$(sed -n 's/.*OpenSMTPD \([^ ]*\) .*/\1/p' \
		"$dir/log" | head -n 1)"
	echo "HAPROXY_VERSION=$(haproxy -v | sed -n \
		'1s/.*version \([0-9.]*\).*/\1/p')"
	echo "MAIL_PORT=${ports[0]}"
	echo "MAIL_LOST=${ports[1]}"
	echo "MAIL_TLS=${ports[2]}"
	echo "MAIL_CA=$dir/ca.pem"
	echo "MAIL_BOX=$dir/box"
}

dir=${2:?DIR}
case $1 in
start)
	start
	;;
inside)
	become_smtpd
	;;
stop)
	stop_pid_file "$dir/mute.pid"
	stop_pid_file "$dir/haproxy.pid"
	stop_pid_file "$dir/pid"
	;;
esac
