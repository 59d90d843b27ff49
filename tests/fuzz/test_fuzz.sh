#!/bin/bash
# Each fuzz target over its corpus, then some thousand runs from it on. Seeds
# are made from the texts that other tests read; corpus/NAME adds inputs that
# once failed. The runs are the same each time, so that a red test stays red;
# FUZZ_SECONDS=600 goes on with random ones instead.
. "$(dirname "$0")/../tools/tap.sh"
cd "$TOP" || exit 1
F=$TOP/.build/fuzz/tests/fuzz
export UBSAN_OPTIONS=print_stacktrace=1

# seeds FOLDER FILE…: copies them under one name each
seeds()
{
	local folder=$1 file
	shift
	mkdir -p "$folder"
	for file; do
		cp "$file" "$folder/${file//\//-}"
	done
}

# The texts of the lint cases, one a file.
case_texts()
{
	mkdir -p "$1"
	sed -n 's/^ *- \(text: \)\{0,1\}\(["'"'"']\)\(.*\)\2$/\3/p' \
		tests/lint/cases/*.yaml tests/lint/heldout/cases/*.yaml |
		split -l 1 -a 4 - "$1/case-"
}

# The byte before a text chooses kind, mode and language.
marked_texts()
{
	local file mark
	mkdir -p "$1"
	for file in tests/lint/clean/*.txt; do
		for mark in A '!' p; do
			{ printf %s "$mark"; cat "$file"; } \
				>"$1/$mark-${file##*/}"
		done
	done
}

# What test_reader sends, as the inside of each kind; four bytes seed pauses.
reader_bytes()
{
	local n=0 text mark
	mkdir -p "$1"
	sed -n 's/^.*{ "\([^"]*\)", "[^"]*" }.*$/\1/p' \
		tests/tui/test_reader.c |
		while IFS= read -r text; do
			for mark in '\000' '\001' '\003' '\007'; do
				n=$((n + 1))
				printf "${mark}seed%b" "$text" \
					>"$1/$(printf %04d $n)"
			done
		done
}

# Keys and signatures of OpenSSH, each in the four forms that are read; those
# of security keys too where the provider is built.
ssh_bytes()
{
	local to=$1 key kind kinds=(ed25519 rsa ecdsa)
	local provider=$B/tests/agent/sk_provider.so
	mkdir -p "$to"
	[ ! -f "$provider" ] || {
		export SSH_SK_PROVIDER=$provider
		kinds+=(ed25519-sk ecdsa-sk)
	}
	for kind in "${kinds[@]}" "${kinds[@]/%/ }"; do
		key=$to/${kind// /-}
		ssh-keygen -q -t ${kind% } -N '' -f "$WORK/key"
		echo text >"$WORK/said"
		ssh-keygen -q -Y sign -f "$WORK/key" -n crier "$WORK/said" \
			2>/dev/null
		{ printf '\000'; cat "$WORK/key.pub"; } >"$key.line"
		{ printf '\001'; cat "$WORK/said.sig"; } >"$key.armour"
		{ printf '\002'; cut -d' ' -f2 "$WORK/key.pub" |
			base64 -d; } >"$key.blob"
		{ printf '\003'; sed '1d;$d' "$WORK/said.sig" | base64 -d |
			tail -c 83; } >"$key.signature"
		rm "$WORK/key" "$WORK/key.pub" "$WORK/said.sig"
	done
}

# Letters, bodies, cards, paper and boxes, of the two writers and by hand.
letter_bytes()
{
	local n=0 line
	mkdir -p "$1"
	{ "$B/tests/letter/post" write 8
		/usr/bin/python3 tests/letter/writer.py make | cut -f2; } |
		awk 'length < 4000' | while IFS= read -r line; do
		n=$((n + 1))
		printf '\000%s' "$line" >"$1/line-$(printf %02d $n)"
	done
	printf '\001%s' '{"by":"b","joint":"'"$(printf 'a%.0s' {1..64})"'","kind":"halt","reason":"r","salt":"00112233445566778899aabbccddeeff"}' \
		>"$1/body"
	n=0
	"$B/tests/letter/post" card | while IFS= read -r line; do
		n=$((n + 1))
		printf '\002%s' "$line" >"$1/card-$n"
	done
	{ printf '\003'; "$B/tests/letter/post" paper; } >"$1/paper"
	head -c 1064 /dev/zero | tr '\000' '\004' >"$1/box"
}

make_corpus()
{
	local to=$WORK/corpus/$1
	case $1 in
	yaml) seeds "$to" playbooks/*/*.yaml tests/lint/cases/*.yaml ;;
	template) seeds "$to" playbooks/*/*/*.md ;;
	leak | mention) case_texts "$to"; seeds "$to" tests/lint/clean/*.txt ;;
	reader) reader_bytes "$to" ;;
	lint) marked_texts "$to" ;;
	sshkey) ssh_bytes "$to" ;;
	letter) letter_bytes "$to" ;;
	*) mkdir -p "$to" ;;
	esac
	[ ! -d "tests/fuzz/corpus/$1" ] || cp tests/fuzz/corpus/"$1"/* "$to/"
	[ "$(find "$to" -type f | wc -l)" -ge 20 ]
}

# fuzz NAME RUNS
fuzz()
{
	local name=$1 bounds=(-seed=1 -runs="$2")
	[ -x "$F/fuzz_$name" ] || { echo "no $F/fuzz_$name: make fuzz"; exit 1; }
	[ -z "${FUZZ_SECONDS:-}" ] || bounds=(-max_total_time="$FUZZ_SECONDS")
	make_corpus "$name"
	mkdir "$WORK/new-$name"
	"$F/fuzz_$name" "${bounds[@]}" -timeout=20 -rss_limit_mb=2048 \
		-max_len=4096 -artifact_prefix="$TOP/.build/fuzz/$name-" \
		-print_final_stats=1 "$WORK/new-$name" "$WORK/corpus/$name"
	note "$name: $(find "$WORK/corpus/$name" -type f | wc -l) seeds"
}

every_target_has_a_case_here()
{
	is "$(sed -n 's/^\([a-z]*\)_withstands_its_corpus()$/\1/p' "$0" | sort)" \
		"$(cd tests/fuzz && printf '%s\n' fuzz_*.c |
			sed 's/fuzz_\(.*\)\.c/\1/' | sort)"
}

leak_withstands_its_corpus()
{
	fuzz leak 10000
}

letter_withstands_its_corpus()
{
	fuzz letter 20000
}

lint_withstands_its_corpus()
{
	fuzz lint 2000
}

mention_withstands_its_corpus()
{
	fuzz mention 10000
}

reader_withstands_its_corpus()
{
	fuzz reader 20000
}

sshkey_withstands_its_corpus()
{
	fuzz sshkey 20000
}

template_withstands_its_corpus()
{
	fuzz template 20000
}

yaml_withstands_its_corpus()
{
	fuzz yaml 20000
}

run_cases \
	every_target_has_a_case_here \
	leak_withstands_its_corpus \
	letter_withstands_its_corpus \
	lint_withstands_its_corpus \
	mention_withstands_its_corpus \
	reader_withstands_its_corpus \
	sshkey_withstands_its_corpus \
	template_withstands_its_corpus \
	yaml_withstands_its_corpus
