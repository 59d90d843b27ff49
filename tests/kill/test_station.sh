#!/bin/bash
# The station is killed before every fsync and send of a nine-account release.
. "$(dirname "$0")/../tools/tap.sh"
. "$TOP/tests/kill/release.sh"

no_point_of_the_station_loses_or_doubles_a_post()
{
	release_kill crier-station
}

run_cases no_point_of_the_station_loses_or_doubles_a_post
