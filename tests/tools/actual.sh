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
		--name "Test $name" --owner "Test $name unit" "$@" \
		${secret:+--credential-file "$WORK/secret"}
}

# with_lead ACCOUNTS: and the demo's leading account, the site, as the
# playbook wants it.
with_lead()
{
	[ -n "${LEAD:-}" ] ||
		LEAD=$(ask '[.rows[] | select(.lead)][0].id' account list)
	echo "$LEAD,$1"
}

# publish ACCOUNTS [FIRE-ARG…]: a new truth message, all the way, to these and
# to the leading account. Sets MESSAGE.
publish()
{
	local accounts=$1 drafter releaser
	shift
	know_officers
	drafter=$(officer_with drafter)
	releaser=$(officer_with releaser)
	[ -n "${INCIDENT:-}" ] || open_incident "$drafter" actual
	new_message "$drafter" "$INCIDENT" "${KIND:-truth}" \
		--accounts "$(with_lead "$accounts")" || return 1
	submit_message "$drafter" "$MESSAGE" || return 1
	review_all "$MESSAGE" || return 1
	arm "$MESSAGE" "$releaser" || return 1
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
