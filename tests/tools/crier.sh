# Sourced: driving a station through its public commands, as officers do.
# $STATION is its folder, $B the build. Nothing here looks into the folder.

# crier ARG…: the command, at this station.
crier()
{
	"$B/bin/crier" --station "$STATION" "$@"
}

# as OFFICER ARG…: the same as one of a demo station's officers.
as()
{
	local officer=$1
	shift
	crier --as "$officer" "$@"
}

# give OFFICER ARG…: crier officer change, by a demo's administrator; whoever
# may confirms what needs two persons.
give()
{
	by_two change "$@"
}

# bring_key OFFICER FILE: the same of a key.
bring_key()
{
	by_two key "$1" --file "$2"
}

by_two()
{
	local said by
	said=$(as chu officer "$@" --json) || return 1
	grep -q '"officer.proposed"' <<<"$said" || return 0
	by=$(ask ".rows[] | select(.officer == \"$2\").officers[0].id" \
		--as chu officer proposed)
	as "$by" officer confirm "$2" >/dev/null
}

# take_library SOURCE: a demo's administrator proposes it, the head confirms.
take_library()
{
	local code
	as chu playbook import "$1" >/dev/null || return 1
	code=$(ask '.rows[] | select(.what == "library").digest' \
		--as chu playbook proposed) || return 1
	as wu playbook confirm "$code" >/dev/null
}

# ask FILTER ARG…: what a reading command answers, through jq.
ask()
{
	local filter=$1
	shift
	crier "$@" --json | jq -r "$filter"
}

# The list of officers, asked for once: $OFFICERS. A test that changes it
# empties the variable.
know_officers()
{
	[ -n "${OFFICERS:-}" ] || OFFICERS=$(crier officer list --json)
}

# officer_with ROLE [NOT…]: the first active officer with the role who is none
# of the others.
officer_with()
{
	local role=$1
	shift
	know_officers || return 1
	jq -rn --argjson list "$OFFICERS" --arg role "$role" '$ARGS.positional
		as $not | [$list.rows[] | select(.state == "active" and
		(.roles | index($role)) and (.id as $id | $not | index($id)
		| not)) | .id][0] // "nobody-with-\($role)"' --args -- "$@"
}

# open_incident OFFICER actual|drill [TITLE]: from $PLAYBOOK. Sets INCIDENT.
open_incident()
{
	local drill=() said
	[ "$2" = actual ] || drill=(--drill)
	said=$(as "$1" incident open "${PLAYBOOK:-rainstorm-flood}" \
		--title "${3:-南河镇洪水}" --level II --occurred -30m \
		--reported -20m "${drill[@]}" --json) || return 1
	INCIDENT=$(jq -r '.entries[0].incident' <<<"$said")
}

# filled KIND [LANG]: --set and --figure words for all that the playbook asks
# of this kind, from its own examples (but for services, which the register
# has); each ends with a NUL. Times that rules compare with the clock are of now; figures are such that sums come out, and
# what is quoted from a text is one of them. A notice's as-of lies after that of
# the one before, also where a machine makes two in a second: a minute back, and
# a second after the last, which is kept beside the station.
filled()
{
	local told as_of file=${STATION:-$WORK/station}.told

	told=$(cat "$file" 2>/dev/null) || told=0
	as_of=$(($(date +%s) - 60))
	# only these go on from another; a first notice made again does not
	case $1 in
	update | closing) [ "$as_of" -gt "$told" ] || as_of=$((told + 1)) ;;
	esac
	[ "$as_of" -le "$told" ] || echo "$as_of" >"$file"
	crier playbook show "${PLAYBOOK:-rainstorm-flood}" --json |
		jq -j --arg kind "$1" --arg lang "${2:-zh}" \
			--argjson as_of "$as_of" '
	def value: if type == "object" then .[$lang] else . end;
	def clock: . + 28800 | strftime("%Y-%m-%d %H:%M:%S");
	{ next_update: (now + 7200 | clock), as_of: ($as_of | clock),
		wrong: "转移安置3人", right: "转移安置3人" } as $ours
	| (.slots[] | select(.kinds | index($kind)) | select(.type != "service")
		| "--set\u0000\(.id)=\($ours[.id] // (.example | value))\u0000"),
	(if $kind == "truth" or $kind == "update" then .figures[] else empty end
		| select(.role as $r | ["baseline", "critical", "serious",
			"minor"] | index($r) | not)
		| "--figure\u0000\(.id)=3,source=指挥部,as-of=-5m,verified\u0000")'
}

# new_message OFFICER INCIDENT KIND [ARG…]: complete, a draft. Sets MESSAGE.
new_message()
{
	local officer=$1 incident=$2 kind=$3 words said
	shift 3
	mapfile -d '' -t words < <(filled "$kind")
	said=$(as "$officer" message new "$incident" "$kind" "${words[@]}" \
		"$@" --json) || return 1
	MESSAGE=$(jq -r '.entries[0].body.message' <<<"$said")
}

# unexplained OFFICER MESSAGE: the rules that ask for a reason, a line each.
unexplained()
{
	as "$1" message preview "$2" --json | jq -r '[.findings[]
		| select(.severity == "reason" and .reason == null
			and .suspended_by == null) | .rule] | unique[]'
}

# submit_message OFFICER MESSAGE: with a reason for every rule that asks.
submit_message()
{
	local rule rules
	rules=$(unexplained "$1" "$2") || return 1
	for rule in $rules; do
		as "$1" message explain "$2" "$rule" "已与牵头单位核对" ||
			return 1
	done
	as "$1" message submit "$2"
}

# pick_reviewer MESSAGE-JSON STAGE [GATE]: who may pass it: has a role of the
# gate (without GATE: of each of the stage), wrote nothing, passed no other
# stage. The one with the fewest roles, so that others are left.
pick_reviewer()
{
	jq -rn --argjson m "$1" --argjson o "$OFFICERS" --arg stage "$2" \
		--arg gate "${3:-}" '
	($m.authors + [$m.stages[] | select(.stage != $stage) | .gates[]
		| select(.state == "passed") | .by]) as $not
	| [$m.stages[] | select(.stage == $stage) | .gates[]
		| select($gate == "" or .gate == $gate) | .roles] as $need
	| [$o.rows[] | select(.state == "active" and (.id as $id | $not
		| index($id) | not)) | select(.roles as $has
		| all($need[]; any(.[]; . as $r | $has | index($r))))]
	| sort_by(.roles | length) | .[0].id // "nobody"'
}

# review_all MESSAGE: passes every gate before the last stage, each by an
# officer who may, then approves. Sets DIGEST.
review_all()
{
	local m stage gate officer
	know_officers || return 1
	m=$(crier message show "$1" --json) || return 1
	DIGEST=$(jq -r .digest <<<"$m")
	while read -r stage gate; do
		[ "$stage" != final ] || continue
		officer=$(pick_reviewer "$m" "$stage" "$gate")
		say_act --as "$officer" review "$1" "$gate" pass \
			--digest "$DIGEST" || return 1
		# what the next show would say
		m=$(jq --arg s "$stage" --arg g "$gate" --arg o "$officer" '
			(.stages[] | select(.stage == $s) | .gates[]
				| select(.gate == $g)) +=
				{state: "passed", by: $o}' <<<"$m")
	done < <(jq -r '.stages[] | .stage as $s | .gates[]
		| select(.state == "open") | "\($s) \(.gate)"' <<<"$m")
	officer=$(pick_reviewer "$m" final)
	say_act --as "$officer" approve "$1" --digest "$DIGEST"
}

# approved_drill: a message that zhao began and that may be armed. Sets INCIDENT,
# MESSAGE, DIGEST and RELEASER.
approved_drill()
{
	open_incident zhao drill
	new_message zhao "$INCIDENT" truth
	submit_message zhao "$MESSAGE" >/dev/null
	review_all "$MESSAGE" >/dev/null
	RELEASER=$(officer_with releaser)
	export DIGEST RELEASER
}

# say_act ARG…: an act; a demonstration defines its own that prints it.
if ! declare -F say_act >/dev/null; then
	say_act()
	{
		crier "$@"
	}
fi

# signers FILE [DIR]: git's allowed signers, from the station's public key.
signers()
{
	printf 'station namespaces="git" %s\n' \
		"$(cut -d' ' -f1,2 "${2:-$STATION}/keys/station.pub")" >"$1"
}

# message_state MESSAGE
message_state()
{
	ask .state message show "$1"
}

# wait_message SECONDS MESSAGE STATE…
wait_message()
{
	local end=$((SECONDS + $1 + 1)) message=$2 state
	shift 2
	while :; do
		state=$(message_state "$message")
		[[ " $* " == *" $state "* ]] && return 0
		if [ $SECONDS -ge $end ]; then
			echo "$message is $state, waited for $*"
			return 1
		fi
		sleep 0.05
	done
}

# arm MESSAGE OFFICER, fire MESSAGE OFFICER [ARG…]: DIGEST as approved.
arm()
{
	DIGEST=$(ask .digest message show "$1")
	# 12: some accounts are gaps, which it names
	say_act --as "$2" release "$1" arm --digest "$DIGEST" || [ $? = 12 ] &&
		wait_message 100 "$1" armed
}

fire()
{
	local message=$1 officer=$2 word
	shift 2
	word=$(ask .fire_word message show "$message")
	say_act --as "$officer" release "$message" fire --digest "$DIGEST" \
		--confirm "$word" "$@"
}

# delivery_states MESSAGE: one "ACCOUNT STATE" a line.
delivery_states()
{
	ask '.deliveries[] | "\(.account) \(.state)"' message show "$1"
}

# settled MESSAGE: no delivery is on its way any more.
settled()
{
	! delivery_states "$1" |
		grep -qE ' (planned|prepared|due|sending|accepted|retry)$'
}

# stop_station [DIR]: ends it and waits until its process is gone.
stop_station()
{
	local dir=${1:-$STATION} pid i
	pid=$("$B/bin/crier" --station "$dir" station status --json \
		2>/dev/null | jq -r .pid 2>/dev/null) || true
	"$B/bin/crier" --station "$dir" station stop
	for ((i = 0; i < 200; i++)); do
		alive "$pid" || return 0
		sleep 0.02
	done
}

# record_is_level: every entry is in the record.
record_is_level()
{
	[ "$(ask .behind record status)" = 0 ]
}
