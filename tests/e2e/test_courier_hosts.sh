#!/bin/bash
# Hosts that a courier may find in place of its own: nobody, somebody who is
# silent, somebody who says what is no ssh. Each is a sentence, none holds up
# the station; and letters still go by stick.
. "$(dirname "$0")/../tools/tap.sh"
. "$TOP/tests/tools/crier.sh"
. "$TOP/tests/tools/stations.sh"

CITY=$WORK/city
export CRIER_COURIER_EVERY=1 CRIER_COURIER_PATIENCE=2
at_end stop_station "$CITY"

PIN=SHA256:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA

# find WORD: such a host, and the city's letters go there.
find_host()
{
	local port
	port=$("$B/tests/tools/port" 1)
	if [ "$1" != nobody ]; then
		"$TOP/tests/servers/noisy.py" "$port" "$1" &
		echo $! >"$WORK/host.pid"
		at_end end_pid_file "$WORK/host.pid"
	fi
	AS=chu at "$CITY" exchange use "ssh://x@127.0.0.1:$port/e.git#$PIN"
}

says()
{
	has "$(at "$CITY" status --lang zh)" "$1"
}

a_city_without_an_exchange_says_nothing_of_it()
{
	"$B/bin/crier" init "$CITY" --demo --lang zh >"$WORK/said"
	AS=chu at "$CITY" partner spare --partner city --phone 010-66001122
	hasnt "$(at "$CITY" status --lang zh)" 交换库
	exits 66 at "$CITY" exchange status --lang zh
	has "$out" 没有交换库
}

# A demo's letters stay on this machine.
a_demo_goes_nowhere_else()
{
	AS=chu at "$CITY" exchange use "ssh://x@git.example.cn/e.git#$PIN"
	says 演示台只限本机
	is "$(told "$CITY" .state exchange status)" off
	AS=chu at "$CITY" exchange use "ssh://x@localhost.example.cn/e.git#$PIN"
	is "$(told "$CITY" .state exchange status)" off
}

# A key that was begun and not written (an older version, killed there) is none.
nobody_there_is_told()
{
	mkdir -p "$CITY/courier"
	: >"$CITY/courier/key"
	find_host nobody
	until_true 10 says 无法连接交换库主机
}

garbage_is_told()
{
	find_host garbage
	until_true 10 says 应答不是
	end_pid_file "$WORK/host.pid"
}

who_begins_well_and_ends_badly_is_told()
{
	find_host half
	until_true 10 says 应答不是
	end_pid_file "$WORK/host.pid"
}

silence_is_told_and_waited_out()
{
	local began
	find_host silence
	until_true 10 says "没有应答"
	# meanwhile the station is there for everybody
	began=$(date +%s%N)
	at "$CITY" status >"$WORK/said"
	[ $((($(date +%s%N) - began) / 1000000)) -lt 2000 ]
	end_pid_file "$WORK/host.pid"
}

# It was not asked to end: it comes back, and what it told before is not said
# of the time without it.
a_courier_that_dies_comes_back()
{
	local pid
	pid=$(pgrep -f -- "--dir $CITY/courier" | head -n 1)
	end_pid "$pid" KILL
	until_true 10 eval "pgrep -f -- '--dir $CITY/courier' |
		grep -qvx $pid"
	until_true 10 says 无法连接交换库主机
	at "$CITY" exchange pack --to "$WORK/stick" >"$WORK/said"
	exits 0 at "$CITY" ledger verify
}

run_cases \
	a_city_without_an_exchange_says_nothing_of_it \
	a_demo_goes_nowhere_else \
	nobody_there_is_told \
	garbage_is_told \
	who_begins_well_and_ends_badly_is_told \
	silence_is_told_and_waited_out \
	a_courier_that_dies_comes_back
