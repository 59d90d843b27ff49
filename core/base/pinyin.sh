#!/bin/sh
# Makes pinyin.def, the readings of Chinese characters, from Unicode's Unihan
# database as Debian has it (package unicode-data):
#
#   core/base/pinyin.sh >core/base/pinyin.def
#
# A character has every reading that one of three dictionaries in it gives:
# kMandarin (the customary one), kHanyuPinlu (by frequency) and kXHC1983 (现代汉
# 语词典, with those of names). Tones are left out; ü is v, and u as well, since
# people type both. Characters of the same readings share a set.
DATA=${1:-/usr/share/unicode/Unihan_Readings.txt.bz2}
bzcat "$DATA" | LC_ALL=C awk '
function plain(s) {
	gsub(/ā|á|ǎ|à/, "a", s); gsub(/ē|é|ě|è|ê/, "e", s)
	gsub(/ī|í|ǐ|ì/, "i", s); gsub(/ō|ó|ǒ|ò/, "o", s)
	gsub(/ū|ú|ǔ|ù/, "u", s); gsub(/ǖ|ǘ|ǚ|ǜ|ü/, "v", s)
	gsub(/ń|ň|ǹ/, "n", s); gsub(/ḿ/, "m", s)
	gsub(/[^a-z]/, "", s)
	return s
}
function add(at, reading,   other) {
	reading = plain(reading)
	if (reading == "" || index(" " readings[at] " ", " " reading " "))
		return
	readings[at] = readings[at] (readings[at] == "" ? "" : " ") reading
	if (reading ~ /v/) {
		other = reading
		sub(/v/, "u", other)
		add(at, other)
	}
}
function number(hex,   n, i) {
	n = 0
	for (i = 1; i <= length(hex); i++)
		n = n * 16 + index("0123456789ABCDEF", substr(hex, i, 1)) - 1
	return n
}
BEGIN { FS = "\t"; first = 13312; last = 40959 }
$2 != "kMandarin" && $2 != "kHanyuPinlu" && $2 != "kXHC1983" { next }
{
	at = number(substr($1, 3))
	if (at < first || at > last)
		next
	count = split($3, words, " ")
	for (i = 1; i <= count; i++) {
		sub(/^[0-9.,*]*:/, "", words[i])
		sub(/\(.*/, "", words[i])
		add(at, words[i])
	}
}
END {
	print "/*"
	print " * The readings of Chinese characters, made by pinyin.sh from the Unihan"
	print " * database 15.0: not to be changed by hand. Copyright 1991-2022 Unicode,"
	print " * Inc.; the notice that goes with it is in UNICODE-LICENSE. Modified: tones"
	print " * left out, three dictionaries joined."
	print " */"
	sets = 0
	printf "PINYIN_SET(\"\")\n"
	set[""] = 0
	for (at = first; at <= last; at++) {
		if (readings[at] in set)
			continue
		set[readings[at]] = ++sets
		printf "PINYIN_SET(\"%s\")\n", readings[at]
	}
	for (at = first; at <= last; at += 16) {
		printf "PINYIN_ROW("
		for (i = 0; i < 16; i++)
			printf "%s%d", i ? "," : "", set[readings[at + i]]
		print ")"
	}
}'
