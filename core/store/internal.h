/*
 * What the files of core/store know about a struct ledger and others do not.
 */
#ifndef CRIER_STORE_INTERNAL_H
#define CRIER_STORE_INTERNAL_H

#include "crier/id.h"
#include "crier/progress.h"
#include "domain/rows.h"
#include "store/db.h"
#include "store/ledger.h"

enum statement {
	SQL_BEGIN,
	SQL_COMMIT,
	SQL_ROLLBACK,
	SQL_SAVEPOINT,
	SQL_SAVEPOINT_KEEP,
	SQL_SAVEPOINT_UNDO,
	SQL_ENTRY_ADD,
	SQL_ENTRY_LAST,
	SQL_ENTRY_GET,
	SQL_ACT_ADD,
	SQL_ACT_GET,
	SQL_ACT_LAST,
	SQL_ASKED_ADD,
	SQL_ASKED_GET,
	SQL_ASKED_DROP,
	SQL_PUT, /* one for each projection from here on */
	SQL_DROP = SQL_PUT + PROJECTIONS,
	SQL_COUNT = SQL_DROP + PROJECTIONS
};
_Static_assert(
	(int)SQL_COUNT <= (int)DB_STATEMENTS, "room for every statement");

/* The remedy of a ledger that is not what was written. */
#define KEEP_AND_REBUILD                                                       \
	"Keep the folder as it is; crier doctor says more, crier rebuild "     \
	"restores the station from a clone of the record."

enum phase { PHASE_IDLE, PHASE_BATCH, PHASE_ACT };

struct ledger {
	struct db db;
	bool writable;
	int lock; /* descriptor of the lock file, or -1 */
	enum phase phase;
	struct ledger_head head; /* with the running batch */
	struct ledger_head act_head; /* when the running act began */
	char act[ACT_ID]; /* id of the running act */
	struct err lost; /* why the running batch is lost, if it is */
	bool unsure; /* an fsync failed: only a new start helps */
	const struct progress *progress; /* of walks, or NULL */
	enum progress_step step;
};

/*
 * Remembers a failure that loses the whole batch; passes rc through. A fault
 * of one statement (a row that does not fit its columns) loses only the act.
 */
enum err_code ledger_failed(struct ledger *l, enum err_code rc,
	const struct err *why, struct err *err);

/* ERR_OK inside an act whose batch is not lost. */
enum err_code ledger_in_batch(const struct ledger *l, struct err *err);

/*
 * ERR_CORRUPT unless the last line, on which the next will stand, is what was
 * written: nobody names its hash yet but the table of acts.
 */
enum err_code ledger_check_head(struct ledger *l, struct err *err);

#endif
