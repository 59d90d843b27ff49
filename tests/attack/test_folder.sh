#!/bin/bash
# Who can write near a station's folder, exchange a part of it, or hand over a
# clone: init takes nothing that it did not make, what is foreign is named and
# never the good half, rebuild adopts no clone on its own word.
. "$(dirname "$0")/attack.sh"
GOOD=$WORK/good
OTHER=$WORK/other
STATION=$WORK/station
at_end stop_station "$STATION"
at_end stop_station "$GOOD"
at_end stop_station "$OTHER"

two_stations_are_made()
{
	for STATION in "$GOOD" "$OTHER"; do
		crier init "$STATION" --demo
		open_incident zhao drill "at ${STATION##*/}"
		until_true 20 record_is_level
		stop_station
	done
	signers "$WORK/signers" "$GOOD"
}

copy()
{
	stop_station >/dev/null 2>&1 || true
	rm -rf "$STATION"
	cp -a "$GOOD" "$STATION"
}

# refuses STATUS PART…: init says so, and changes nothing below.
refuses()
{
	local status=$1 before
	shift
	before=$(find "$WORK/place" | sort)
	exits "$status" crier init "$WORK/place/new" --demo
	has "$out" "$@"
	is "$(find "$WORK/place" | sort)" "$before"
	rm -rf "$WORK/place"
}

init_takes_nothing_that_lies_there()
{
	local each
	for each in keys/station relay-keys/relay library/HEAD record/HEAD \
		state.db .hidden; do
		mkdir -p "$WORK/place/new/$(dirname "$each")"
		cp "$OTHER/$each" "$WORK/place/new/$each" 2>/dev/null ||
			: >"$WORK/place/new/$each"
		refuses 75 "takes nothing that it did not make"
	done
	mkdir -p "$WORK/place/real"
	ln -s "$WORK/place/real" "$WORK/place/new"
	refuses 77 "is a link"
	mkdir -p "$WORK/place/new"
	ln -s "$OTHER/keys" "$WORK/place/new/keys"
	refuses 75 "holds keys"
	attack held "keys, a library, a record, a link planted for init"
}

init_takes_no_folder_that_others_can_exchange()
{
	mkdir -p "$WORK/place"
	chmod 777 "$WORK/place"
	refuses 77 "$WORK/place can be written by others"
	mkdir -p "$WORK/place/new"
	chmod 777 "$WORK/place/new"
	refuses 77 "$WORK/place/new can be written by others"
	if [ "$(id -u)" -eq 0 ]; then
		mkdir -p "$WORK/place/new"
		chown nobody "$WORK/place/new"
		refuses 77 "belongs to another user"
		mkdir -p "$WORK/place"
		chown nobody "$WORK/place"
		refuses 77 "$WORK/place belongs to another user"
	fi
	# a folder of one's own that is empty will do, and where all may write
	# but nobody may exchange
	mkdir -p "$WORK/place/sticky/new"
	chmod 1777 "$WORK/place/sticky"
	crier init "$WORK/place/sticky/new" --demo
	stop_station "$WORK/place/sticky/new"
	attack held "init below folders that others can write"
}

# foreign NAME PART…: every way to ask names it, nothing starts, and no remedy
# has the good parts moved.
foreign()
{
	exits 65 crier doctor
	has "$out" "BAD  identity" "$@"
	hasnt "$out" "record aside"
	exits 69 crier status
	has "$out" "$@"
	hasnt "$out" "Move it aside"
}

what_is_foreign_is_named_and_not_the_good_half()
{
	copy
	rm -f "$STATION"/ledger.db*
	cp "$OTHER/ledger.db" "$STATION/"
	foreign "the ledger is of another station" "Leave the record as it is"
	copy
	rm -rf "$STATION/record"
	cp -a "$OTHER/record" "$STATION/"
	foreign "the record is of another station" "Leave the ledger as it is"
	copy
	cp "$OTHER"/keys/station* "$STATION/keys/"
	foreign keys/station "Leave ledger and record as they are"
	copy
	rm -rf "$STATION/record" "$STATION"/ledger.db*
	cp -a "$OTHER/record" "$OTHER/ledger.db" "$STATION/"
	foreign "ledger and record belong together" "or both of them"
	attack named "a foreign ledger, record or key, and both exchanged"
}

modes_owners_and_the_relays_key_are_looked_at()
{
	copy
	chmod 666 "$STATION/ledger.db"
	exits 65 crier doctor
	has "$out" "BAD  modes" "ledger.db is open to others (0666)"
	chmod 600 "$STATION/ledger.db"
	chmod 777 "$STATION/record/refs"
	exits 65 crier doctor
	has "$out" "BAD  modes" "record/refs is open to others"
	chmod 755 "$STATION/record/refs"
	mv "$STATION/keys" "$WORK/keys.away"
	ln -s "$WORK/keys.away" "$STATION/keys"
	exits 65 crier doctor
	has "$out" "BAD  modes" "keys is a link"
	copy
	chmod 644 "$STATION/relay-keys/relay"
	exits 65 crier doctor
	has "$out" "BAD  relay" "does not start: others may read"
	chmod 600 "$STATION/relay-keys/relay"
	crier doctor
	cp "$OTHER/relay-keys/relay" "$STATION/relay-keys/relay"
	exits 65 crier doctor
	has "$out" "BAD  relay" "not the key that the ledger names"
	rm "$STATION/relay-keys/relay"
	exits 65 crier doctor
	has "$out" "BAD  relay" "cannot be read"
	if [ "$(id -u)" -eq 0 ]; then
		copy
		chown nobody "$STATION/state.db"
		exits 65 crier doctor
		has "$out" "BAD  modes" "state.db belongs to another user"
	fi
	attack named "open modes, other owners, links, another relay key"
}

# A forger's station in the clone's clothes: whole, and signed by its own key.
a_clone_is_not_adopted_on_its_own_word()
{
	local head
	git clone -q "$OTHER/record" "$WORK/forged"
	exits 77 crier rebuild "$WORK/again" --from "$WORK/forged" \
		--signers "$WORK/signers"
	exits 77 crier rebuild "$WORK/again" --from "$WORK/forged"
	has "$out" "origin not proven" --signers --unproven
	[ ! -e "$WORK/again" ]
	head=$(ask .head ledger verify "$WORK/forged")
	exits 77 crier rebuild "$WORK/again" --from "$WORK/forged" \
		--unproven "${head:0:15}"
	exits 77 crier rebuild "$WORK/again" --from "$WORK/forged" \
		--unproven 0000000000000000
	git -C "$WORK/forged" replace HEAD HEAD~1
	exits 65 crier rebuild "$WORK/again" --from "$WORK/forged" \
		--unproven "$head"
	has "$out" refs/replace
	git -C "$WORK/forged" replace -d "$(git -C "$WORK/forged" replace -l)"
	[ ! -e "$WORK/again" ]
	crier rebuild "$WORK/again" --from "$WORK/forged" \
		--unproven "${head:0:16}" >"$WORK/said"
	has "$(cat "$WORK/said")" "origin not proven" "not brought back: drafts"
	rm -rf "$WORK/again"
	git clone -q "$GOOD/record" "$WORK/clone"
	crier rebuild "$WORK/again" --from "$WORK/clone" \
		--signers "$WORK/signers" >"$WORK/said"
	hasnt "$(cat "$WORK/said")" "origin not proven"
	exits 65 crier rebuild "$WORK/again2" --from "$WORK/clone" \
		--signers "$WORK/signers" --head 0123456789abcdef
	# nor into a folder that holds something
	mkdir "$WORK/used"
	: >"$WORK/used/x"
	exits 75 crier rebuild "$WORK/used" --from "$WORK/clone" \
		--signers "$WORK/signers"
	has "$out" "holds x"
	attack held "a forged clone for rebuild, with and without signers"
}

run_cases \
	two_stations_are_made \
	init_takes_nothing_that_lies_there \
	init_takes_no_folder_that_others_can_exchange \
	what_is_foreign_is_named_and_not_the_good_half \
	modes_owners_and_the_relays_key_are_looked_at \
	a_clone_is_not_adopted_on_its_own_word
