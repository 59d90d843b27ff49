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
	make -s -C "$TOP" V="${B##*/}" install DESTDIR="$WORK/root" \
		PREFIX=/opt/crier
	cd "$INSTALLED"
	for file in bin/crier libexec/crier/crier-station \
		libexec/crier/crier-relay libexec/crier/crier-courier \
		libexec/crier/crier-mirror share/man/man1/crier.1 \
		share/locale/zh_CN/LC_MESSAGES/crier.mo \
		share/crier/playbooks/rules/gates.yaml \
		lib/systemd/system/crier-station.service \
		lib/systemd/system/crier-relay.service \
		lib/systemd/system/crier-courier.service \
		lib/systemd/system/crier-mirror.service \
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
	grep -q '^User=crier-courier$' crier-courier.service
	for unit in crier-*.service; do
		grep -q '^NoNewPrivileges=yes$' "$unit"
		grep -q '^ProtectSystem=strict$' "$unit"
		grep -q '^CapabilityBoundingSet=$' "$unit"
	done
}

# analyze ARG…: systemd-analyze, this machine's or Debian's, unpacked.
analyze()
{
	local root
	if command -v systemd-analyze >/dev/null; then
		systemd-analyze "$@"
		return
	fi
	root=$(PRIVATE_DIR=$TOP/.build/servers/systemd \
		"$TOP/tests/tools/private.sh" systemd)
	LD_LIBRARY_PATH=$(find "$root" -name 'lib*.so*' -printf '%h\n' |
		sort -u | paste -sd:) SYSTEMD_UNIT_PATH=$root/lib/systemd/system: \
		"$root/usr/bin/systemd-analyze" "$@"
}

# setting UNIT NAME: its last value.
setting()
{
	sed -n "s/^$2=//p" "$UNITS/$1.service" | tail -n 1
}

systemd_accepts_the_units_and_finds_them_tight()
{
	make -s -C "$TOP" V="${B##*/}" install PREFIX="$WORK/real"
	UNITS=$WORK/real/lib/systemd/system
	is "$(SYSTEMD_LOG_LEVEL=warning analyze verify --man=no \
		"$UNITS"/crier-*.service 2>&1 | grep -i crier)" "" "complaints"
	# 0 is nothing left to take away, 100 an ordinary service; the station
	# may ask the kernel for its clock's error
	analyze security --offline=true --no-pager --threshold=10 \
		"$UNITS/crier-station.service" >/dev/null
	analyze security --offline=true --no-pager --threshold=15 \
		"$UNITS/crier-relay.service" >/dev/null
	analyze security --offline=true --no-pager --threshold=15 \
		"$UNITS/crier-courier.service" >/dev/null
	analyze security --offline=true --no-pager --threshold=15 \
		"$UNITS/crier-mirror.service" >/dev/null
	for unit in crier-station crier-relay crier-courier crier-mirror; do
		[[ "$(setting $unit MemoryMax)" =~ ^[0-9]+[MG]$ ]]
		[[ "$(setting $unit TasksMax)" =~ ^[0-9]+$ ]]
	done
	# the relays need this one to close themselves up
	for unit in crier-station crier-relay crier-courier crier-mirror; do
		has " $(sed -n 's/^SystemCallFilter=//p' "$UNITS/$unit.service" |
			head -n 1) " " seccomp "
		is "$(analyze syscall-filter @system-service 2>/dev/null |
			grep -cx ' *seccomp')" 0
	done
}

# What the linker and the compiler wrote down about the programs.
the_programs_are_hardened()
{
	local program notes built
	for program in bin/crier libexec/crier/crier-station \
		libexec/crier/crier-relay libexec/crier/crier-courier \
		libexec/crier/crier-mirror; do
		program=$WORK/real/$program
		notes=$(readelf -lW "$program" && readelf -dW "$program")
		has "$notes" "GNU_RELRO" "BIND_NOW"
		[[ "$notes" =~ GNU_STACK[^$'\n']*\ RW\ +0x ]]
		[[ "$notes" =~ Elf\ file\ type\ is\ DYN ]]
		hasnt "$notes" "RWE"
		# what every file was compiled with
		built=$(readelf --debug-dump=info "$program" 2>/dev/null |
			grep -o 'DW_AT_producer.*GNU C.*' | sort -u)
		[ -n "$built" ]
		is "$(grep -v -- -fstack-protector-strong <<<"$built")" ""
		is "$(grep -v -- -fstack-clash-protection <<<"$built")" ""
		# Debian's own start files are not marked, so the program's
		# note is not either; the landing places are there
		[ "$(uname -m)" != x86_64 ] ||
			[ "$(objdump -d "$program" | grep -c endbr64)" -gt 100 ]
	done
}

the_units_commands_are_those_of_the_programs()
{
	local unit word usage program
	UNITS=$WORK/real/lib/systemd/system
	for unit in crier-station crier-relay crier-courier crier-mirror; do
		program=$(setting $unit ExecStart)
		program=${program%% *}
		is "$program" "$WORK/real/libexec/crier/$unit"
		usage=$("$program" --no-such-option 2>&1) && return 1
		for word in $(setting $unit ExecStart | grep -o -- '--[a-z-]*'); do
			has "$usage" "$word "
		done
		grep -q "^u $(setting $unit User) .* /var/lib/$(setting \
			$unit StateDirectory)\$" \
			"$WORK/real/lib/sysusers.d/crier.conf"
	done
	has "$(setting crier-station ExecStart)" \
		"--station /var/lib/$(setting crier-station StateDirectory)" \
		"--relay-user $(setting crier-relay User)"
	has "$(setting crier-relay ExecStart) " "--mode actual" \
		"--socket /var/lib/crier/relay.sock " \
		"--keys /var/lib/$(setting crier-relay StateDirectory)/relay "
	has "$(setting crier-courier ExecStart) " \
		"--socket /var/lib/crier/courier.sock " \
		"--dir /var/lib/$(setting crier-courier StateDirectory) "
	has "$(setting crier-mirror ExecStart) " \
		"--socket /var/lib/crier/mirror.sock " \
		"--record /var/lib/crier/record " \
		"--key /var/lib/$(setting crier-mirror StateDirectory)/key "
	grep -q "^m $(setting crier-mirror User) $(setting crier-station Group)\$" \
		"$WORK/real/lib/sysusers.d/crier.conf"
}

programs_run_from_a_real_prefix()
{
	is "$("$WORK/real/bin/crier" --version)" "$("$B/bin/crier" --version)"
	"$WORK/real/bin/crier" init "$WORK/second" --demo
	at_end stop_station "$WORK/second"
	is "$("$WORK/real/bin/crier" --station "$WORK/second" status --json |
		jq -r .station.demo)" true
	has "$(LC_ALL= LANG=zh_CN.UTF-8 "$WORK/real/bin/crier" help)" 用法 ||
		has "$(LC_ALL= LANG=zh_CN.UTF-8 "$WORK/real/bin/crier" help)" 控制台
	"$WORK/real/bin/crier" --station "$WORK/second" station stop
}

# Half an installation, mended: the same command then does it.
an_init_that_failed_can_be_repeated()
{
	local dir=$WORK/third
	mv "$WORK/real/share/crier/playbooks" "$WORK/playbooks.away"
	exits 66 "$WORK/real/bin/crier" init "$dir" --demo
	has "$out" "cannot read" share/crier/playbooks
	is "$(find "$dir" -mindepth 1)" "" "left behind"
	mv "$WORK/playbooks.away" "$WORK/real/share/crier/playbooks"
	"$WORK/real/bin/crier" init "$dir" --demo
	at_end stop_station "$dir"
	# and nothing is taken away from a station that is there
	exits 75 "$WORK/real/bin/crier" init "$dir" --demo
	is "$("$WORK/real/bin/crier" --station "$dir" status --json |
		jq -r .station.demo)" true
	"$WORK/real/bin/crier" --station "$dir" station stop
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

a_station_that_runs_the_program_before_the_last_one_says_so()
{
	B=$INSTALLED
	export LC_ALL=C.UTF-8
	program=$INSTALLED/libexec/crier/crier-station
	hasnt "$(crier status)" "still runs"
	# as an installation does: another file under the same name
	cp "$program" "$program.new"
	mv "$program.new" "$program"
	has "$(crier status)" "still runs" "crier station stop"
	has "$(crier station status)" "still runs"
	stop_station
	hasnt "$(crier status)" "still runs"
	stop_station
}

the_manual_is_a_manual()
{
	head -n 5 "$INSTALLED/share/man/man1/crier.1" | grep -q '^\.TH'
}

run_cases \
	install_puts_every_file_in_its_place \
	the_units_name_the_installed_programs_and_their_own_users \
	systemd_accepts_the_units_and_finds_them_tight \
	the_programs_are_hardened \
	the_units_commands_are_those_of_the_programs \
	programs_run_from_a_real_prefix \
	an_init_that_failed_can_be_repeated \
	the_installed_command_makes_and_starts_a_demo_station \
	a_station_that_runs_the_program_before_the_last_one_says_so \
	the_manual_is_a_manual
