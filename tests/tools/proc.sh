# Sourced: starting and ending the processes of a test, by pid only.

# alive PID
alive()
{
	[ -n "${1:-}" ] && kill -0 "$1" 2>/dev/null &&
		[ "$(sed 's/.*) //;s/ .*//' "/proc/$1/stat" 2>/dev/null)" != Z ]
}

# end_pid PID [SIGNAL]: asks, waits five seconds, then insists.
end_pid()
{
	local i
	alive "$1" || return 0
	kill -"${2:-TERM}" "$1" 2>/dev/null
	for ((i = 0; i < 100; i++)); do
		alive "$1" || return 0
		sleep 0.05
	done
	kill -KILL "$1" 2>/dev/null
	return 0
}

# end_pid_file FILE: the same for the pid that stands in it by then.
end_pid_file()
{
	end_pid "$(cat "$1" 2>/dev/null)"
}

# end_group PID: the same for a process group that PID leads.
end_group()
{
	local i
	[ -n "${1:-}" ] || return 0
	kill -TERM -- "-$1" 2>/dev/null || return 0
	for ((i = 0; i < 100; i++)); do
		kill -0 -- "-$1" 2>/dev/null || return 0
		sleep 0.05
	done
	kill -KILL -- "-$1" 2>/dev/null
	return 0
}

# run_setup COMMAND…: a server script; its NAME=VALUE lines become variables.
run_setup()
{
	local said
	said=$(mktemp)
	if ! timeout 300 "$@" >"$said" 2>"$said.err" </dev/null; then
		sed 's/^/# /' "$said.err"
		echo "Bail out! $*"
		exit 1
	fi
	set -a
	. "$said"
	set +a
	rm -f "$said" "$said.err"
}

# start_platform DIR: the counting platform; sets PLATFORM_URL, PLATFORM_DIR.
start_platform()
{
	mkdir -p "$1"
	PLATFORM_DIR=$1
	"$TOP/.build/release/tests/servers/platform" "$1" </dev/null \
		>"$1/out" 2>&1 &
	echo $! >"$1/pid"
	at_end end_pid "$!"
	for ((i = 0; i < 100; i++)); do
		[ -s "$1/port" ] && break
		sleep 0.02
	done
	PLATFORM_URL=http://127.0.0.1:$(cat "$1/port")
}

# posted NAME: how often it became public on the counting platform.
posted()
{
	grep -c " post $1 " "$PLATFORM_DIR/log" || true
}
