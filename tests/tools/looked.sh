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

# hears ACCOUNT COUNT: looks until so many of its comments are known: servers
# bring a mention seconds after it was written.
hears()
{
	until_true 60 hears_once "$1" "$2"
}

hears_once()
{
	look "$1" >/dev/null
	[ "$(crier comment list --account "$1" --json | jq .total)" -ge "$2" ]
}

# comments ACCOUNT: "c1 question 何时来电" …, a line each, as they were numbered.
comments()
{
	crier comment list --account "$1" --json | jq -r '.rows |
		sort_by(.id[1:] | tonumber) | .[] |
		"\(.id) \(.sort) \(.text // "-")"'
}

acknowledge()
{
	as "$(officer_with registrar)" account acknowledge "$1" \
		--through "$(crier account show "$1" --json |
			jq '[.alarms[].seq] | max')" --found "$2"
}
