#!/bin/bash
# Publishing to the real WordPress on the real MariaDB: draft, then publish;
# what is read back is what was approved; an answer lost behind the real
# HAProxy leaves one post.
. "$(dirname "$0")/../tools/tap.sh"
. "$TOP/tests/tools/actual.sh"
. "$TOP/tests/tools/looked.sh"
at_end "$TOP/tests/servers/haproxy.sh" stop "$WORK/haproxy"
at_end "$TOP/tests/servers/wordpress.sh" stop "$WORK/wp"
at_end stop_station "$STATION"

wordpress()
{
	add_account "$1" wordpress "{\"password\":\"${3:-$WP_PASSWORD}\"}" \
		--option "url=$2" --option "user=$WP_USER"
}

# posts [STATUS]: of this message, by its slug.
posts()
{
	curl -s -m 10 -u "$WP_USER:$WP_PASSWORD" "$WP_URL/wp-json/wp/v2/posts?\
per_page=100&status=${1:-publish}" | jq "[.[] | select(.slug |
		startswith(\"crier-$(tr / - <<<"$MESSAGE" |
			tr A-Z a-z)\"))]"
}

bare()
{
	sed 's/<[^>]*>/ /g; s/&#8211;/–/g; s/&#8217;/’/g; s/&lt;/</g
		s/&gt;/>/g; s/&amp;/\&/g' | tr -d ' \n\t\r'
}

a_draft_is_left_at_arm_and_published_at_fire()
{
	local drafter releaser
	wordpress plain "$WP_URL"
	drafter=$(officer_with drafter)
	releaser=$(officer_with releaser)
	open_incident "$drafter" actual
	new_message "$drafter" "$INCIDENT" truth \
		--accounts "$(with_lead plain)"
	submit_message "$drafter" "$MESSAGE"
	review_all "$MESSAGE"
	arm "$MESSAGE" "$releaser"
	is "$(posts draft | jq length)" 1 "drafts"
	is "$(posts publish | jq length)" 0 "posts before fire"
	fire "$MESSAGE" "$(officer_with releaser "$releaser")"
	ends plain 20 verified
	is "$(posts publish | jq length)" 1 "posts"
	note "server: WordPress $WORDPRESS_VERSION" \
		"server: MariaDB $MARIADB_VERSION" "server: PHP $PHP_VERSION"
	has "$(posts | jq -r '.[0].content.rendered' | bare)" \
		"$(crier delivery text "$MESSAGE:plain" | tail -n 3 | bare)"
}

# The old page gets the right text and keeps its own below, and its address;
# arming and taking that back deletes nothing.
a_correction_stands_on_the_old_page_above_the_old_text()
{
	local wrong said old first
	wrong=$(ask '.messages[0].id' incident show "$(ask '.rows[0].id' \
		incident list)")
	MESSAGE=$wrong
	first=$(posts publish)
	is "$(jq length <<<"$first")" 1 "posts before"
	said=$(as zhao correct "$wrong" --set wrong=河口乡 --set right=河口镇 \
		--set reason=entry --set rest=valid --json)
	MESSAGE=$(jq -r '.entries[0].body.message' <<<"$said")
	submit_message zhao "$MESSAGE"
	review_all "$MESSAGE"
	is "$(ask '.manifest.accounts.plain.act' message show "$MESSAGE")" mark
	arm "$MESSAGE" zheng
	as zheng release "$MESSAGE" disarm
	sleep 2
	old=$MESSAGE MESSAGE=$wrong
	is "$(posts publish | jq -c '[.[].content]')" \
		"$(jq -c '[.[].content]' <<<"$first")" "the page after a disarm"
	MESSAGE=$old
	arm "$MESSAGE" zheng
	fire "$MESSAGE" wang
	ends plain 30 verified
	MESSAGE=$wrong
	is "$(posts publish | jq -r '.[0].link')" \
		"$(jq -r '.[0].link' <<<"$first")" "its address"
	has "$(posts publish | jq -r '.[0].content.rendered' | bare)" \
		河口镇 已按上文更正 "$(jq -r '.[0].content.rendered' \
			<<<"$first" | bare | tail -c 60)"
}

# The old page bears the right text by now, which is ours; the site's own first
# post stood there before.
what_is_done_behind_our_back_raises_an_alarm()
{
	local id
	is "$(look plain)" "" "alarms at the first look"
	id=$(wp posts -d title=通知 -d status=publish -d 'content=点这里领奖' |
		jq .id)
	is "$(look plain)" "stranger 通知 / 点这里领奖" "a post"
	acknowledge plain "测试"
	wp "posts/$id" -X DELETE >/dev/null
	is "$(look plain)" "gone -" "a post that was deleted"
	acknowledge plain "已删除"
	id=$(posts publish | jq '.[0].id')
	wp "posts/$id" -d 'content=都是假的' >/dev/null
	has "$(look plain)" "changed " 都是假的
}

wp()
{
	curl -s -m 10 -u "$WP_USER:$WP_PASSWORD" "$WP_URL/wp-json/wp/v2/$1" \
		"${@:2}"
}

# reader ARG…: the interface as somebody of the public asks it.
reader()
{
	curl -s -m 10 -u "aming:$(cat "$WORK/reader")" "$WP_URL/wp-json/wp/v2/$1" "${@:2}"
}

# comment_of ACCOUNT TEXT: its id here, "" as long as it was not heard.
comment_of()
{
	crier comment list --account "$1" --json | jq -r --arg text "$2" \
		'[.rows[] | select(.text == $text) | .id][0] // ""'
}

# A second account asks below our post; its comment is let through, heard, sorted
# and answered, and the answer is read back below it, by who asked, too.
a_question_is_answered_below_it()
{
	local post user asked
	post=$(wp posts | jq '.[0].id')
	user=$(wp users -d username=aming -d email=a@example.org \
		-d "password=$WP_PASSWORD" -d roles=subscriber | jq .id)
	wp "users/$user/application-passwords" -d name=test |
		jq -r .password >"$WORK/reader"
	asked=$(asks 何时来电？)
	answer_to plain 何时来电？ 今晚18时恢复供电
	is "$(wp "comments?parent=$asked" | jq length)" 0 "before it is fired"
	fire "$MESSAGE" wang
	ends plain 30 verified
	has "$(reader "comments?parent=$asked" |
		jq -r '.[].content.rendered' | bare)" 您好。今晚18时恢复供电。
	is "$(reader "comments?parent=$asked" | jq -r '.[].post')" "$post"
	amend_answer
}

# asks TEXT: a reader's comment below $post, let through; prints its id.
asks()
{
	local id
	id=$(reader comments -d "post=$post" --data-urlencode "content=$1" |
		jq .id)
	wp "comments/$id" -d status=approved >/dev/null
	echo "$id"
}

# answer_to ACCOUNT QUESTION ANSWER: heard, sorted, answered, armed.
answer_to()
{
	local id
	until_true 60 heard "$1" "$2"
	id=$(comment_of "$1" "$2")
	as zhao comment triage "$id" question
	PLAYBOOK=unit-answers open_incident zhao actual 12月留言答复
	MESSAGE=$(as zhao comment answer "$id" "$INCIDENT" "$3" --json |
		jq -r '.entries[0].body.message')
	submit_message zhao "$MESSAGE"
	review_all "$MESSAGE"
	arm "$MESSAGE" zheng
}

# heard ACCOUNT TEXT: after one more look.
heard()
{
	look "$1" >/dev/null
	[ -n "$(comment_of "$1" "$2")" ]
}

# What was wrong in it is put right in the same place, the old words below.
amend_answer()
{
	local before
	before=$(wp "comments?post=$post" | jq length)
	MESSAGE=$(as zhao correct "$MESSAGE" --set wrong=18时 --set right=20时 \
		--set reason=entry --set rest=valid --json |
		jq -r '.entries[0].body.message')
	submit_message zhao "$MESSAGE"
	review_all "$MESSAGE"
	arm "$MESSAGE" zheng
	fire "$MESSAGE" wang
	ends plain 30 verified
	is "$(wp "comments?post=$post" | jq length)" "$before" "comments"
	has "$(reader "comments?parent=$asked" |
		jq -r '.[].content.rendered' | bare)" 应为“20时” 已按上文更正
}

a_disarmed_release_leaves_nothing_in_public()
{
	local drafter
	INCIDENT=
	drafter=$(officer_with drafter)
	open_incident "$drafter" actual
	new_message "$drafter" "$INCIDENT" truth \
		--accounts "$(with_lead plain)"
	submit_message "$drafter" "$MESSAGE"
	review_all "$MESSAGE"
	arm "$MESSAGE" "$(officer_with releaser)"
	as "$(officer_with releaser)" release "$MESSAGE" disarm
	sleep 2
	is "$(posts publish | jq length)" 0 "posts"
	is "$(posts draft | jq length)" 0 "drafts"
}

a_lost_answer_is_looked_up_and_leaves_one_post()
{
	INCIDENT=
	wordpress lost "$PROXY_lost"
	publish lost
	ends lost 150 published verified
	is "$(posts publish | jq length)" 1 "posts"
	note "server: HAProxy $HAPROXY_VERSION"
}

# A comment has neither draft nor key: it is looked for among what we have said.
an_answer_that_was_lost_on_the_way_is_not_given_twice()
{
	local post asked
	post=$(wp posts | jq '.[0].id')
	asked=$(asks 几点发车？)
	answer_to lost 几点发车？ 首班车6时发车
	fire "$MESSAGE" wang
	ends lost 150 published verified
	is "$(wp "comments?parent=$asked" | jq length)" 1 "answers"
	has "$(crier ledger list --incident "$INCIDENT" --json)" \
		'"outcome":"unknown"'
}

a_wrong_password_is_a_gap()
{
	INCIDENT=
	wordpress wrong "$WP_URL" not-the-password
	if out=$(publish wrong,plain 2>&1); then
		echo "fired: $out"
		return 1
	fi
	has "$out" wrong
}

run_setup "$TOP/tests/servers/wordpress.sh" start "$WORK/wp"
run_setup "$TOP/tests/servers/haproxy.sh" start "$WORK/haproxy" "$WP_PORT"
crier init "$STATION" --demo >/dev/null || exit 1
run_cases \
	a_draft_is_left_at_arm_and_published_at_fire \
	a_correction_stands_on_the_old_page_above_the_old_text \
	what_is_done_behind_our_back_raises_an_alarm \
	a_question_is_answered_below_it \
	a_disarmed_release_leaves_nothing_in_public \
	a_lost_answer_is_looked_up_and_leaves_one_post \
	an_answer_that_was_lost_on_the_way_is_not_given_twice \
	a_wrong_password_is_a_gap
