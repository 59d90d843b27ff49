/*
 * The schema of a file beside the one that is made in memory, SQLite's own
 * check of pages and indexes, and the entries counted by table and by index.
 */
#include "store/soundness.h"

#include <string.h>

#include "crier/refusal.h"
#include "store/internal.h"
#include "store/schema.h"

/* Something of a schema: a row of sqlite_schema. */
struct thing {
	const char *type, *name, *table, *sql;
};

static const char all_things[] =
	"SELECT type,name,tbl_name,coalesce(sql,'') FROM sqlite_schema"
	" WHERE name NOT LIKE 'sqlite\\_stat%' ESCAPE '\\'";

static const char find_thing[] = "SELECT coalesce(sql,'') FROM sqlite_schema"
				 " WHERE type=?1 AND name=?2 AND tbl_name=?3";

/* *same: the file has the thing with the same text; *found: with any. */
static enum err_code
look_up(bool *found, bool *same, struct db *in, const struct thing *t,
	struct err *err)
{
	sqlite3_stmt *stmt;
	enum err_code rc = db_prepare(&stmt, in, find_thing, err);

	if (rc != ERR_OK)
		return rc;
	db_bind_str(stmt, 1, t->type);
	db_bind_str(stmt, 2, t->name);
	db_bind_str(stmt, 3, t->table);
	rc = db_step(found, in, stmt, err);
	*same = rc == ERR_OK && *found &&
		strcmp(db_text(NULL, stmt, 0), t->sql) == 0;
	(void)sqlite3_finalize(stmt);
	return rc;
}

/*
 * Whether the thing is of a list that another Crier kept: then the table's
 * text is another, and the station that starts next makes it anew.
 */
static enum err_code
is_stale_list(bool *is, const struct thing *t, struct db *ours, struct db *file,
	struct err *err)
{
	bool listed = false, found;
	enum err_code rc;
	sqlite3_stmt *stmt;

	*is = false;
	for (int p = 0; p < PROJECTIONS && !listed; p++)
		listed = strcmp(schema_shape_of(p)->name, t->table) == 0;
	if (!listed)
		return ERR_OK;
	rc = db_prepare(&stmt, ours,
		"SELECT type,name,tbl_name,sql FROM sqlite_schema"
		" WHERE type='table' AND name=?1",
		err);
	if (rc != ERR_OK)
		return rc;
	db_bind_str(stmt, 1, t->table);
	rc = db_step(&found, ours, stmt, err);
	if (rc == ERR_OK && found) {
		const struct thing table = { "table", t->table, t->table,
			db_text(NULL, stmt, 3) };
		bool same;

		rc = look_up(&found, &same, file, &table, err);
		/* a list that is gone was not kept by anybody */
		*is = rc == ERR_OK && found && !same &&
			strcmp(t->type, "trigger") != 0;
	}
	(void)sqlite3_finalize(stmt);
	return rc;
}

/* What SQLite calls it. */
static struct arg
thing_kind(const char *type)
{
	static const struct both kinds[] = { BOTH("table", "表"),
		BOTH("index", "索引"), BOTH("trigger", "触发器"),
		BOTH("view", "视图") };

	for (size_t n = 0; n < sizeof(kinds) / sizeof(kinds[0]); n++)
		if (strcmp(kinds[n].in[LANG_EN], type) == 0)
			return arg_both(&kinds[n]);
	return arg_quoted(type);
}

/* Every thing of `from` must be in `in`; `missing` is said if it is not. */
static enum err_code
compare_things(const struct ledger *l, struct db *from, struct db *in,
	enum refusal missing, struct err *err)
{
	struct db *ours = from == &l->db ? in : from;
	struct db *file = from == &l->db ? from : in;
	sqlite3_stmt *stmt;
	enum err_code rc = db_prepare(&stmt, from, all_things, err);
	bool row, found, same, stale;

	if (rc != ERR_OK)
		return rc;
	while ((rc = db_step(&row, from, stmt, err)) == ERR_OK && row) {
		const struct thing t = { db_text(NULL, stmt, 0),
			db_text(NULL, stmt, 1), db_text(NULL, stmt, 2),
			db_text(NULL, stmt, 3) };

		rc = look_up(&found, &same, in, &t, err);
		if (rc == ERR_OK && !same)
			rc = is_stale_list(&stale, &t, ours, file, err);
		if (rc != ERR_OK)
			break;
		if (same || stale)
			continue;
		rc = refuse(err, found ? REFUSE_SCHEMA_OTHER : missing,
			l->db.path, WITH(thing_kind(t.type), arg_word(t.name)));
		break;
	}
	(void)sqlite3_finalize(stmt);
	return rc;
}

/* Of another version's schema nothing is known here. */
static enum err_code
check_schema(struct ledger *l, struct err *err)
{
	struct ledger *made = ledger_new_scratch();
	sqlite3_int64 here = 0, there = 0;
	enum err_code rc;

	rc = db_query_int(&here, &made->db, "PRAGMA user_version", err);
	if (rc == ERR_OK)
		rc = db_query_int(&there, &l->db, "PRAGMA user_version", err);
	if (rc == ERR_OK && here == there)
		rc = compare_things(
			l, &made->db, &l->db, REFUSE_SCHEMA_MISSING, err);
	if (rc == ERR_OK && here == there)
		rc = compare_things(
			l, &l->db, &made->db, REFUSE_SCHEMA_ADDED, err);
	ledger_close(made);
	return rc;
}

/* SQLite's look at pages, rows and indexes; its first complaint. */
static enum err_code
check_pages(struct ledger *l, const char *pragma, struct err *err)
{
	sqlite3_stmt *stmt;
	enum err_code rc = db_prepare(&stmt, &l->db, pragma, err);
	bool row;

	if (rc != ERR_OK)
		return rc;
	rc = db_step(&row, &l->db, stmt, err);
	if (rc == ERR_OK && row && strcmp(db_text(NULL, stmt, 0), "ok") != 0)
		rc = refuse(err, REFUSE_DATABASE, l->db.path,
			WITH(arg_quoted(db_text(NULL, stmt, 0))));
	(void)sqlite3_finalize(stmt);
	return rc;
}

/* What the table has and the index has not, or in another number. */
static const char *const countings[] = {
	"SELECT coalesce(kind,'?') FROM ("
	"SELECT kind,count(*) FROM entry NOT INDEXED GROUP BY kind"
	" EXCEPT SELECT kind,count(*) FROM entry"
	" INDEXED BY entry_kind GROUP BY kind) LIMIT 1",
	"SELECT incident FROM ("
	"SELECT incident,count(*) FROM entry NOT INDEXED"
	" WHERE incident IS NOT NULL GROUP BY incident"
	" EXCEPT SELECT incident,count(*) FROM entry"
	" INDEXED BY entry_incident WHERE incident IS NOT NULL"
	" GROUP BY incident) LIMIT 1",
	"SELECT max(seq) FROM entry NOT INDEXED"
	" HAVING count(*)<>max(seq) OR min(seq)<>1",
};

static enum err_code
check_counts(struct ledger *l, struct err *err)
{
	enum err_code rc = ERR_OK;

	for (size_t n = 0;
		rc == ERR_OK && n < sizeof(countings) / sizeof(countings[0]);
		n++) {
		sqlite3_stmt *stmt;
		bool row;

		rc = db_prepare(&stmt, &l->db, countings[n], err);
		if (rc != ERR_OK)
			return rc;
		rc = db_step(&row, &l->db, stmt, err);
		if (rc == ERR_OK && row)
			rc = refuse(err, REFUSE_INDEX, l->db.path,
				WITH(arg_word(db_text(NULL, stmt, 0))));
		(void)sqlite3_finalize(stmt);
	}
	return rc;
}

enum err_code
ledger_sound(struct ledger *l, enum soundness how, struct err *err)
{
	enum err_code rc = check_schema(l, err);

	if (rc == ERR_OK && how == SOUND_START)
		rc = check_pages(l, "PRAGMA integrity_check(entry)", err);
	if (rc == ERR_OK && how == SOUND_START)
		rc = check_pages(l, "PRAGMA integrity_check(act)", err);
	if (rc == ERR_OK && how == SOUND_WHOLE)
		rc = check_pages(l, "PRAGMA integrity_check(1)", err);
	if (rc == ERR_OK && how == SOUND_WHOLE)
		rc = check_counts(l, err);
	return rc;
}
