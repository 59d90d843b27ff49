/*
 * Walks and windows over the entries. A walk prepares its own statement, so
 * that it can be nested; SQLite keeps its snapshot until it ends.
 */
#include "store/reader.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/doc.h"
#include "base/fixed.h"
#include "base/mem.h"
#include "crier/refusal.h"
#include "store/internal.h"
#include "store/line.h"

enum { LIST_MAX = 200, SQL_MAX = 512 };

enum err_code
ledger_hold(struct ledger *l, struct err *err)
{
	assert(!l->writable);
	return db_exec(&l->db, "BEGIN", err);
}

void
ledger_let_go(struct ledger *l)
{
	(void)db_exec(&l->db, "ROLLBACK", NULL);
}

void
ledger_tell(struct ledger *l, const struct progress *p, enum progress_step step)
{
	l->progress = p;
	l->step = step;
}

static enum err_code
reader_walk(struct ledger *l, sqlite3_stmt *stmt, ledger_line_fn *fn, void *ctx,
	struct err *err)
{
	enum err_code rc;
	const char *line;
	int64_t seq;
	size_t len;
	bool row;

	while ((rc = db_step(&row, &l->db, stmt, err)) == ERR_OK && row) {
		line = db_text(&len, stmt, 1);
		seq = sqlite3_column_int64(stmt, 0);
		rc = progress_tell(
			l->progress, l->step, seq - 1, l->head.seq, err);
		if (rc == ERR_OK)
			rc = fn(ctx, seq, line, len, err);
		if (rc != ERR_OK)
			break;
	}
	(void)sqlite3_finalize(stmt);
	return rc;
}

enum err_code
ledger_each(struct ledger *l, int64_t from, int64_t to, ledger_line_fn *fn,
	void *ctx, struct err *err)
{
	sqlite3_stmt *stmt;
	enum err_code rc;

	rc = db_prepare(&stmt, &l->db,
		"SELECT seq,line FROM entry WHERE seq BETWEEN ?1 AND ?2"
		" ORDER BY seq",
		err);
	if (rc != ERR_OK)
		return rc;
	db_bind_int(stmt, 1, from);
	db_bind_int(stmt, 2, to ? to : INT64_MAX);
	return reader_walk(l, stmt, fn, ctx, err);
}

enum err_code
ledger_each_of(struct ledger *l, const char *incident, int64_t from, int64_t to,
	ledger_line_fn *fn, void *ctx, struct err *err)
{
	sqlite3_stmt *stmt;
	enum err_code rc;

	rc = db_prepare(&stmt, &l->db,
		"SELECT seq,line FROM entry INDEXED BY entry_incident"
		" WHERE incident=?1 AND seq BETWEEN ?2 AND ?3 ORDER BY seq",
		err);
	if (rc != ERR_OK)
		return rc;
	db_bind_str(stmt, 1, incident);
	db_bind_int(stmt, 2, from);
	db_bind_int(stmt, 3, to ? to : INT64_MAX);
	return reader_walk(l, stmt, fn, ctx, err);
}

enum err_code
ledger_count_of(int64_t *out, struct ledger *l, const char *incident,
	int64_t to, struct err *err)
{
	sqlite3_stmt *stmt;
	enum err_code rc;
	bool row;

	rc = db_prepare(&stmt, &l->db,
		"SELECT count(*) FROM entry INDEXED BY entry_incident"
		" WHERE incident=?1 AND seq<=?2",
		err);
	if (rc != ERR_OK)
		return rc;
	db_bind_str(stmt, 1, incident);
	db_bind_int(stmt, 2, to);
	rc = db_step(&row, &l->db, stmt, err);
	if (rc == ERR_OK)
		*out = row ? sqlite3_column_int64(stmt, 0) : 0;
	(void)sqlite3_finalize(stmt);
	return rc;
}

/* From lines to entries. */
struct reader_parsing {
	ledger_entry_fn *fn;
	void *ctx;
};

static enum err_code
parse_line(
	void *ctx, int64_t seq, const char *line, size_t len, struct err *err)
{
	const struct reader_parsing *p = ctx;
	struct entry e;
	enum err_code rc;

	rc = entry_parse(&e, line, len, err);
	if (rc != ERR_OK) {
		err_at(err, "entry %lld", (long long)seq);
		return rc;
	}
	rc = p->fn(p->ctx, &e, err);
	entry_release(&e);
	return rc;
}

enum err_code
ledger_each_entry(struct ledger *l, int64_t from, int64_t to,
	ledger_entry_fn *fn, void *ctx, struct err *err)
{
	struct reader_parsing p = { fn, ctx };

	return ledger_each(l, from, to, parse_line, &p, err);
}

enum err_code
ledger_each_entry_of(struct ledger *l, const char *incident, int64_t from,
	int64_t to, ledger_entry_fn *fn, void *ctx, struct err *err)
{
	struct reader_parsing p = { fn, ctx };

	return ledger_each_of(l, incident, from, to, parse_line, &p, err);
}

enum err_code
ledger_line(char **out, struct ledger *l, int64_t seq, struct err *err)
{
	sqlite3_stmt *stmt;
	enum err_code rc;
	const char *line;
	size_t len;
	bool row;

	rc = db_use(&stmt, &l->db, SQL_ENTRY_GET, err);
	if (rc != ERR_OK)
		return rc;
	db_bind_int(stmt, 1, seq);
	rc = db_step(&row, &l->db, stmt, err);
	if (rc == ERR_OK && !row)
		rc = refuse(err, REFUSE_NO_ENTRY, "", WITH(arg_count(seq)));
	if (rc == ERR_OK) {
		line = db_text(&len, stmt, 0);
		*out = mem_strndup(line, len);
	}
	db_done(stmt);
	return rc;
}

enum err_code
ledger_hash(char out[HASH_HEX], struct ledger *l, int64_t seq, struct err *err)
{
	char *line;
	enum err_code rc = ledger_line(&line, l, seq, err);

	if (rc != ERR_OK)
		return rc;
	hash_hex(out, line, strlen(line));
	free(line);
	return ERR_OK;
}

enum err_code
ledger_find_act(bool *found, int64_t *first, int64_t *last, struct ledger *l,
	const char *act_id, struct err *err)
{
	sqlite3_stmt *stmt;
	enum err_code rc;

	rc = db_use(&stmt, &l->db, SQL_ACT_GET, err);
	if (rc != ERR_OK)
		return rc;
	db_bind_str(stmt, 1, act_id);
	rc = db_step(found, &l->db, stmt, err);
	if (rc == ERR_OK && *found) {
		*first = sqlite3_column_int64(stmt, 0);
		*last = sqlite3_column_int64(stmt, 1);
	}
	db_done(stmt);
	return rc;
}

enum err_code
ledger_each_kind(
	struct ledger *l, ledger_kind_fn *fn, void *ctx, struct err *err)
{
	sqlite3_stmt *stmt;
	enum err_code rc;
	bool row;

	/* a loose index scan: one look-up for each kind, not for each entry */
	rc = db_prepare(&stmt, &l->db,
		"WITH RECURSIVE k(kind) AS ("
		" SELECT min(kind) FROM entry"
		" UNION ALL SELECT"
		" (SELECT min(kind) FROM entry WHERE kind>k.kind) FROM k"
		" WHERE k.kind IS NOT NULL)"
		" SELECT kind FROM k WHERE kind IS NOT NULL",
		err);
	if (rc != ERR_OK)
		return rc;
	while ((rc = db_step(&row, &l->db, stmt, err)) == ERR_OK && row) {
		rc = fn(ctx, db_text(NULL, stmt, 0), err);
		if (rc != ERR_OK)
			break;
	}
	(void)sqlite3_finalize(stmt);
	return rc;
}

static bool
reader_given(const char *text)
{
	return text && *text;
}

/*
 * The unary plus keeps SQLite from choosing the index on kinds where there is
 * the far narrower one on incidents.
 */
static enum err_code
window_query(sqlite3_stmt **out, struct ledger *l, const char *what,
	const struct ledger_window *w, const char *order, struct err *err)
{
	struct buf sql;
	enum err_code rc;

	buf_init(&sql, SQL_MAX);
	buf_printf(&sql, "SELECT %s FROM entry WHERE seq>?1 AND seq<?2", what);
	if (reader_given(w->incident))
		buf_puts(&sql, " AND incident=?3");
	if (reader_given(w->kind))
		buf_printf(&sql, " AND %skind=?4",
			reader_given(w->incident) ? "+" : "");
	buf_puts(&sql, order);
	rc = db_prepare(out, &l->db, sql.data, err);
	buf_release(&sql);
	if (rc != ERR_OK)
		return rc;
	db_bind_int(*out, 1, w->after);
	db_bind_int(*out, 2, w->before ? w->before : INT64_MAX);
	if (reader_given(w->incident))
		db_bind_str(*out, 3, w->incident);
	if (reader_given(w->kind))
		db_bind_str(*out, 4, w->kind);
	return ERR_OK;
}

static enum err_code
window_total(int64_t *out, struct ledger *l, const struct ledger_window *w,
	struct err *err)
{
	struct ledger_window all = { .incident = w->incident, .kind = w->kind };
	sqlite3_stmt *stmt;
	enum err_code rc;
	bool row;

	/* there are no holes: the last seq is the count */
	rc = window_query(&stmt, l,
		reader_given(w->incident) || reader_given(w->kind) ? "count(*)"
								   : "max(seq)",
		&all, "", err);
	if (rc != ERR_OK)
		return rc;
	rc = db_step(&row, &l->db, stmt, err);
	if (rc == ERR_OK)
		*out = sqlite3_column_int64(stmt, 0);
	(void)sqlite3_finalize(stmt);
	return rc;
}

static enum err_code
reader_add_line(
	void *ctx, int64_t seq, const char *line, size_t len, struct err *err)
{
	json_t *rows = ctx, *doc;
	enum err_code rc = doc_parse(&doc, line, len, err);

	if (rc != ERR_OK) {
		err_at(err, "entry %lld", (long long)seq);
		return rc;
	}
	(void)json_array_append_new(rows, doc);
	return ERR_OK;
}

enum err_code
ledger_list(json_t **rows, int64_t *total, struct ledger *l,
	const struct ledger_window *w, struct err *err)
{
	int limit = w->limit > 0 && w->limit < LIST_MAX ? w->limit : LIST_MAX;
	json_t *list = json_array();
	sqlite3_stmt *stmt;
	char order[64];
	enum err_code rc;

	*total = -1;
	fixed_format(order, sizeof(order), " ORDER BY seq%s LIMIT %d",
		w->newest_first ? " DESC" : "", limit);
	rc = window_query(&stmt, l, "seq,line", w, order, err);
	if (rc == ERR_OK)
		rc = reader_walk(l, stmt, reader_add_line, list, err);
	if (rc == ERR_OK && !w->no_total)
		rc = window_total(total, l, w, err);
	if (rc == ERR_OK)
		*rows = list;
	else
		json_decref(list);
	return rc;
}

enum err_code
ledger_gather(json_t *out, struct ledger *l, const char *kind, int64_t after,
	struct err *err)
{
	struct ledger_window w = {
		.kind = kind, .after = after, .no_total = true
	};
	enum err_code rc = ERR_OK;
	size_t got = 1;

	while (rc == ERR_OK && got > 0) {
		json_t *rows = NULL;
		int64_t total;

		rc = ledger_list(&rows, &total, l, &w, err);
		got = json_array_size(rows);
		if (got > 0)
			w.after = doc_int(json_array_get(rows, got - 1), "seq");
		(void)json_array_extend(out, rows);
		json_decref(rows);
	}
	return rc;
}

int
ledger_order(const json_t *a, const json_t *b)
{
	int64_t x = doc_int(a, "seq"), y = doc_int(b, "seq");

	return (x > y) - (x < y);
}
