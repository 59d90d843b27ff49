#!/bin/bash
# An installation into DESTDIR: every file is where packagers expect it, and
# the installed programs find each other and their data from there.
. "$(dirname "$0")/../tools/tap.sh"
. "$TOP/tests/tools/crier.sh"
STATION=$WORK/station
at_end stop_station "$STATION"

INSTALLED=$WORK/root/opt/crier

install_puts_every_file_in_its_place()
{
	make -s -C "$TOP" V=release install DESTDIR="$WORK/root" \
		PREFIX=/opt/crier
	cd "$INSTALLED"
	for file in bin/crier libexec/crier/crier-station \
		libexec/crier/crier-relay share/man/man1/crier.1 \
		share/locale/zh_CN/LC_MESSAGES/crier.mo \
		share/crier/playbooks/rules/gates.yaml \
		lib/systemd/system/crier-station.service \
		lib/systemd/system/crier-relay.service \
		lib/sysusers.d/crier.conf; do
		[ -s "$file" ] || { echo "no $file"; return 1; }
	done
	is "$(find . -type l)" "" "links"
	is "$(find . -perm /022 ! -type l)" "" "writable by others"
}

the_units_name_the_installed_programs_and_their_own_users()
{
	cd "$INSTALLED/lib/systemd/system"
	! grep -n '@' crier-*.service | grep -v '@system-service'
	grep -q '^ExecStart=/opt/crier/libexec/crier/crier-station' \
		crier-station.service
	grep -q '^User=crier$' crier-station.service
	grep -q '^PrivateNetwork=yes$' crier-station.service
	grep -q '^User=crier-relay$' crier-relay.service
	for unit in crier-*.service; do
		grep -q '^NoNewPrivileges=yes$' "$unit"
		grep -q '^ProtectSystem=strict$' "$unit"
		grep -q '^CapabilityBoundingSet=$' "$unit"
	done
}

the_installed_command_makes_and_starts_a_demo_station()
{
	B=$INSTALLED
	crier init "$STATION" --demo
	is "$(ask .station.demo status)" true
	has "$(readlink "/proc/$(ask .pid station status)/exe")" \
		"$INSTALLED/libexec/crier/crier-station"
	stop_station
}

the_manual_is_a_manual()
{
	head -n 5 "$INSTALLED/share/man/man1/crier.1" | grep -q '^\.TH'
}

run_cases \
	install_puts_every_file_in_its_place \
	the_units_name_the_installed_programs_and_their_own_users \
	the_installed_command_makes_and_starts_a_demo_station \
	the_manual_is_a_manual
