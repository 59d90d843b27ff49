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

# let_in DIR OTHER RANK [ARG…]: the other's card, by two and the telephone.
let_in()
{
	local dir=$1 other=$2 rank=$3 id phone
	shift 3
	id=$(told "$other" .id partner card)
	phone=$(told "$other" .phone partner card)
	at "$other" partner card --text >"$WORK/card"
	at "$dir" partner add --card "$WORK/card" --rank "$rank" \
		--phone "$phone" "$@"
	AS=wu at "$dir" partner confirm "$id" --phone "$phone" --who 李四 \
		--groups "$(told "$other" .print partner card)"
}
