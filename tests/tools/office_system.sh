# Sourced first by tests of a whole office. It begins the test anew in namespaces
# of its own; then there are a copy of this machine's system that lasts as long
# as the test, users and sshd in it, the README's commands, and windows of 80x24
# over ssh.
if [[ "${IN_OFFICE:-}" != mnt:* ]]; then
	as_root=()
	[ "$(id -u)" -eq 0 ] || as_root=(sudo -n)
	here=$(cd "$(dirname "$0")" && pwd)
	exec "${as_root[@]}" env IN_OFFICE="$(readlink /proc/self/ns/mnt)" \
		B="${B:-}" TMPDIR="${TMPDIR:-/tmp}" unshare --mount --pid \
		--fork --propagation unchanged --mount-proc --kill-child \
		"$here/../tools/apart.sh" "$here/${0##*/}"
fi
# Whatever follows writes to /etc and /usr: never on the machine's own.
if [ $$ -ne 1 ] || [ "$(readlink /proc/self/ns/mnt)" = "$IN_OFFICE" ]; then
	echo "Bail out! not in namespaces of its own"
	exit 1
fi
. "$(dirname "$0")/../tools/tap.sh"
chmod 711 "$WORK"
HOMES=/srv/home

# The system as it is, but what is written to it is gone afterwards. Each
# folder is seen to be a copy before anything else is done.
copy_system()
{
	local each
	mkdir "$WORK/new"
	mount -t tmpfs -o mode=755 new "$WORK/new"
	for each in etc usr var srv; do
		mkdir -p "$WORK/new/$each" "$WORK/new/work-$each"
		mount -t overlay crier-copy "/$each" -o "lowerdir=/$each,\
upperdir=$WORK/new/$each,workdir=$WORK/new/work-$each"
	done
	mount -t tmpfs -o mode=755 crier-copy /run
	for each in etc usr var srv run; do
		is "$(findmnt -n -o SOURCE --mountpoint "/$each" | tail -n 1)" \
			crier-copy "/$each"
	done
}

add_programs()
{
	local each root more
	command -v systemd-sysusers >/dev/null || more=systemd
	root=$(PRIVATE_DIR=$TOP/.build/servers/login \
		"$TOP/tests/tools/private.sh" openssh-server sudo ${more:-})
	for each in usr bin sbin lib etc; do
		[ ! -d "$root/$each" ] || cp -an "$root/$each/." "/$each/"
	done
	install -m 4755 "$root/usr/bin/sudo" /usr/bin/sudo
	install -m 755 "$TOP/tests/tools/systemctl.sh" /usr/bin/systemctl
	mkdir -p /run/sshd "$HOMES" /srv/crier
	mount --bind "$TOP" /srv/crier
	rm -rf /var/lib/crier /var/lib/crier-relay /var/lib/crier-courier
}

make_people()
{
	sed -i '/^HOME=/d' /etc/default/useradd
	echo "HOME=$HOMES" >>/etc/default/useradd
	getent passwd sshd >/dev/null || useradd -r -d /run/sshd sshd
	useradd -m -s /bin/bash zhang
	echo 'zhang ALL=(ALL) NOPASSWD: ALL' >/etc/sudoers.d/zhang
	chmod 440 /etc/sudoers.d/zhang
	printf '#!/bin/sh\necho "# 本单位" >>"$1"\n' >/usr/bin/an-editor
	chmod 755 /usr/bin/an-editor
	printf '[user]\nname = zhang\nemail = zhang@x\n' >"$HOMES/zhang/.gitconfig"
	printf '{"access_token":"0123456789abcdef"}' >"$HOMES/zhang/token.json"
	ssh-keygen -q -t ed25519 -N '' -f "$WORK/li"
	cp "$WORK/li.pub" "$HOMES/zhang/"
	useradd -m -s /bin/bash passer
}

start_sshd()
{
	ssh-keygen -q -t ed25519 -N '' -f "$WORK/host"
	mkdir -p /etc/ssh/sshd_config.d
	rm -f /etc/ssh/sshd_config.d/*
	PORT=$("$B/tests/tools/port" 1)
	echo "$PORT" >"$WORK/port"
	cat >/etc/ssh/sshd_config <<-END
	Include /etc/ssh/sshd_config.d/*.conf
	ListenAddress 127.0.0.1
	Port $PORT
	HostKey $WORK/host
	PidFile /run/sshd.pid
	UsePAM yes
	KbdInteractiveAuthentication no
	AcceptEnv LANG LC_*
	Subsystem sftp /usr/lib/openssh/sftp-server
	END
	/usr/sbin/sshd -E "$WORK/sshd.log"
	until_true 5 test -s /run/sshd.pid
}

# by USER COMMAND…: from their home, with a login's environment.
by()
{
	local user=$1
	shift
	(cd "$HOMES/$user" && setpriv --reuid "$user" --regid "$user" \
		--init-groups env -i "HOME=$HOMES/$user" "USER=$user" \
		PATH=/usr/bin:/bin EDITOR=an-editor LANG=C.UTF-8 "$@")
}

# blocks N [SECTION]: the N-th list of commands of a section of the README.
blocks()
{
	awk -v want="$1" -v section="${2:-How an office sets it up}" '
	/^## / { here = index($0, section) }
	here && /^ *```sh/ { n++; inside = 1; next }
	/^ *```$/ { inside = 0 }
	inside && n == want { sub(/^   /, ""); print }' "$TOP/README.md"
}

# over_ssh USER ARG…: as the officer's own machine would.
over_ssh()
{
	local user=$1
	shift
	timeout 20 ssh -F none -i "$WORK/li" -p "$(cat "$WORK/port")" \
		-o UserKnownHostsFile="$WORK/known" -o BatchMode=yes \
		-o StrictHostKeyChecking=accept-new -o LogLevel=ERROR \
		"$user@127.0.0.1" "$@"
}

# terminal NAME COMMAND: in a window of 80x24.
terminal()
{
	# where a killed session was; a login of its own begins at the board
	rm -f "$HOMES/li/.local/state/crier/seat"
	# the server must not be ending while the next window begins
	echo "set -g exit-empty off" >"$WORK/tmux.conf"
	tmux -S "$WORK/tmux" -f "$WORK/tmux.conf" new-session -d -s "$1" \
		-x 80 -y 24 "$2"
}

sees()
{
	until_true 15 shows "$@" || {
		screen "$1"
		return 1
	}
}

shows()
{
	has "$(screen "$1")" "${@:2}"
}

screen()
{
	tmux -S "$WORK/tmux" capture-pane -p -t "$1"
}

press()
{
	local name=$1 key
	shift
	for key; do
		tmux -S "$WORK/tmux" send-keys -t "$name" "$key"
		sleep 0.1
	done
}

leave()
{
	tmux -S "$WORK/tmux" kill-session -t "$1"
}
