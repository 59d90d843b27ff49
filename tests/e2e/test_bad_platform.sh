#!/bin/bash
# Platforms that answer a page, half a reply, ten megabytes, nonsense, words
# that move a terminal, or nothing: each delivery is classified and shown, none
# is lost or doubled, and the next message goes out.
. "$(dirname "$0")/../tools/tap.sh"
. "$TOP/tests/tools/actual.sh"
. "$TOP/tests/tools/talk.sh"
at_end stop_station "$STATION"
SECRET='{"secret":"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"}'
FAULTS="html half junk big nothing cut down evil no notok
	none"

a_register_of_hostile_platforms_is_made()
{
	crier init "$STATION" --demo
	for fault in $FAULTS; do
		add_account "h-$fault" webhook "$SECRET" --option \
			"url=$PLATFORM_URL/fault/$fault/hook/h-$fault"
		add_account "w-$fault" wordpress '{"password":"abcd"}' \
			--option "url=$PLATFORM_URL/fault/$fault/wp/w-$fault" \
			--option user=eoc
	done
}

everybody()
{
	printf ',h-%s,w-%s' $(for f in $FAULTS; do echo "$f" "$f"; done) |
		cut -c2-
}

looked_up()
{
	[ "$(delivery_of "$1")" = verified ]
}

each_answer_is_classified_and_nothing_is_doubled()
{
	publish "$(everybody)" --accept-gaps "hostile platforms"
	echo "INCIDENT=$INCIDENT MESSAGE=$MESSAGE" >"$WORK/ids"
	until_true 60 settled "$MESSAGE"
	until_true 60 looked_up w-half
	until_true 60 looked_up w-cut
	# a receiver's 2xx is its word only where nothing in it says no
	for row in h-none:published:1 w-none:verified:1 h-evil:refused:0 \
		h-html:unknown:0 h-junk:unknown:0 h-big:unknown:0 \
		h-no:refused:0 h-notok:unknown:0 w-no:gap:0 w-notok:gap:0 \
		h-half:unknown:1 h-cut:unknown:1 h-nothing:unknown:0 \
		h-down:unknown:0 w-html:gap:0 w-half:verified:1 w-junk:gap:0 \
		w-big:gap:0 w-nothing:gap:0 w-cut:verified:1 w-down:gap:0 \
		w-evil:gap:0; do
		IFS=: read -r account state count <<<"$row"
		is "$(delivery_of "$account")" "$state" "$account"
		name=hook/$account
		[ "${account#w}" = "$account" ] || name=wp/$account
		is "$(posted "$name")" "$count" "posts of $account"
	done
	is "$(ask '[.rows[] | select(.state != "gap") | .attempt] | max' \
		delivery list "$MESSAGE")" 1 "attempts"
}

what_went_wrong_is_shown_bounded_and_harmless()
{
	. "$WORK/ids"
	is "$(ask '[.rows[] | select(.state == "gap" or .state == "unknown" or
		.state == "refused") | .detail | length > 0 and length < 600]
		| length == 18 and all' delivery list "$MESSAGE")" true
	has "$(crier delivery show "$MESSAGE:h-no")" \
		"keywords not in content"
	has "$(crier delivery show "$MESSAGE:h-notok")" "no such chat"
	has "$(crier delivery show "$MESSAGE:h-html")" "maintenance"
	for lang in zh en; do
		harmless "$(crier --lang $lang message show "$MESSAGE"
			crier --lang $lang delivery list "$MESSAGE"
			crier --lang $lang delivery show "$MESSAGE:h-evil"
			crier --lang $lang delivery show "$MESSAGE:w-evil"
			crier --lang $lang ledger list --newest
			crier --lang $lang replay "$INCIDENT"
			crier --lang $lang status)"
	done
	crier ledger verify
}

an_unknown_is_never_sent_again_but_settled_by_hand()
{
	. "$WORK/ids"
	exits 77 crier --as wang delivery retry "$MESSAGE:h-cut"
	crier --as wang delivery settle "$MESSAGE:h-cut" --seen published \
		--url "https://example.org/1" --reason "seen by the receiver"
	is "$(delivery_of h-cut)" published
	crier --as wang delivery settle "$MESSAGE:h-nothing" \
		--seen not-published --reason "the receiver has nothing"
	crier --as wang delivery retry "$MESSAGE:h-nothing"
	ends h-nothing 30 unknown
	is "$(posted hook/h-cut)" 1
}

# It is there, and the platform says "Duplicate record"; or it says no and
# means it. A look tells which.
a_no_counts_only_after_a_look()
{
	local each
	INCIDENT=
	KIND=truth
	for each in duplicate evil; do
		add_account "s-$each" mastodon '{"token":"t"}' --option \
			"url=$PLATFORM_URL/fault/$each/social/s-$each"
	done
	add_account w-duplicate wordpress '{"password":"abcd"}' --option \
		"url=$PLATFORM_URL/fault/duplicate/wp/w-duplicate" \
		--option user=eoc
	publish s-duplicate,s-evil,w-duplicate
	ends s-duplicate 30 verified
	ends w-duplicate 30 verified
	ends s-evil 30 refused
	is "$(posted social/s-duplicate) $(posted wp/w-duplicate) $(posted \
		social/s-evil)" "1 1 0"
	has "$(crier delivery show "$MESSAGE:s-evil")" \
		"经查询，平台上没有"
	crier ledger verify
}

# say_again ACCOUNT: a truth message whose text for the account is the same
# words each time. Sets MESSAGE.
say_again()
{
	new_message zhao "$INCIDENT" truth --accounts "$(with_lead "$1")" \
		--set "next_update=$NEXT"
	[ -e "$WORK/hand" ] || as zhao message preview "$MESSAGE" --json |
		jq -r --arg id "$1" '.variants[] | select(.account == $id)
			| .text' | sed 's/（第[0-9]*号）//' >"$WORK/hand"
	as zhao message edit "$MESSAGE" --account "$1" --text "$WORK/hand" \
		>/dev/null
	submit_message zhao "$MESSAGE"
	review_all "$MESSAGE"
	arm "$MESSAGE" "$(officer_with releaser)"
	fire "$MESSAGE" "$(officer_with releaser "$(officer_with releaser)")"
}

# The platform loses the second post of the same words, and its clock is five
# minutes behind: what is there is the first message's.
a_post_of_the_same_words_is_not_another_messages()
{
	local first
	INCIDENT=
	add_account s-forget mastodon '{"token":"t"}' --option \
		"url=$PLATFORM_URL/fault/forget/social/slow-forget"
	know_officers
	open_incident zhao actual
	NEXT=$(TZ=Asia/Shanghai date -d '+3 hours' '+%F %H:%M')
	say_again s-forget
	ends s-forget 30 verified
	first=$(crier delivery show "$MESSAGE:s-forget" --json |
		jq -r .remote)
	say_again s-forget
	ends s-forget 60 verified
	is "$(posted social/slow-forget)" 2
	[ "$(crier delivery show "$MESSAGE:s-forget" --json |
		jq -r .remote)" != "$first" ]
	is "$(ask .attempt delivery show "$MESSAGE:s-forget")" 2
}

# checked STATUS WORDS ACCOUNT: the check ends so and says this.
checked()
{
	local got=0
	crier --as "$(officer_with registrar)" account check "$3" \
		>"$WORK/said" 2>&1 || got=$?
	is "$got" "$1" "$3"
	has "$(cat "$WORK/said")" "$2"
}

# A check waits, says what it proved, and can fail.
a_check_can_fail()
{
	add_account c-good webhook "$SECRET" \
		--option "url=$PLATFORM_URL/hook/c-good"
	add_account c-nohead webhook "$SECRET" \
		--option "url=$PLATFORM_URL/fault/nohead/hook/c-nohead"
	add_account s-revoked mastodon '{"token":"t"}' --option \
		"url=$PLATFORM_URL/fault/revoked/social/s-revoked"
	add_account w-edges wordpress '{"password":"abcd"}' --option \
		"url=$PLATFORM_URL/fault/edges/wp/w-edges" --option user=eoc
	crier station stop # the check starts it, and its relay
	checked 0 "地址有应答" c-good
	checked 11 "未证实：对 HEAD 请求的答复为 404" c-nohead
	checked 12 "登录凭据被拒绝" s-revoked
	checked 0 "就绪" w-edges
	is "$(ask '[.accounts.failed[].id] | join(" ")' status)" s-revoked
	has "$(crier --lang en account list | grep c-nohead)" "not proven"
}

# What could never sign is refused where it is typed, and nothing is kept.
a_secret_that_is_none_is_refused_where_it_is_typed()
{
	local secret officer
	officer=$(officer_with registrar)
	for secret in mysecret whsec_ whsec_abc \
		'{"secret":"mysecret"}' \
		'{"secret":"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
		"old_secret":"old"}'; do
		printf '%s' "$secret" >"$WORK/secret"
		exits 65 crier --as "$officer" account add h-typed \
			--kind webhook --name n --owner o \
			--option url=https://h.example/ \
			--credential-file "$WORK/secret"
		exits 65 crier --as "$officer" account credential c-good \
			--credential-file "$WORK/secret"
	done
	exits 66 crier account show h-typed
	checked 0 "地址有应答" c-good
}

# ready ACCOUNTS: a message that waits to be armed; sets MESSAGE and DIGEST.
ready()
{
	know_officers
	[ -n "${INCIDENT:-}" ] || open_incident zhao actual
	new_message zhao "$INCIDENT" truth --accounts "$(with_lead "$1")"
	submit_message zhao "$MESSAGE"
	review_all "$MESSAGE"
	DIGEST=$(ask .digest message show "$MESSAGE")
}

# fired STATUS [ARG…]: it is fired, waited for, and ends with this status.
fired()
{
	local want=$1 got=0
	shift
	fire "$MESSAGE" "$(officer_with releaser \
		"$(officer_with releaser)")" --wait "$@" \
		>"$WORK/said" 2>&1 || got=$?
	is "$got" "$want" "fire --wait"
}

arm_names_its_gaps()
{
	local got=0
	INCIDENT=
	ready s-revoked,c-good
	crier --as "$(officer_with releaser)" --lang en release "$MESSAGE" \
		arm --digest "$DIGEST" >"$WORK/said" || got=$?
	is "$got" 12
	has "$(cat "$WORK/said")" "! gap: s-revoked: 登录凭据被拒绝"
	fired 0 --accept-gaps "its token is gone"
	is "$(delivery_of c-good)" published
}

# A status for each end, and the gravest of several.
firing_waits_and_its_status_tells()
{
	local row accounts want
	add_account m-hand manual "" --option platform=weibo
	add_account s-late mastodon '{"token":"t"}' --option \
		"url=$PLATFORM_URL/fault/late/social/s-late"
	add_account s-edges mastodon '{"token":"t"}' --option \
		"url=$PLATFORM_URL/fault/edges/social/s-edges"
	for row in s-edges,w-edges,c-nohead:0 m-hand,c-good:10 \
		h-junk,m-hand:11 s-late,m-hand:12; do
		IFS=: read -r accounts want <<<"$row"
		ready "$accounts"
		arm "$MESSAGE" "$(officer_with releaser)"
		fired "$want"
	done
	is "$(delivery_of s-late)" failed
	# one answer counts for the account, whatever it was asked
	is "$(ask '[.accounts.failed[].id] | sort | join(" ")' status)" \
		"s-late s-revoked"
}

# Out, but not for the public: told on the receipt until a person settles it.
who_can_read_it_is_compared()
{
	local each
	add_account s-private mastodon '{"token":"t"}' --option \
		"url=$PLATFORM_URL/social/private-eoc"
	add_account w-protected wordpress '{"password":"abcd"}' --option \
		"url=$PLATFORM_URL/wp/protected-eoc" --option user=eoc
	ready s-private,w-protected
	arm "$MESSAGE" "$(officer_with releaser)"
	fired 13
	is "$(delivery_of s-private) $(delivery_of w-protected)" \
		"differs differs"
	has "$(crier delivery show "$MESSAGE:s-private")" \
		"可见范围 private，应为 public"
	has "$(crier delivery show "$MESSAGE:w-protected")" "须凭密码查看"
	is "$(ask .state message show "$MESSAGE")" fired
	is "$(ask "[.waits[] | select(.message == \"$MESSAGE\") | .what] |
		join(\" \")" status)" differs
	for each in s-private w-protected; do
		crier --as "$(officer_with releaser)" delivery settle \
			"$MESSAGE:$each" --seen published \
			--reason "made public over there, seen by wang"
		is "$(delivery_of "$each")" published
	done
	is "$(ask .state message show "$MESSAGE")" released
	crier ledger verify
}

the_next_message_goes_out()
{
	. "$WORK/ids"
	KIND=update
	publish h-none,w-none
	until_true 30 settled "$MESSAGE"
	is "$(delivery_of h-none) $(delivery_of w-none)" "published verified"
	is "$(posted hook/h-none) $(posted wp/w-none)" "2 2"
}

start_platform "$WORK/platform"
run_cases \
	a_register_of_hostile_platforms_is_made \
	each_answer_is_classified_and_nothing_is_doubled \
	what_went_wrong_is_shown_bounded_and_harmless \
	an_unknown_is_never_sent_again_but_settled_by_hand \
	a_no_counts_only_after_a_look \
	a_post_of_the_same_words_is_not_another_messages \
	a_check_can_fail \
	a_secret_that_is_none_is_refused_where_it_is_typed \
	arm_names_its_gaps \
	firing_waits_and_its_status_tells \
	who_can_read_it_is_compared \
	the_next_message_goes_out
