# Sourced, behind actual.sh: what stands on an account, and what is said of it.

# look ACCOUNT: the relay reads what stands on it; prints the alarms.
look()
{
	as "$(officer_with registrar)" account look "$1" >/dev/null || :
	alarms "$1"
}

# "stranger 点这里领奖" …, a line each.
alarms()
{
	crier account show "$1" --json | jq -r \
		'.alarms // [] | .[] | "\(.what) \(.words // "-")"'
}

acknowledge()
{
	as "$(officer_with registrar)" account acknowledge "$1" \
		--through "$(crier account show "$1" --json |
			jq '[.alarms[].seq] | max')" --found "$2"
}
