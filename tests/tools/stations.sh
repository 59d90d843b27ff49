# Sourced after crier.sh: several stations, each named by its folder. Two of
# them are those of a CITY and its COUNTY.

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

# city_and_county [ARG…]: the two are made and let each other in; ARG says more
# of the county at the city.
city_and_county()
{
	"$B/bin/crier" init "$CITY" --demo --lang zh >"$WORK/said"
	"$B/bin/crier" init "$COUNTY" --demo --lang zh >"$WORK/said"
	AS=chu at "$CITY" partner spare --partner city --phone 010-66001122
	AS=chu at "$COUNTY" partner spare --partner county --phone 010-88334455
	let_in "$COUNTY" "$CITY" superior
	let_in "$CITY" "$COUNTY" subordinate "$@"
}

# carry FROM TO: what FROM has written is taken at TO; says what became of it.
carry()
{
	at "$1" exchange pack --to "$WORK/stick" >"$WORK/said"
	at "$2" exchange take "$WORK/stick" --json | jq -c \
		'[.taken, .refused]'
}
