#!/bin/bash
# How long it takes to check what officers signed: the chain of 100,000 entries
# and 10,000 signatures in it, each against the keys that its officer had then.
. "$(dirname "$0")/figure.sh"
N=${SIGNED_ENTRIES:-100000} S=${SIGNED_COUNT:-10000}
export TMPDIR=$WORK

# one over another digest is found, or the rest says nothing
is "$(value found "$("$B/tests/bench/signed" 2000 100 bad)")" fault
for run in 1 2 3; do
	said=$("$B/tests/bench/signed" "$N" "$S")
	is "$(value found "$said") $(value signatures "$said")" "nothing $S"
	value seconds "$said" >>"$WORK/all"
	value chain "$said" >>"$WORK/chain"
done
ours=$(median <"$WORK/all")
chain=$(median <"$WORK/chain")
row "verify, $S signatures in $N entries" "$ours s" "the chain alone $chain s" \
	"$(ratio "$ours" "$chain")" "$(aim "15 s" le "$ours" 15)"
