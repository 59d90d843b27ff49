#!/bin/bash
# Stands in for systemctl where no systemd runs: starts and ends the units
# that are installed here, as the user and with the folder, mask and command
# that each names. What a unit takes away from its process it does not do.
set -eu
run=/run/units
mkdir -p "$run"

value()
{
	sed -n "s/^$2=//p" "/usr/lib/systemd/system/$1.service" | tail -n 1
}

start()
{
	local unit=$1 user folder
	stop "$unit"
	user=$(value "$unit" User)
	folder=/var/lib/$(value "$unit" StateDirectory)
	install -d -o "$user" -g "$(value "$unit" Group)" \
		-m "$(value "$unit" StateDirectoryMode)" "$folder"
	umask "$(value "$unit" UMask)"
	# shellcheck disable=SC2046
	setpriv --reuid "$user" --regid "$(value "$unit" Group)" \
		--init-groups --inh-caps=-all --bounding-set=-all \
		--no-new-privs env -i PATH=/usr/bin:/bin \
		$(value "$unit" ExecStart) </dev/null >>"$run/$unit.log" 2>&1 &
	echo $! >"$run/$unit.pid"
	sleep 1
}

stop()
{
	local pid
	pid=$(cat "$run/$1.pid" 2>/dev/null) || return 0
	kill "$pid" 2>/dev/null || return 0
	for _ in $(seq 100); do
		kill -0 "$pid" 2>/dev/null || return 0
		sleep 0.05
	done
}

verb=$1
shift
[ "$verb" != enable ] || { verb=start; shift; }
for unit; do
	case $verb/$unit in
	start/crier-* | restart/crier-*) start "$unit" ;;
	stop/crier-*) stop "$unit" ;;
	reload/ssh) kill -HUP "$(cat /run/sshd.pid)" ;;
	*) echo "no such unit: $verb $unit" >&2; exit 5 ;;
	esac
done
