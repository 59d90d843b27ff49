#!/bin/bash
# What doctor, lint, playbook check, ledger verify, rebuild and init say of
# good, damaged and hostile things is of the reader's language alone. Words that
# another program has in one language stand quoted.
. "$(dirname "$0")/../tools/tap.sh"
. "$TOP/tests/tools/crier.sh"
GOOD=$WORK/good
CLONE=$WORK/clone
STATION=$WORK/station
LIB=$WORK/library

# said STATUS WORD…: the command in both languages (or those of $langs), ended by
# one of the statuses; each reader finds no sentence of the other.
said()
{
	local statuses=$1 lang got wrong
	shift
	for lang in ${langs:-zh en}; do
		got=0
		LC_ALL= LANG=$([ $lang = zh ] && echo zh_CN || echo en_US).UTF-8 \
			timeout 60 "$B/bin/crier" "$@" >"$WORK/said" 2>&1 \
			</dev/null || got=$?
		[[ " $statuses " == *" $got "* ]] || {
			printf 'exit %d, not %s, of: crier %s\n' $got \
				"$statuses" "$*"
			cat "$WORK/said"
			return 1
		}
		wrong=$("$TOP/tests/tools/english.pl" $lang <"$WORK/said")
		is "$wrong" "" "what a reader of $lang cannot read: $*" || {
			cat "$WORK/said"
			return 1
		}
		[ -s "$WORK/said" ] || [ "$got" -eq 0 ]
		cat "$WORK/said" >>"$WORK/all.$lang"
	done
}

a_station_and_a_clone_are_made()
{
	"$B/bin/crier" init "$GOOD" --demo
	git clone -q "$GOOD/record" "$CLONE"
	git -C "$CLONE" config user.name someone
	git -C "$CLONE" config user.email someone@example.org
	signers "$WORK/signers" "$GOOD"
	echo "someone $(cut -d' ' -f1,2 "$GOOD/relay-keys/relay.pub" \
		2>/dev/null || echo x)" >"$WORK/others"
	cp -R "$TOP/playbooks" "$LIB"
}

# copy: the station as it was made.
copy()
{
	chmod -R u+rwX "$STATION" 2>/dev/null || true
	rm -rf "$STATION"
	cp -a "$GOOD" "$STATION"
}

what_is_typed_wrong()
{
	local verb
	for verb in init doctor lint "playbook check" "ledger verify" rebuild; do
		# shellcheck disable=SC2086
		said "0 64 65 66 69 77" $verb
		# shellcheck disable=SC2086
		said 64 $verb --nosuch
		# shellcheck disable=SC2086
		said "64 66" $verb a b c
	done
	said 64 init "$WORK/x" --demo --zone
	said 64 init "$WORK/x" --demo --zone nowhere
	said 64 init "$WORK/x" --demo --lang fr
	said 64 init "$WORK/x" --uid nobody
	said "66 77" init "$WORK/x" --user nobody-of-this-name
	said 64 init "$WORK/x" --office
	said 77 init "$WORK/x" --name 13912345678
	said 64 lint "$WORK/signers" --kind poem
	said 64 lint "$WORK/signers" --mode poem
	said "64 66" replay 2026-0001 --from "$CLONE" --at yesterday
	said "64 66" replay 2026-0001 --from "$CLONE" --step first
	said 66 replay 2026-0001 --from "$CLONE"
	said 64 doctor --station
}

places_where_no_station_can_be()
{
	local long
	long=$WORK/$(printf 'a%.0s' {1..300})
	touch "$WORK/file"
	ln -sfn "$WORK" "$WORK/link"
	mkdir -p "$WORK/used" "$WORK/open"
	touch "$WORK/used/thing"
	chmod 777 "$WORK/open"
	said 75 init "$GOOD" --demo
	for dir in "$WORK/file" "$WORK/file/x" "$WORK/link" "$WORK/used" \
		"$WORK/open/x" /proc/nowhere "$long" /nowhere/at/all; do
		said "65 66 74 75 77" init "$dir" --demo
		said "65 66 74 75 77" rebuild "$dir" --from "$CLONE" \
			--signers "$WORK/signers"
	done
	for dir in "$WORK/file" "$WORK/used" /nowhere "$long"; do
		said "65 66" doctor "$dir"
	done
}

texts_that_are_searched()
{
	printf '近日，我县发生火灾，死亡3人。\n' >"$WORK/text.zh"
	printf 'Three people died, sources say, secret 13912345678.\n' \
		>"$WORK/text.en"
	printf 'a\0b\377\376' >"$WORK/binary"
	printf '\313\316\314\345\326\320\271\372' >"$WORK/gb"
	head -c 4200000 /dev/zero | tr '\0' a >"$WORK/large"
	said "0 1" lint "$WORK/gb"
	for file in "$WORK/binary" "$WORK/large" "$WORK" /nowhere/x; do
		said "1 65 66 74" lint "$file"
	done
	said 66 lint "$WORK/text.zh" --station /nowhere
	# what is found quotes the text: each is of its reader's language
	LC_ALL= LANG=zh_CN.UTF-8 "$B/bin/crier" lint "$WORK/text.zh" \
		>"$WORK/said" || true
	is "$("$TOP/tests/tools/english.pl" zh <"$WORK/said")" ""
	LC_ALL= LANG=en_US.UTF-8 "$B/bin/crier" lint "$WORK/text.en" \
		>"$WORK/said" || true
	# laws have one name
	is "$(grep -v '^    source: ' "$WORK/said" |
		"$TOP/tests/tools/english.pl" en)" ""
}

# spoil COMMAND…: in a library as it was, then checked.
spoil()
{
	rm -rf "$LIB"
	cp -R "$TOP/playbooks" "$LIB"
	(cd "$LIB" && "$@")
	langs=zh said 65 playbook check "$LIB" || {
		echo "after: $*"
		return 1
	}
}

playbooks_with_faults()
{
	local book=rumor/playbook.yaml n
	said 0 playbook check "$TOP/playbooks"
	for n in "$WORK/file" "$WORK/used" /nowhere; do
		said "65 66 74" playbook check "$n"
	done
	spoil sed -i '5s/:/: [/' $book
	spoil sed -i '5s/:/: *alias/' $book
	spoil sed -i 's/{{claim}}/{{nosuch}}/' rumor/zh/rebuttal.md
	spoil rm rumor/zh/correction.md
	spoil sed -i '0,/    label:/s//    lable:/' $book
	spoil sed -i '/deadline:/d' $book
	spoil cp "$WORK/binary" $book
	spoil ln -s /etc/passwd rumor/link.md
	spoil mkfifo rumor/pipe.md
	spoil mkdir -p a/b/c/d/e/f/g/h/i/j
	spoil touch "$(printf 'rumor/a\tb.md')"
	spoil truncate -s 3M rumor/zh/large.md
	spoil sed -i 's/match: {check: mobile}/match: {pattern: "("}/' rules/lint.yaml
	spoil sed -i 's/match: {check: mobile}/match: {check: nosuch}/' rules/lint.yaml
	spoil sh -c 'echo "nosuch: 1" >>rules/platforms.yaml'
}

# harm SQL: to the ledger of a copy, by one who can write the file.
harm()
{
	local db=$STATION/ledger.db triggers
	copy
	triggers=$(sqlite3 "$db" "select sql || ';' from sqlite_schema
		where type = 'trigger'")
	sqlite3 "$db" "$(sqlite3 "$db" "select 'drop trigger ' || name || ';'
		from sqlite_schema where type = 'trigger'") $1; $triggers
		pragma wal_checkpoint(truncate)" >/dev/null
	langs=zh said 65 doctor "$STATION"
}

ledgers_that_were_changed()
{
	local last
	said 0 doctor "$GOOD"
	last=$(sqlite3 "$GOOD/ledger.db" 'select max(seq) from entry')
	harm "update entry set line = replace(line, '\"station\"', '\"stbtion\"')
		where seq = 3"
	harm "update entry set line = replace(line, '\"station\"', '\"stbtion\"')
		where seq = $last"
	harm "update entry set line = '{}' where seq = 3"
	harm "update entry set line = ' ' || line where seq = 3"
	harm "delete from entry where seq = 3"
	harm "delete from entry where seq = $last"
	harm "delete from entry"
	harm "delete from act where first = 1"
	harm "update act set hash = replace(hash, 'a', 'b')"
	harm "update account set doc = json_set(doc, '\$.name', 'x')"
	harm "delete from account"
	harm "create table more (a)"
	harm "pragma user_version = 99"
}

# break COMMAND…: in the folder of a copy, then looked at.
break_it()
{
	copy
	(cd "$STATION" && "$@")
	langs=zh said "0 65" doctor "$STATION"
}

folders_that_were_changed()
{
	break_it truncate -s 5000 ledger.db
	break_it truncate -s 0 ledger.db
	break_it cp "$WORK/binary" ledger.db
	break_it rm ledger.db
	break_it cp "$WORK/binary" state.db
	break_it rm keys/station
	break_it chmod 644 keys/station
	break_it rm relay-keys/relay
	break_it chmod 644 relay-keys/relay
	break_it cp "$WORK/binary" relay-keys/relay
	break_it rm -rf library
	break_it rm -rf library/objects
	break_it rm -rf record
	break_it rm -rf record/objects
	break_it sh -c 'echo nonsense >record/HEAD'
	break_it sh -c 'echo nonsense >record/refs/heads/main'
	break_it touch record/refs/heads/main.lock
	break_it chmod 777 .
	break_it ln -s /etc/passwd thing
}

# verifies COMMAND…: in a clone of the clone, then verified and rebuilt from.
verifies()
{
	rm -rf "$WORK/copy"
	cp -a "$CLONE" "$WORK/copy"
	(cd "$WORK/copy" && "$@") >/dev/null 2>&1
	said "65 66 69 74 77" ledger verify "$WORK/copy" \
		--signers "$WORK/signers" --every-signature
	langs=zh said "65 66 69 74 77" rebuild "$WORK/again" \
		--from "$WORK/copy" \
		--signers "$WORK/signers"
}

clones_that_were_changed()
{
	local entry=entries/00/00/03.json
	said 0 ledger verify "$CLONE"
	said 0 ledger verify "$CLONE" --signers "$WORK/signers"
	said "65 77" ledger verify "$CLONE" --signers "$WORK/others"
	said "65 66" ledger verify "$CLONE" --signers /nowhere
	said 65 ledger verify "$CLONE" --signers "$WORK/binary"
	said 65 ledger verify "$CLONE" --head 12
	said 65 ledger verify "$CLONE" --head 0123456789abcdef
	said 77 rebuild "$WORK/again" --from "$CLONE"
	for n in "$WORK/file" "$WORK/used" /nowhere; do
		said "65 66 74" ledger verify "$n"
		said "65 66 74" rebuild "$WORK/again" --from "$n"
	done
	git init -q "$WORK/empty"
	said 66 ledger verify "$WORK/empty"
	verifies git commit -q --amend -m "nothing happened"
	verifies git commit -q --amend --no-edit --author "x <x@example.org>"
	verifies sh -c "sed -i s/station/stbtion/ $entry; git commit -qam x"
	verifies sh -c "sed -i s/station/stbtion/ $entry
		git commit -qa --amend --no-edit"
	verifies sh -c "git rm -q $entry; git commit -qa --amend --no-edit"
	verifies sh -c "touch entries/x; git add -A
		git commit -qa --amend --no-edit"
	verifies sh -c 'rm -rf .git/objects/pack/* .git/objects/??'
	verifies sh -c "git replace HEAD HEAD~1 || true; git commit -q \
		--allow-empty -m x"
	git clone -q --depth 1 "file://$GOOD/record" "$WORK/shallow"
	said 69 ledger verify "$WORK/shallow"
	said 69 rebuild "$WORK/again" --from "$WORK/shallow"
	said 0 rebuild "$WORK/third" --from "$CLONE" --signers "$WORK/signers" \
		|| [ -d "$WORK/third" ]
}

# The search itself finds what it is for.
a_sentence_of_the_other_language_is_found()
{
	is "$(echo '数据已损坏：the tree is damaged' |
		"$TOP/tests/tools/english.pl" zh)" \
		"数据已损坏：the tree is damaged"
	is "$(printf '%s\n' '数据库报告：“no such table: entry”' \
		'请执行：crier rebuild --from CLONE DIR' '无法读取 /a b/c' |
		"$TOP/tests/tools/english.pl" zh)" ""
	is "$(echo 'cannot read 台账' | "$TOP/tests/tools/english.pl" en)" \
		"cannot read 台账"
	is "$(wc -l <"$WORK/all.zh" | awk '{ print ($1 > 200) }')" 1
}

run_cases \
	a_station_and_a_clone_are_made \
	what_is_typed_wrong \
	places_where_no_station_can_be \
	texts_that_are_searched \
	playbooks_with_faults \
	ledgers_that_were_changed \
	folders_that_were_changed \
	clones_that_were_changed \
	a_sentence_of_the_other_language_is_found
