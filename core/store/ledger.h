/*
 * The ledger of one station folder: ledger.db, an append-only table of
 * canonical lines, the acts that yielded them, and the projections that are
 * kept in the same transaction (projection.h). One process at a time may
 * write a folder: ledger_open takes its `lock` file. Any number may read
 * (ledger_open_read). Reading entries is in reader.h, checking in verify.h.
 *
 * What is written goes in batches. A batch is one durable transaction of
 * several acts; an act is all its entries and rows or nothing:
 *
 *	ledger_begin
 *		ledger_act_begin  ledger_append…  projection_put…  ledger_act_end
 *		ledger_act_begin  ledger_append…  ledger_act_undo
 *	ledger_commit, or ledger_abort
 *
 * Replies to an act may leave only after ledger_commit returned ERR_OK: then
 * the batch is on the disk (WAL, synchronous=FULL). When the disk fails
 * within a batch, the whole batch is lost: every later call repeats the error
 * until ledger_abort or ledger_commit.
 *
 * A struct ledger belongs to one thread at a time.
 */
#ifndef CRIER_STORE_LEDGER_H
#define CRIER_STORE_LEDGER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/hash.h"
#include "domain/entry.h"

struct ledger;

struct ledger_head {
	int64_t seq; /* 0 in an empty ledger */
	char hash[HASH_HEX]; /* of the line at seq; ENTRY_NO_PREV if empty */
};

/*
 * Opens the ledger in folder `dir` for writing, creating ledger.db if `create`
 * (the folder must exist) and bringing an older schema up to date. Refused:
 * ERR_BUSY names the process that holds the folder; ERR_NOT_FOUND when there
 * is no ledger and it may not be created; ERR_CONFLICT when there is one and
 * `create` was asked for, and when schema or last entry come from a newer
 * Crier (it may still be read and verified); ERR_CORRUPT when the last line
 * is not what was written; ERR_DENIED and ERR_IO say what the system said.
 */
enum err_code
ledger_open(struct ledger **out, const char *dir, bool create, struct err *err);

/*
 * Opens for reading only: takes no lock, writes nothing, needs no write
 * permission, sees what was committed when each question is asked. Newer
 * schemas are accepted: their entries can be read and verified.
 */
enum err_code
ledger_open_read(struct ledger **out, const char *dir, struct err *err);

/*
 * Of a ledger opened for reading: what ledger_open would refuse. ERR_CONFLICT:
 * its schema or last entry is a newer Crier's. ERR_CORRUPT: its last line is
 * not what was written.
 */
enum err_code ledger_check(struct ledger *l, struct err *err);

/* An empty ledger in memory, to rebuild projections into and compare. */
struct ledger *ledger_new_scratch(void);

/* Ends any batch by abort. NULL is allowed. */
void ledger_close(struct ledger *l);

/* The last entry, those of the running batch included. */
const struct ledger_head *ledger_head(const struct ledger *l);

/* A reader's head is that of its opening; this looks again. */
enum err_code ledger_refresh(struct ledger *l, struct err *err);

enum err_code ledger_begin(struct ledger *l, struct err *err);

/*
 * Starts one act. act_id is 32 hex digits; ERR_CONFLICT if the ledger holds
 * it already (reader.h finds its entries: a repeat gets the first answer).
 */
enum err_code
ledger_act_begin(struct ledger *l, const char *act_id, struct err *err);

/*
 * Stamps e->seq, e->prev and e->act, formats the entry and appends its line.
 * ERR_TOO_LARGE for a line over ENTRY_LINE_MAX.
 */
enum err_code ledger_append(struct ledger *l, struct entry *e, struct err *err);

/*
 * Appends a line that was written before, byte for byte: for rebuilding from
 * a record. ERR_CORRUPT when its seq or prev do not follow the head.
 */
enum err_code ledger_append_line(
	struct ledger *l, const char *line, size_t len, struct err *err);

/* The act's entries and rows become part of the batch. */
enum err_code ledger_act_end(struct ledger *l, struct err *err);

/* The act's entries and rows are forgotten; the batch goes on. */
enum err_code ledger_act_undo(struct ledger *l, struct err *err);

/*
 * Makes the batch durable. On failure nothing of it is: the head is again
 * what is on the disk, and the ledger can be written again, except after a
 * failed fsync, when nobody knows what the disk holds: then every later
 * ledger_begin says that the station must be started again.
 */
enum err_code ledger_commit(struct ledger *l, struct err *err);

/* Forgets the batch. Allowed at any time. */
void ledger_abort(struct ledger *l);

#endif
