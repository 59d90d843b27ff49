/*
 * Names in a temporary table, and the triggers that keep them.
 */
#include "store/names.h"

#include "base/buf.h"
#include "base/fixed.h"
#include "store/schema.h"

enum { NAMES_SQL = 4096 };

void
names_table(char out[40], enum projection p)
{
	fixed_format(out, 40, "names_%s", schema_shape_of(p)->name);
}

/* The triggers go with the table they are on, when that is made anew. */
static enum err_code
names_are_kept(bool *is, struct ledger *l, const char *names, struct err *err)
{
	sqlite3_stmt *stmt;
	enum err_code rc;

	rc = db_prepare(&stmt, &l->db,
		"SELECT 1 FROM sqlite_temp_schema"
		" WHERE type='trigger' AND name=?1||'_drop'",
		err);
	if (rc != ERR_OK)
		return rc;
	db_bind_str(stmt, 1, names);
	rc = db_step(is, &l->db, stmt, err);
	(void)sqlite3_finalize(stmt);
	return rc;
}

static enum err_code
names_make(
	struct ledger *l, enum projection p, const char *names, struct err *err)
{
	const struct schema_shape *s = schema_shape_of(p);
	struct buf sql;
	enum err_code rc;

	buf_init(&sql, NAMES_SQL);
	buf_printf(&sql,
		"DROP TABLE IF EXISTS temp.%s;"
		"CREATE TEMP TABLE %s (at INTEGER PRIMARY KEY,"
		" key TEXT NOT NULL, name TEXT NOT NULL);"
		"INSERT INTO temp.%s SELECT rowid,key,%s FROM main.%s;",
		names, names, names, s->label, s->name);
	buf_printf(&sql,
		"CREATE TEMP TRIGGER %s_add AFTER INSERT ON main.%s BEGIN"
		" INSERT INTO %s VALUES (NEW.rowid,NEW.key,NEW.%s); END;",
		names, s->name, names, s->label);
	buf_printf(&sql,
		"CREATE TEMP TRIGGER %s_change AFTER UPDATE ON main.%s"
		" WHEN NEW.%s<>OLD.%s BEGIN"
		" UPDATE %s SET name=NEW.%s WHERE at=NEW.rowid; END;",
		names, s->name, s->label, s->label, names, s->label);
	buf_printf(&sql,
		"CREATE TEMP TRIGGER %s_drop AFTER DELETE ON main.%s BEGIN"
		" DELETE FROM %s WHERE at=OLD.rowid; END;",
		names, s->name, names);
	rc = db_exec(&l->db, sql.data, err);
	buf_release(&sql);
	return rc;
}

enum err_code
names_ready(bool *is, struct ledger *l, enum projection p, struct err *err)
{
	char names[40];
	enum err_code rc;

	*is = false;
	if (!l->writable || schema_shape_of(p)->label == NULL)
		return ERR_OK;
	names_table(names, p);
	rc = names_are_kept(is, l, names, err);
	if (rc != ERR_OK || *is)
		return rc;
	rc = names_make(l, p, names, err);
	*is = rc == ERR_OK;
	return rc;
}
