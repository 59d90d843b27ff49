# Sourced: an actual incident of a demo station, to accounts on this machine.

. "$TOP/tests/tools/crier.sh"
STATION=$WORK/station

# add_account NAME KIND SECRET-JSON-OR-EMPTY OPTION…
add_account()
{
	local name=$1 kind=$2 secret=$3
	shift 3
	printf '%s' "$secret" >"$WORK/secret"
	as "$(officer_with registrar)" account add "$name" --kind "$kind" \
		--name "Test $name" --owner "Test unit" "$@" \
		${secret:+--credential-file "$WORK/secret"}
}

# publish ACCOUNTS [FIRE-ARG…]: a new truth message, all the way. Sets MESSAGE.
publish()
{
	local accounts=$1 drafter releaser
	shift
	drafter=$(officer_with drafter)
	releaser=$(officer_with releaser)
	[ -n "${INCIDENT:-}" ] || open_incident "$drafter" actual
	new_message "$drafter" "$INCIDENT" "${KIND:-truth}" \
		--accounts "$accounts"
	as "$drafter" message submit "$MESSAGE"
	review_all "$MESSAGE"
	arm "$MESSAGE" "$releaser"
	fire "$MESSAGE" "$(officer_with releaser "$releaser")" "$@"
}

# delivery_of ACCOUNT: its state now.
delivery_of()
{
	delivery_states "$MESSAGE" | sed -n "s/^$1 //p"
}

# ends ACCOUNT SECONDS STATE…: the delivery comes to one of the states.
ends()
{
	local account=$1 end=$((SECONDS + $2 + 1)) state
	shift 2
	while :; do
		state=$(delivery_of "$account")
		[[ " $* " == *" $state "* ]] && return 0
		if [ $SECONDS -ge $end ]; then
			echo "$account is $state, waited for $*: $(crier \
				delivery show "$MESSAGE:$account" --json)"
			return 1
		fi
		sleep 0.1
	done
}
