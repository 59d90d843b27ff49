#!/bin/bash
# An auditor of an office, a user of their own who cannot look into the
# station's folder, gets the record from it and checks it: with the commands of
# README.md, with those of the copy's own README.md, on copies that git has
# cut. Needs root, directly or through sudo without a password.
[ "$(id -u)" -eq 0 ] || exec sudo -n env B="${B:-}" TMPDIR="${TMPDIR:-/tmp}" "$0"
. "$(dirname "$0")/../tools/tap.sh"
. "$TOP/tests/tools/crier.sh"
. "$TOP/tests/tools/office.sh"

STATION=$WORK/office/station
ROOT=$WORK/root/usr/local
DESK=$WORK/desk
# ssh-keygen, which git asks, wants a user that the machine knows
AUD=$(id -u nobody)
UID_OF[aud]=$AUD
chmod 711 "$WORK"
at_end end_pid_file "$WORK/station.pid"

# desk COMMAND…: as the auditor, in a folder of their own.
desk()
{
	(
		cd "$DESK"
		run_as "$AUD" env HOME="$DESK" \
			PATH="$ROOT/bin:/usr/bin:/bin" "$@"
	)
}

# block FILE COMMAND: the fenced commands of which one begins so.
block()
{
	awk -v want="$2" '
		/^```/ {
			if (fence && index("\n" text, "\n" want)) {
				printf "%s", text; exit
			}
			text = ""; fence = !fence; next
		}
		fence { text = text $0 "\n" }' "$1"
}

an_office_has_an_auditor()
{
	make -s -C "$TOP" V="${B##*/}" install DESTDIR="$WORK/root"
	install -d -m 755 "$WORK/office"
	install -d -o $STATION_UID -g $STATION_UID -m 711 "$STATION"
	install -d -o "$AUD" -m 700 "$DESK"
	uid $STATION_UID "$ROOT/bin/crier" init "$STATION" --office \
		--lang en --officer chief --name "Chief" --user chief \
		--uid "$ADMIN"
	start_office_station
	crier officer add aud --name "Auditor" --user nobody --uid "$AUD" \
		--role auditor
	add_officer dan --name "Dan" --role drafter
	for n in {1..22}; do
		as chief officer duty dan --off
		as chief officer duty dan
	done >/dev/null
	until_true 20 record_is_level
}

the_readme_shows_what_an_auditor_can_do()
{
	local head
	head=$(crier ledger verify --json | jq -r .head)
	block "$TOP/README.md" "crier record export" |
		sed "s/CODE-FROM-A-RECEIPT/$head/" >"$WORK/commands"
	has "$(cat "$WORK/commands")" "git clone" verify-commit "ledger verify"
	chmod 644 "$WORK/commands"
	desk sh -e "$WORK/commands" >"$WORK/said" 2>&1 ||
		{ cat "$WORK/said"; return 1; }
	has "$(cat "$WORK/said")" "ok: " "head: $head" 'Good "git" signature' \
		"consistent with itself"
	# the hash that README has one compute is the one the next entry names
	has "$(cat "$WORK/said")" "$(desk sh -c "sed \
		's/.*,\"prev\":\"\([0-9a-f]*\)\".*/\1/' \
		crier-record/record/entries/00/00/43.json")  -"
}

the_readme_shows_what_the_stations_user_can_do()
{
	local said
	block "$TOP/README.md" "sudo -u crier sqlite3" |
		sed "s|sudo -u crier||; s|/var/lib/crier|$STATION|" \
			>"$WORK/commands"
	said=$(uid $STATION_UID sh -e "$WORK/commands")
	is "$(sed -n 1p <<<"$said" | cut -c1-64)" "$(sed -n 2p <<<"$said")"
}

the_copy_says_how_it_is_checked()
{
	local readme=$DESK/crier-record/README.md
	is "$(desk ls crier-record | paste -sd' ')" \
		"README.md allowed_signers record record.bundle"
	has "$(cat "$readme")" "$(desk git -C crier-record/record \
		rev-parse HEAD)" 档案库副本
	sed -n '/^## To check/,$!s/^    //p' "$readme" |
		grep -E '^(git|cd|sh|crier) ' >"$WORK/zh"
	sed -n '/^## To check/,$s/^    //p' "$readme" >"$WORK/en"
	cmp "$WORK/zh" "$WORK/en"
	for lang in zh en; do
		desk rm -rf crier-record/record
		chmod 644 "$WORK/$lang"
		desk sh -ec "cd crier-record; . '$WORK/$lang'" \
			>"$WORK/said" 2>&1 || { cat "$WORK/said"; return 1; }
		has "$(cat "$WORK/said")" "ok: " 'Good "git" signature' \
			"consistent with itself"
		hasnt "$(cat "$WORK/said")" "origin not proven"
	done
}

a_station_is_made_again_from_the_copy()
{
	local entries
	entries=$(desk git -C crier-record/record show HEAD:verify.sh |
		desk sh -c 'cd crier-record/record; sh' | sed -n \
		's/^ok: \([0-9]*\) .*/\1/p')
	desk crier rebuild "$DESK/again" --from crier-record/record \
		--signers crier-record/allowed_signers
	# and the rebuilding itself
	is "$(sqlite3 "$DESK/again/ledger.db" 'select count(*) from entry')" \
		$((entries + 1))
}

a_file_that_is_there_is_not_written_over()
{
	local was
	was=$(sha256sum "$DESK/record.tar")
	exits 74 desk crier record export record.tar
	has "$out" record.tar "not there"
	is "$(sha256sum "$DESK/record.tar")" "$was"
	exits 77 desk crier record export "$STATION/record.tar"
	has "$out" "a folder of yours"
	[ ! -e "$STATION/record.tar" ]
	# nothing of ours stays in the station's folder
	is "$(find "$STATION" -name 'export.*')" ""
}

who_is_no_auditor_gets_no_copy()
{
	local dir=$WORK/dan
	install -d -o "${UID_OF[dan]}" "$dir"
	exits 77 as dan --lang en record export "$dir/r.tar"
	has "$out" auditor
	is "$(ls "$dir")" ""
	exits 77 officer $STRANGER record export "$dir/r.tar"
}

the_same_record_gives_the_same_file()
{
	desk crier record export one.tar
	desk crier record export two.tar --json >"$WORK/said"
	cmp "$DESK/one.tar" "$DESK/two.tar"
	is "$(jq .bytes "$WORK/said")" "$(stat -c %s "$DESK/two.tar")"
}

a_shallow_copy_gets_no_verdict()
{
	desk git clone -q --depth 1 "file://$DESK/crier-record/record" cut
	exits 69 desk crier ledger verify cut
	has "$out" "no verdict" "shallow" "git fetch --unshallow"
	hasnt "$out" "NOT CONSISTENT"
	exits 69 desk crier --lang zh ledger verify cut
	has "$out" 无法判定
	is "$(desk crier ledger verify cut --json 2>/dev/null |
		jq -r .refusal.code)" shallow
	exits 3 desk sh cut/verify.sh
	has "$out" "git fetch --unshallow"
	exits 69 desk crier rebuild "$DESK/fromcut" --from cut
	desk git -C cut fetch -q --unshallow
	desk crier ledger verify cut
}

run_cases \
	an_office_has_an_auditor \
	the_readme_shows_what_an_auditor_can_do \
	the_readme_shows_what_the_stations_user_can_do \
	the_copy_says_how_it_is_checked \
	a_station_is_made_again_from_the_copy \
	a_file_that_is_there_is_not_written_over \
	who_is_no_auditor_gets_no_copy \
	the_same_record_gives_the_same_file \
	a_shallow_copy_gets_no_verdict
