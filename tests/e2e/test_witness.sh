#!/bin/bash
# What others wrote down of a ledger: a snapshot of the station that is put back
# lacks what its mirror has, one that went on from it has another history, and
# both are found; what cannot be compared is said.
. "$(dirname "$0")/../tools/tap.sh"
. "$TOP/tests/tools/crier.sh"

STATION=$WORK/station
at_end stop_station "$STATION"

# witness PATH [ARG…]: what the ledger is compared with.
witness()
{
	crier ledger verify --witness "$@"
}

entries()
{
	ask .entries ledger verify
}

a_copy_that_goes_along_contradicts_nothing()
{
	"$B/bin/crier" init "$STATION" --demo --lang en >"$WORK/said"
	open_incident zhao drill
	until_true 20 record_is_level
	git clone -q --bare "$STATION/record" "$WORK/early"
	entries >"$WORK/entries"
	has "$(witness "$WORK/early" --lang en)" "nothing contradicts" \
		"up to entry $(cat "$WORK/entries") of $(cat "$WORK/entries")"
	stop_station
	cp -a "$STATION" "$WORK/snapshot"
	open_incident zhao drill
	until_true 20 record_is_level
	git clone -q --bare "$STATION/record" "$WORK/mirror"
	# an older one says less, and nothing wrong
	has "$(witness "$WORK/early" --lang en)" "nothing contradicts" \
		"up to entry $(cat "$WORK/entries") of $(entries)"
	is "$(witness "$WORK/mirror" --json | jq -c '[.ok, .compared]')" \
		'[true,1]'
}

a_snapshot_that_was_put_back_is_cut()
{
	entries >"$WORK/lost"
	stop_station
	mv "$STATION" "$WORK/away"
	mv "$WORK/snapshot" "$STATION"
	exits 65 witness "$WORK/mirror" --json
	jq .entries <<<"$out" >"$WORK/kept"
	is "$(jq -c '[.up_to == .entries, .found[].what]' <<<"$out")" \
		'[true,"cut"]'
	exits 65 witness "$WORK/mirror" --lang en
	has "$out" "CUT: $WORK/mirror knows entry $(cat "$WORK/lost")"
	exits 65 witness "$WORK/mirror" --lang zh
	has "$out" 尾部缺失
	# and it is as it was, as far as it goes
	crier ledger verify
}

what_goes_on_from_it_is_another_history()
{
	open_incident zhao drill
	exits 65 witness "$WORK/mirror" --lang en
	has "$out" "FORK: $WORK/mirror knows entry $((\
		$(cat "$WORK/kept") + 1)) as another"
	has "$(witness "$WORK/early" --lang en)" "nothing contradicts"
}

what_cannot_be_compared_is_no_verdict()
{
	head -c 600000 /dev/zero | tr '\0' 'x' >"$WORK/long"
	printf '\nno letter\n{"head":{}}\n' >>"$WORK/long"
	exits 69 witness "$WORK/long" --lang en
	has "$out" "not compared" "not readable 4"
	exits 66 witness "$WORK/nowhere"
	mkdir "$WORK/empty"
	exits 66 witness "$WORK/empty"
	# another station's record, sound in itself
	STATION=$WORK/other
	"$B/bin/crier" init "$STATION" --demo >"$WORK/said"
	crier ledger verify
	stop_station
	STATION=$WORK/station
	exits 69 witness "$WORK/other/record" --lang en
	has "$out" "signed by no known key 1"
}

run_cases \
	a_copy_that_goes_along_contradicts_nothing \
	a_snapshot_that_was_put_back_is_cut \
	what_goes_on_from_it_is_another_history \
	what_cannot_be_compared_is_no_verdict
