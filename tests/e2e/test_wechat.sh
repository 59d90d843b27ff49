#!/bin/bash
# WeChat against a double that was written from its documents: a token is
# fetched and fetched again, a draft is left at arm and taken back at disarm,
# published in the platform's own time and read back; a lost answer leaves one
# article; what it refuses is told.
. "$(dirname "$0")/../tools/tap.sh"
. "$TOP/tests/tools/actual.sh"
at_end stop_station "$STATION"
start_platform "$WORK/platform"

# wechat NAME BEHAVIOUR [OPTION…]: through a fault, if FAULT is set.
wechat()
{
	local name=$1 kind=$2
	shift 2
	add_account "$name" wechat "{\"secret\":\"${SECRET:-appsecret}\"}" \
		--option appid=wx0123456789abcdef --option cover=THUMB_1 \
		--option \
		"url=$PLATFORM_URL${FAULT:+/fault/$FAULT}/wechat/$kind-$name" \
		"$@"
}

# api NAME CALL JSON: asked with a token of the old kind.
api()
{
	local at="$PLATFORM_URL/wechat/$1/cgi-bin" token
	token=$(curl -s -m 3 "$at/token?grant_type=client_credential&appid=\
wx0123456789abcdef&secret=appsecret" | jq -r .access_token)
	curl -s -m 3 -d "$3" "$at/$2?access_token=$token"
}

drafts()
{
	api "$1" draft/count '{}' | jq .total_count
}

a_register_of_official_accounts_is_made()
{
	crier init "$STATION" --demo
	wechat plain quick
	wechat slow slow
	wechat audit audit
	wechat brief brief
	wechat unverified unverified
	wechat push quick --option send=push
	wechat spent spent --option send=push
	SECRET=other wechat wrong quick
	FAULT=cut wechat cut quick
	FAULT=lost wechat lost quick
	FAULT=html wechat html quick
	FAULT=cut wechat pushcut quick --option send=push
}

a_check_fetches_a_token_and_proves_the_right()
{
	local registrar
	registrar=$(officer_with registrar)
	as "$registrar" account check plain
	is "$(ask '.ok, .proven' account show plain)" $'true\nnull'
	# how long it is good for is told, and it outlives the relay
	is "$(ask '.token_ends > .checked' account show plain)" true
	is "$(tokens quick-plain)" 1
	crier station stop
	as "$registrar" account check plain
	is "$(tokens quick-plain)" 1
	! as "$registrar" account check unverified || return 1
	has "$(ask .detail account show unverified)" 48001
	! as "$registrar" account check wrong || return 1
	is "$(ask .ok account show wrong)" false
}

tokens()
{
	grep -c "$1/cgi-bin/stable_token" "$PLATFORM_DIR/log"
}

a_secret_is_rotated_and_tried_at_once()
{
	local registrar day
	registrar=$(officer_with registrar)
	day=$(date -d '+6 days' +%F)
	printf appsecret >"$WORK/secret"
	as "$registrar" account rotate plain --ends "${day}T12:00" \
		--credential-file "$WORK/secret"
	has "$(crier account show plain)" "$day"
	has "$(crier status)" "account rotate plain"
	has "$(crier doctor 2>&1)" "$day"
	printf wrong >"$WORK/secret"
	! as "$registrar" account rotate plain \
		--credential-file "$WORK/secret" || return 1
	is "$(ask '.ok, .ends' account show plain)" $'false\nnull'
	printf appsecret >"$WORK/secret"
	as "$registrar" account rotate plain --credential-file "$WORK/secret"
}

arming_leaves_a_draft_and_disarming_takes_it_back()
{
	local drafter releaser
	drafter=$(officer_with drafter)
	releaser=$(officer_with releaser)
	open_incident "$drafter" actual
	new_message "$drafter" "$INCIDENT" truth \
		--accounts "$(with_lead plain)"
	submit_message "$drafter" "$MESSAGE"
	review_all "$MESSAGE"
	arm "$MESSAGE" "$releaser"
	is "$(drafts quick-plain)" 1 "drafts"
	is "$(posted wechat/quick-plain)" 0
	as "$releaser" release disarm "$MESSAGE"
	until_true 10 none_left
	is "$(posted wechat/quick-plain)" 0
}

# The day's only push of an account is not used up without a signer's word.
allow_last()
{
	local digest
	digest=$(ask .digest message show "$MESSAGE")
	! as "$1" release "$MESSAGE" arm --digest "$digest" \
		2>"$WORK/refused" || return 1
	has "$(cat "$WORK/refused")" allow
	as "$(officer_with signer)" release "$MESSAGE" allow \
		--digest "$digest" --reason "today's only push is for this"
}

# A second push on the same day is a gap, before anything is sent.
a_second_push_of_a_day_is_a_gap()
{
	local drafter releaser
	drafter=$(officer_with drafter)
	releaser=$(officer_with releaser)
	open_incident "$drafter" actual
	new_message "$drafter" "$INCIDENT" truth \
		--accounts "$(with_lead push)"
	submit_message "$drafter" "$MESSAGE"
	review_all "$MESSAGE"
	arm "$MESSAGE" "$releaser"
	is "$(delivery_of push)" gap
	as "$releaser" release "$MESSAGE" disarm
	is "$(posted wechat/quick-push)" 1
}

none_left()
{
	[ "$(drafts quick-plain)" = 0 ]
}

each_is_published_once_or_says_why_not()
{
	local drafter releaser
	drafter=$(officer_with drafter)
	releaser=$(officer_with releaser)
	open_incident "$drafter" actual
	new_message "$drafter" "$INCIDENT" truth --accounts "$(with_lead \
		plain,slow,audit,brief,unverified,push,spent,wrong,cut,html,\
pushcut,lost)"
	submit_message "$drafter" "$MESSAGE"
	review_all "$MESSAGE"
	allow_last "$releaser"
	arm "$MESSAGE" "$releaser"
	is "$(ask '.quotas[0].reserved' account show push)" 1
	sleep 3 # the token of brief is no longer good
	fire "$MESSAGE" "$(officer_with releaser "$releaser")" \
		--accept-gaps "two accounts are not ours"
	ends plain 20 verified
	ends brief 20 verified
	ends slow 30 verified
	ends audit 20 refused
	ends push 20 published
	ends spent 20 failed
	ends cut 60 verified
	ends html 90 verified unknown
	ends pushcut 60 unknown
	ends lost 90 verified
	is "$(delivery_of unverified)" gap
	is "$(delivery_of wrong)" gap
	has "$(ask .detail delivery show "$MESSAGE:spent")" 45028
	has "$(ask .url delivery show "$MESSAGE:plain")" "$PLATFORM_URL"
	for name in quick-plain slow-slow audit-audit brief-brief quick-push \
		quick-cut quick-lost quick-pushcut; do
		is "$(posted "wechat/$name")" 1 "$name"
	done
	is "$(posted wechat/spent-spent)" 0
	is "$(ask '.quotas[0] | [.spent, .reserved, .left]' account show push |
		tr -d ' \n')" "[1,0,0]"
	# what it knows of itself goes before our count
	is "$(ask '.quotas[0] | [.spent, .left, .said]' account show spent |
		tr -d ' \n')" "[0,0,true]"
	is "$(posted wechat/quick-html)" 0
}

# What was submitted is asked for after a stop, and not submitted again.
a_stop_while_it_is_published_loses_nothing()
{
	wechat slower slow
	publish slower
	ends slower 10 accepted
	crier station stop
	ends slower 30 verified
	is "$(posted wechat/slow-slower)" 1
	is "$(grep -c slow-slower/cgi-bin/freepublish/submit \
		"$PLATFORM_DIR/log")" 1
}

run_cases \
	a_register_of_official_accounts_is_made \
	a_check_fetches_a_token_and_proves_the_right \
	a_secret_is_rotated_and_tried_at_once \
	arming_leaves_a_draft_and_disarming_takes_it_back \
	each_is_published_once_or_says_why_not \
	a_second_push_of_a_day_is_a_gap \
	a_stop_while_it_is_published_loses_nothing
