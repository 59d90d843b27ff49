/*
 * Checking the chain. Every line is hashed, the hash is looked for in the
 * next line at the place where the canonical form has it, and seq must count
 * without holes. Nothing is parsed as JSON unless something is wrong: then
 * the entry to blame is looked at closely and named.
 */
#ifndef CRIER_STORE_VERIFY_H
#define CRIER_STORE_VERIFY_H

#include <stdbool.h>
#include <stdint.h>

#include "store/ledger.h"

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
	char what[300]; /* what is wrong with it, a sentence */
};

/* A stable word: "sound", "changed", "hole" … */
const char *chain_fault_word(enum chain_fault fault);

/*
 * Verifies the whole ledger, and that the table of acts agrees with it.
 * `expected`, which may be NULL, is a head known from elsewhere (the record,
 * a receipt): the ledger must hold that entry with that hash. Without it, who
 * can write the file can cut or rewrite the end of the chain unseen. A fault
 * is in *out and not an error: errors mean that the file could not be read.
 */
enum err_code chain_verify(struct chain_result *out, struct ledger *l,
	const struct ledger_head *expected, struct err *err);

/*
 * The same for lines from elsewhere, such as a clone of the record: add them
 * in order, then finish. Both tell whether to go on, that is whether no fault
 * was found; the first fault found stays in `result`.
 */
struct chain {
	struct chain_result result;
	struct ledger_head expected; /* seq 0: none */
	char *last; /* the line before: looked at when its hash is wrong */
	size_t last_len, last_cap;
	bool doubt; /* the last line does not name the hash before it */
};

/* `expected` may be NULL. */
void chain_init(struct chain *c, const struct ledger_head *expected);
void chain_release(struct chain *c);
bool chain_add(struct chain *c, int64_t seq, const char *line, size_t len);
bool chain_finish(struct chain *c);

#endif
