#!/bin/bash
# The relay is killed before every send and fsync of a nine-account release.
. "$(dirname "$0")/../tools/tap.sh"
. "$TOP/tests/kill/release.sh"

no_point_of_the_relay_loses_or_doubles_a_post()
{
	release_kill crier-relay
}

run_cases no_point_of_the_relay_loses_or_doubles_a_post
