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

# spare DIR FILE [ARG…]: draws a spare key; its paper into FILE.
spare()
{
	local dir=$1 file=$2
	shift 2
	AS=chu at "$dir" partner spare "$@" --json >"$WORK/drawn" &&
		jq -j '.paper // empty' "$WORK/drawn" >"$file"
}

# joined_by_stick: the county is in a joint incident of the city's, and both
# clocks are kept. Sets INCIDENT; messages are the city's.
joined_by_stick()
{
	local dir
	city_and_county
	for dir in "$CITY" "$COUNTY"; do
		AS=chu at "$dir" clock keep --kept-by "宿主机以北斗授时校准"
		AS=wang at "$dir" clock agree
	done
	STATION=$CITY OFFICERS=
	open_incident zhao actual
	AS=wu at "$CITY" joint open "$INCIDENT" --to county
	carry "$CITY" "$COUNTY" >"$WORK/said"
	AS=wu at "$COUNTY" joint join "$(told "$COUNTY" '.rows[0].short' \
		joint list)"
	carry "$COUNTY" "$CITY" >"$WORK/said"
}

# order_in_county FILTER: of the message that the order became there.
order_in_county()
{
	told "$COUNTY" "$1" message show 2026-0001/1
}

# county_in_grid FILTER: what the city knows of the county, of the MESSAGE that
# stands in the file ids.
county_in_grid()
{
	. "$WORK/ids"
	told "$CITY" ".units[] | select(.partner == \"county\") | $1" \
		joint show "$MESSAGE"
}
