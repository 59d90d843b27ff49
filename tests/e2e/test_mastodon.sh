#!/bin/bash
# Publishing to the real snac2: what was approved is what is there, and an
# answer lost on the way, behind the real HAProxy, leaves one post.
. "$(dirname "$0")/../tools/tap.sh"
. "$TOP/tests/tools/actual.sh"
. "$TOP/tests/tools/looked.sh"
at_end "$TOP/tests/servers/haproxy.sh" stop "$WORK/haproxy"
at_end "$TOP/tests/servers/snac2.sh" stop "$WORK/snac"
at_end stop_station "$STATION"

token()
{
	local name=SNAC_TOKEN_$1
	echo "${!name}"
}

api()
{
	curl -s -m 5 -H "Authorization: Bearer $(token "$1")" "$SNAC_URL/$2" \
		"${@:3}"
}

statuses()
{
	api "$1" "api/v1/accounts/$(api "$1" \
		api/v1/accounts/verify_credentials | jq -r .id)/statuses"
}

mastodon()
{
	add_account "$1" mastodon "{\"token\":\"$(token "${3:-$1}")\"}" \
		--option "url=$2"
}

# Text without tags, entities and white space.
bare()
{
	sed 's/<[^>]*>/ /g; s/&lt;/</g; s/&gt;/>/g; s/&quot;/"/g; s/&#39;/'"'"'/g
		s/&amp;/\&/g' | tr -d ' \n\t\r'
}

what_was_approved_is_published_and_read_back()
{
	mastodon plain "$SNAC_URL"
	as "$(officer_with registrar)" account check plain
	until_true 10 sh -c "[ \"\$('$B/bin/crier' --station '$STATION' \
		account show plain --json | jq .ok)\" = true ]"
	publish plain
	ends plain 20 verified
	is "$(statuses plain | jq length)" 1 "posts"
	is "$(statuses plain | jq -r '.[0].content' | bare)" \
		"$(crier delivery text "$MESSAGE:plain" | bare)" "text"
	has "$(crier delivery show "$MESSAGE:plain" --json | jq -r .url)" \
		"$SNAC_URL"
	note "server: snac2 $SNAC_VERSION"
}

# amend MESSAGE KIND [ARG…]: submitted, signed, fired. Sets MESSAGE.
amend()
{
	local wrong=$1 verb=$2 said
	shift 2
	said=$(as zhao "$verb" "$wrong" "$@" --json) || return 1
	MESSAGE=$(jq -r '.entries[0].body.message' <<<"$said")
	submit_message zhao "$MESSAGE"
	review_all "$MESSAGE"
	arm "$MESSAGE" "$(officer_with releaser)"
	fire "$MESSAGE" "$(officer_with releaser "$(officer_with releaser)")"
}

# The old post gets the right text; taking it back is said in its thread.
a_correction_edits_the_post_and_a_withdrawal_answers_it()
{
	wrong=$(ask '.messages[-1].id' incident show "$(ask \
		'.rows | max_by(.updated) | .id' incident list)")
	id=$(crier delivery show "$wrong:plain" --json | jq -r .remote)
	amend "$wrong" correct --set wrong=河口乡 --set right=河口镇 \
		--set reason=entry --set rest=valid
	is "$(ask '.manifest.accounts.plain.act' message show "$MESSAGE")" edit
	is "$(ask '.manifest.accounts.plain.target' message show \
		"$MESSAGE")" "$id"
	ends plain 30 verified
	is "$(statuses plain | jq length)" 1 "posts after the correction"
	is "$(statuses plain | jq -r '.[0].content' | bare)" \
		"$(crier delivery text "$MESSAGE:plain" 2>/dev/null | bare)"
	amend "$wrong" withdraw
	is "$(ask '.manifest.accounts.plain.act' message show "$MESSAGE")" reply
	ends plain 30 verified
	is "$(statuses plain | jq length)" 2 "posts after the withdrawal"
	is "$(statuses plain | jq -r '[.[] | .in_reply_to_id // empty] |
		length')" 1 "answers in the thread"
}

a_lost_answer_is_looked_up_and_leaves_one_post()
{
	INCIDENT=
	mastodon lost "$PROXY_lost"
	publish lost
	ends lost 90 published verified
	is "$(statuses lost | jq length)" 1 "posts"
	has "$(crier ledger list --incident "$INCIDENT" --json)" \
		'"outcome":"unknown"'
	note "server: HAProxy $HAPROXY_VERSION"
}

a_busy_server_is_asked_again_until_the_window_ends()
{
	INCIDENT=
	mastodon busy "$PROXY_busy"
	publish busy
	ends busy 20 retry
	is "$(statuses busy | jq length)" 0 "posts"
	as "$(officer_with releaser)" release "$MESSAGE" halt
	ends busy 20 halted
}

an_untrusted_certificate_is_a_gap_before_anything_is_fired()
{
	INCIDENT=
	mastodon tls "$PROXY_tls" plain
	mastodon sound "$SNAC_URL" busy
	exits_gaps tls,sound tls
}

a_server_that_is_away_or_down_is_a_gap()
{
	INCIDENT=
	mastodon down "$PROXY_down" plain
	mastodon refused "$PROXY_refused" plain
	mastodon away "$PROXY_away" plain
	mastodon well "$SNAC_URL" busy
	exits_gaps down,refused,away,well down refused away
}

# Firing is refused with the gaps named; accepted with a reason.
exits_gaps()
{
	local accounts=$1 out
	shift
	if out=$(publish "$accounts" 2>&1); then
		echo "fired with gaps: $out"
		return 1
	fi
	MESSAGE=$(ask '.messages[-1].id' incident show "$(ask \
		'.rows | max_by(.updated) | .id' incident list)")
	has "$out" "$@"
	for each; do
		is "$(delivery_of "$each")" gap "$each"
	done
	DIGEST=$(ask .digest message show "$MESSAGE")
	fire "$MESSAGE" "$(officer_with releaser \
		"$(officer_with releaser)")" --accept-gaps "accepted in a test"
	until_true 20 settled "$MESSAGE"
}

# Ours, edited by us and answered by us, is no alarm; what somebody else does
# with the account's token is, once, until a person has explained it.
what_is_done_behind_our_back_raises_an_alarm()
{
	local ours
	is "$(look plain)" "" "alarms at the first look"
	is "$(crier account show plain --json | jq .looked.posts)" 2 "known"
	api plain api/v1/statuses -d status='点这里领奖 13812345678' \
		>/dev/null
	is "$(look plain)" "stranger 点这里领奖 ■■■■■■■■■■■" "a post"
	is "$(look plain)" "stranger 点这里领奖 ■■■■■■■■■■■" "once"
	has "$(crier --as zhao status --json | jq -c .waits)" '"what":"alarm"'
	acknowledge plain "值班员误发，已请其删除"
	is "$(alarms plain)" "" "acknowledged"
	is "$(look plain)" "" "what was explained"
	ours=$(statuses plain | jq -r '.[-1].id')
	api plain "api/v1/statuses/$ours" -X PUT -H \
		'Content-Type: application/json' -d '{"status":"都是假的"}' \
		>/dev/null
	has "$(look plain)" 都是假的
	is "$(crier account health --json | jq -r '.rows[] |
		select(.account == "plain") | .grade')" ill "its health"
}

# Somebody answers our post and calls us by name: both come in once, what may not
# be kept masked, nothing of it in the ledger, and our own posts are no comments.
what_the_public_writes_comes_in()
{
	local post help
	post=$(statuses plain | jq -r '.[-1].id')
	api aming api/v1/statuses -d "in_reply_to_id=$post" \
		--data-urlencode "status=@plain 何时来电？我的电话13987654321" \
		>/dev/null
	hears plain 1
	has "$(comments plain)" 'c1 unsorted' 何时来电 ■■■
	is "$(ask .thread comment show c1)" "$post" "the post it answers"
	has "$(ask .who comment show c1)" aming
	help=$(printf 'x%.0s' {1..3000})
	api aming api/v1/statuses --data-urlencode \
		"status=@plain 救命"$'\u202e\e[2J'" $help" >/dev/null
	hears plain 2
	has "$(comments plain)" 'c2 unsorted' 救命
	hasnt "$(comments plain)" $'\u202e' $'\e'
	is "$(ask .cut comment show c2)" true
	has "$(crier --as zhao status --json | jq -c .waits)" '"what":"comment"'
	hasnt "$(crier ledger list --json)" 何时来电 救命 13987654321
	hasnt "$(strings "$STATION/state.db")" 13987654321
}

# answered_for NAME ID: whether this account sees an answer below the post.
answered_for()
{
	api "$1" "api/v1/statuses/$2/context" |
		jq -e '.descendants | length > 0' >/dev/null
}

# The answer goes the way of every message: one review by another, and to the
# thread of its comment alone, where who asked finds it.
a_question_is_answered_in_its_thread()
{
	local asked answered own
	INCIDENT=$(ask '.rows | max_by(.updated) | .id' incident list)
	exits 75 as zhao comment answer c1 "$INCIDENT" 今晚18时恢复供电
	as zhao comment triage c1 question
	exits 65 as zhao comment answer c1 "$INCIDENT" 今晚18时恢复供电
	PLAYBOOK=unit-answers open_incident zhao actual 12月留言答复
	MESSAGE=$(as zhao comment answer c1 "$INCIDENT" 今晚18时恢复供电 --json |
		jq -r '.entries[0].body.message')
	asked=$(ask .remote comment show c1)
	is "$(ask .answer comment show c1)" "$MESSAGE"
	submit_message zhao "$MESSAGE"
	is "$(ask '[.tier, .manifest.answers.comment,
		(.manifest.accounts | keys | join(" ")),
		.manifest.accounts.plain.target] | join(" ")' message show \
		"$MESSAGE")" "answer c1 plain $asked"
	is "$(ask .asked message show "$MESSAGE")" \
		"$(ask .text comment show c1)" "what its reviewer reads, too"
	exits 77 as zhao approve "$MESSAGE" --digest \
		"$(ask .digest message show "$MESSAGE")"
	review_all "$MESSAGE"
	arm "$MESSAGE" "$(officer_with releaser)"
	fire "$MESSAGE" "$(officer_with releaser "$(officer_with releaser)")"
	ends plain 30 verified
	answered=$(api plain "api/v1/statuses/$asked/context" |
		jq -r '.descendants[-1].content')
	has "$(bare <<<"$answered")" 您好。今晚18时恢复供电。
	own=$(statuses aming | jq -r '.[-1].id')
	until_true 30 answered_for aming "$own"
	hasnt "$(crier ledger list --json)" 何时来电 13987654321
}

# From the call for help to its end; a question is closed with its answer.
a_comment_is_sorted_handed_over_and_closed()
{
	as zhao comment triage c2 help --owner zhao
	is "$(crier comment list --json | jq -r '.rows[0].id')" c2 "first"
	exits 75 as zhao comment close c2 none
	as zhao comment handover c2 119 3号台 --number H-1
	as zhao comment close c2 handed
	as zhao comment triage c1 question
	has "$(crier comment show c1 --lang zh)" 答复咨询
	as zhao comment close c1 answered --found 已在原帖下答复
	is "$(crier comment list --state open --json | jq .total)" 0
	exits 77 as wang comment erase c1 --reason 办结
	as "$(officer_with registrar)" comment erase c1 --reason 办结
	has "$(crier comment show c1 --lang zh)" 已清除
	hasnt "$(strings "$STATION/state.db")" 何时来电
	crier station stop >/dev/null
	is "$(crier comment list --state closed --json | jq .total)" 2
	crier ledger verify >/dev/null
}

# A round over all accounts: what it reads, what it cannot, and what failed.
a_round_says_what_it_saw_and_what_it_did_not()
{
	add_account wrong mastodon '{"token":"none"}' \
		--option "url=$SNAC_URL"
	as "$(officer_with registrar)" account round-now
	until_true 40 sh -c "'$B/bin/crier' --station '$STATION' account \
		round --json | jq -e .ended"
	round=$(crier account round --json)
	has "$(jq -c '[.failed[].account]' <<<"$round")" '"wrong"'
	has "$(jq -c '[.alarmed[].account]' <<<"$round")" '"plain"'
	has "$(jq -c '[.unread[].account]' <<<"$round")" '"county-site"'
	is "$(jq -c '.unseen' <<<"$round")" null "not looked at"
}

# snac closes each connection, the proxy before it keeps those to us: what
# arming opened is what the posts take, and what the server is is asked once.
accounts_of_a_host_ask_once_and_post_over_warm_connections()
{
	local log=$WORK/haproxy/log warm
	INCIDENT=
	mastodon one "$PROXY_plain"
	mastodon two "$PROXY_plain"
	mastodon three "$PROXY_plain"
	open_incident zhao actual
	new_message zhao "$INCIDENT" truth \
		--accounts "$(with_lead one,two,three)"
	submit_message zhao "$MESSAGE"
	review_all "$MESSAGE"
	warm="grep '^plain .* 200' '$log' | grep -c verify_credentials"
	arm "$MESSAGE" zheng
	until_true 10 sh -c "[ \$($warm) -ge 6 ]" # each checked, and warmed
	fire "$MESSAGE" wang
	ends three 20 verified published
	is "$(grep -c "^plain .* GET /api/v2/instance " "$log")" 1 "v2"
	is "$(grep -c "^plain .* GET /api/v1/instance " "$log")" 1 "v1"
	is "$(grep -c "^plain .* POST /api/v1/statuses " "$log")" 3 "posts"
	awk '$1 == "plain" && $4 == "GET" { met[$3] = 1 }
		$1 == "plain" && $4 == "POST" && !met[$3]' "$log" \
		>"$WORK/cold"
	is "$(cat "$WORK/cold")" "" "posts over new connections"
}

run_setup "$TOP/tests/servers/snac2.sh" start "$WORK/snac" plain aming lost busy \
	one two three
run_setup "$TOP/tests/servers/haproxy.sh" start "$WORK/haproxy" "$SNAC_PORT"
crier init "$STATION" --demo >/dev/null || exit 1
run_cases \
	what_was_approved_is_published_and_read_back \
	a_correction_edits_the_post_and_a_withdrawal_answers_it \
	what_is_done_behind_our_back_raises_an_alarm \
	what_the_public_writes_comes_in \
	a_question_is_answered_in_its_thread \
	a_comment_is_sorted_handed_over_and_closed \
	a_round_says_what_it_saw_and_what_it_did_not \
	accounts_of_a_host_ask_once_and_post_over_warm_connections \
	a_lost_answer_is_looked_up_and_leaves_one_post \
	a_busy_server_is_asked_again_until_the_window_ends \
	an_untrusted_certificate_is_a_gap_before_anything_is_fired \
	a_server_that_is_away_or_down_is_a_gap
