# Sourced after crier.sh: several stations, each named by its folder.

# at DIR ARG…: at one of them; as zhao, a demo's registrar, unless AS says.
at()
{
	local STATION=$1
	shift
	crier --as "${AS:-zhao}" "$@"
}

# told DIR FILTER ARG…: what it answers, through jq.
told()
{
	local dir=$1 filter=$2
	shift 2
	at "$dir" "$@" --json | jq -r "$filter"
}
