#!/bin/bash
# Who somebody is comes from the kernel. An office's station, its relay and
# its officers run here as real, different uids; none of them is a user of
# this machine, so nothing is left behind. Needs root, directly or through
# sudo without a password.
. "$(dirname "$0")/../tools/tap.sh"
. "$TOP/tests/tools/crier.sh"

STATION=$WORK/office/station
B=$WORK/root/usr/local
STATION_UID=65101 RELAY_UID=65102 ADMIN=65103 DRAFTER=65104 STRANGER=65105
chmod 711 "$WORK"

# uid N COMMAND…: with nothing of ours but the path.
uid()
{
	local n=$1
	shift
	local run=(setpriv --reuid "$n" --regid "$n" --clear-groups
		--inh-caps=-all --bounding-set=-all --no-new-privs)
	[ "$(id -u)" -eq 0 ] || run=(sudo -n "${run[@]}")
	"${run[@]}" env -i PATH=/usr/bin:/bin HOME=/nonexistent \
		LC_ALL=C.UTF-8 CRIER_STATION="$STATION" "$@"
}

# officer UID ARG…
officer()
{
	local n=$1
	shift
	uid "$n" "$B/bin/crier" "$@"
}

stop_office()
{
	end_pid "$(cat "$WORK/relay.pid" 2>/dev/null)"
	end_pid "$(cat "$WORK/station.pid" 2>/dev/null)"
}
at_end end_pid "\$(cat $WORK/station.pid)"

real_uids_are_at_hand()
{
	is "$(uid 65105 id -u)" 65105 || {
		echo "this test needs root, or sudo without a password"
		return 1
	}
}

an_office_is_made_by_its_own_user_and_admits_its_administrator()
{
	make -s -C "$TOP" V=release install DESTDIR="$WORK/root"
	mkdir -p "$WORK/office"
	chmod 755 "$WORK/office"
	mkdir -m 711 "$STATION"
	chown $STATION_UID:$STATION_UID "$STATION"
	uid $STATION_UID "$B/bin/crier" init "$STATION" --office \
		--officer chief --name "Chief" --uid $ADMIN --user chief
	uid $STATION_UID "$B/libexec/crier/crier-station" \
		--station "$STATION" >"$WORK/station.log" 2>&1 &
	until_true 10 test -S "$STATION/sock"
	is "$(officer $ADMIN status --json | jq -r .officer.id)" chief
}

run_cases \
	real_uids_are_at_hand \
	an_office_is_made_by_its_own_user_and_admits_its_administrator
