#!/bin/bash
# The double of WeChat, checked from outside by the client that others use:
# tokens, sending to all, its quota, its state. Drafts and publishing are
# younger than that client: of them only our own words are heard.
. "$(dirname "$0")/../tools/tap.sh"
start_platform "$WORK/platform"

# client NAME SECRET CALL: CALL is JavaScript with `api` and `say`.
client()
{
	(cd "$SDK" && node -e '
		const API = require("wechat-api")
		const [url, secret] = process.argv.slice(1)
		const api = new API("wx0123456789abcdef", secret)
		api.endpoint = url
		const say = (e, r) => console.log(JSON.stringify(e ?
			{ error: e.code } : r))
		'"$3" "$PLATFORM_URL/wechat/$1" "$2")
}

# draft NAME: prints its media_id; the client knows no drafts.
draft()
{
	local at="$PLATFORM_URL/wechat/$1/cgi-bin" token
	token=$(client "$1" appsecret 'api.getAccessToken(say)' |
		jq -r .accessToken)
	curl -s -m 3 -d '{"articles":[{"title":"汛情","content":"<p>x</p>",
		"thumb_media_id":"THUMB_1"}]}' \
		"$at/draft/add?access_token=$token" | jq -r .media_id
}

its_token_is_given_and_kept()
{
	local first
	first=$(client quick-t appsecret 'api.getAccessToken(say)' |
		jq -r .accessToken)
	has "$first" TOKEN_quick-t
	is "$(client quick-t appsecret 'api.getAccessToken(say)' |
		jq -r .accessToken)" "$first"
	is "$(client quick-t wrong 'api.getAccessToken(say)')" \
		'{"error":40125}'
}

sending_to_all_is_taken_once_and_within_the_quota()
{
	local media id
	media=$(draft quick-m)
	id=$(client quick-m appsecret "api.massSendNews('$media', true, say)" |
		jq -r .msg_id)
	is "$(posted wechat/quick-m)" 1
	is "$(client quick-m appsecret "api.getMassMessageStatus($id, say)" |
		jq -r .msg_status)" SEND_SUCCESS
	# it is a draft no longer
	is "$(client quick-m appsecret \
		"api.massSendNews('$media', true, say)")" '{"error":40007}'
	media=$(draft spent-m)
	is "$(client spent-m appsecret \
		"api.massSendNews('$media', true, say)")" '{"error":45028}'
	is "$(posted wechat/spent-m)" 0
}

SDK=$("$TOP/tests/tools/npm.sh" wechat-api@1.35.1)
run_cases \
	its_token_is_given_and_kept \
	sending_to_all_is_taken_once_and_within_the_quota
