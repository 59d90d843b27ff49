#!/bin/bash
# The double of DingTalk's robots, checked from outside: the sender that others
# use against the real platform is understood by it, and is told what the
# documents say. What no package covers (Feishu's and WeCom's custom robots) is
# in tests/servers/test_servers.sh by requests written from the documents.
. "$(dirname "$0")/../tools/tap.sh"
start_platform "$WORK/platform"

# sender TOKEN SECRET TEXT: the platform's answer.
sender()
{
	(cd "$SDK" && node -e '
		const Robot = require("dingtalk-robot-sender")
		const [url, token, secret, text] = process.argv.slice(1)
		new Robot({ baseUrl: url, accessToken: token, secret })
			.text(text)
			.then(r => console.log(JSON.stringify(r.data)))' \
		"$PLATFORM_URL/robots/dingtalk/robot/send" "$@")
}

the_sender_of_others_is_understood()
{
	is "$(sender plain SECplain 汛情通报)" '{"errcode":0,"errmsg":"ok"}'
	is "$(sender keyword SECplain 汛情通报)" '{"errcode":0,"errmsg":"ok"}'
	is "$(posted robots/dingtalk/plain)" 1
	is "$(posted robots/dingtalk/keyword)" 1
}

it_is_told_what_is_wrong()
{
	has "$(sender plain SECother 汛情通报)" 310000
	has "$(sender plain "" 汛情通报)" 310000
	has "$(sender keyword SECplain 汛情)" "keywords not in content"
	has "$(sender elsewhere SECplain 汛情)" "not in whitelist"
	has "$(sender nobody SECplain 汛情)" 300001
	has "$(sender plain SECplain 不当内容)" 430102
	is "$(posted robots/dingtalk/plain)" 1
}

one_too_many_makes_it_deaf()
{
	sender narrow SECplain 一
	sender narrow SECplain 二
	has "$(sender narrow SECplain 三)" 130101
	has "$(sender narrow SECplain 四)" 130101
	is "$(posted robots/dingtalk/narrow)" 2
}

SDK=$("$TOP/tests/tools/npm.sh" dingtalk-robot-sender@1.2.0)
run_cases \
	the_sender_of_others_is_understood \
	it_is_told_what_is_wrong \
	one_too_many_makes_it_deaf
