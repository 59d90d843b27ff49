/*
 * What stands at a ledger's head: reading it, and checking before anything is
 * written that the last line is the one that was written.
 */
#include "store/ledger.h"

#include <assert.h>
#include <string.h>

#include "base/fixed.h"
#include "crier/id.h"
#include "crier/refusal.h"
#include "store/internal.h"
#include "store/line.h"

static enum err_code
ledger_read_head(struct ledger_head *out, struct db *db, struct err *err)
{
	sqlite3_stmt *stmt;
	const char *line;
	enum err_code rc;
	size_t len;
	bool row;

	rc = db_use(&stmt, db, SQL_ENTRY_LAST, err);
	if (rc != ERR_OK)
		return rc;
	rc = db_step(&row, db, stmt, err);
	if (rc == ERR_OK && row) {
		out->seq = sqlite3_column_int64(stmt, 0);
		line = db_text(&len, stmt, 1);
		hash_hex(out->hash, line, len);
	} else if (rc == ERR_OK) {
		out->seq = 0;
		memcpy(out->hash, ENTRY_NO_PREV, sizeof(out->hash));
	}
	db_done(stmt);
	return rc;
}

enum err_code
ledger_refresh(struct ledger *l, struct err *err)
{
	assert(l->phase == PHASE_IDLE);
	return ledger_read_head(&l->head, &l->db, err);
}

static enum err_code
ledger_damaged(const struct ledger *l, struct err *err)
{
	return refuse(err, REFUSE_ENTRY_CHANGED, l->db.path,
		WITH(arg_count(l->head.seq)));
}

/* The act of the last line, after a look at the line itself. */
static enum err_code
check_line(char act[ACT_ID], struct ledger *l, const char *line, size_t len,
	struct err *err)
{
	struct line_ends ends;

	if (!line_read(&ends, line, len) || ends.seq != l->head.seq ||
		ends.act_len != ACT_ID - 1)
		return ledger_damaged(l, err);
	if (ends.v > ENTRY_FORMAT)
		return refuse(err, REFUSE_NEWER_FORMAT, l->db.path,
			WITH(arg_count(ends.v), arg_count(ENTRY_FORMAT)));
	fixed_format(act, ACT_ID, "%.32s", ends.act);
	return ERR_OK;
}

/* The table of acts must have the last line's hash. */
static enum err_code
check_noted(struct ledger *l, const char *act, struct err *err)
{
	sqlite3_stmt *stmt;
	enum err_code rc;
	bool row;

	rc = db_use(&stmt, &l->db, SQL_ACT_GET, err);
	if (rc != ERR_OK)
		return rc;
	db_bind_str(stmt, 1, act);
	rc = db_step(&row, &l->db, stmt, err);
	if (rc == ERR_OK &&
		(!row || sqlite3_column_int64(stmt, 1) != l->head.seq ||
			strcmp(db_text(NULL, stmt, 2), l->head.hash) != 0))
		rc = ledger_damaged(l, err);
	db_done(stmt);
	return rc;
}

/* An act that reaches behind the last line tells of lines cut off. */
static enum err_code
check_cut(struct ledger *l, struct err *err)
{
	sqlite3_stmt *stmt;
	enum err_code rc = db_use(&stmt, &l->db, SQL_ACT_LAST, err);
	int64_t last = 0;
	bool row;

	if (rc != ERR_OK)
		return rc;
	rc = db_step(&row, &l->db, stmt, err);
	if (rc == ERR_OK && row)
		last = sqlite3_column_int64(stmt, 0);
	db_done(stmt);
	if (rc != ERR_OK || last <= l->head.seq)
		return rc;
	return refuse(err, REFUSE_CHAIN_LOST, l->db.path,
		WITH(arg_count(l->head.seq + 1)));
}

enum err_code
ledger_check_head(struct ledger *l, struct err *err)
{
	enum err_code rc;
	sqlite3_stmt *stmt;
	const char *line;
	char act[ACT_ID];
	size_t len;
	bool row;

	rc = check_cut(l, err);
	if (rc != ERR_OK || l->head.seq == 0)
		return rc;
	rc = db_use(&stmt, &l->db, SQL_ENTRY_LAST, err);
	if (rc != ERR_OK)
		return rc;
	rc = db_step(&row, &l->db, stmt, err);
	if (rc == ERR_OK && row) {
		line = db_text(&len, stmt, 1);
		rc = check_line(act, l, line, len, err);
	}
	db_done(stmt);
	return rc == ERR_OK ? check_noted(l, act, err) : rc;
}
