# Sourced by the server scripts. Each is called as
#
#   SCRIPT start DIR [ARG…]   starts a server whose files are all under DIR,
#                             proves that it is this one that answers, and
#                             prints NAME=VALUE lines for the caller
#   SCRIPT stop DIR           ends it, by the process id it left in DIR
#
# Servers are Debian's own, unpacked privately, on free ports of 127.0.0.1.

set -euo pipefail
servers=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
top=$(cd "$servers/../.." && pwd)
B=${B:-$top/.build/release}
. "$top/tests/tools/proc.sh"

die()
{
	printf '%s: %s\n' "${0##*/}" "$*" >&2
	exit 1
}

# Sets root, and the paths for programs that were unpacked there.
need()
{
	local lib=/usr/lib/$(gcc -dumpmachine)
	root=$("$top/tests/tools/private.sh" "$@")
	export LD_LIBRARY_PATH=$root$lib:$root/usr/lib:$root/lib
	export PATH=$root/usr/bin:$root/usr/sbin:$PATH:/usr/sbin
}

free_ports()
{
	"$B/tests/tools/port" "$1"
}

# A word that only the server started here can answer with.
new_marker()
{
	od -An -N8 -tx8 /dev/urandom | tr -d ' \n'
}

# answers URL WORD [SECONDS]: WORD is in what the URL answers.
answers()
{
	local i
	for ((i = 0; i < ${3:-10} * 20; i++)); do
		if curl -s -m 2 "$1" 2>/dev/null | grep -qF "$2"; then
			return 0
		fi
		sleep 0.05
	done
	return 1
}

stop_pid_file()
{
	[ -f "$1" ] || return 0
	end_pid "$(cat "$1")"
	rm -f "$1"
}
