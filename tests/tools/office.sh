# Sourced: an office's station, relay and officers as real, different uids.
# None of them is a user of this machine, so nothing is left behind. $ROOT is
# an installation that everybody may read, $STATION the folder.

STATION_UID=65101 RELAY_UID=65102 STRANGER=65120
# Who acts with which uid; the first is the administrator.
declare -A UID_OF=([chief]=65103 [dan]=65104 [rui]=65105 [lan]=65106
	[sig]=65107 [rela]=65108 [relb]=65109 [aud]=65110)
ADMIN=${UID_OF[chief]}

# run_as UID COMMAND…: with nothing of ours but the path; replaces the shell.
within=()
run_as()
{
	local n=$1
	shift
	exec "${within[@]}" setpriv --reuid "$n" --regid "$n" --clear-groups \
		--inh-caps=-all --bounding-set=-all --no-new-privs \
		env -i PATH=/usr/bin:/bin HOME=/nonexistent LC_ALL=C.UTF-8 \
		CRIER_STATION="$STATION" "$@"
}

# uid N COMMAND…
uid()
{
	(run_as "$@")
}

# officer UID ARG…
officer()
{
	local n=$1
	shift
	uid "$n" "$ROOT/bin/crier" "$@"
}

# The words of crier.sh, for officers who cannot choose who they are.
crier()
{
	officer "$ADMIN" "$@"
}

as()
{
	local who=$1
	shift
	officer "${UID_OF[$who]}" "$@"
}

say_act()
{
	if [ "$1" = --as ]; then
		shift
		as "$@"
	else
		crier "$@"
	fi
}

# in_background NAME UID COMMAND…: its pid in $WORK/NAME.pid.
in_background()
{
	local name=$1
	shift
	run_as "$@" </dev/null >>"$WORK/$name.log" 2>&1 &
	echo $! >"$WORK/$name.pid"
}

end_background()
{
	end_pid_file "$WORK/$1.pid"
}

# confirm_officer ID: whoever may confirms what was proposed.
confirm_officer()
{
	local by
	by=$(ask ".rows[] | select(.officer == \"$1\").officers[0].id" \
		officer proposed)
	as "$by" officer confirm "$1"
}

# add_officer ID ARG…: the administrator adds one of the officers; where
# somebody else is there already, another person confirms it.
add_officer()
{
	local said
	said=$(crier officer add "$1" --user "crier-$1" --uid "${UID_OF[$1]}" \
		"${@:2}" --json) || return 1
	! grep -q '"officer.proposed"' <<<"$said" || confirm_officer "$1"
}

# What the station sees of others' programs is what its unit leaves it, where
# this machine lets us show it that.
see_as_the_unit()
{
	local hide
	hide=$(sed -n 's/^ProtectProc=//p' \
		"$TOP/core/station/crier-station.service")
	unshare -m mount -t proc -o "hidepid=${hide:-off}" proc /proc \
		2>/dev/null || return 0
	within=(unshare -m sh -c 'mount -t proc -o "$0" proc /proc && exec "$@"'
		"hidepid=${hide:-off}")
}

start_office_station()
{
	local within=()
	see_as_the_unit
	in_background station $STATION_UID \
		"$ROOT/libexec/crier/crier-station" --station "$STATION" \
		--relay-user $RELAY_UID
	until_true 10 officer "$ADMIN" status
}

start_office_relay()
{
	in_background relay $RELAY_UID "$ROOT/libexec/crier/crier-relay" \
		--socket "$STATION/relay.sock" --mode actual \
		--keys "$WORK/office/relay/relay"
	until_true 10 relay_is true
}

relay_is()
{
	is "$(ask .relay.actual status)" "$1"
}
