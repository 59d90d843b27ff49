/*
 * state.db: small tables of which every trace can be erased.
 */
#include "store/state.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/mem.h"
#include "crier/refusal.h"
#include "store/state_internal.h"

_Static_assert(
	(int)SQL_COUNT <= (int)DB_STATEMENTS, "room for every statement");

static const char *const texts[SQL_COUNT] = {
	[SQL_DRAFT_SAVE] = "REPLACE INTO draft (message,session,by,at,doc)"
			   " VALUES (?1,?2,?3,?4,?5)",
	[SQL_DRAFT_LOAD] =
		"SELECT session,by,at,doc FROM draft"
		" WHERE message=?1 ORDER BY at DESC,session LIMIT 16",
	[SQL_DRAFT_DROP] = "DELETE FROM draft WHERE message=?1",
	[SQL_DRAFT_TAKE] = "DELETE FROM draft WHERE message=?1 AND session=?2"
			   " AND at<=?3",
	[SQL_CREDENTIAL_SAVE] = "REPLACE INTO credential"
				" (account,sealed,key,digest)"
				" VALUES (?1,?2,?3,?4)",
	[SQL_CREDENTIAL_LOAD] = "SELECT sealed,key,digest FROM credential"
				" WHERE account=?1",
	[SQL_NOTE_PUT] = "REPLACE INTO note (name,value) VALUES (?1,?2)",
	[SQL_NOTE_GET] = "SELECT value FROM note WHERE name=?1",
	[SQL_COMMENT_PUT] = "REPLACE INTO comment (comment,salt,doc)"
			    " VALUES (?1,?2,?3)",
	[SQL_COMMENT_GET] = "SELECT doc FROM comment WHERE comment=?1",
	[SQL_COMMENT_DROP] = "DELETE FROM comment WHERE comment=?1",
};

/* Rows are only added; each sets user_version within its transaction. */
static const char *const migrations[] = {
	"CREATE TABLE draft (message TEXT PRIMARY KEY NOT NULL,"
	" by TEXT NOT NULL, at INTEGER NOT NULL, doc TEXT NOT NULL) STRICT;"
	"CREATE TABLE credential (account TEXT PRIMARY KEY NOT NULL,"
	" sealed TEXT NOT NULL, key TEXT NOT NULL, digest TEXT NOT NULL)"
	" STRICT;"
	"CREATE TABLE blob (digest TEXT PRIMARY KEY NOT NULL,"
	" salt TEXT NOT NULL, bytes BLOB NOT NULL) STRICT;"
	"CREATE TABLE note (name TEXT PRIMARY KEY NOT NULL,"
	" value TEXT NOT NULL) STRICT;"
	"PRAGMA user_version = 1;",

	"CREATE TABLE typed (message TEXT NOT NULL, session TEXT NOT NULL,"
	" by TEXT NOT NULL, at INTEGER NOT NULL, doc TEXT NOT NULL,"
	" PRIMARY KEY (message, session)) STRICT;"
	"INSERT INTO typed SELECT message,'',by,at,doc FROM draft;"
	"DROP TABLE draft;"
	"ALTER TABLE typed RENAME TO draft;"
	"PRAGMA user_version = 2;",

	"CREATE TABLE comment (comment TEXT PRIMARY KEY NOT NULL,"
	" salt TEXT NOT NULL, doc TEXT NOT NULL) STRICT;"
	"PRAGMA user_version = 3;",
};

enum { VERSION = sizeof(migrations) / sizeof(migrations[0]) };

/*
 * With a write-ahead log nobody who reads waits for who writes. It would keep
 * old pages until some later checkpoint: each call makes one, and cuts the log
 * to nothing.
 */
static const char pragmas[] = "PRAGMA journal_mode=WAL;"
			      "PRAGMA synchronous=FULL;"
			      "PRAGMA wal_autocheckpoint=0;"
			      "PRAGMA secure_delete=ON;"
			      "PRAGMA temp_store=MEMORY;";

enum { PATIENCE_MS = 10000 }; /* with the other handle's transaction */

/*
 * Runs a statement that writes. What is in the log is durable; what it took
 * away is nowhere once the log is empty. Where somebody reads just then, the
 * next call, or the end of the last handle, empties it.
 */
static enum err_code
state_write(struct state *s, sqlite3_stmt *stmt, struct err *err)
{
	enum err_code rc = db_run(&s->db, stmt, err);
	int code;

	if (rc != ERR_OK)
		return rc;
	code = sqlite3_wal_checkpoint_v2(
		s->db.handle, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
	return (code & 0xFF) == SQLITE_OK || (code & 0xFF) == SQLITE_BUSY
		? ERR_OK
		: db_fault(&s->db, err);
}

static enum err_code
state_migrate(struct db *db, struct err *err)
{
	sqlite3_int64 version;
	enum err_code rc;

	rc = db_query_int(&version, db, "PRAGMA user_version", err);
	if (rc != ERR_OK || version == VERSION)
		return rc;
	if (version > VERSION)
		return refuse(err, REFUSE_NEWER_DRAFTS, db->path,
			WITH(arg_count(version), arg_count(VERSION)));
	rc = db_exec(db, "BEGIN IMMEDIATE", err);
	for (int i = (int)version; rc == ERR_OK && i < VERSION; i++)
		rc = db_exec(db, migrations[i], err);
	if (rc == ERR_OK)
		rc = db_exec(db, "COMMIT", err);
	return rc;
}

/* The ledger is whole all the same: nothing has to be rebuilt. */
static enum err_code
state_lost(const char *path, struct err *err)
{
	return refuse(err, REFUSE_DRAFTS_BAD, path, WITH_NONE);
}

static enum err_code
state_open_path(struct state **out, const char *path, struct err *err)
{
	struct state *s = mem_new(sizeof(*s));
	enum err_code rc = db_open(&s->db, path, DB_WRITE, texts, err);

	if (rc == ERR_OK)
		(void)sqlite3_busy_timeout(s->db.handle, PATIENCE_MS);
	if (rc == ERR_OK)
		rc = db_exec(&s->db, pragmas, err);
	if (rc == ERR_OK)
		rc = state_migrate(&s->db, err);
	if (rc == ERR_CORRUPT)
		rc = state_lost(path, err);
	if (rc != ERR_OK) {
		state_close(s);
		return rc;
	}
	*out = s;
	return ERR_OK;
}

enum err_code
state_open(struct state **out, const char *dir, struct err *err)
{
	char *path = mem_printf("%s/state.db", dir);
	enum err_code rc;
	int fd;

	/* before SQLite makes it readable to others */
	fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	if (fd < 0)
		rc = refuse_errno(err, REFUSE_WRITE, path);
	else
		(void)close(fd);
	if (fd >= 0)
		rc = state_open_path(out, path, err);
	free(path);
	return rc;
}

enum err_code
state_open_again(struct state **out, const char *dir, struct err *err)
{
	char *path = mem_printf("%s/state.db", dir);
	enum err_code rc = state_open_path(out, path, err);

	free(path);
	return rc;
}

enum err_code
state_check(const char *dir, struct err *err)
{
	char *path = mem_printf("%s/state.db", dir);
	enum err_code rc = ERR_OK;
	sqlite3_int64 n;
	struct db db;

	/* what is not there, or holds nothing yet, is made at the next start */
	if (access(path, F_OK) == 0) {
		rc = db_open(&db, path, DB_READ, texts, err);
		if (rc == ERR_OK)
			rc = db_query_int(&n, &db, "PRAGMA user_version", err);
		if (rc == ERR_OK && n > 0)
			rc = db_query_int(&n, &db,
				"SELECT (SELECT count(doc) FROM draft)"
				"+(SELECT count(sealed) FROM credential)",
				err);
		db_close(&db);
	}
	free(path);
	return rc;
}

/* Opens dir/state.db for one call; ERR_NOT_FOUND if there is none. */
static enum err_code
state_open_file(
	struct db *db, const char *dir, enum db_mode mode, struct err *err)
{
	char *path = mem_printf("%s/state.db", dir);
	enum err_code rc = ERR_OK;

	memset(db, 0, sizeof(*db));
	if (access(path, F_OK) != 0)
		rc = refuse(err, REFUSE_NO_DRAFTS, path, WITH_NONE);
	if (rc == ERR_OK)
		rc = db_open(db, path, mode, texts, err);
	free(path);
	return rc;
}

enum err_code
state_copy(const char *dir, const char *to, struct err *err)
{
	sqlite3_stmt *stmt = NULL;
	struct db db;
	enum err_code rc = state_open_file(&db, dir, DB_READ, err);
	bool row;
	int fd;

	if (rc != ERR_OK)
		return rc;
	(void)sqlite3_busy_timeout(db.handle, 10000);
	/* SQLite takes an empty file, and would make one that others read */
	fd = open(
		to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (fd < 0)
		rc = refuse_errno(err, REFUSE_WRITE, to);
	if (rc == ERR_OK)
		rc = db_prepare(&stmt, &db, "VACUUM INTO ?1", err);
	if (rc == ERR_OK) {
		db_bind_str(stmt, 1, to);
		rc = db_step(&row, &db, stmt, err);
	}
	(void)sqlite3_finalize(stmt);
	if (rc == ERR_OK && fsync(fd) != 0)
		rc = refuse_errno(err, REFUSE_WRITE, to);
	if (fd >= 0)
		(void)close(fd);
	db_close(&db);
	return rc;
}

enum err_code
state_accounts(json_t **out, const char *dir, struct err *err)
{
	sqlite3_stmt *stmt = NULL;
	char hash[HASH_HEX];
	struct db db;
	enum err_code rc = state_open_file(&db, dir, DB_READ, err);
	bool row = true;

	if (rc != ERR_OK)
		return rc;
	*out = json_array();
	rc = db_prepare(&stmt, &db,
		"SELECT account,sealed,digest FROM credential ORDER BY account",
		err);
	while (rc == ERR_OK && row) {
		size_t len;
		const char *box;

		rc = db_step(&row, &db, stmt, err);
		if (rc != ERR_OK || !row)
			break;
		box = db_text(&len, stmt, 1);
		hash_hex(hash, box, len);
		if (strcmp(hash, db_text(NULL, stmt, 2)) == 0)
			json_array_append_new(
				*out, json_string(db_text(NULL, stmt, 0)));
	}
	(void)sqlite3_finalize(stmt);
	db_close(&db);
	return rc;
}

enum err_code
state_drop_credentials(const char *dir, struct err *err)
{
	struct db db;
	enum err_code rc = state_open_file(&db, dir, DB_WRITE, err);

	if (rc != ERR_OK)
		return rc;
	rc = db_exec(&db, pragmas, err);
	if (rc == ERR_OK)
		rc = db_exec(&db, "DELETE FROM credential", err);
	db_close(&db);
	return rc;
}

void
state_close(struct state *s)
{
	if (s == NULL)
		return;
	db_close(&s->db);
	free(s);
}

/* A statement whose first parameter is the key. */
static enum err_code
use(sqlite3_stmt **out, struct state *s, enum state_statement which,
	const char *key, struct err *err)
{
	enum err_code rc = db_use(out, &s->db, (int)which, err);

	if (rc == ERR_OK)
		db_bind_str(*out, 1, key);
	return rc;
}

/* Finds the row of a key; on failure the statement is done. */
static enum err_code
state_find(sqlite3_stmt **out, struct state *s, enum state_statement which,
	const char *key, const char *thing, struct err *err)
{
	enum err_code rc = use(out, s, which, key, err);
	bool row;

	if (rc != ERR_OK)
		return rc;
	rc = db_step(&row, &s->db, *out, err);
	if (rc == ERR_OK && !row)
		rc = refuse(err, REFUSE_NO_ROW, key,
			WITH(arg_word(thing), arg_text(key)));
	if (rc != ERR_OK)
		db_done(*out);
	return rc;
}

static enum err_code
drop(struct state *s, enum state_statement which, const char *key,
	struct err *err)
{
	sqlite3_stmt *stmt;
	enum err_code rc = use(&stmt, s, which, key, err);

	return rc == ERR_OK ? state_write(s, stmt, err) : rc;
}

/* False if the row holds more than was ever written into it. */
static bool
copy_column(char *out, size_t size, sqlite3_stmt *stmt, int column)
{
	return fixed_try(out, size, db_text(NULL, stmt, column));
}

void
draft_release(struct draft *d)
{
	if (d == NULL)
		return;
	json_decref(d->doc);
	d->doc = NULL;
}

enum err_code
draft_save(struct state *s, const char *message, const char *session,
	const json_t *doc, const char *by, int64_t at, struct err *err)
{
	sqlite3_stmt *stmt;
	char *text;
	enum err_code rc = use(&stmt, s, SQL_DRAFT_SAVE, message, err);

	if (rc != ERR_OK)
		return rc;
	text = doc_format(doc);
	db_bind_str(stmt, 2, session);
	db_bind_str(stmt, 3, by);
	db_bind_int(stmt, 4, at);
	db_bind_str(stmt, 5, text);
	rc = state_write(s, stmt, err);
	free(text);
	return rc;
}

/* The draft in the row a statement stands at. */
static enum err_code
read_draft(struct draft *out, const struct state *s, sqlite3_stmt *stmt,
	struct err *err)
{
	size_t len;
	const char *text = db_text(&len, stmt, 3);
	enum err_code rc = doc_parse(&out->doc, text, len, err);

	if (rc != ERR_OK)
		return rc;
	out->at = sqlite3_column_int64(stmt, 2);
	if (copy_column(out->session, sizeof(out->session), stmt, 0) &&
		copy_column(out->by, sizeof(out->by), stmt, 1))
		return ERR_OK;
	draft_release(out);
	return state_lost(s->db.path, err);
}

enum err_code
draft_load(struct draft *out, struct state *s, const char *message,
	struct err *err)
{
	sqlite3_stmt *stmt;
	enum err_code rc;

	rc = state_find(&stmt, s, SQL_DRAFT_LOAD, message, "draft of", err);
	if (rc != ERR_OK)
		return rc;
	rc = read_draft(out, s, stmt, err);
	db_done(stmt);
	return rc;
}

enum err_code
draft_list(struct draft out[DRAFTS], size_t *count, struct state *s,
	const char *message, struct err *err)
{
	sqlite3_stmt *stmt;
	enum err_code rc = use(&stmt, s, SQL_DRAFT_LOAD, message, err);
	bool row = true;

	*count = 0;
	if (rc != ERR_OK)
		return rc;
	while (rc == ERR_OK && *count < DRAFTS) {
		rc = db_step(&row, &s->db, stmt, err);
		if (rc != ERR_OK || !row)
			break;
		rc = read_draft(&out[*count], s, stmt, err);
		*count += rc == ERR_OK;
	}
	db_done(stmt);
	return rc;
}

enum err_code
draft_take(struct state *s, const char *message, const char *session,
	int64_t at, struct err *err)
{
	sqlite3_stmt *stmt;
	enum err_code rc = use(&stmt, s, SQL_DRAFT_TAKE, message, err);

	if (rc != ERR_OK)
		return rc;
	db_bind_str(stmt, 2, session);
	db_bind_int(stmt, 3, at);
	return state_write(s, stmt, err);
}

enum err_code
draft_drop(struct state *s, const char *message, const char *session,
	struct err *err)
{
	if (session)
		return draft_take(s, message, session, INT64_MAX, err);
	return drop(s, SQL_DRAFT_DROP, message, err);
}

void
credential_release(struct credential *c)
{
	if (c == NULL)
		return;
	free(c->sealed);
	c->sealed = NULL;
}

enum err_code
credential_save(struct state *s, const char *account,
	const struct credential *c, struct err *err)
{
	sqlite3_stmt *stmt;
	enum err_code rc = use(&stmt, s, SQL_CREDENTIAL_SAVE, account, err);

	if (rc != ERR_OK)
		return rc;
	db_bind_str(stmt, 2, c->sealed);
	db_bind_str(stmt, 3, c->key);
	db_bind_str(stmt, 4, c->digest);
	return state_write(s, stmt, err);
}

enum err_code
credential_load(struct credential *out, struct state *s, const char *account,
	struct err *err)
{
	sqlite3_stmt *stmt;
	enum err_code rc;

	rc = state_find(
		&stmt, s, SQL_CREDENTIAL_LOAD, account, "credential of", err);
	if (rc != ERR_OK)
		return rc;
	if (copy_column(out->key, sizeof(out->key), stmt, 1) &&
		copy_column(out->digest, sizeof(out->digest), stmt, 2))
		out->sealed = mem_strdup(db_text(NULL, stmt, 0));
	else
		rc = state_lost(s->db.path, err);
	db_done(stmt);
	return rc;
}

enum err_code
state_put(struct state *s, const char *name, const char *value, struct err *err)
{
	sqlite3_stmt *stmt;
	enum err_code rc = use(&stmt, s, SQL_NOTE_PUT, name, err);

	if (rc != ERR_OK)
		return rc;
	db_bind_str(stmt, 2, value);
	return state_write(s, stmt, err);
}

enum err_code
state_get(char **out, struct state *s, const char *name, struct err *err)
{
	sqlite3_stmt *stmt;
	enum err_code rc =
		state_find(&stmt, s, SQL_NOTE_GET, name, "note", err);

	if (rc != ERR_OK)
		return rc;
	*out = mem_printf("%s", db_text(NULL, stmt, 0));
	db_done(stmt);
	return ERR_OK;
}
