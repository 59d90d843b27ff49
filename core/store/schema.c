/*
 * Migrations and the shapes of projections.
 */
#include "store/schema.h"

#include <assert.h>
#include <string.h>

#include "base/buf.h"
#include "crier/refusal.h"
#include "domain/incident/incident.h"
#include "domain/office/office.h"

#define APPLICATION_ID "1131571570" /* "Crir" in file(1)'s eyes */

/*
 * One row a version, in order; a row that was ever released never changes.
 * Each sets user_version itself, which is part of the transaction.
 */
static const char *const migrations[] = {
	/* 1: entries are only ever added, one after the other; replacing a row
	 * is refused by the insert's trigger, which sees it first */
	"CREATE TABLE entry ("
	" seq INTEGER PRIMARY KEY,"
	" line TEXT NOT NULL,"
	" act TEXT AS (json_extract(line,'$.act')),"
	" time INTEGER AS (json_extract(line,'$.time')),"
	" by TEXT AS (json_extract(line,'$.by')),"
	" incident TEXT AS (nullif(json_extract(line,'$.incident'),'')),"
	" kind TEXT AS (json_extract(line,'$.kind'))"
	") STRICT;"
	"CREATE INDEX entry_incident ON entry (incident)"
	" WHERE incident IS NOT NULL;"
	"CREATE INDEX entry_kind ON entry (kind);"
	"CREATE TRIGGER entry_insert BEFORE INSERT ON entry"
	" WHEN NEW.seq IS NOT (SELECT coalesce(max(seq),0)+1 FROM entry)"
	" BEGIN SELECT RAISE(ABORT,'the ledger has no holes'); END;"
	"CREATE TRIGGER entry_update BEFORE UPDATE ON entry"
	" BEGIN SELECT RAISE(ABORT,'the ledger is append-only'); END;"
	"CREATE TRIGGER entry_delete BEFORE DELETE ON entry"
	" BEGIN SELECT RAISE(ABORT,'the ledger is append-only'); END;"
	/* an act by its last entry: appending touches the table's end only */
	"CREATE TABLE act ("
	" last INTEGER PRIMARY KEY,"
	" first INTEGER NOT NULL,"
	" act TEXT NOT NULL UNIQUE," /* 32 hex digits */
	" hash TEXT NOT NULL" /* of the last entry's line */
	") STRICT;"
	"CREATE TABLE stale (projection TEXT PRIMARY KEY) STRICT;"
	"PRAGMA application_id = " APPLICATION_ID ";"
	"PRAGMA user_version = 1;",
	/* 2: what the newest acts asked for (asked.h); computed from no entry,
	 * so a rebuilt ledger begins without */
	"CREATE TABLE asked ("
	" last INTEGER PRIMARY KEY," /* the act's last entry */
	" mac TEXT NOT NULL"
	") STRICT;"
	"PRAGMA user_version = 2;",
};

enum { VERSION = sizeof(migrations) / sizeof(migrations[0]) };
enum { TABLE_MAX = 8192 }; /* the text of a table of ours; 2,000 today */

#define TEXT_COLUMN(n)                                                         \
	{                                                                      \
		.name = n, .type = "TEXT"                                      \
	}
#define INT_COLUMN(n)                                                          \
	{                                                                      \
		.name = n, .type = "INTEGER"                                   \
	}

/*
 * Each index costs every act that changes a row a page or two of the log, so
 * there are few: ten thousand incidents are read through in 3 ms, what is
 * within an incident or a message is found by its key, and SQLite knows by
 * itself which row came first.
 */
static const struct schema_shape shapes[] = {
	[PROJ_STATION] = { .name = "station", .number = STATION_SHAPE },
	[PROJ_OFFICER] = { .name = "officer",
		.number = OFFICER_SHAPE,
		.label = "name",
		.columns = { TEXT_COLUMN("name"), TEXT_COLUMN("user"),
			INT_COLUMN("uid"), TEXT_COLUMN("state") } },
	[PROJ_ACCOUNT] = { .name = "account",
		.number = ACCOUNT_SHAPE,
		.label = "name",
		.columns = { TEXT_COLUMN("kind"), TEXT_COLUMN("platform"),
			TEXT_COLUMN("name"), TEXT_COLUMN("state"),
			INT_COLUMN("lead") } },
	[PROJ_INCIDENT] = { .name = "incident",
		.number = INCIDENT_SHAPE,
		.label = "title",
		.columns = { TEXT_COLUMN("state"), TEXT_COLUMN("mode"),
			TEXT_COLUMN("playbook"), TEXT_COLUMN("level"),
			TEXT_COLUMN("title"),
			{ .name = "opened", .birth = true },
			INT_COLUMN("updated"), INT_COLUMN("due"),
			INT_COLUMN("messages"), INT_COLUMN("waits"),
			{ .name = "clock", /* open, and a clock runs */
				.type = "INTEGER",
				.made = "coalesce("
					"json_extract(doc,'$.state')='open'"
					" AND "
					"json_extract(doc,'$.due')>0,0)" },
			INT_COLUMN("watch"),
			{ .name = "watched", /* and one is not missed yet */
				.type = "INTEGER",
				.made = "coalesce("
					"json_extract(doc,'$.watch')>0,0)" } },
		/*
		 * every console asks for the nearest deadline of each mode
		 * and for the open ones, newest first, after every change
		 */
		.indexes = { "clock,mode,due", "watched,watch", "state" } },
	[PROJ_MESSAGE] = { .name = "message",
		.number = MESSAGE_SHAPE,
		.label = "title",
		.columns = { { .name = "incident", .within = '/' },
			{ .name = "number",
				.type = "INTEGER",
				.made = "CAST(substr(key,instr(key,'/')+1)"
					" AS INTEGER)" },
			TEXT_COLUMN("state"), TEXT_COLUMN("mode"),
			TEXT_COLUMN("kind"), TEXT_COLUMN("lang"),
			TEXT_COLUMN("waits"), TEXT_COLUMN("title"),
			INT_COLUMN("updated"), INT_COLUMN("release") },
		/* what waits is little, and asked for as often */
		.indexes = { "updated", "state,updated", "waits" } },
	[PROJ_DELIVERY] = { .name = "delivery",
		.number = DELIVERY_SHAPE,
		.columns = { { .name = "incident", .within = '/' },
			{ .name = "message", .within = ':' },
			TEXT_COLUMN("state"), TEXT_COLUMN("mode"),
			TEXT_COLUMN("account"), TEXT_COLUMN("kind"),
			INT_COLUMN("due"), INT_COLUMN("at"),
			INT_COLUMN("updated") },
		/* the last post of an account that was verified */
		.indexes = { "state,due", "account,state,at" } },
	/* few, and asked for whole: no index */
	[PROJ_CLAIM] = { .name = "claim",
		.number = CLAIM_SHAPE,
		.label = "text",
		.columns = { { .name = "incident", .within = '/' },
			TEXT_COLUMN("mode"), TEXT_COLUMN("verdict"),
			TEXT_COLUMN("priority"), TEXT_COLUMN("owner"),
			TEXT_COLUMN("text"), INT_COLUMN("rank"),
			INT_COLUMN("seen"), INT_COLUMN("reach"),
			INT_COLUMN("answered"), INT_COLUMN("updated") } },
	[PROJ_PARTNER] = { .name = "partner",
		.number = PARTNER_SHAPE,
		.label = "name",
		.columns = { TEXT_COLUMN("name"), TEXT_COLUMN("rank"),
			TEXT_COLUMN("state") } },
	[PROJ_IMPOSTOR] = { .name = "impostor",
		.number = IMPOSTOR_SHAPE,
		.label = "name",
		.columns = { TEXT_COLUMN("name"), TEXT_COLUMN("state") } },
	/* ten thousand may come in a night: a list is a walk of an index */
	[PROJ_COMMENT] = { .name = "comment",
		.number = COMMENT_SHAPE,
		.columns = { TEXT_COLUMN("account"), TEXT_COLUMN("remote"),
			TEXT_COLUMN("state"), TEXT_COLUMN("sort"),
			TEXT_COLUMN("await"), TEXT_COLUMN("owner"),
			{ .name = "place", /* what is urgent, then by time */
				.type = "INTEGER",
				.made = "coalesce("
					"json_extract(doc,'$.rank'),0)"
					"*100000000000000+coalesce("
					"json_extract(doc,'$.asked'),0)" } },
		.indexes = { "place", "account,remote", "state,place" } },
};
_Static_assert(sizeof(shapes) / sizeof(shapes[0]) == PROJECTIONS,
	"every projection has a shape");

const struct schema_shape *
schema_shape_of(enum projection p)
{
	assert((unsigned)p < PROJECTIONS);
	return &shapes[p];
}

const struct schema_column *
shape_column(enum projection p, const char *name)
{
	const struct schema_shape *s = schema_shape_of(p);

	for (const struct schema_column *c = s->columns;
		c < s->columns + SCHEMA_COLUMNS && c->name; c++)
		if (strcmp(c->name, name) == 0)
			return c;
	return NULL;
}

struct arg
shape_words(enum projection p)
{
	const struct schema_shape *s = schema_shape_of(p);
	struct arg words = arg_words("");

	for (const struct schema_column *c = s->columns;
		c < s->columns + SCHEMA_COLUMNS && c->name; c++)
		(void)arg_words_add(&words, c->name);
	return words;
}

/*
 * The document stands last: a scan over the columns need not read it. A
 * missing field is "" or 0, so that comparing and sorting know no NULL. The
 * shape's number and the indexes stand in a remark, so that changing them
 * makes another text.
 */
static void
table_text(struct buf *sql, const struct schema_shape *s)
{
	buf_printf(sql, "CREATE TABLE %s (key TEXT PRIMARY KEY NOT NULL,",
		s->name);
	for (const struct schema_column *c = s->columns;
		c < s->columns + SCHEMA_COLUMNS && c->name; c++) {
		if (c->type == NULL)
			continue;
		buf_printf(sql, " %s %s AS (", c->name, c->type);
		if (c->made)
			buf_puts(sql, c->made);
		else
			buf_printf(sql, "coalesce(json_extract(doc,'$.%s'),%s)",
				c->name, *c->type == 'T' ? "''" : "0");
		buf_puts(sql, ") STORED,");
	}
	buf_printf(sql, " doc TEXT NOT NULL /* shape %d", s->number);
	for (int i = 0; i < SCHEMA_INDEXES && s->indexes[i]; i++)
		buf_printf(sql, " (%s)", s->indexes[i]);
	buf_puts(sql, " */) STRICT");
}

static enum err_code
make_indexes(struct db *db, const struct schema_shape *s, struct err *err)
{
	enum err_code rc = ERR_OK;
	struct buf sql;

	buf_init(&sql, TABLE_MAX);
	for (int i = 0; i < SCHEMA_INDEXES && s->indexes[i]; i++)
		buf_printf(&sql, "CREATE INDEX %s_%d ON %s (%s);", s->name, i,
			s->name, s->indexes[i]);
	rc = db_exec(db, sql.data, err);
	buf_release(&sql);
	return rc;
}

/* *is tells whether the table stands in the file as `sql` has it. */
static enum err_code
is_made(bool *is, struct db *db, const char *name, const char *sql,
	struct err *err)
{
	sqlite3_stmt *stmt;
	enum err_code rc;

	rc = db_prepare(&stmt, db,
		"SELECT 1 FROM sqlite_schema WHERE type='table'"
		" AND name=?1 AND sql=?2",
		err);
	if (rc != ERR_OK)
		return rc;
	db_bind_str(stmt, 1, name);
	db_bind_str(stmt, 2, sql);
	rc = db_step(is, db, stmt, err);
	(void)sqlite3_finalize(stmt);
	return rc;
}

enum err_code
schema_is_current(bool *out, struct db *db, struct err *err)
{
	enum err_code rc = ERR_OK;

	*out = true;
	for (int p = 0; rc == ERR_OK && *out && p < PROJECTIONS; p++) {
		struct buf table;

		buf_init(&table, TABLE_MAX);
		table_text(&table, &shapes[p]);
		rc = is_made(out, db, shapes[p].name, table.data, err);
		buf_release(&table);
	}
	return rc;
}

static enum err_code
make_projection(struct db *db, const struct schema_shape *s, struct err *err)
{
	struct buf table, sql;
	enum err_code rc;
	bool is;

	buf_init(&table, TABLE_MAX);
	buf_init(&sql, 2 * TABLE_MAX);
	table_text(&table, s);
	rc = is_made(&is, db, s->name, table.data, err);
	if (rc != ERR_OK || is)
		goto out;
	/* stale only where there are entries that could fill it */
	buf_printf(&sql,
		"DROP TABLE IF EXISTS %s; %s;"
		"INSERT OR IGNORE INTO stale SELECT '%s'"
		" WHERE EXISTS (SELECT 1 FROM entry);",
		s->name, table.data, s->name);
	rc = db_exec(db, sql.data, err);
	if (rc == ERR_OK)
		rc = make_indexes(db, s, err);
out:
	buf_release(&table);
	buf_release(&sql);
	return rc;
}

static enum err_code
check_version(struct db *db, sqlite3_int64 version, struct err *err)
{
	sqlite3_int64 things;
	enum err_code rc;

	if (version > VERSION)
		return refuse(err, REFUSE_NEWER_SCHEMA, db->path,
			WITH(arg_count(version), arg_count(VERSION)));
	if (version > 0)
		return ERR_OK;
	rc = db_query_int(
		&things, db, "SELECT count(*) FROM sqlite_schema", err);
	if (rc == ERR_OK && things > 0)
		return refuse(err, REFUSE_NO_LEDGER, db->path, WITH_NONE);
	return rc;
}

static enum err_code
schema_apply(
	struct db *db, sqlite3_int64 version, bool *emptied, struct err *err)
{
	enum err_code rc = ERR_OK;
	sqlite3_int64 stale = 0;

	for (int i = (int)version; rc == ERR_OK && i < VERSION; i++)
		rc = db_exec(db, migrations[i], err);
	for (int p = 0; rc == ERR_OK && p < PROJECTIONS; p++)
		rc = make_projection(db, &shapes[p], err);
	if (rc == ERR_OK)
		rc = db_query_int(
			&stale, db, "SELECT count(*) FROM stale", err);
	*emptied = stale > 0;
	return rc;
}

enum err_code
schema_check(struct db *db, struct err *err)
{
	sqlite3_int64 version;
	enum err_code rc;

	rc = db_query_int(&version, db, "PRAGMA user_version", err);
	return rc == ERR_OK ? check_version(db, version, err) : rc;
}

enum err_code
schema_migrate(struct db *db, bool *emptied, struct err *err)
{
	sqlite3_int64 version;
	enum err_code rc;

	rc = db_query_int(&version, db, "PRAGMA user_version", err);
	if (rc == ERR_OK)
		rc = check_version(db, version, err);
	if (rc == ERR_OK)
		rc = db_exec(db, "BEGIN IMMEDIATE", err);
	if (rc != ERR_OK)
		return rc;
	rc = schema_apply(db, version, emptied, err);
	if (rc == ERR_OK)
		rc = db_exec(db, "COMMIT", err);
	if (rc != ERR_OK)
		(void)db_exec(db, "ROLLBACK", NULL);
	return rc;
}
