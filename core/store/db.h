/*
 * SQLite as this folder uses it: one connection, its statements prepared once
 * from a table of texts, its failures told as errors with a remedy. Nothing
 * outside core/store includes this, or sqlite3.h.
 */
#ifndef CRIER_STORE_DB_H
#define CRIER_STORE_DB_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

enum { DB_STATEMENTS = 40 };

struct db {
	sqlite3 *handle; /* NULL when closed */
	const char *const *texts; /* of the statements, by number */
	sqlite3_stmt *ready[DB_STATEMENTS]; /* prepared at first use */
	char path[4096]; /* for messages */
};

enum db_mode {
	DB_WRITE, /* the file is there */
	DB_CREATE,
	DB_READ,
	DB_MEMORY
};

/*
 * `texts` must outlive the connection. Opening does not read the file yet.
 * After failure the db is closed.
 */
enum err_code db_open(struct db *db, const char *path, enum db_mode mode,
	const char *const *texts, struct err *err);
void db_close(struct db *db);

/* Several statements without results. */
enum err_code db_exec(struct db *db, const char *sql, struct err *err);

/* Statement `which`, without bindings; borrowed. Give it back by db_done. */
enum err_code
db_use(sqlite3_stmt **out, struct db *db, int which, struct err *err);
void db_done(sqlite3_stmt *stmt);

/* A statement of its own, for walks that may be nested: sqlite3_finalize. */
enum err_code
db_prepare(sqlite3_stmt **out, struct db *db, const char *sql, struct err *err);

/* *row tells whether there is one more row. */
enum err_code
db_step(bool *row, struct db *db, sqlite3_stmt *stmt, struct err *err);

/* Runs to the end and gives the statement back. */
enum err_code db_run(struct db *db, sqlite3_stmt *stmt, struct err *err);

/* Binding borrows: what is bound must live until the statement is done. */
void db_bind_text(sqlite3_stmt *stmt, int at, const char *text, size_t len);
void db_bind_str(sqlite3_stmt *stmt, int at, const char *text);
void db_bind_int(sqlite3_stmt *stmt, int at, sqlite3_int64 value);

/* The text of a column, "" for NULL; borrowed until the next step. */
const char *db_text(size_t *len, sqlite3_stmt *stmt, int column);

/* One integer of a query without parameters. */
enum err_code db_query_int(
	sqlite3_int64 *out, struct db *db, const char *sql, struct err *err);

/* Tells what the connection's last failure was. */
enum err_code db_fault(struct db *db, struct err *err);

#endif
