/*
 * Opening and closing a ledger.
 */
#include "store/ledger.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "crier/refusal.h"
#include "store/internal.h"
#include "store/lock.h"
#include "store/schema.h"

#define PUT(t)                                                                 \
	"INSERT INTO " t " (key,doc) VALUES (?1,?2)"                           \
	" ON CONFLICT (key) DO UPDATE SET doc=excluded.doc"
#define DROP(t) "DELETE FROM " t " WHERE key=?1"

static const char *const texts[SQL_COUNT] = {
	[SQL_BEGIN] = "BEGIN IMMEDIATE",
	[SQL_COMMIT] = "COMMIT",
	[SQL_ROLLBACK] = "ROLLBACK",
	[SQL_SAVEPOINT] = "SAVEPOINT act",
	[SQL_SAVEPOINT_KEEP] = "RELEASE act",
	[SQL_SAVEPOINT_UNDO] = "ROLLBACK TO act",
	[SQL_ENTRY_ADD] = "INSERT INTO entry (seq,line) VALUES (?1,?2)",
	[SQL_ENTRY_LAST] = "SELECT seq,line FROM entry"
			   " ORDER BY seq DESC LIMIT 1",
	[SQL_ENTRY_GET] = "SELECT line FROM entry WHERE seq=?1",
	[SQL_ACT_ADD] = "INSERT INTO act (act,first,last,hash)"
			" VALUES (?1,?2,?3,?4)",
	[SQL_ACT_GET] = "SELECT first,last,hash FROM act WHERE act=?1",
	[SQL_ACT_LAST] = "SELECT coalesce(max(last),0) FROM act",
	[SQL_ASKED_ADD] = "INSERT INTO asked (last,mac) VALUES (?1,?2)",
	[SQL_ASKED_GET] = "SELECT mac FROM asked WHERE last=?1",
	[SQL_ASKED_DROP] = "DELETE FROM asked WHERE last<?1",
	[SQL_PUT + PROJ_STATION] = PUT("station"),
	[SQL_PUT + PROJ_OFFICER] = PUT("officer"),
	[SQL_PUT + PROJ_ACCOUNT] = PUT("account"),
	[SQL_PUT + PROJ_INCIDENT] = PUT("incident"),
	[SQL_PUT + PROJ_MESSAGE] = PUT("message"),
	[SQL_PUT + PROJ_DELIVERY] = PUT("delivery"),
	[SQL_PUT + PROJ_CLAIM] = PUT("claim"),
	[SQL_PUT + PROJ_PARTNER] = PUT("partner"),
	[SQL_PUT + PROJ_IMPOSTOR] = PUT("impostor"),
	[SQL_PUT + PROJ_COMMENT] = PUT("comment"),
	[SQL_DROP + PROJ_STATION] = DROP("station"),
	[SQL_DROP + PROJ_OFFICER] = DROP("officer"),
	[SQL_DROP + PROJ_ACCOUNT] = DROP("account"),
	[SQL_DROP + PROJ_INCIDENT] = DROP("incident"),
	[SQL_DROP + PROJ_MESSAGE] = DROP("message"),
	[SQL_DROP + PROJ_DELIVERY] = DROP("delivery"),
	[SQL_DROP + PROJ_CLAIM] = DROP("claim"),
	[SQL_DROP + PROJ_PARTNER] = DROP("partner"),
	[SQL_DROP + PROJ_IMPOSTOR] = DROP("impostor"),
	[SQL_DROP + PROJ_COMMENT] = DROP("comment"),
};
_Static_assert(PROJECTIONS == 10, "PUT and DROP for every projection");

/*
 * With FULL a commit is durable when it returns. The log may grow to 4,000
 * pages (SQLite's default is 1,000): pages that every act changes are then
 * written back less often.
 */
static const char write_pragmas[] = "PRAGMA journal_mode=WAL;"
				    "PRAGMA synchronous=FULL;"
				    "PRAGMA wal_autocheckpoint=4000;"
				    "PRAGMA journal_size_limit=33554432;"
				    "PRAGMA cache_size=-32768;"
				    "PRAGMA temp_store=MEMORY;";
static const char read_pragmas[] = "PRAGMA query_only=ON;"
				   "PRAGMA temp_store=MEMORY;";

static struct ledger *
new_ledger(void)
{
	struct ledger *l = mem_new(sizeof(*l));

	l->lock = -1;
	memcpy(l->head.hash, ENTRY_NO_PREV, sizeof(l->head.hash));
	return l;
}

/* Makes the file ours alone before SQLite can make it everybody's. */
static enum err_code
ledger_find_file(
	const char *dir, const char *path, bool create, struct err *err)
{
	int fd = open(path, O_RDWR | O_CLOEXEC | (create ? O_CREAT : 0), 0600);

	if (fd >= 0) {
		(void)close(fd);
		return ERR_OK;
	}
	if (errno == ENOENT)
		return refuse(
			err, REFUSE_NO_STATION, path, WITH(arg_path(dir)));
	return refuse_errno(err, REFUSE_WRITE, path);
}

/* SQLite would take an emptied file for a new database and fill it. */
static enum err_code
check_size(const char *path, struct err *err)
{
	struct stat st;

	if (stat(path, &st) == 0 && st.st_size == 0)
		return refuse(err, REFUSE_LEDGER_EMPTY, path, WITH_NONE);
	return ERR_OK;
}

static enum err_code
open_files(struct ledger *l, const char *dir, bool create, struct err *err)
{
	char *path = mem_printf("%s/ledger.db", dir);
	enum err_code rc;
	bool emptied;

	/* without a ledger there is nothing to lock: leave no file behind */
	rc = create || access(path, F_OK) == 0
		? ERR_OK
		: ledger_find_file(dir, path, false, err);
	if (rc == ERR_OK)
		rc = lock_take(&l->lock, dir, err);
	if (rc == ERR_OK)
		rc = ledger_find_file(dir, path, create, err);
	if (rc == ERR_OK && !create)
		rc = check_size(path, err);
	if (rc == ERR_OK)
		rc = db_open(&l->db, path, DB_WRITE, texts, err);
	if (rc == ERR_OK)
		rc = db_exec(&l->db, write_pragmas, err);
	/* what will not be opened keeps its lists as they are */
	if (rc == ERR_OK && !create)
		rc = ledger_check(l, err);
	if (rc == ERR_OK)
		rc = schema_migrate(&l->db, &emptied, err);
	free(path);
	return rc;
}

enum err_code
ledger_open(struct ledger **out, const char *dir, bool create, struct err *err)
{
	struct ledger *l = new_ledger();
	enum err_code rc;

	l->writable = true;
	rc = open_files(l, dir, create, err);
	if (rc == ERR_OK)
		rc = ledger_refresh(l, err);
	if (rc == ERR_OK && create && l->head.seq > 0)
		rc = refuse(err, REFUSE_STATION_EXISTS, l->db.path,
			WITH(arg_path(dir)));
	if (rc == ERR_OK)
		rc = ledger_check_head(l, err);
	if (rc != ERR_OK) {
		ledger_close(l);
		return rc;
	}
	*out = l;
	return ERR_OK;
}

enum err_code
ledger_open_read(struct ledger **out, const char *dir, struct err *err)
{
	struct ledger *l = new_ledger();
	char *path = mem_printf("%s/ledger.db", dir);
	enum err_code rc = ERR_OK;

	if (access(path, R_OK) != 0)
		rc = errno == ENOENT ? ledger_find_file(dir, path, false, err)
				     : refuse_errno(err, REFUSE_READ, path);
	if (rc == ERR_OK)
		rc = db_open(&l->db, path, DB_READ, texts, err);
	if (rc == ERR_OK) {
		/* the station's checkpoints can make a reader wait a moment */
		(void)sqlite3_busy_timeout(l->db.handle, 10000);
		rc = db_exec(&l->db, read_pragmas, err);
	}
	if (rc == ERR_OK)
		rc = ledger_refresh(l, err);
	free(path);
	if (rc != ERR_OK) {
		ledger_close(l);
		return rc;
	}
	*out = l;
	return ERR_OK;
}

enum err_code
ledger_check(struct ledger *l, struct err *err)
{
	enum err_code rc = schema_check(&l->db, err);

	/* a station may be writing: all of it from one moment */
	if (rc == ERR_OK)
		rc = db_exec(&l->db, "BEGIN", err);
	if (rc != ERR_OK)
		return rc;
	rc = ledger_refresh(l, err);
	if (rc == ERR_OK)
		rc = ledger_check_head(l, err);
	(void)db_exec(&l->db, "ROLLBACK", NULL);
	return rc;
}

struct ledger *
ledger_new_scratch(void)
{
	struct ledger *l = new_ledger();
	enum err_code rc;
	bool emptied;

	l->writable = true;
	rc = db_open(&l->db, ":memory:", DB_MEMORY, texts, NULL);
	if (rc == ERR_OK)
		rc = schema_migrate(&l->db, &emptied, NULL);
	assert(rc == ERR_OK);
	return l;
}

void
ledger_close(struct ledger *l)
{
	if (l == NULL)
		return;
	ledger_abort(l);
	db_close(&l->db);
	if (l->lock >= 0)
		(void)close(l->lock);
	free(l);
}

const struct ledger_head *
ledger_head(const struct ledger *l)
{
	return &l->head;
}
