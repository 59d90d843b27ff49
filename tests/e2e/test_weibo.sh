#!/bin/bash
# Weibo against a double that was written from its documents: one post, read
# back through Weibo's own links; an answer that was lost, and "published, but
# slow", are looked up; a first token that begins in a browser.
. "$(dirname "$0")/../tools/tap.sh"
. "$TOP/tests/tools/actual.sh"
. "$TOP/tests/tools/tmux.sh"
at_end stop_station "$STATION"
start_platform "$WORK/platform"

# weibo NAME BEHAVIOUR [SECRET-JSON]: through a fault, if FAULT is set.
weibo()
{
	local secret=${3:-'{"access_token":"TOKEN"}'}
	add_account "$1" weibo "$secret" --option appkey=123 \
		--option domain=yunxi.example --option rip=203.0.113.9 \
		--option redirect=https://www.yunxi.example/cb --option \
		"url=$PLATFORM_URL${FAULT:+/fault/$FAULT}/weibo/$2-$1"
}

a_register_is_made()
{
	crier init "$STATION" --demo
	weibo plain plain
	weibo slow slow
	weibo ended ended
	weibo code code '{"secret":"appsecret","code":"c0de"}'
	FAULT=cut weibo cut plain
	FAULT=html weibo html plain
}

the_browsers_address_is_shown_and_its_code_becomes_a_token()
{
	local registrar
	registrar=$(officer_with registrar)
	has "$(ask .consent account show code)" \
		"https://api.weibo.com/oauth2/authorize" client_id=123 \
		redirect_uri=https%3A%2F%2Fwww.yunxi.example%2Fcb
	printf '{"secret":"appsecret","code":"c0de"}' >"$WORK/code"
	has "$(as "$registrar" account credential code --credential-file "$WORK/code" 2>&1)" \
		client_id=123
	as "$registrar" account check code
	is "$(ask .ok account show code)" true
	has "$(ask .detail account show code)" 20
	# a second check has the token, and the code would not be good again
	as "$registrar" account check code
}

# The same in the console; what comes back is pasted as the browser has it.
the_console_shows_the_address_and_takes_the_code()
{
	local registrar
	registrar=$(officer_with registrar)
	weibo fresh code '{"secret":"appsecret"}'
	console "$registrar" 120 40
	types "$registrar" ":account.credential"
	press "$registrar" Enter
	sees "$registrar" fresh
	until_true 20 picks "$registrar" fresh
	press "$registrar" Enter
	sees "$registrar" "opens this address in a browser" \
		"https://api.weibo.com/oauth2/authorize"
	press "$registrar" Down # the access token, which is not there yet
	types "$registrar" appsecret
	press "$registrar" Down
	types "$registrar" "https://www.yunxi.example/cb?state=1&code=2c0de"
	press "$registrar" C-s
	sees "$registrar" "is being checked with it"
	until_true 20 proves fresh
}

# picks OFFICER ACCOUNT: it is the one chosen; else the next one is tried.
picks()
{
	shows "$1" "(*) $2" && return 0
	press "$1" Down
	return 1
}

proves()
{
	[ "$(ask .ok account show "$1")" = true ]
}

a_token_that_has_ended_is_a_gap()
{
	if out=$(publish ended 2>&1); then
		echo "fired: $out"
		return 1
	fi
	has "$out" ended
}

each_is_there_once_and_read_back()
{
	local releaser
	know_officers
	releaser=$(officer_with releaser)
	open_incident zhao actual
	new_message zhao "$INCIDENT" truth --accounts \
		"$(with_lead plain,slow,code,cut,html)" \
		--set instruction=请沿河群众立即转移到高处
	submit_message zhao "$MESSAGE"
	review_all "$MESSAGE"
	arm "$MESSAGE" "$releaser"
	fire "$MESSAGE" "$(officer_with releaser "$releaser")"
	ends plain 20 verified
	ends code 20 verified
	ends cut 40 verified
	ends html 40 verified human unknown
	is "$(delivery_of slow)" unknown "before two minutes are over"
	is "$(posted weibo/plain-plain)" 1
	is "$(posted weibo/slow-slow)" 1
	is "$(posted weibo/plain-cut)" 1
	has "$(ask .url delivery show "$MESSAGE:plain")" \
		https://weibo.com/1402400261/z20XK2
	has "$(ask '.proof, .untried' account show plain)" documents true
}

run_cases \
	a_register_is_made \
	the_browsers_address_is_shown_and_its_code_becomes_a_token \
	the_console_shows_the_address_and_takes_the_code \
	a_token_that_has_ended_is_a_gap \
	each_is_there_once_and_read_back
