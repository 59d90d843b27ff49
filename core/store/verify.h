/*
 * Verifying a whole ledger: the chain, and that the table of acts agrees with
 * it. Long ledgers are cut into ranges, each checked by a thread with a
 * connection of its own.
 */
#ifndef CRIER_STORE_VERIFY_H
#define CRIER_STORE_VERIFY_H

#include "store/chain.h"
#include "store/ledger.h"

/*
 * `expected`, which may be NULL, is a head known from elsewhere (the record,
 * a receipt): the ledger must hold that entry with that hash. Without it, who
 * can write the file can cut or rewrite the end of the chain unseen. A fault
 * is in *out and not an error: errors mean that the file could not be read.
 * `l` is a reader (ledger_open_read) or a ledger between batches.
 */
enum err_code chain_verify(struct chain_result *out, struct ledger *l,
	const struct ledger_head *expected, struct err *err);
/* Whom ledger_tell named is told of the last range, times their number. */

/* The same in `ranges` ranges, 1 to RANGES_MAX, however long the ledger is. */
enum { RANGES_MAX = 8 };
enum err_code chain_verify_by(struct chain_result *out, struct ledger *l,
	const struct ledger_head *expected, int ranges, struct err *err);

#endif
