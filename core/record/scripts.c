/*
 * Static texts. They are part of the first commit: see project.h.
 */
#include "record/scripts.h"

static const char readme[] =
	"# The record of an emergency information station\n"
	"\n"
	"Each commit is one act. Its author is the officer who did it, its\n"
	"committer the station, whose key signed it.\n"
	"\n"
	"- `entries/00/12/34.json` is entry 1234 of the ledger: one line of\n"
	"  JSON. Its SHA-256, without the newline, stands as `prev` in the\n"
	"  next one.\n"
	"- `incidents/YEAR/HUNDRED/ID/` is one incident: `incident.md`, its\n"
	"  messages with revisions, manifests, variants, reviews, release and\n"
	"  receipts, and its own entries again. A drill's ID begins with D.\n"
	"- `station/` is what belongs to no incident: officers, accounts, and\n"
	"  the keys that may sign here.\n"
	"\n"
	"Check the chain of entries, and that it ends where the commit says:\n"
	"\n"
	"    sh verify.sh\n"
	"\n"
	"Check who signed, with a key that the office gave you by another way\n"
	"(`station/allowed_signers` is only what the record says of itself):\n"
	"\n"
	"    git -c gpg.format=ssh -c gpg.ssh.allowedSignersFile=FILE \\\n"
	"        verify-commit HEAD\n"
	"\n"
	"Check one entry by hand: its hash is what the next one names.\n"
	"\n"
	"    tr -d '\\n' <entries/00/12/34.json | sha256sum\n"
	"\n"
	"The manifest and the variants under a message have their SHA-256 as\n"
	"digest: `sha256sum` of the file is what was approved.\n";

static const char verify[] =
	"#!/bin/sh\n"
	"# Checks the chain of entries below entries/, from the first to the\n"
	"# last, and that the newest commit ends in the same hash. Needs a\n"
	"# POSIX shell, git and sha256sum. Prints the head, or the first "
	"entry\n"
	"# that is wrong. It does not prove who wrote it: see README.md.\n"
	"cd \"$(dirname \"$0\")\" || exit 2\n"
	"export LC_ALL=C\n"
	"dir=$(mktemp -d) || exit 2\n"
	"trap 'rm -rf \"$dir\"' EXIT\n"
	"bad() { echo \"BAD: $*\" >&2; exit 1; }\n"
	"\n"
	"# number, path: in the order of the numbers\n"
	"find entries -name '*.json' | awk -F'[/.]' '\n"
	"\t{ printf \"%d %s\\n\", ($2 * 100 + $3) * 100 + $4, $0 }' |\n"
	"\tsort -n >\"$dir/list\"\n"
	"[ -s \"$dir/list\" ] || bad 'there are no entries'\n"
	"\n"
	"# All lines into one file, and each line's hash: a line without its\n"
	"# newline is what was hashed.\n"
	"awk '{ print $2 }' \"$dir/list\" | xargs cat >\"$dir/lines\"\n"
	"[ \"$(wc -l <\"$dir/lines\")\" -eq \"$(wc -l <\"$dir/list\")\" ] ||\n"
	"\tbad 'some entry is not exactly one line'\n"
	"mkdir \"$dir/h\"\n"
	"(cd \"$dir/h\" && awk 'BEGIN { ORS = \"\" }\n"
	"\t{ f = sprintf(\"%09d\", NR); print $0 >f; close(f) }\n"
	"\t' ../lines && find . -type f | sort | xargs sha256sum |\n"
	"\tcut -c1-64) >\"$dir/hashes\"\n"
	"sed 's/^.*,\"prev\":\"\\([0-9a-f]*\\)\",\"seq\":\\([0-9]*\\),.*$/\\2 "
	"\\1/' \\\n"
	"\t\"$dir/lines\" >\"$dir/links\"\n"
	"\n"
	"# Every entry has the next number, and names the hash before it.\n"
	"paste -d' ' \"$dir/list\" \"$dir/links\" \"$dir/hashes\" | awk '\n"
	"\tBEGIN { prev = sprintf(\"%064d\", 0) }\n"
	"\t$1 != NR { print \"entry \" NR \" is missing\"; exit 1 }\n"
	"\t$3 != NR { print \"entry \" NR \" has another number\"; exit 1 }\n"
	"\t$4 != prev {\n"
	"\t\tif (NR == 1)\n"
	"\t\t\tprint \"entry 1 does not begin the chain\"\n"
	"\t\telse\n"
	"\t\t\tprint \"entry \" NR - 1 \" was changed, or entry \" NR \\\n"
	"\t\t\t\t\" was: its prev does not fit\"\n"
	"\t\texit 1\n"
	"\t}\n"
	"\t{ prev = $5; last = NR }\n"
	"\tEND { if (last == NR) print prev > \"'\"$dir\"'/head\" }\n"
	"\t' >\"$dir/problem\" || bad \"$(cat \"$dir/problem\")\"\n"
	"\n"
	"head=$(cat \"$dir/head\")\n"
	"count=$(wc -l <\"$dir/list\" | tr -d ' ')\n"
	"said=$(git log -1 --format=%B |\n"
	"\tsed -n 's/^Ledger-Head: \\([0-9a-f]*\\)$/\\1/p' | tail -n 1)\n"
	"[ \"$said\" = \"$head\" ] || bad \"entry $count was changed: the "
	"commit\" \\\n"
	"\t\"says the head is $said, the entries say $head\"\n"
	"echo \"ok: $count entries\"\n"
	"echo \"head: $head\"\n";

const char *
scripts_readme(void)
{
	return readme;
}

const char *
scripts_verify(void)
{
	return verify;
}
