/*
 * Writing: batches of acts, each act under a savepoint of its own.
 */
#include "store/ledger.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "crier/refusal.h"
#include "store/internal.h"
#include "store/line.h"

enum err_code
ledger_failed(struct ledger *l, enum err_code rc, const struct err *why,
	struct err *err)
{
	bool batch = rc == ERR_IO || rc == ERR_CORRUPT || rc == ERR_DENIED ||
		rc == ERR_BUSY;

	/* SQLite ends the transaction by itself after some failures */
	if (batch || sqlite3_get_autocommit(l->db.handle))
		l->lost = *why;
	if (err)
		*err = *why;
	return rc;
}

static enum err_code
batch_lost(const struct ledger *l, struct err *err)
{
	if (l->lost.code != ERR_OK && err)
		*err = l->lost;
	return l->lost.code;
}

static enum err_code
ledger_in_act(const struct ledger *l, struct err *err)
{
	assert(l->phase == PHASE_ACT);
	return batch_lost(l, err);
}

enum err_code
ledger_in_batch(const struct ledger *l, struct err *err)
{
	assert(l->phase != PHASE_IDLE);
	return batch_lost(l, err);
}

/* Runs a statement without parameters. */
static enum err_code
batch_run(struct ledger *l, enum statement which, struct err *err)
{
	sqlite3_stmt *stmt;
	enum err_code rc = db_use(&stmt, &l->db, (int)which, err);

	return rc == ERR_OK ? db_run(&l->db, stmt, err) : rc;
}

static enum err_code
run_in_batch(struct ledger *l, enum statement which, struct err *err)
{
	struct err why = { 0 };
	enum err_code rc = batch_run(l, which, &why);

	return rc == ERR_OK ? rc : ledger_failed(l, rc, &why, err);
}

enum err_code
ledger_begin(struct ledger *l, struct err *err)
{
	enum err_code rc;

	assert(l->writable && l->phase == PHASE_IDLE);
	if (l->unsure)
		return refuse(err, REFUSE_DISK_FAILED, l->db.path, WITH_NONE);
	rc = batch_run(l, SQL_BEGIN, err);
	if (rc != ERR_OK)
		return rc;
	l->phase = PHASE_BATCH;
	memset(&l->lost, 0, sizeof(l->lost));
	return ERR_OK;
}

static enum err_code
check_act_id(struct ledger *l, const char *act_id, struct err *err)
{
	bool known;
	sqlite3_stmt *stmt;
	enum err_code rc;

	if (strlen(act_id) != sizeof(l->act) - 1 ||
		strspn(act_id, "0123456789abcdef") != sizeof(l->act) - 1)
		return refuse(err, REFUSE_ACT_ID_FORM, "act_id", WITH_NONE);
	rc = db_use(&stmt, &l->db, SQL_ACT_GET, err);
	if (rc != ERR_OK)
		return rc;
	db_bind_str(stmt, 1, act_id);
	rc = db_step(&known, &l->db, stmt, err);
	db_done(stmt);
	if (rc == ERR_OK && known)
		return refuse(
			err, REFUSE_ACT_KNOWN, act_id, WITH(arg_word(act_id)));
	return rc;
}

enum err_code
ledger_act_begin(struct ledger *l, const char *act_id, struct err *err)
{
	struct err why = { 0 };
	enum err_code rc;

	assert(l->phase == PHASE_BATCH);
	rc = batch_lost(l, err);
	if (rc != ERR_OK)
		return rc;
	rc = check_act_id(l, act_id, &why);
	if (rc != ERR_OK)
		return ledger_failed(l, rc, &why, err);
	rc = run_in_batch(l, SQL_SAVEPOINT, err);
	if (rc != ERR_OK)
		return rc;
	memcpy(l->act, act_id, sizeof(l->act));
	l->act_head = l->head;
	l->phase = PHASE_ACT;
	return ERR_OK;
}

static enum err_code
batch_add_line(struct ledger *l, const char *line, size_t len, struct err *err)
{
	struct err why = { 0 };
	sqlite3_stmt *stmt;
	enum err_code rc;

	if (len > ENTRY_LINE_MAX)
		return refuse(err, REFUSE_TOO_LARGE, "",
			WITH(ARG_BOTH("an entry", "条目"),
				arg_bytes(ENTRY_LINE_MAX)));
	rc = db_use(&stmt, &l->db, SQL_ENTRY_ADD, &why);
	if (rc == ERR_OK) {
		db_bind_int(stmt, 1, l->head.seq + 1);
		db_bind_text(stmt, 2, line, len);
		rc = db_run(&l->db, stmt, &why);
	}
	if (rc != ERR_OK)
		return ledger_failed(l, rc, &why, err);
	l->head.seq++;
	hash_hex(l->head.hash, line, len);
	return ERR_OK;
}

enum err_code
ledger_append(struct ledger *l, struct entry *e, struct err *err)
{
	enum err_code rc = ledger_in_act(l, err);
	char *line;

	if (rc != ERR_OK)
		return rc;
	e->seq = l->head.seq + 1;
	memcpy(e->prev, l->head.hash, sizeof(e->prev));
	memcpy(e->act, l->act, sizeof(e->act));
	line = entry_format(e);
	rc = batch_add_line(l, line, strlen(line), err);
	free(line);
	return rc;
}

enum err_code
ledger_append_line(
	struct ledger *l, const char *line, size_t len, struct err *err)
{
	enum err_code rc = ledger_in_act(l, err);
	struct line_ends ends;

	if (rc != ERR_OK)
		return rc;
	if (!line_read(&ends, line, len))
		return refuse(err, REFUSE_LINE_NONE, "",
			WITH(arg_count(l->head.seq)));
	if (ends.seq != l->head.seq + 1 ||
		memcmp(ends.prev, l->head.hash, HASH_HEX - 1) != 0)
		return refuse(err, REFUSE_LINE_ORDER, "",
			WITH(arg_count(ends.seq), arg_count(l->head.seq)));
	if (ends.act_len != sizeof(l->act) - 1 ||
		memcmp(ends.act, l->act, ends.act_len) != 0)
		return refuse(
			err, REFUSE_LINE_ACT, "", WITH(arg_count(ends.seq)));
	return batch_add_line(l, line, len, err);
}

static enum err_code
add_act(struct ledger *l, struct err *err)
{
	struct err why = { 0 };
	sqlite3_stmt *stmt;
	enum err_code rc;

	rc = db_use(&stmt, &l->db, SQL_ACT_ADD, &why);
	if (rc == ERR_OK) {
		db_bind_str(stmt, 1, l->act);
		db_bind_int(stmt, 2, l->act_head.seq + 1);
		db_bind_int(stmt, 3, l->head.seq);
		db_bind_str(stmt, 4, l->head.hash);
		rc = db_run(&l->db, stmt, &why);
	}
	return rc == ERR_OK ? rc : ledger_failed(l, rc, &why, err);
}

enum err_code
ledger_act_end(struct ledger *l, struct err *err)
{
	enum err_code rc = ledger_in_act(l, err);

	/* an act without entries changed nothing that could be repeated */
	if (rc == ERR_OK && l->head.seq > l->act_head.seq)
		rc = add_act(l, err);
	if (rc == ERR_OK)
		rc = run_in_batch(l, SQL_SAVEPOINT_KEEP, err);
	if (rc == ERR_OK)
		l->phase = PHASE_BATCH;
	return rc;
}

enum err_code
ledger_act_undo(struct ledger *l, struct err *err)
{
	enum err_code rc;

	assert(l->phase == PHASE_ACT);
	l->phase = PHASE_BATCH;
	l->head = l->act_head;
	rc = batch_lost(l, err);
	if (rc == ERR_OK)
		rc = run_in_batch(l, SQL_SAVEPOINT_UNDO, err);
	if (rc == ERR_OK)
		rc = run_in_batch(l, SQL_SAVEPOINT_KEEP, err);
	return rc;
}

/* Back to what is on the disk. */
static void
back_out(struct ledger *l)
{
	l->phase = PHASE_IDLE;
	if (!sqlite3_get_autocommit(l->db.handle) &&
		batch_run(l, SQL_ROLLBACK, NULL) != ERR_OK)
		l->unsure = true;
	if (ledger_refresh(l, NULL) != ERR_OK)
		l->unsure = true;
}

enum err_code
ledger_commit(struct ledger *l, struct err *err)
{
	struct err why = { 0 };
	enum err_code rc;
	int code;

	assert(l->phase == PHASE_BATCH);
	rc = batch_lost(l, err);
	if (rc != ERR_OK) {
		back_out(l);
		return rc;
	}
	rc = batch_run(l, SQL_COMMIT, &why);
	if (rc == ERR_OK) {
		l->phase = PHASE_IDLE;
		return ERR_OK;
	}
	code = sqlite3_extended_errcode(l->db.handle);
	if (code == SQLITE_IOERR_FSYNC || code == SQLITE_IOERR_DIR_FSYNC)
		l->unsure = true;
	back_out(l);
	if (err)
		*err = why;
	return rc;
}

void
ledger_abort(struct ledger *l)
{
	if (l->phase != PHASE_IDLE)
		back_out(l);
}
