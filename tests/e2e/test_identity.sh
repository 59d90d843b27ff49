#!/bin/bash
# Who somebody is comes from the kernel. An office's station, its relay and
# its officers run here as real, different uids: what each may, what each is
# refused with which words, and a release in earnest by two of them. Needs
# root, directly or through sudo without a password.
[ "$(id -u)" -eq 0 ] || exec sudo -n env B="${B:-}" TMPDIR="${TMPDIR:-/tmp}" "$0"
. "$(dirname "$0")/../tools/tap.sh"
. "$TOP/tests/tools/crier.sh"
. "$TOP/tests/tools/office.sh"

STATION=$WORK/office/station
ROOT=$WORK/root/usr/local
SITE=$WORK/www
PLATFORM_DIR=$WORK/platform
chmod 711 "$WORK"
at_end end_pid_file "$WORK/station.pid"
at_end end_pid_file "$WORK/relay.pid"
HELLO='{"hello":{"protocol":1,"lang":"en"}}'

# cannot COMMAND…: it fails.
cannot()
{
	! "$@" >/dev/null 2>&1 && return 0
	echo "this should have failed: $*"
	return 1
}

# denials FILTER: of the ledger's entries of kind station.denied.
denials()
{
	crier ledger list --kind station.denied --json |
		jq -r "[.rows[] | .body + {by: .by}] | $1"
}

an_office_is_made_by_its_own_user_and_admits_its_administrator()
{
	make -s -C "$TOP" V="${B##*/}" install DESTDIR="$WORK/root"
	install -m 755 "$B/tests/tools/say" "$WORK/say"
	install -d -m 755 "$WORK/office"
	install -d -o $STATION_UID -g $STATION_UID -m 711 "$STATION"
	uid $STATION_UID "$ROOT/bin/crier" init "$STATION" --office \
		--lang en --officer chief --name "Chief" --user chief \
		--uid "$ADMIN"
	start_office_station
	is "$(crier status --json | jq -r .officer.id)" chief
	is "$(crier station status --json | jq -r .setup)" office
}

an_office_without_a_reachable_administrator_is_not_made()
{
	local dir=$WORK/office/other
	install -d -o $STATION_UID -g $STATION_UID "$dir"
	exits 66 uid $STATION_UID "$ROOT/bin/crier" init "$dir" --office \
		--lang en --officer nobody-of-this-name
	has "$out" "there is no such user"
	exits 77 uid $STATION_UID "$ROOT/bin/crier" init "$dir" --office \
		--officer root
	has "$out" "the superuser is no officer"
	is "$(find "$dir" -name ledger.db)" ""
}

the_sockets_are_open_to_all_and_everything_else_to_nobody()
{
	is "$(stat -c '%a %u' "$STATION")" "711 $STATION_UID"
	is "$(stat -c '%A %U %u' "$STATION/sock" | cut -d' ' -f1,3)" \
		"srw-rw-rw- $STATION_UID"
	is "$(stat -c '%A %u' "$STATION/relay.sock")" \
		"srw-rw-rw- $STATION_UID"
	local who name
	for who in $STRANGER "$ADMIN" $RELAY_UID; do
		cannot uid $who ls "$STATION"
		for name in ledger.db state.db lock keys/station keys \
			relay-keys relay-keys/relay record record/HEAD \
			library library/HEAD; do
			[ -e "$STATION/$name" ] || { echo "no $name"; return 1; }
			cannot uid $who test -r "$STATION/$name"
			cannot uid $who test -w "$STATION/$name"
		done
		cannot uid $who touch "$STATION/new"
	done
}

a_stranger_and_the_superuser_are_refused_with_what_to_do()
{
	exits 77 officer $STRANGER --lang en status
	has "$out" "user $STRANGER is not an officer of this station" \
		"crier officer add"
	exits 77 officer $STRANGER --lang zh status
	has "$out" "用户 $STRANGER 不是本发布台的人员" "请管理员执行"
	exits 77 officer 0 --lang en status
	has "$out" "user root is not an officer of this station"
	is "$(officer 0 --json status | jq -r .refusal.code)" no-officer
}

officers_are_added_by_user_and_number()
{
	local who
	add() { add_officer "$1" --name "Officer $1" --role "$2" \
		--phone "0000-$3"; }
	add dan drafter 1001
	add rui reviewer,verifier 1002
	add lan legal,secrecy 1003
	add sig signer,head 1004
	add rela releaser 1005
	add relb releaser 1006
	add aud auditor 1007
	for who in "${!UID_OF[@]}"; do
		is "$(as "$who" status --json | jq -r .officer.id)" "$who"
	done
	exits 66 crier --lang en officer add tom --name Tom --user no-such-user \
		--role drafter
	has "$out" "there is no such user on this machine" "uid"
	exits 75 crier --lang en officer add tim --name Tim --user crier-tim \
		--uid "${UID_OF[dan]}" --role signer
	has "$out" "number ${UID_OF[dan]} exists already"
	exits 65 crier --lang en officer add adm --name Root --user root \
		--uid 0 --role signer
	has "$out" "not a user of a person"
}

nobody_is_somebody_else_by_saying_so()
{
	exits 77 as dan --as chief --lang en officer list
	has "$out" "nobody acts as chief but chief; you are Officer dan" \
		"it is for demonstrations"
	exits 77 as dan --as chief --lang zh officer list
	has "$out" "不得以 chief 的身份操作"
	exits 77 officer $STRANGER --as chief status
	has "$out" "not an officer" || has "$out" "不是本发布台的人员"
	is "$(as dan --as dan status --json | jq -r .officer.id)" dan
}

a_suspended_officer_is_refused_and_an_open_connection_ends()
{
	{
		echo "$HELLO"
		sleep 5
	} | uid "${UID_OF[dan]}" "$WORK/say" "$STATION/sock" \
		>"$WORK/open.out" &
	sleep 0.5
	crier officer change dan --state suspended
	exits 77 as dan --lang en status
	has "$out" "Chief has disabled Officer dan: this session has ended" \
		"An administrator can change it"
	wait $!
	has "$(sed -n 1p "$WORK/open.out")" '"id":"dan"'
	has "$(sed -n 2p "$WORK/open.out")" '"code":"session-suspended"'
	crier officer change dan --state active
	exits 77 as dan --lang en status
	confirm_officer dan
	is "$(as dan status --json | jq -r .officer.id)" dan
	exits 65 crier --lang en officer change chief --state suspended
	has "$out" "last administrator"
}

# Also the one that came back by itself: it is older than the revocation.
a_revoked_key_ends_what_its_officer_has_open()
{
	local print
	ssh-keygen -q -t ed25519 -N '' -f "$WORK/dan-key"
	chmod 644 "$WORK/dan-key.pub"
	print=$(ssh-keygen -lf "$WORK/dan-key.pub" | cut -d' ' -f2)
	crier officer key dan --key "$(cat "$WORK/dan-key.pub")"
	confirm_officer dan
	{
		sleep 3
		echo "$HELLO"
		sleep 1
	} | uid "${UID_OF[dan]}" "$WORK/say" "$STATION/sock" \
		>"$WORK/back.out" &
	{
		echo "$HELLO"
		sleep 4
	} | uid "${UID_OF[dan]}" "$WORK/say" "$STATION/sock" \
		>"$WORK/open.out" &
	sleep 0.5
	crier officer revoke dan "$print" --reason "lost on a train"
	wait
	has "$(sed -n 1p "$WORK/open.out")" '"id":"dan"'
	has "$(sed -n 2p "$WORK/open.out")" '"code":"login-ended"' \
		"lost on a train" '"chief"'
	has "$(sed -n 1p "$WORK/back.out")" '"code":"login-ended"'
	# who logs in now is let in; nobody else was sent away
	is "$(as dan status --json | jq -r .officer.id)" dan
	is "$(crier status --json | jq -r .officer.id)" chief
}

# logged_in WHO: from here on this subshell is a login of theirs.
logged_in()
{
	echo "${UID_OF[$1]}" >/proc/self/loginuid 2>/dev/null &&
		[ "$(cat /proc/self/sessionid)" != 4294967295 ]
}

# A program that the old login starts anew is the old login all the same.
a_revoked_key_lets_nothing_more_in_from_its_login()
{
	local print
	ssh-keygen -q -t ed25519 -N '' -f "$WORK/dan-second"
	chmod 644 "$WORK/dan-second.pub"
	print=$(ssh-keygen -lf "$WORK/dan-second.pub" | cut -d' ' -f2)
	crier officer key dan --key "$(cat "$WORK/dan-second.pub")"
	confirm_officer dan
	if ! (logged_in dan); then
		note "this kernel keeps no logins: not tried"
		return 0
	fi
	(
		logged_in dan
		as dan status --json >"$WORK/before.out"
		sleep 2
		as dan --json status >"$WORK/after.out" || true
	) &
	until_true 5 test -s "$WORK/before.out"
	sleep 0.5
	crier officer revoke dan "$print" --reason "left on a desk"
	wait $!
	is "$(jq -r .officer.id "$WORK/before.out")" dan
	is "$(jq -r .refusal.code "$WORK/after.out")" login-ended
	# whoever logs in now is let in
	is "$(logged_in dan && as dan status --json | jq -r .officer.id)" dan
}

# It connects and ends; its child speaks. Nothing of it is left to look at.
nobody_is_let_in_whose_program_is_gone()
{
	is "$(uid "${UID_OF[dan]}" perl -MIO::Socket::UNIX -e '
		my $s = IO::Socket::UNIX->new($ARGV[0]) or die;
		exit if fork;
		select undef, undef, undef, 0.5;
		print $s "$ARGV[1]\n";
		$s->flush;
		print scalar <$s>' "$STATION/sock" "$HELLO" |
		jq -r .refusal.code)" login-gone
}

the_relays_socket_knows_the_relay_by_its_user()
{
	local hello='{"hello":{"protocol":1,"relay":"actual","lang":"en"}}'
	local who answer
	for who in "$ADMIN" "${UID_OF[rela]}" $STRANGER 0; do
		answer=$(echo "$hello" |
			uid $who "$WORK/say" "$STATION/relay.sock")
		is "$(jq -r .refusal.code <<<"$answer")" not-relay
		is "$(wc -l <<<"$answer")" 1
	done
	has "$answer" "user root is not the relay" "--relay-user"
	# the relay's user is no officer, and a drill's relay comes otherwise
	is "$(echo "$HELLO" | uid $RELAY_UID "$WORK/say" "$STATION/sock" |
		jq -r .refusal.code)" no-officer
	has "$(echo '{"hello":{"protocol":1,"relay":"drill"}}' |
		uid $RELAY_UID "$WORK/say" "$STATION/relay.sock")" \
		"not for a relay of that mode"
	relay_is false
}

the_officers_socket_takes_no_act_of_a_relay()
{
	local act answer n=10
	for act in relay.prepared relay.sending relay.outcomes relay.token \
		relay.checked; do
		n=$((n + 1))
		answer=$(printf '%s\n{"id":1,"act":"%s","act_id":"%032d","message":"2026-0001/1","account":"a","ok":true,"sealed":"x","deliveries":[],"results":[]}\n' \
			"${HELLO/hello\":{/hello\":{\"relay\":\"actual\",}" \
			$act $n | uid "$ADMIN" "$WORK/say" "$STATION/sock")
		is "$(sed -n 2p <<<"$answer" | jq -r .refusal.code)" \
			unknown-act "$act"
	done
}

the_key_is_moved_to_the_relay_and_lost_to_the_station()
{
	install -d -o $RELAY_UID -g $RELAY_UID -m 700 "$WORK/office/relay"
	install -o $RELAY_UID -g $RELAY_UID -m 600 \
		"$STATION/relay-keys/relay" "$WORK/office/relay/relay"
	rm "$STATION/relay-keys/relay"
	cannot uid $STATION_UID cat "$WORK/office/relay/relay"
	start_office_relay
	is "$(ps -o uid= -p "$(cat "$WORK/relay.pid")" | tr -d ' ')" \
		$RELAY_UID
	end_background station
	start_office_station
	until_true 10 relay_is true
}

no_process_has_what_is_another_ones()
{
	local station relay drill console
	station=$(cat "$WORK/station.pid")
	relay=$(cat "$WORK/relay.pid")
	drill=$(pgrep -P "$station" -x crier-relay)
	is "$(ps -o uid= -p "$drill" | tr -d ' ')" $STATION_UID
	has "$(tr '\0' ' ' <"/proc/$drill/cmdline")" "--mode drill"
	hasnt "$(tr '\0' ' ' <"/proc/$drill/cmdline")" --keys
	is "$(awk '/^Seccomp:/ { print $2 }' "/proc/$drill/status")" 2
	is "$(awk '/^Seccomp:/ { print $2 }' "/proc/$relay/status")" 2
	# three streams, an epoll or pipe at most, and the station's socket
	hasnt "$(ls -l "/proc/$drill/fd" "/proc/$relay/fd")" "$STATION/"
	has "$(ls -l "/proc/$station/fd")" "$STATION/ledger.db"
	has "$(ls -l "/proc/$station/fd")" "$STATION/state.db"
	hasnt "$(ldd "$ROOT/bin/crier")" sqlite
	hasnt "$(ldd "$ROOT/bin/crier")" git2
	hasnt "$(ldd "$ROOT/bin/crier")" curl
	hasnt "$(ldd "$ROOT/libexec/crier/crier-station")" curl
	hasnt "$(ldd "$ROOT/libexec/crier/crier-relay")" sqlite
}

the_console_of_an_officer_holds_no_file_of_the_station()
{
	local pid
	at_end tmux -S "$WORK/tmux" kill-server
	tmux -S "$WORK/tmux" -f /dev/null new-session -d -x 80 -y 24 \
		"STATION=$STATION; . $TOP/tests/tools/office.sh; run_as \
		${UID_OF[dan]} env TERM=screen $ROOT/bin/crier"
	until_true 10 sees_console "Officer dan"
	pid=$(pgrep -u "${UID_OF[dan]}" -x crier)
	hasnt "$(ls -l "/proc/$pid/fd")" "$STATION/"
	hasnt "$(cat "/proc/$pid/maps")" sqlite
	is "$(awk '/^Uid:/ { print $2, $3 }' "/proc/$pid/status")" \
		"${UID_OF[dan]} ${UID_OF[dan]}"
	tmux -S "$WORK/tmux" kill-server
}

sees_console()
{
	has "$(tmux -S "$WORK/tmux" capture-pane -p)" "$1"
}

an_act_beyond_ones_roles_is_denied_and_counted_once_a_minute()
{
	local before
	before=$(denials length)
	for _ in 1 2 3; do
		exits 77 as dan --lang en account add mine --kind manual \
			--name Mine --owner Me
		has "$out" "needs the role of registrar"
	done
	is "$(denials length)" $((before + 1))
	is "$(denials '.[-1] | "\(.by) \(.act) \(.rule) \(.count)"')" \
		"dan account.add role 1"
	exits 77 as aud --lang en officer change dan --role signer
	is "$(denials '.[-1] | "\(.by) \(.act) \(.rule) \(.count)"')" \
		"aud officer.change role 1"
}

accounts_are_a_folder_of_the_relays_and_a_loopback_receiver()
{
	mkdir -m 755 "$SITE"
	chown $RELAY_UID:$RELAY_UID "$SITE"
	start_platform "$WORK/platform"
	echo "$PLATFORM_URL" >"$WORK/url"
	crier account add county-site --kind site --lead --name "County" \
		--owner "Office" --option "folder=$SITE" \
		--option url=https://www.example.org/emergency
	printf '{"secret":"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"}' |
		crier account add city-hook --kind webhook --name City \
			--owner City --option "url=$PLATFORM_URL/hook/city" \
			--credential-file -
	cannot uid $STATION_UID touch "$SITE/x"
}

# An actual message to both accounts, up to the approval. Sets MESSAGE.
approved_message()
{
	open_incident dan actual "$1"
	new_message dan "$INCIDENT" truth --accounts county-site,city-hook
	submit_message dan "$MESSAGE"
	DIGEST=$(ask .digest message show "$MESSAGE")
	exits 77 as dan --lang en approve "$MESSAGE" --digest "$DIGEST"
	has "$out" "needs the role of reviewer, signer, head of the office"
	review_all "$MESSAGE"
	echo "$MESSAGE" >"$WORK/message"
}

a_drafter_may_not_approve_and_two_releasers_release_in_earnest()
{
	local word
	approved_message "Flood at the south bridge"
	exits 77 as dan release "$MESSAGE" arm --digest "$DIGEST"
	arm "$MESSAGE" rela
	word=$(ask .fire_word message show "$MESSAGE")
	exits 77 as rela --lang en release "$MESSAGE" fire \
		--digest "$DIGEST" --confirm "$word"
	has "$out" "rela armed this release; another officer must release it"
	fire "$MESSAGE" relb
	until_true 20 settled "$MESSAGE"
	has "$(delivery_states "$MESSAGE")" "county-site verified" || has \
		"$(delivery_states "$MESSAGE")" "county-site published"
	has "$(delivery_states "$MESSAGE")" "city-hook published"
	is "$(posted hook/city)" 1
	has "$(cat "$SITE/${MESSAGE%/*}/1.html")" \
		"$(ask .title message show "$MESSAGE")"
	is "$(find "$SITE" ! -uid $RELAY_UID)" ""
	is "$(find "$SITE" -type f ! -perm -444)" ""
	is "$(find "$SITE" -type d ! -perm -555)" ""
	is "$(crier ledger list --kind release.fired --json |
		jq -r '.rows[-1].by')" relb
	is "$(crier ledger list --kind release.armed --json |
		jq -r '.rows[-1].by')" rela
}

an_armed_release_outlives_station_and_relay()
{
	local before
	approved_message "Flood at the north bridge"
	before=$(posted hook/city)
	arm "$MESSAGE" rela
	end_background station
	exits 69 crier --lang en status
	has "$out" "does not run" "systemctl start crier-station"
	start_office_station
	until_true 10 relay_is true
	is "$(message_state "$MESSAGE")" armed
	end_background relay
	until_true 10 relay_is false
	exits 69 as relb --lang en release "$MESSAGE" fire --digest \
		"$DIGEST" --confirm "$(ask .fire_word message show "$MESSAGE")"
	has "$out" "the relay is down"
	start_office_relay
	is "$(message_state "$MESSAGE")" armed
	until_true 10 fire "$MESSAGE" relb
	until_true 20 settled "$MESSAGE"
	has "$(delivery_states "$MESSAGE")" "city-hook published"
	is "$(posted hook/city)" $((before + 1))
}

a_drill_works_without_the_key_and_says_nothing_outside()
{
	local before
	before=$(posted hook/city)
	end_background relay
	until_true 10 relay_is false
	open_incident dan drill "Drill at the bridge"
	new_message dan "$INCIDENT" truth --accounts county-site,city-hook
	submit_message dan "$MESSAGE"
	review_all "$MESSAGE"
	arm "$MESSAGE" rela
	fire "$MESSAGE" relb
	until_true 20 settled "$MESSAGE"
	hasnt "$(delivery_states "$MESSAGE")" failed
	is "$(posted hook/city)" "$before"
	is "$(grep -rl "Drill at" "$SITE")" ""
	is "$(crier ledger verify --json | jq -r .ok)" true
	start_office_relay
}

a_playbook_library_of_another_user_is_taken_over()
{
	local own=$WORK/library
	install -d -o $STATION_UID "$own"
	uid $STATION_UID git clone -q "$STATION/library" "$own"
	chown -R 0:0 "$own"
	git -C "$own" -c user.name=c -c user.email=c@x commit -q \
		--allow-empty -m "office: confirm the wording"
	chown -R "$ADMIN:$ADMIN" "$own"
	chmod -R go+rX "$own"
	crier playbook import "$own"
	as sig playbook confirm "$(ask '.rows[0].digest' playbook proposed)"
	is "$(crier ledger list --kind station.library --json |
		jq -r '.rows[-1].body.head')" \
		"$(git -c safe.directory="$own" -C "$own" rev-parse HEAD)"
}

run_cases \
	an_office_is_made_by_its_own_user_and_admits_its_administrator \
	an_office_without_a_reachable_administrator_is_not_made \
	the_sockets_are_open_to_all_and_everything_else_to_nobody \
	a_stranger_and_the_superuser_are_refused_with_what_to_do \
	officers_are_added_by_user_and_number \
	nobody_is_somebody_else_by_saying_so \
	a_suspended_officer_is_refused_and_an_open_connection_ends \
	a_revoked_key_ends_what_its_officer_has_open \
	a_revoked_key_lets_nothing_more_in_from_its_login \
	nobody_is_let_in_whose_program_is_gone \
	the_relays_socket_knows_the_relay_by_its_user \
	the_officers_socket_takes_no_act_of_a_relay \
	the_key_is_moved_to_the_relay_and_lost_to_the_station \
	no_process_has_what_is_another_ones \
	the_console_of_an_officer_holds_no_file_of_the_station \
	an_act_beyond_ones_roles_is_denied_and_counted_once_a_minute \
	accounts_are_a_folder_of_the_relays_and_a_loopback_receiver \
	a_drafter_may_not_approve_and_two_releasers_release_in_earnest \
	an_armed_release_outlives_station_and_relay \
	a_drill_works_without_the_key_and_says_nothing_outside \
	a_playbook_library_of_another_user_is_taken_over
