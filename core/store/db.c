/*
 * The only calls that open a database or turn its result codes into words.
 */
#include "store/db.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/fixed.h"
#include "base/mem.h"
#include "base/pinyin.h"
#include "crier/refusal.h"

/* What SQLite's primary codes mean to people. */
static const struct fault_row {
	int code;
	enum refusal refusal;
	bool says_why; /* the system's word belongs to it */
} faults[] = {
	{ SQLITE_FULL, REFUSE_DISK_FULL, false },
	{ SQLITE_READONLY, REFUSE_DB_WRITE, false },
	{ SQLITE_PERM, REFUSE_DB_WRITE, false },
	{ SQLITE_CANTOPEN, REFUSE_DB_OPEN, true },
	{ SQLITE_CORRUPT, REFUSE_DB_DAMAGED, false },
	{ SQLITE_NOTADB, REFUSE_DB_NONE, false },
	{ SQLITE_BUSY, REFUSE_DB_BUSY, false },
	{ SQLITE_LOCKED, REFUSE_DB_BUSY, false },
	{ SQLITE_IOERR, REFUSE_DB_DISK, true },
};

enum err_code
db_fault(struct db *db, struct err *err)
{
	int code = sqlite3_errcode(db->handle) & 0xFF;
	int number = sqlite3_system_errno(db->handle);

	if ((code == SQLITE_IOERR || code == SQLITE_CANTOPEN) &&
		(number == ENOSPC || number == EDQUOT))
		code = SQLITE_FULL;
	for (size_t i = 0; i < sizeof(faults) / sizeof(faults[0]); i++) {
		const struct fault_row *f = &faults[i];
		enum err_code rc;

		if (f->code != code)
			continue;
		rc = refuse(err, f->refusal, db->path,
			f->says_why ? WITH(arg_errno(number)) : WITH_NONE);
		if (!f->says_why ||
			(number != EACCES && number != EPERM &&
				number != EROFS))
			return rc;
		if (err != NULL)
			err->code = ERR_DENIED;
		return ERR_DENIED;
	}
	return refuse(err, REFUSE_DB_OTHER, db->path,
		WITH(arg_quoted(sqlite3_errmsg(db->handle))));
}

static int
open_as(struct db *db, enum db_mode mode, bool immutable)
{
	static const int flags[] = {
		[DB_WRITE] = SQLITE_OPEN_READWRITE,
		[DB_CREATE] = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
		[DB_READ] = SQLITE_OPEN_READONLY,
		[DB_MEMORY] = SQLITE_OPEN_READWRITE | SQLITE_OPEN_MEMORY,
	};
	struct buf uri;
	int rc;

	if (!immutable)
		return sqlite3_open_v2(db->path, &db->handle,
			flags[mode] | SQLITE_OPEN_NOMUTEX, NULL);
	buf_init(&uri, 4 * sizeof(db->path));
	buf_puts(&uri, "file:");
	for (const char *s = db->path; *s; s++) {
		if (strchr("%?#", *s))
			buf_printf(&uri, "%%%02X", (unsigned)(unsigned char)*s);
		else
			buf_putc(&uri, *s);
	}
	buf_puts(&uri, "?immutable=1");
	rc = sqlite3_open_v2(uri.data, &db->handle,
		flags[mode] | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_URI, NULL);
	buf_release(&uri);
	return rc;
}

/*
 * A reader of a WAL database needs a -shm file, and where the folder cannot
 * be written none can be made. If there is no write-ahead log either, nobody
 * is writing and the file can be read as it lies.
 */
static bool
must_be_immutable(struct db *db)
{
	char dir[sizeof(db->path)], wal[sizeof(db->path) + 8];
	char *slash;

	FIXED_SET(dir, db->path);
	slash = strrchr(dir, '/');
	if (slash == NULL)
		return false;
	*slash = '\0';
	fixed_format(wal, sizeof(wal), "%s-wal", db->path);
	return access(dir, W_OK) != 0 && access(wal, F_OK) != 0;
}

/* finds(TYPED, TEXT): see base/pinyin.h. What is typed is read once. */
static void
db_finds(sqlite3_context *c, int count, sqlite3_value **values)
{
	const struct pinyin *p = sqlite3_get_auxdata(c, 0);
	const char *typed = (const char *)sqlite3_value_text(values[0]);
	const char *text = (const char *)sqlite3_value_text(values[1]);
	struct pinyin *made;

	(void)count;
	if (p == NULL && typed != NULL) {
		made = mem_new(sizeof(*made));
		if (!pinyin_init(made, typed))
			made->typed[0] = '\0';
		sqlite3_set_auxdata(c, 0, made, free);
		p = sqlite3_get_auxdata(c, 0);
	}
	sqlite3_result_int(c,
		p && p->typed[0] && text &&
			pinyin_finds(p, text,
				(size_t)sqlite3_value_bytes(values[1])));
}

enum err_code
db_open(struct db *db, const char *path, enum db_mode mode,
	const char *const *texts, struct err *err)
{
	memset(db, 0, sizeof(*db));
	db->texts = texts;
	if (!fixed_try(db->path, sizeof(db->path), path))
		return refuse(err, REFUSE_PATH_LONG, "", WITH(arg_path(path)));
	if (open_as(db, mode, mode == DB_READ && must_be_immutable(db)) !=
		SQLITE_OK) {
		enum err_code code = db_fault(db, err);

		db_close(db);
		return code;
	}
	(void)sqlite3_extended_result_codes(db->handle, 1);
	/* trusted_schema has to stay on: SQLite 3.40 counts json_extract, of
	 * which our columns are made, among what an untrusted one may not use
	 */
	(void)sqlite3_db_config(db->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	(void)sqlite3_create_function_v2(db->handle, "finds", 2,
		SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY, NULL,
		db_finds, NULL, NULL, NULL);
	return ERR_OK;
}

void
db_close(struct db *db)
{
	for (size_t i = 0; i < DB_STATEMENTS; i++)
		(void)sqlite3_finalize(db->ready[i]);
	(void)sqlite3_close_v2(db->handle);
	memset(db->ready, 0, sizeof(db->ready));
	db->handle = NULL;
}

enum err_code
db_exec(struct db *db, const char *sql, struct err *err)
{
	if (sqlite3_exec(db->handle, sql, NULL, NULL, NULL) != SQLITE_OK)
		return db_fault(db, err);
	return ERR_OK;
}

enum err_code
db_prepare(sqlite3_stmt **out, struct db *db, const char *sql, struct err *err)
{
	if (sqlite3_prepare_v3(db->handle, sql, -1, 0, out, NULL) != SQLITE_OK)
		return db_fault(db, err);
	return ERR_OK;
}

enum err_code
db_use(sqlite3_stmt **out, struct db *db, int which, struct err *err)
{
	assert(which >= 0 && which < DB_STATEMENTS);
	if (db->ready[which] == NULL &&
		sqlite3_prepare_v3(db->handle, db->texts[which], -1,
			SQLITE_PREPARE_PERSISTENT, &db->ready[which],
			NULL) != SQLITE_OK)
		return db_fault(db, err);
	*out = db->ready[which];
	return ERR_OK;
}

void
db_done(sqlite3_stmt *stmt)
{
	(void)sqlite3_reset(stmt);
	(void)sqlite3_clear_bindings(stmt);
}

enum err_code
db_step(bool *row, struct db *db, sqlite3_stmt *stmt, struct err *err)
{
	int rc = sqlite3_step(stmt);

	*row = rc == SQLITE_ROW;
	if (rc == SQLITE_ROW || rc == SQLITE_DONE)
		return ERR_OK;
	return db_fault(db, err);
}

enum err_code
db_run(struct db *db, sqlite3_stmt *stmt, struct err *err)
{
	enum err_code rc;
	bool row;

	do
		rc = db_step(&row, db, stmt, err);
	while (rc == ERR_OK && row);
	db_done(stmt);
	return rc;
}

void
db_bind_text(sqlite3_stmt *stmt, int at, const char *text, size_t len)
{
	int rc = sqlite3_bind_text64(
		stmt, at, text, len, SQLITE_STATIC, SQLITE_UTF8);

	assert(rc == SQLITE_OK || rc == SQLITE_TOOBIG);
}

void
db_bind_str(sqlite3_stmt *stmt, int at, const char *text)
{
	db_bind_text(stmt, at, text, strlen(text));
}

void
db_bind_int(sqlite3_stmt *stmt, int at, sqlite3_int64 value)
{
	int rc = sqlite3_bind_int64(stmt, at, value);

	assert(rc == SQLITE_OK);
}

const char *
db_text(size_t *len, sqlite3_stmt *stmt, int column)
{
	const void *text = sqlite3_column_text(stmt, column);

	if (len)
		*len = (size_t)sqlite3_column_bytes(stmt, column);
	return text ? text : "";
}

enum err_code
db_query_int(
	sqlite3_int64 *out, struct db *db, const char *sql, struct err *err)
{
	sqlite3_stmt *stmt;
	enum err_code rc;
	bool row;

	rc = db_prepare(&stmt, db, sql, err);
	if (rc != ERR_OK)
		return rc;
	rc = db_step(&row, db, stmt, err);
	if (rc == ERR_OK)
		*out = row ? sqlite3_column_int64(stmt, 0) : 0;
	(void)sqlite3_finalize(stmt);
	return rc;
}
