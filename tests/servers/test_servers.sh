#!/bin/bash
# The servers that other tests stand on: each must be real, be the one started
# here, and each fault must be what it says.
. "$(dirname "$0")/../tools/tap.sh"

at_end "$TOP/tests/servers/haproxy.sh" stop "$WORK/haproxy"
at_end "$TOP/tests/servers/snac2.sh" stop "$WORK/snac"

post()
{
	curl -s -m 3 -H "Authorization: Bearer $SNAC_TOKEN_eoc" \
		--data-urlencode "status=$2" -d visibility=public \
		--cacert "$PROXY_CA" -o "$WORK/reply" \
		-w '%{http_code} %{exitcode}' "$1/api/v1/statuses"
}

posts_with()
{
	curl -s -m 5 -H "Authorization: Bearer $SNAC_TOKEN_eoc" \
		"$SNAC_URL/api/v1/timelines/home" |
		grep -o "\"content\": *\"[^\"]*$1" | wc -l || true
}

snac2_takes_a_post_and_reads_it_back()
{
	is "$(post "$SNAC_URL" one-plain)" "200 0"
	is "$(posts_with one-plain)" 1
	note "server: snac2 $SNAC_VERSION"
}

haproxy_loses_the_answer_and_the_post_is_there()
{
	is "$(post "$PROXY_lost" two-lost || true)" "000 28"
	is "$(posts_with two-lost)" 1
	note "server: HAProxy $HAPROXY_VERSION"
}

haproxy_passes_faults_that_leave_no_post()
{
	is "$(post "$PROXY_reject" three-no || true)" "000 52"
	is "$(post "$PROXY_busy" three-no)" "429 0"
	is "$(post "$PROXY_down" three-no)" "503 0"
	has "$(cat "$WORK/reply")" maintenance
	is "$(post "$PROXY_away" three-no)" "302 0"
	is "$(post "$PROXY_refused" three-no || true)" "000 7"
	is "$(posts_with three-no)" 0
}

haproxy_speaks_tls_with_our_authority()
{
	is "$(post "$PROXY_tls" four-tls)" "200 0"
	is "$(posts_with four-tls)" 1
}

the_counting_platform_counts_what_is_public()
{
	local url body='{"slug":"s1","status":"publish","title":"t"}'
	start_platform "$WORK/platform"
	url=$PLATFORM_URL
	curl -s -m 3 -u a:b -d "$body" "$url/wp/x/wp-json/wp/v2/posts"
	curl -s -m 3 -u a:b -d "$body" \
		"$url/fault/cut/wp/x/wp-json/wp/v2/posts" || true
	curl -s -m 3 -u a:b -d "$body" \
		"$url/fault/html/wp/x/wp-json/wp/v2/posts"
	curl -s -m 3 -d '{}' "$url/hook/y"
	is "$(posted wp/x)" 2
	is "$(posted hook/y)" 1
}

# say URL JSON
say()
{
	curl -s -m 3 -H 'Content-Type: application/json' -d "$2" \
		"$PLATFORM_URL/robots/$1"
}

# The signatures of Feishu and DingTalk, by another program than ours.
feishu_sign()
{
	openssl dgst -sha256 -hmac "$1"$'\n'"$2" -binary </dev/null | base64
}

robots_say_what_their_documents_say()
{
	local hook=feishu/open-apis/bot/v2/hook now sign
	start_platform "$WORK/robots"
	is "$(feishu_sign 1732414800 demo)" \
		O3Lp0O+Se4/33I8d5G/xquh87csaCWM2JLjUZ2Jo+6c=
	now=$(date +%s)
	sign=$(feishu_sign "$now" feishu-secret)
	say_feishu()
	{
		say "$hook/$1" "{\"timestamp\":\"$2\",\"sign\":\"$3\",
			\"msg_type\":\"text\",\"content\":{\"text\":\"$4\"}}"
	}
	has "$(say_feishu plain "$now" "$sign" 通知)" '"code":0'
	has "$(say_feishu plain "$now" "x$sign" 通知)" '"code":19021'
	has "$(say_feishu plain $((now - 4000)) \
		"$(feishu_sign $((now - 4000)) feishu-secret)" 通知)" 19021
	has "$(say_feishu keyword "$now" "$sign" 通知)" '"code":19024'
	has "$(say_feishu elsewhere "$now" "$sign" 通知)" '"code":19022'
	has "$(say_feishu nobody "$now" "$sign" 通知)" '"code":9499'
	is "$(posted robots/feishu/plain)" 1
	has "$(say "wecom/cgi-bin/webhook/send?key=plain" \
		'{"msgtype":"text","text":{"content":"通知"}}')" '"errcode":0'
	has "$(say "wecom/cgi-bin/webhook/send?key=nobody" \
		'{"msgtype":"text","text":{"content":"通知"}}')" 93000
	has "$(say "wecom/cgi-bin/webhook/send?key=plain" \
		'{"msgtype":"text","text":{"content":""}}')" 44004
	has "$(say "wecom/cgi-bin/webhook/send?key=plain" \
		"{\"msgtype\":\"text\",\"text\":{\"content\":\"$(printf \
		'%2049s' x)\"}}")" 40058
	is "$(posted robots/wecom/plain)" 1
	has "$(say dingtalk/robot/send '{}')" 400101
}

run_setup "$TOP/tests/servers/snac2.sh" start "$WORK/snac"
run_setup "$TOP/tests/servers/haproxy.sh" start "$WORK/haproxy" "$SNAC_PORT"
run_cases \
	snac2_takes_a_post_and_reads_it_back \
	haproxy_loses_the_answer_and_the_post_is_there \
	haproxy_passes_faults_that_leave_no_post \
	haproxy_speaks_tls_with_our_authority \
	the_counting_platform_counts_what_is_public \
	robots_say_what_their_documents_say
