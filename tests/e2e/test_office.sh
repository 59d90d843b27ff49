#!/bin/bash
# An office is set up by the README, command by command, on a copy of this
# machine's system that lasts as long as the test: real users, real sudo, a
# real sshd. Then officers log in as officers do. Only systemd is played
# (tests/tools/systemctl.sh). Needs root, directly or through sudo without a
# password.
. "$(dirname "$0")/../tools/office_system.sh"

every_command_of_the_readme_does_what_it_says()
{
	local n script
	is "$(blocks 7)" ""
	for n in 1 2 3 4 5 6; do
		script=$(blocks $n)
		[ -n "$script" ]
		[ $n -ne 1 ] || script="cd /srv/crier; $script"
		# nobody is at the example's address: it failed, as README says
		script=$(sed 's/^crier account check [a-z-]*/& || [ $? -eq 12 ]/' \
			<<<"$script")
		by zhang bash -euo pipefail -c "$script" >"$WORK/said.$n" \
			2>&1 || {
			cat "$WORK/said.$n"
			return 1
		}
	done
	has "$(cat "$WORK/said.2")" 云溪县人民政府新闻办公室
	has "$(cat "$WORK/said.4")" county-site county-social
}

the_office_runs_as_described()
{
	is "$(by zhang crier status --json | jq -r .officer.id)" zhang
	until_true 10 relay_is_there
	is "$(stat -c '%U %a' /var/lib/crier /var/lib/crier-relay \
		/var/lib/crier-relay/relay | paste -sd,)" \
		"crier 711,crier-relay 700,crier-relay 600"
	is "$(find /var/lib/crier/relay-keys -type f)" ""
	is "$(by zhang crier officer list --json |
		jq -r '.rows[] | "\(.id) \(.user) \(.uid)"' | sort | paste -sd,)" \
		"li li $(id -u li),zhang zhang $(id -u zhang)"
	is "$(by zhang crier account list --json |
		jq -r '[.rows[] | "\(.id) \(.credential)"] | sort[]' |
		paste -sd,)" "county-site false,county-social true"
	is "$(by zhang crier ledger list --kind station.library --json |
		jq -r '.rows | length')" 1
	is "$(by zhang crier ledger list --kind library.proposed --json |
		jq -r '.rows[0].by')" zhang
	[ "$(git -c safe.directory='*' -C /srv/crier-record \
		rev-list --count HEAD)" -gt 3 ]
	! by passer crier status >"$WORK/passer" 2>&1
	has "$(cat "$WORK/passer")" "user passer is not an officer"
}

relay_is_there()
{
	is "$(by zhang crier status --json | jq -r .relay.actual)" true
}

# ---- a whole incident, each officer with a key and an agent of their own ----

# The words of crier.sh, by officers who cannot choose who they are.
. "$TOP/tests/tools/crier.sh"
crier()
{
	by zhang crier "$@"
}

as()
{
	local who=$1
	shift
	by "$who" crier "$@"
}

confirmed_by()
{
	as "$1" officer confirm "$2" >/dev/null
}

# joins ID ROLES SECOND KEY-OPTION…: a user whose login program is the console,
# with a key that only the officer's own agent holds.
joins()
{
	local id=$1 roles=$2 second=$3
	shift 3
	useradd -m -G officers -s /usr/bin/crier "$id"
	SSH_SK_PROVIDER=$PROVIDER ssh-keygen -q -N '' -f "$WORK/key-$id" "$@"
	cp "$WORK/key-$id.pub" "$HOMES/zhang/$id.pub"
	crier officer add "$id" --name "$id" --user "$id" --role "$roles" \
		--key-file "$id.pub" >/dev/null
	confirmed_by "$second" "$id"
	agent_of "$id" "$WORK/key-$id"
}

agent_of()
{
	ssh-agent -D -a "$WORK/agent-$1" -P "$PROVIDER" >/dev/null &
	echo $! >"$WORK/agent-$1.pid"
	at_end end_pid_file "$WORK/agent-$1.pid"
	until_true 5 test -S "$WORK/agent-$1"
	SSH_SK_PROVIDER=$PROVIDER SSH_AUTH_SOCK=$WORK/agent-$1 \
		ssh-add -q "$2"
}

# sits ID: logs in as on the officer's own machine, the agent forwarded.
sits()
{
	rm -f "$HOMES/$1/.local/state/crier/seat"
	terminal "$1" "TERM=xterm LANG=en_US.UTF-8 exec ssh -A -F none \
		-p $(cat "$WORK/port") -o UserKnownHostsFile=$WORK/known \
		-o StrictHostKeyChecking=accept-new -o SendEnv=LANG \
		-o IdentityAgent=$WORK/agent-$1 -e none $1@127.0.0.1"
	sees "$1" "Open incidents"
}

key_state()
{
	crier officer list --json |
		jq -r --arg id "$1" '.rows[] | select(.id == $id).keys[0].state'
}

# types ID TEXT: a key after the other, as a person does.
types()
{
	local i
	for ((i = 0; i < ${#2}; i++)); do
		tmux -S "$WORK/tmux" send-keys -t "$1" -l "${2:i:1}"
		sleep 0.04
	done
}

each_officer_comes_in_and_proves_a_key()
{
	PROVIDER=$B/tests/agent/sk_provider.so
	agent_of li "$WORK/li"
	joins wu signer li -t ed25519
	joins zhao drafter wu -t ed25519
	joins fa legal wu -t ed25519-sk
	joins rela releaser wu -t rsa -b 3072
	joins relb releaser wu -t ed25519
	for each in wu zhao fa rela relb; do
		sits "$each"
		press "$each" M
		sees "$each" "Your key is proven"
		leave "$each"
		is "$(key_state "$each")" proven
	done
	# the key of one is not another's
	cp "$WORK/key-zhao.pub" "$HOMES/zhang/same.pub"
	exits 75 crier officer key relb --file same.pub
	has "$out" "zhao's"
}

# tiers_ask WHAT: in the office's library, from now on.
tiers_ask()
{
	sed -i -e '/^    signs: /d' \
		-e "/^tiers:/,/^topics:/s/^  - id: .*/&\n    signs: $1/" \
		/srv/playbooks/rules/tiers.yaml
	by zhang git -C /srv/playbooks commit -qam "signatures: $1"
	crier playbook import /srv/playbooks >/dev/null
	as wu playbook confirm "$(ask '.rows[] | select(.what == "library")
		.digest' playbook proposed)" >/dev/null
}

passed()
{
	ask '[.stages[].gates[] | select(.state == "passed").gate] | sort
		| join(" ")' message show "$MESSAGE"
}

passes_are()
{
	is "$(passed)" "$1"
}

# reads ID GATES: opens what waits, reads it to the end, passes a gate of
# theirs after the other until these are passed.
reads()
{
	local who=$1 want=$2 n
	sits "$who"
	press "$who" Enter
	sees "$who" Manifest
	for ((n = 0; n < 4; n++)); do
		until_true 3 passes_are "$want" >/dev/null && break
		press "$who" End p
		sees "$who" "Pass a gate"
		press "$who" Enter Enter
	done
	passes_are "$want" || { screen "$who"; return 1; }
	leave "$who"
}

an_incident_is_signed_by_each_over_ssh()
{
	local word
	tiers_ask key
	INCIDENT=$(as zhao incident open rainstorm-flood --title 南河镇洪水 \
		--level IV --occurred -30m --reported -20m --json |
		jq -r '.entries[0].incident')
	new_message zhao "$INCIDENT" truth --accounts county-site
	submit_message zhao "$MESSAGE" >/dev/null
	DIGEST=$(ask .digest message show "$MESSAGE")
	echo "INCIDENT=$INCIDENT MESSAGE=$MESSAGE" >"$WORK/ids"
	# at the machine itself no agent comes along
	exits 69 as li review "$MESSAGE" wording pass --digest "$DIGEST"
	has "$out" "no SSH agent"
	is "$(passed)" ""
	reads li "confidentiality policy wording"
	reads fa "confidentiality legal policy wording"
	sits wu
	press wu Enter
	sees wu Manifest
	press wu End A
	sees wu "Type the digest's first four"
	types wu "${DIGEST:0:4}"
	press wu Enter
	sees wu "Approved. It can be armed now."
	leave wu
	sits rela
	press rela Enter
	sees rela "a "
	press rela a
	wait_message 60 "$MESSAGE" armed
	leave rela
	sits relb
	press relb Enter
	sees relb ARMED
	press relb f
	sees relb "To fire, type:"
	word=$(screen relb | sed -nE 's/.*To fire, type: (.* [0-9]{4}) \*.*/\1/p')
	types relb "$word"
	press relb Enter
	until_true 60 site_is_out
	leave relb
	has "$(cat "$(find /srv/www/emergency -name '1.html')")" 南河镇洪水
}

site_is_out()
{
	is "$(ask '.deliveries[].state' message show "$MESSAGE")" verified
}

# Who signed what, with which key, where they sat; and an auditor's own look.
every_decision_is_a_signature_that_ssh_keygen_verifies()
{
	local entry by n=0
	. "$WORK/ids"
	ask '.rows' ledger list --limit 200 >"$WORK/rows.json"
	is "$(jq -r '[.[] | select(.body.signature) | select(.kind |
		startswith("message.") or startswith("release.")) |
		"\(.kind) \(.by)"] | unique | join(",")' "$WORK/rows.json")" \
		"message.approved wu,message.passed fa,message.passed li,\
release.armed rela,release.fired relb"
	is "$(jq -r '[.[] | select(.kind == "message.passed" and
		.body.touched).by] | unique | join(",")' "$WORK/rows.json")" fa
	while read -r entry; do
		by=$(jq -r .by <<<"$entry")
		jq -j .body.signed <<<"$entry" >"$WORK/said"
		jq -j .body.signature <<<"$entry" >"$WORK/said.sig"
		echo "$by $(cut -d' ' -f1,2 "$HOMES/zhang/$by.pub")" \
			>"$WORK/allowed"
		ssh-keygen -Y verify -f "$WORK/allowed" -I "$by" -n crier \
			-s "$WORK/said.sig" <"$WORK/said" >/dev/null
		has "$(jq -r .body.login.from <<<"$entry")" 127.0.0.1
		n=$((n + 1))
	done < <(jq -c '.[] | select(.body.signature)' "$WORK/rows.json")
	[ "$n" -ge 13 ]
	is "$(ask .ok ledger verify)" true
	is "$(ask .signatures.count ledger verify)" "$n"
	awk '/^## / { here = /What an approval proves/ }
	here && /^```sh/ { inside = 1; next }
	/^```$/ { inside = 0 } here && inside' "$TOP/README.md" \
		>"$HOMES/zhang/look"
	[ "$(wc -l <"$HOMES/zhang/look")" -ge 6 ]
	has "$(by zhang bash -eu look)" 'Good "crier" signature for wu'
}

# Where the tier asks for a touch a key in a file signs nothing.
a_touch_is_asked_where_the_tier_says_so()
{
	. "$WORK/ids"
	tiers_ask touch
	INCIDENT=$(as zhao incident open rainstorm-flood --title 东河镇洪水 \
		--level IV --occurred -30m --reported -20m --json |
		jq -r '.entries[0].incident')
	new_message zhao "$INCIDENT" truth --accounts county-site
	submit_message zhao "$MESSAGE" >/dev/null
	sits li
	press li Enter
	sees li Manifest
	press li End p
	sees li "Pass a gate"
	press li Enter Enter
	sees li "no security key"
	leave li
	is "$(passed)" ""
	reads fa legal
	is "$(ask "[.rows[] | select(.body.message == \"$MESSAGE\") |
		.body.touched] | unique | join(\" \")" ledger list \
		--kind message.passed --limit 200)" true
}

# Revoked, it ends what its officer has open and lets nobody in any more.
a_revoked_key_ends_the_login_that_it_opened()
{
	sits relb
	crier officer revoke relb "$(ssh-keygen -lf "$WORK/key-relb.pub" |
		cut -d' ' -f2)" --reason "lost on a train"
	sees relb "session ended by station"
	sees relb "has revoked a key of"
	leave relb
	exits 255 timeout 20 ssh -F none -i "$WORK/key-relb" \
		-p "$(cat "$WORK/port")" -o BatchMode=yes \
		-o UserKnownHostsFile="$WORK/known" -o IdentitiesOnly=yes \
		relb@127.0.0.1
}

# An officer is a user's name and number: whoever gets one of them from this
# machine's own list of users later is nobody, at the machine and over ssh.
a_user_made_anew_with_a_number_or_a_name_is_nobody()
{
	local number
	number=$(id -u zhao)
	as zhao status >/dev/null
	userdel zhao
	useradd -m -u "$number" -G officers -s /usr/bin/crier newcomer
	exits 77 by newcomer crier status
	has "$out" newcomer zhao
	is "$(crier authorized-keys newcomer)" ""
	useradd -M -d "$HOMES/zhao" -G officers -s /usr/bin/crier zhao
	[ "$(id -u zhao)" != "$number" ]
	exits 77 by zhao crier status
	has "$out" zhao
	tmux -S "$WORK/tmux" kill-session -t zhao 2>/dev/null || true
	terminal zhao "TERM=xterm LANG=en_US.UTF-8 ssh -F none \
		-p $(cat "$WORK/port") -o UserKnownHostsFile=$WORK/known \
		-o SendEnv=LANG -o IdentityAgent=$WORK/agent-zhao \
		-o BatchMode=yes zhao@127.0.0.1 2>&1; echo ended; sleep 30"
	sees zhao ended
	hasnt "$(screen zhao)" "Open incidents"
	leave zhao
	is "$(ask '[.rows[] | select(.id == "zhao").user] | length' \
		officer list)" 1
}

# The administrator has proposed it; who confirms sees what it changes.
a_second_officer_confirms_the_library_on_the_board()
{
	terminal ssh "TERM=xterm LANG=C.UTF-8 exec ssh -F none -i $WORK/li \
		-p $(cat "$WORK/port") -o UserKnownHostsFile=$WORK/known \
		-o StrictHostKeyChecking=accept-new li@127.0.0.1"
	sees ssh 李四 预案库
	press ssh 2
	sees ssh "rainstorm-flood/playbook.yaml" "可确认" 李四
	press ssh Y
	sees ssh 确认此项提议
	press ssh Enter
	sees ssh 已确认
	leave ssh
	until_true 10 no_console
	is "$(by zhang crier ledger list --kind station.library --json |
		jq -r '.rows[-1] | "\(.by) \(.body.proposed_by)"')" "li zhang"
}

an_officer_gets_the_console_over_ssh()
{
	local lang word
	while read -r lang word; do
		terminal ssh "export TERM=xterm; unset LC_ALL LANGUAGE; \
			[ $lang = - ] && unset LANG || export LANG=$lang; \
			exec ssh -F none -i $WORK/li -p $(cat "$WORK/port") \
			-o UserKnownHostsFile=$WORK/known -o SendEnv=LANG \
			-o StrictHostKeyChecking=accept-new \
			-o LogLevel=ERROR li@127.0.0.1"
		sees ssh 李四 "$word"
		is "$(ps -o args= -C crier)" "-crier" "$lang"
		leave ssh
		until_true 10 no_console
	done <<-END
	- 没有待您处理的事项
	zh_CN.UTF-8 没有待您处理的事项
	C Nothing waits for you
	en_US.UTF-8 Nothing waits for you
	END
}

no_console()
{
	! pgrep -x crier
}

# The key that zhang brought in lets li in, and signs once li has proven it.
an_officer_proves_a_key_with_the_agent_of_the_login()
{
	local agent=$WORK/agent login
	ssh-agent -D -a "$agent" >/dev/null &
	until_true 5 test -S "$agent"
	terminal ssh "TERM=xterm LANG=C.UTF-8 exec ssh -A -F none -i $WORK/li \
		-p $(cat "$WORK/port") -o UserKnownHostsFile=$WORK/known \
		-o IdentityAgent=$agent -e none li@127.0.0.1"
	sees ssh 李四 "待您验证"
	press ssh M
	sees ssh "没有待验证的密钥"
	SSH_AUTH_SOCK=$agent ssh-add -q "$WORK/li"
	press ssh M
	sees ssh "公钥已验证"
	leave ssh
	until_true 10 no_console
	is "$(by zhang crier officer list --json |
		jq -r '.rows[] | select(.id == "li") | .keys[0].state')" proven
	kill %1
	# where li sat, as sshd told the console
	login=$(by zhang crier ledger list --kind officer.proven --json |
		jq -c '.rows[0].body.login')
	has "$login" '"from":"127.0.0.1 ' '"terminal":"/dev/pts/'
	# no other key, and nobody who is no officer, gets in
	ssh-keygen -q -t ed25519 -N '' -f "$WORK/other"
	exits 255 timeout 20 ssh -F none -i "$WORK/other" \
		-p "$(cat "$WORK/port")" -o BatchMode=yes \
		-o UserKnownHostsFile="$WORK/known" -o IdentitiesOnly=yes \
		li@127.0.0.1
}

nobody_becomes_an_officer_by_su()
{
	# by the shell itself: of another process it would be that one's login
	echo "$(id -u zhang)" >/proc/self/loginuid || {
		note "this kernel keeps no logins: not tried"
		return 0
	}
	exits 77 by li crier status
	has "$out" "was reached from the login of zhang"
	by zhang crier status >/dev/null
}

no_key_of_the_console_starts_a_program()
{
	local key pid
	terminal ssh "TERM=xterm LANG=C.UTF-8 exec ssh -F none -i $WORK/li \
		-p $(cat "$WORK/port") -o UserKnownHostsFile=$WORK/known \
		-e none li@127.0.0.1"
	sees ssh 李四
	pid=$(pgrep -x crier)
	for key in '!' '|' C-z C-y C-\\ e v E F1 Escape ':' '!' s h Enter \
		Escape / '!' Enter; do
		press ssh "$key"
		[ -d "/proc/$pid" ] || { echo "ended by $key"; return 1; }
		is "$(cat "/proc/$pid/task/$pid/children")" "" \
			"children after $key"
	done
	sees ssh 李四
	leave ssh
	# and nothing in it could: no shell, no path search, no fork
	hasnt "$(nm -D --undefined-only /usr/bin/crier)" " system"
	hasnt "$(nm -D --undefined-only /usr/bin/crier)" popen
	hasnt "$(nm -D --undefined-only /usr/bin/crier)" execvp
	hasnt "$(nm -D --undefined-only /usr/bin/crier)" execl
	hasnt "$(nm -D --undefined-only /usr/bin/crier)" posix_spawnp
}

a_command_behind_ssh_is_answered_and_not_run()
{
	local command
	for command in id "touch $WORK/ran" "crier status" status \
		"init $WORK/made --demo" "/bin/sh -c id"; do
		exits 77 over_ssh li "$command"
		has "$out" "this login opens the console and runs no commands" \
			"ssh -t HOST"
		hasnt "$out" uid=
		exits 77 over_ssh li -tt "$command"
		has "$out" "runs no commands"
	done
	LANG=zh_CN.UTF-8 exits 77 over_ssh li -o SendEnv=LANG id
	[ ! -e "$WORK/ran" ] && [ ! -e "$WORK/made" ]
	# without a terminal there is no console
	exits 64 over_ssh li -T
	has "$out" "the console needs a terminal"
}

no_other_door_of_ssh_is_open()
{
	local port
	port=$("$B/tests/tools/port" 1)
	exits 255 timeout 20 sftp -F none -i "$WORK/li" -P "$(cat "$WORK/port")" \
		-o UserKnownHostsFile="$WORK/known" -o BatchMode=yes \
		li@127.0.0.1
	exits 255 timeout 20 scp -F none -i "$WORK/li" -P "$(cat "$WORK/port")" \
		-o UserKnownHostsFile="$WORK/known" -o BatchMode=yes \
		/etc/hostname li@127.0.0.1:
	[ ! -e "$HOMES/li/hostname" ]
	exits 255 over_ssh li -o ExitOnForwardFailure=yes \
		-R "127.0.0.1:$port:127.0.0.1:1" -N
	mkdir -p "$HOMES/li/.ssh"
	printf 'echo ran >%s/rc\n' "$HOMES/li" >"$HOMES/li/.ssh/rc"
	exits 77 over_ssh li id
	[ ! -e "$HOMES/li/rc" ]
}

the_login_program_is_the_console_however_it_is_started()
{
	local lang
	exits 77 su li -c "touch $WORK/ran"
	exits 77 su - li -c "touch $WORK/ran"
	exits 77 by li bash -c 'exec -a -crier /usr/bin/crier init /tmp/x'
	exits 77 by li bash -c 'exec -a -crier /usr/bin/crier --station /x'
	exits 77 by li crier -c 'help'
	[ ! -e "$WORK/ran" ]
	for lang in "" LANG=zh_CN.UTF-8 LANG=C LC_ALL=xx_YY.UTF-8; do
		terminal login "setpriv --reuid li --regid li --init-groups \
			env -i TERM=xterm HOME=$HOMES/li $lang \
			bash -c 'exec -a -crier /usr/bin/crier'"
		sees login 李四
		leave login
	done
}

an_officer_is_told_when_the_station_is_down()
{
	by zhang sudo systemctl stop crier-station
	exits 69 by li crier status
	has "$out" "the station does not run" \
		"systemctl start crier-station"
	exits 69 by zhang crier status
	exits 69 by zhang sudo crier status
	by zhang sudo systemctl restart crier-station
	until_true 10 relay_is_there
	is "$(by li crier status --json | jq -r .officer.id)" li
}

at_end umount -l "$WORK/new"
# in a shell of its own, so that the first step that fails is the last
(
	set -e
	copy_system
	add_programs
	make_people
	start_sshd
) >"$WORK/setup.log" 2>&1
if [ $? -ne 0 ]; then
	sed 's/^/# /' "$WORK/setup.log"
	echo "Bail out! no copy of the system"
	exit 1
fi
note "server: OpenSSH $(/usr/sbin/sshd -V 2>&1 | sed -n 's/.*OpenSSH_\([^ ,]*\).*/\1/p')"

run_cases \
	every_command_of_the_readme_does_what_it_says \
	the_office_runs_as_described \
	a_second_officer_confirms_the_library_on_the_board \
	an_officer_gets_the_console_over_ssh \
	an_officer_proves_a_key_with_the_agent_of_the_login \
	nobody_becomes_an_officer_by_su \
	no_key_of_the_console_starts_a_program \
	a_command_behind_ssh_is_answered_and_not_run \
	no_other_door_of_ssh_is_open \
	the_login_program_is_the_console_however_it_is_started \
	each_officer_comes_in_and_proves_a_key \
	an_incident_is_signed_by_each_over_ssh \
	every_decision_is_a_signature_that_ssh_keygen_verifies \
	a_touch_is_asked_where_the_tier_says_so \
	a_revoked_key_ends_the_login_that_it_opened \
	a_user_made_anew_with_a_number_or_a_name_is_nobody \
	an_officer_is_told_when_the_station_is_down
