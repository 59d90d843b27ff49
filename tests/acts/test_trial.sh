#!/bin/bash
# An act that only its row knows (trial.def), built with V=act: what people and
# programs are told of acts tells it too, and a station's socket checks it.
. "$(dirname "$0")/../tools/tap.sh"
. "$TOP/tests/tools/crier.sh"
. "$TOP/tests/tools/talk.sh"
B=$TOP/.build/act
STATION=$WORK/station
at_end stop_station "$STATION"
# what every option must be called, from the fields of the row
options="--line --story --weight --step --duties --tags --about --since
	--amount --sure --loud --helper --pairs --figure --details
	--letter-file --file --credential-file"

usage_and_manual_have_every_option_in_both_languages()
{
	en=$("$B/bin/crier" --lang en help trial run)
	zh=$("$B/bin/crier" --lang zh help trial run)
	man=$("$B/bin/crier" help --man)
	for o in $options; do
		has "$en" "    $o"
		has "$zh" "    $o"
		has "$man" "${o//-/\\-}"
	done
	has "$en" "crier trial run ACCOUNT"
	has "$en" "try every kind of field"
	has "$zh" 试用每一种字段
	has "$en" "a short text (required)"
	has "$zh" 短文本（必填）
	has "$en" "--weight high|medium|low|monitor"
	has "$zh" "place 地点已查"
	has "$("$B/bin/crier" help)" "trial run ACCOUNT"
}

# The protocol's page holds what this prints, and a test compares them.
the_table_of_acts_has_its_row()
{
	acts=$("$B/bin/crier" help --acts)
	has "$acts" '| `trial.run` | any officer | `account` word, `line` text 40'
	has "$acts" '`weight` word (high, medium, low, monitor)'
	has "$acts" '`sealed` text 16384? | try every kind of field |'
	sed 's/^| `trial.run.*//' <<<"$acts" | grep . >"$WORK/others"
	while read -r line; do
		grep -qxF "$line" core/link/README.md
	done <"$WORK/others"
}

the_command_says_what_is_missing()
{
	crier init "$STATION" --demo
	exits 64 as li trial run county-site --line x --weight low
	has "$out" "--since TIME"
	exits 64 as li trial run county-site --line x --weight low --since soon
	has "$out" "--since"
	exits 65 as li trial run county-site --line x --weight heavy \
		--since now
	has "$out" "high, medium, low, monitor"
	printf '{"k":[1]}' >"$WORK/details"
	as li trial run county-site --line x --weight low --since now \
		--details "$WORK/details"
}

# line_of FIELDS: the act as a line of the socket, with these in place of its own.
line_of()
{
	jq -cn --arg id "$(act_id)" "{id: 1, act: \"trial.run\", act_id: \$id,
		account: \"county-site\", line: \"x\", weight: \"low\",
		since: 1, sure: true} + {$1}"
}

the_socket_checks_every_field()
{
	for bad in line:7 weight:heavy duties:king since:soon pairs:x strange:1 \
		sure:null; do
		value=${bad#*:}
		case $value in
		king) value='["king"]' ;;
		7 | 1 | null) ;;
		*) value="\"$value\"" ;;
		esac
		said=$(say_as li "$(line_of "${bad%%:*}: $value")")
		has "$said" '"refusal"'
		has "$said" "${bad%%:*}"
	done
	has "$(say_as li "$(line_of 'line: "身份证号11010519491231002X"')")" leak
	has "$(say_as li "$(line_of 'weight: "heavy"')")" \
		"high, medium, low, monitor"
	has "$(say_as li "$(line_of '')")" '"entries"'
}

the_form_the_line_and_the_check_mean_the_same()
{
	"$B/tests/acts/trial"
}

run_cases usage_and_manual_have_every_option_in_both_languages \
	the_table_of_acts_has_its_row the_command_says_what_is_missing \
	the_socket_checks_every_field \
	the_form_the_line_and_the_check_mean_the_same
