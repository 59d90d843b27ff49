/*
 * Remembering what the newest acts asked for.
 */
#include "store/asked.h"

#include <assert.h>
#include <string.h>

#include "store/internal.h"

enum { DROP_EVERY = 256 };

static enum err_code
asked_run(struct ledger *l, enum statement which, int64_t last, const char *mac,
	struct err *err)
{
	struct err why = { 0 };
	sqlite3_stmt *stmt;
	enum err_code rc = db_use(&stmt, &l->db, (int)which, &why);

	if (rc == ERR_OK) {
		db_bind_int(stmt, 1, last);
		if (mac != NULL)
			db_bind_str(stmt, 2, mac);
		rc = db_run(&l->db, stmt, &why);
	}
	return rc == ERR_OK ? rc : ledger_failed(l, rc, &why, err);
}

enum err_code
ledger_asked_put(struct ledger *l, const char mac[HASH_HEX], struct err *err)
{
	int64_t last = l->head.seq;
	enum err_code rc;

	assert(l->phase == PHASE_ACT && last > l->act_head.seq);
	rc = asked_run(l, SQL_ASKED_ADD, last, mac, err);
	/* not with every act: each drop touches a page at the far end */
	if (rc == ERR_OK && last / DROP_EVERY != l->act_head.seq / DROP_EVERY)
		rc = asked_run(l, SQL_ASKED_DROP, last - ASKED_KEEP, NULL, err);
	return rc;
}

enum err_code
ledger_asked_is(bool *same, struct ledger *l, int64_t last,
	const char mac[HASH_HEX], struct err *err)
{
	sqlite3_stmt *stmt;
	enum err_code rc = db_use(&stmt, &l->db, SQL_ASKED_GET, err);
	bool row;

	*same = false;
	if (rc != ERR_OK)
		return rc;
	db_bind_int(stmt, 1, last);
	rc = db_step(&row, &l->db, stmt, err);
	if (rc == ERR_OK && row)
		*same = strcmp(db_text(NULL, stmt, 0), mac) == 0;
	db_done(stmt);
	return rc;
}
