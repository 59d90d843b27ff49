/*
 * One connection and one call; the thread is the caller's.
 */
#include "store/checkpoint.h"

#include <stdlib.h>

#include "base/mem.h"
#include "store/db.h"

struct checkpoint {
	struct db db;
};

/* As durable as the writer's; it commits nothing that could start another. */
static const char pragmas[] = "PRAGMA synchronous=FULL;"
			      "PRAGMA wal_autocheckpoint=0;"
			      "PRAGMA journal_size_limit=33554432;"
			      "SELECT count(*) FROM sqlite_schema;";

enum err_code
checkpoint_open(struct checkpoint **out, const char *dir, struct err *err)
{
	static const char *const none[DB_STATEMENTS];
	struct checkpoint *c = mem_new(sizeof(*c));
	char *path = mem_printf("%s/ledger.db", dir);
	enum err_code rc = db_open(&c->db, path, DB_WRITE, none, err);

	if (rc == ERR_OK)
		rc = db_exec(&c->db, pragmas, err);
	free(path);
	if (rc != ERR_OK) {
		checkpoint_close(c);
		return rc;
	}
	*out = c;
	return ERR_OK;
}

void
checkpoint_close(struct checkpoint *c)
{
	if (c == NULL)
		return;
	db_close(&c->db);
	free(c);
}

bool
checkpoint_run(struct checkpoint *c)
{
	int log = 0, moved = 0;

	return sqlite3_wal_checkpoint_v2(c->db.handle, NULL,
		       SQLITE_CHECKPOINT_PASSIVE, &log, &moved) == SQLITE_OK &&
		log == moved;
}
