#!/bin/bash
# The rules on a notice of 2,000 Chinese characters against 20,000 words, and
# what one keystroke's lint takes in the console: key, pause, question, rules,
# answer, screen.
. "$(dirname "$0")/figure.sh"
at_end stop_station "$STATION"
STROKES=${LINT_STROKES:-15}

said=$("$B/tests/bench/lint" 20000 tests/lint/clean/zh-*.txt)
few=$("$B/tests/bench/lint" 20 tests/lint/clean/zh-*.txt)
row "lint, 2,000 characters, 20,000 words: median" \
	"$(value median_us "$said") us" \
	"20 words $(value median_us "$few") us" \
	"$(ratio "$(value median_us "$said")" "$(value median_us "$few")")" \
	"$(aim "under 2 ms" le "$(value median_us "$said")" 2000)"
row "the same, 99th percentile" "$(value p99_us "$said") us" \
	"20 words $(value p99_us "$few") us" - \
	"$(aim "under 2 ms" le "$(value p99_us "$said")" 2000)"
bare=$("$B/tests/bench/lint" -i 20000 tests/lint/clean/zh-*.txt) || true
if [ -n "$bare" ]; then
	row "the same without PCRE2's compiler: median" \
		"$(value median_us "$bare") us" \
		"with it $(value median_us "$said") us" \
		"$(ratio "$(value median_us "$bare")" "$(value median_us "$said")")" \
		"$(aim "under 2 ms" le "$(value median_us "$bare")" 2000)"
	row "the same, 99th percentile" "$(value p99_us "$bare") us" \
		"with it $(value p99_us "$said") us" - \
		"$(aim "under 2 ms" le "$(value p99_us "$bare")" 2000)"
else
	note "without PCRE2's compiler: the kernel cannot refuse it"
fi
row "looking for each word alone instead" - \
	"$(value naive_us "$said") us" \
	"$(ratio "$(value median_us "$said")" "$(value naive_us "$said")")" -
row "reading $(value rules "$said") rules and 20,000 words" \
	"$(value build_ms "$said") ms" \
	"$(value memory_kib "$said") KiB kept" - -

PLAYBOOK=rainstorm-flood
crier init "$STATION" --demo >/dev/null
who=$(officer_with drafter)
open_incident "$who" drill
new_message "$who" "$INCIDENT" truth
as "$who" message edit "$MESSAGE" --set place=东安县X >/dev/null
stroke=$(LC_ALL=zh_CN.UTF-8 "$B/tests/bench/stroke" "$STROKES" "$INCIDENT" \
	$'\re\t\t\x05' X $'\x7f' L-43 \
	"$B/bin/crier" --station "$STATION" --as "$who")
row "one keystroke's lint, key to screen" \
	"$(value median_ms "$stroke") ms" \
	"250 ms of it is the pause" - "-"
