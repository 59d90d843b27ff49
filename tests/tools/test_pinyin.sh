#!/bin/bash
# The readings of Chinese characters are those of Unicode's data, and its
# notice stands beside them.
. "$(dirname "$0")/tap.sh"
cd "$TOP" || exit 1

DATA=/usr/share/unicode/Unihan_Readings.txt.bz2

the_table_is_what_the_script_makes()
{
	if [ ! -f "$DATA" ]; then
		echo "# skipped: there is no $DATA"
		return
	fi
	is "$(core/base/pinyin.sh | cmp - core/base/pinyin.def 2>&1)" ""
}

the_notice_stands_beside_it()
{
	is "$(grep -c 'Unicode, Inc. All rights reserved' \
		core/base/UNICODE-LICENSE)" 1
}

run_cases the_table_is_what_the_script_makes \
	the_notice_stands_beside_it
