/*
 * Checking the chain, line by line. Every line is hashed, the hash is looked
 * for in the next line at the place where the canonical form has it, and seq
 * must count without holes. Nothing is parsed as JSON unless something is
 * wrong: then the entry to blame is looked at closely and named. Lines come
 * from a ledger (verify.h) or from elsewhere, such as a clone of the record.
 */
#ifndef CRIER_STORE_CHAIN_H
#define CRIER_STORE_CHAIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "crier/refusal.h"
#include "store/ledger.h"
#include "store/line.h"

enum chain_fault {
	CHAIN_SOUND,
	CHAIN_FORM, /* a line is not in canonical form */
	CHAIN_CHANGED, /* a line has not the hash that was written down */
	CHAIN_HOLE, /* an entry is missing */
	CHAIN_CUT, /* the last entries are missing */
	CHAIN_REWRITTEN, /* another history than the expected head's */
	CHAIN_ACT, /* the table of acts does not agree with the entries */
	CHAIN_FAULTS
};

struct chain_result {
	enum chain_fault fault;
	int64_t entries; /* lines read before the fault was seen */
	struct ledger_head head; /* of the last of them */
	int64_t seq; /* the first bad entry; 0 if sound */
	struct err why; /* what is wrong with it, a refusal; empty if sound */
};

struct chain {
	struct chain_result result;
	struct ledger_head expected; /* seq 0: none */
	char *last; /* the line before: looked at when its hash is wrong */
	size_t last_len, last_cap;
	struct line_ends ends; /* of the line that was added last */
	bool doubt; /* the last line does not name the hash before it */
};

/*
 * `expected`, which may be NULL, is a head known from elsewhere: that entry
 * must come, with that hash.
 */
void chain_init(struct chain *c, const struct ledger_head *expected);
void chain_release(struct chain *c);

/* Starts behind this line, unchecked, instead of at the first entry. */
void chain_start(struct chain *c, int64_t seq, const char *line, size_t len);

/*
 * Lines are added in order, then the chain is finished. Both tell whether no
 * fault was found so far; the first fault found stays in `result`.
 */
bool chain_add(struct chain *c, int64_t seq, const char *line, size_t len);
bool chain_finish(struct chain *c);

/* Puts a fault found by other means into the result. Always false. */
bool chain_blame(struct chain *c, enum chain_fault fault, int64_t seq,
	enum refusal refusal, const struct arg *args);

/*
 * Line k does not name the hash of line k-1. If another place names the hash
 * of k, then k is as it was and k-1 is to blame, otherwise k. Always false.
 */
bool chain_settle(struct chain *c, bool named, int64_t k);

#endif
