# Sourced by demo.sh at a terminal: a drill waits for the visitor, who gets a
# page of what to press and then the console.

say_quiet()
{
	"$B/bin/crier" --station "$STATION" "$@" >/dev/null || bad "$*"
}

say_quiet --as "$DRAFTER" incident open rainstorm-flood --drill \
	--title "$TITLE" --level II --occurred -40m --reported -30m
INCIDENT=$(ask '.rows[0].id' incident list)
say_quiet --as "$DRAFTER" message new "$INCIDENT" truth \
	--set "time=$(in_minutes -40)" --set "as_of=$(in_minutes -5)" \
	--set "$PLACE" --set "$EVENT" --set "$STAY" --set "$NEXT" \
	--set "$CONTACT" \
	--set "$ACTIONS"
[ $BAD -eq 0 ] || exit 1

say_tour
read -r -p "$PRESS" _
"$B/bin/crier" --station "$STATION" --lang "$LANG_DEMO" --as "$DRAFTER" \
	console --tour
