#!/bin/bash
# The console with 10,000 incidents and a million entries: its first paint, how
# soon a key is answered and by how many bytes, what fifty of them cost that
# nobody touches, and what they hold. Beside tig, htop and newsboat in lists of
# the same length, and a program of ncurses that draws one screen.
. "$(dirname "$0")/figure.sh"
at_end stop_station "$STATION"
MANY=${CONSOLE_INCIDENTS:-10000}
ENTRIES=${CONSOLE_ENTRIES:-1000000}
KEYS=${CONSOLE_KEYS:-200}
IDLE=${CONSOLE_IDLE:-50} SECONDS_IDLE=${CONSOLE_SECONDS:-60}
acts=$B/tests/bench/acts
PLAYBOOK=rainstorm-flood SLOT=place
export PLAYBOOK SLOT OFFICER

paint()
{
	value median_ms "$("$B/tests/bench/paint" 20 "$@")"
}

# typing KEYS GAP READY SEQUENCE PASTE KEY… -- PROGRAM ARG…
typing()
{
	"$B/tests/bench/typing" "$@"
}

# as_many_lines: what the peers list.
peers()
{
	git init -q "$WORK/log"
	git -C "$WORK/log" -c user.name=a -c user.email=a@b commit -q \
		--allow-empty -m "commit 0"
	# fast-import: ten thousand commits in a second
	{
		echo "reset refs/heads/long"
		for ((n = 1; n <= MANY; n++)); do
			printf 'commit refs/heads/long\ncommitter a <a@b> %d +0000\ndata 9\ncommit %02d\n' \
				"$n" $((n % 100))
		done
	} | git -C "$WORK/log" fast-import --quiet
	mkdir -p "$WORK/news"
	{
		echo '<rss version="2.0"><channel><title>a</title><link>http://a.example/</link><description>a</description>'
		for ((n = 1; n <= MANY; n++)); do
			echo "<item><title>notice $n</title><link>http://a.example/$n</link><guid>$n</guid><description>words</description></item>"
		done
		echo '</channel></rss>'
	} >"$WORK/news/feed.xml"
	echo "file://$WORK/news/feed.xml" >"$WORK/news/urls"
	printf 'max-items 0\nshow-read-feeds yes\n' >"$WORK/news/config"
	"${newsboat[@]}" -x reload >/dev/null 2>&1
}
newsboat=(newsboat -q -u "$WORK/news/urls" -c "$WORK/news/cache"
	-C "$WORK/news/config")
tig=(env "GIT_DIR=$WORK/log/.git" tig long)

# key_row WHAT LINE BYTES-AIM PEERS…: time and bytes of a key.
key_row()
{
	local what=$1 line=$2 most=$3 beside=$4
	row "a key to its first byte, $what" \
		"$(value median_ms "$line") ms (99%: $(value p99_ms "$line"))" \
		"$beside" - "$(aim "1 ms, 99% 5 ms" le \
			"$(value median_ms "$line")" 1 \
			"$(value p99_ms "$line")" 5)"
	[ "$most" = - ] || row "bytes of a key, $what" \
		"$(value median_bytes "$line") (99%: $(value p99_bytes "$line"))" \
		- - "$(aim "$most" le "$(value median_bytes "$line")" "$most")"
}

# told NAME LINE: "NAME 0.4 ms, 243 B"
told()
{
	echo "$1 $(value median_ms "$2") ms $(value median_bytes "$2") B"
}

# Filled once, it may be measured again: CONSOLE_STATION, CONSOLE_LIST.
fill()
{
	local have
	crier init "$STATION" --demo >/dev/null
	crier station start >/dev/null
	OFFICER=$(officer_with drafter)
	"$acts" "$STATION" open "$WORK/many" "$MANY" >/dev/null
	have=$(ask .seq record status)
	[ "$ENTRIES" -le "$have" ] ||
		"$acts" "$STATION" revise "$WORK/many" $((ENTRIES - have)) \
			>/dev/null
	until_true 900 record_is_level
}

if [ -n "${CONSOLE_STATION:-}" ]; then
	STATION=$CONSOLE_STATION
	cp "$CONSOLE_LIST" "$WORK/many"
	OFFICER=$(officer_with drafter)
	crier station start >/dev/null
else
	fill
fi
console=("$B/bin/crier" --station "$STATION" --lang en --as "$OFFICER")
total=$(ask .seq record status)
peers

bare=$(paint "" "$B/tests/bench/blank")
ours=$(paint "Waiting for me" "${console[@]}")
theirs="ncurses $bare, tig $(paint "commit" "${tig[@]}"), htop $(paint "" htop), newsboat $(paint "" "${newsboat[@]}")"
row "console to first useful paint, $total entries" "$ours ms" "$theirs" \
	"$(ratio "$ours" "$bare")" "$(aim "1.5 of ncurses" le \
		"$(ratio "$ours" "$bare")" 1.5)"

beside="$(told tig "$(typing "$KEYS" 30 "" "" 0 j -- "${tig[@]}")"), \
$(told htop "$(typing 20 300 "" "" 0 $'\e[B' -- htop)"), \
$(told newsboat "$(typing "$KEYS" 30 "" $'\r' 0 j -- "${newsboat[@]}")")"
key_row "ledger of $total" "$(typing "$KEYS" 30 "Waiting for me" l 0 k -- \
	"${console[@]}")" - "$beside"
# its text for one account, by hand: what is longest
message=$(head -n 1 "$WORK/many" | cut -d" " -f1)
key_row "editor with 20,000 characters" "$(typing "$KEYS" 30 "Waiting for me" \
	":$message"$'\re\x06' 20000 a -- "${console[@]}")" 32 -
stroke=$("$B/tests/bench/stroke" 20 "Waiting for me" /flood \# $'\x7f' \
	"called that" "${console[@]}")
row "a key of a filter through $MANY incidents" \
	"$(value median_ms "$stroke") ms" - - \
	"$(aim "20 ms" le "$(value median_ms "$stroke")" 20)"

ours=$("$B/tests/bench/idle" "$IDLE" "$SECONDS_IDLE" "Waiting for me" \
	"${console[@]}")
tig_idle=$("$B/tests/bench/idle" 5 10 "" "${tig[@]}")
htop_idle=$("$B/tests/bench/idle" 5 10 "" htop)
news_idle=$("$B/tests/bench/idle" 5 10 "" "${newsboat[@]}")
row "CPU of $IDLE idle consoles, $SECONDS_IDLE s" \
	"$(value percent "$ours")% of a core" \
	"of 5: tig $(value percent "$tig_idle")%, htop $(value percent "$htop_idle")%, newsboat $(value percent "$news_idle")%" \
	- "$(awk -v p="$(value percent "$ours")" 'BEGIN {
		print "1%" (p < 1 ? ": met" : ": MISSED") }')"
row "memory of a console" "$(value rss_mb "$ours") MB" \
	"tig $(value rss_mb "$tig_idle"), htop $(value rss_mb "$htop_idle"), newsboat $(value rss_mb "$news_idle")" \
	- "$(aim "12 MB" le "$(value rss_mb "$ours")" 12)"
