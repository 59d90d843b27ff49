#!/bin/bash
# Robots of chat groups against a double that was written from their platforms'
# documents: what is published is there once, each refusal is told for what it
# is, and what nobody can look up is a person's.
. "$(dirname "$0")/../tools/tap.sh"
. "$TOP/tests/tools/actual.sh"
at_end stop_station "$STATION"
start_platform "$WORK/platform"

# robot NAME KIND TOKEN SECRET [OPTION…]: through a fault, if FAULT is set.
robot()
{
	local name=$1 kind=$2 secret
	secret=$(printf '{"token":"%s"%s}' "$3" "${4:+,\"secret\":\"$4\"}")
	shift 4
	add_account "$name" "$kind" "$secret" --option \
		"url=$PLATFORM_URL${FAULT:+/fault/$FAULT}/robots/$kind" "$@"
}

a_register_of_robots_is_made()
{
	crier init "$STATION" --demo
	robot d-plain dingtalk plain SECplain
	robot d-known dingtalk keyword SECplain --option "keywords=通报，快讯"
	robot d-sign dingtalk plain SECother
	robot d-token dingtalk nobody SECplain
	robot d-else dingtalk elsewhere SECplain
	robot f-plain feishu plain feishu-secret
	robot f-sign feishu plain other
	robot f-token feishu nobody feishu-secret
	robot f-else feishu elsewhere feishu-secret
	robot w-plain wecom plain ""
	robot w-token wecom nobody ""
	FAULT=lost robot d-lost dingtalk narrow SECplain
	FAULT=cut robot f-cut feishu narrow feishu-secret
	FAULT=html robot w-html wecom narrow ""
}

state()
{
	ends "$1" "${3:-20}" "$2"
	if [ -n "${4:-}" ]; then
		has "$(crier delivery show "$MESSAGE:$1" --json |
			jq -r .detail)" "$4"
	fi
}

each_says_it_once_or_says_why_not()
{
	publish d-plain,d-known,d-sign,d-token,d-else,f-plain,f-sign,\
f-token,f-else,w-plain,w-token,d-lost,f-cut,w-html --accept-gaps "robots"
	echo "INCIDENT=$INCIDENT MESSAGE=$MESSAGE" >"$WORK/ids"
	state d-plain published
	state f-plain published
	state w-plain published
	state d-known published
	state d-sign failed 20 "sign not match"
	state d-token failed 20 "token is not exist"
	state d-else failed 20 "not in whitelist"
	state f-sign failed 20 "sign match fail"
	state f-token failed 20 "Bad Request"
	state f-else failed 20 "Ip Not Allowed"
	state w-token failed 20 "invalid webhook url"
	state d-lost unknown 60
	state f-cut unknown
	state w-html unknown
	is "$(posted robots/dingtalk/plain)" 1
	is "$(posted robots/dingtalk/keyword)" 1
	is "$(posted robots/dingtalk/narrow)" 1
	is "$(posted robots/feishu/plain)" 1
	is "$(posted robots/feishu/narrow)" 1
	is "$(posted robots/wecom/plain)" 1
	is "$(posted robots/wecom/narrow)" 0
}

# How each was proven; and none of ours was proven by a double.
what_was_never_seen_working_says_so()
{
	. "$WORK/ids"
	has "$(crier account kinds --lang en)" "from its documents alone"
	is "$(ask '.proof, .untried' account show f-plain)" $'documents\ntrue'
	is "$(ask '.proof, .untried' account show d-plain)" $'sdk\nnull'
	is "$(ask '[.variants[] | select(.untried) | .account] | sort | join(" ")' \
		message show "$MESSAGE")" \
		"f-cut f-else f-plain f-sign f-token w-html w-plain w-token"
}

# The address that a message goes to is the platform's, a webhook's is not.
a_webhook_to_a_robot_is_refused_with_the_kind_to_take()
{
	local said
	said=$(add_account hook webhook \
		'{"secret":"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"}' \
		--option "url=https://oapi.dingtalk.com/robot/send" 2>&1) &&
		return 1
	has "$said" dingtalk
}

what_lacks_the_keyword_is_a_gap_before_anything_is_sent()
{
	. "$WORK/ids"
	robot d-word dingtalk keyword SECplain --option "keywords=绝不出现的词"
	publish d-word,d-plain --accept-gaps "keyword"
	state d-word gap 20 "绝不出现的词"
	state d-plain published
	is "$(posted robots/dingtalk/keyword)" 1
}

run_cases \
	a_register_of_robots_is_made \
	each_says_it_once_or_says_why_not \
	what_was_never_seen_working_says_so \
	a_webhook_to_a_robot_is_refused_with_the_kind_to_take \
	what_lacks_the_keyword_is_a_gap_before_anything_is_sent
