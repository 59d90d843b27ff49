/*
 * Windows on a projection: SQL is put together from the shape's columns, so
 * nothing a person wrote ever becomes SQL.
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"
#include "base/buf.h"
#include "base/doc.h"
#include "base/fixed.h"
#include "base/mem.h"
#include "base/pinyin.h"
#include "crier/refusal.h"
#include "store/internal.h"
#include "store/names.h"
#include "store/projection.h"
#include "store/schema.h"

/*
 * A query is made of at most WINDOW_FILTERS tests on columns of ours, a text
 * looked for, an order and a place to go on from; values are parameters.
 */
enum {
	SQL_MAX = 8192,
	VALUES_MAX = 3 * WINDOW_FILTERS + 8,
	TEXT_MAX = 1000 /* looked for; SQLite's LIKE takes 50,000 */
};

/* A query being put together, with the values of its parameters. */
struct query {
	struct buf sql;
	char *values[VALUES_MAX]; /* ?1, ?2 …; owned */
	bool number[VALUES_MAX];
	int count;
};

static void
query_init(struct query *q)
{
	memset(q, 0, sizeof(*q));
	buf_init(&q->sql, SQL_MAX);
}

static void
query_release(struct query *q)
{
	for (int i = 0; i < q->count; i++)
		free(q->values[i]);
	buf_release(&q->sql);
}

/* Writes a parameter; front and back are put around its value. */
static void
add_value(struct query *q, const char *value, const char *back, bool number)
{
	assert(q->count < VALUES_MAX);
	q->number[q->count] = number;
	q->values[q->count++] = mem_printf("%s%s", value, back);
	buf_printf(&q->sql, "?%d", q->count);
}

/* What a column that can be sorted by is called in SQL. */
static const char *
sort_name(const struct schema_column *c)
{
	return c->birth ? "rowid" : c->name;
}

static bool
is_number(const struct schema_column *c)
{
	return c->birth || (c->type && strcmp(c->type, "INTEGER") == 0);
}

/* One alternative of a filter. */
static void
add_test(struct query *q, const struct schema_column *c, const char *value)
{
	char low[2] = { c->within, '\0' };
	char high[2] = { (char)(c->within + 1), '\0' };

	if (c->within == 0) {
		buf_printf(&q->sql, "%s=", c->name);
		add_value(q, value, "", is_number(c));
		return;
	}
	/* every key that begins so lies between these two */
	buf_puts(&q->sql, "(key>");
	add_value(q, value, low, false);
	buf_puts(&q->sql, " AND key<");
	add_value(q, value, high, false);
	buf_puts(&q->sql, ")");
}

static bool
seen_before(const struct window *w, int i)
{
	for (int j = 0; j < i; j++)
		if (strcmp(w->filter[j].column, w->filter[i].column) == 0)
			return true;
	return false;
}

static enum err_code
no_column(
	enum projection p, const char *where, const char *name, struct err *err)
{
	struct arg words = shape_words(p);

	return refuse(err, REFUSE_WORD, where,
		WITH(arg_field(where), arg_text(name), words));
}

static enum err_code
add_filters(struct query *q, enum projection p, const struct window *w,
	struct err *err)
{
	for (int i = 0; i < WINDOW_FILTERS && w->filter[i].column; i++) {
		const char *name = w->filter[i].column;
		const struct schema_column *c = shape_column(p, name);
		const char *with = " AND (";

		if (c == NULL || c->birth)
			return no_column(p, "filter", name, err);
		if (seen_before(w, i))
			continue;
		for (int j = i; j < WINDOW_FILTERS && w->filter[j].column;
			j++) {
			if (strcmp(w->filter[j].column, name) != 0)
				continue;
			buf_puts(&q->sql, with);
			add_test(q, c, w->filter[j].value);
			with = " OR ";
		}
		buf_putc(&q->sql, ')');
	}
	return ERR_OK;
}

/* Letters may be readings, and blanks stand between words. What is only
 * characters and digits stands in the text as it is, which is cheaper. */
static bool
is_for_readings(const char *text)
{
	struct pinyin p;

	if (!pinyin_init(&p, text))
		return false;
	for (const char *s = p.typed; *s; s++)
		if (ascii_is_letter(*s) || *s == ' ')
			return true;
	return false;
}

/* The text in the key or in the column with the name; both are ours. */
static void
add_like(struct query *q, const char *text, const char *name)
{
	struct buf like;

	buf_init(&like, 2 * TEXT_MAX + 2);
	buf_putc(&like, '%');
	for (const char *s = text; *s; s++) {
		if (strchr("%_\\", *s))
			buf_putc(&like, '\\');
		buf_putc(&like, *s);
	}
	buf_putc(&like, '%');
	buf_puts(&q->sql, "(key LIKE ");
	add_value(q, like.data, "", false);
	buf_puts(&q->sql, " ESCAPE '\\'");
	if (name && is_for_readings(text)) {
		buf_puts(&q->sql, " OR finds(");
		add_value(q, text, "", false);
		buf_printf(&q->sql, ",%s)", name);
	} else if (name) {
		buf_printf(
			&q->sql, " OR %s LIKE ?%d ESCAPE '\\'", name, q->count);
	}
	buf_putc(&q->sql, ')');
	buf_release(&like);
}

static bool
has_text(const struct window *w)
{
	return w->text != NULL && *w->text != '\0';
}

static enum err_code
check_text(const struct window *w, struct err *err)
{
	if (has_text(w) && strlen(w->text) > TEXT_MAX)
		return refuse(err, REFUSE_TOO_LARGE, "filter",
			WITH(ARG_BOTH("the text to look for", "查找的文字"),
				arg_bytes(1000)));
	return ERR_OK;
}

/* Among the names where there are some, else in the rows themselves. */
static enum err_code
window_add_text(struct query *q, struct ledger *l, enum projection p,
	const struct window *w, struct err *err)
{
	char table[40];
	bool names;

	if (!has_text(w))
		return ERR_OK;
	if (names_ready(&names, l, p, err) != ERR_OK)
		return err->code;
	buf_puts(&q->sql, " AND ");
	if (!names) {
		add_like(q, w->text, schema_shape_of(p)->label);
		return ERR_OK;
	}
	names_table(table, p);
	buf_printf(&q->sql, "rowid IN (SELECT at FROM temp.%s WHERE ", table);
	add_like(q, w->text, "name");
	buf_putc(&q->sql, ')');
	return ERR_OK;
}

static enum err_code
add_where(struct query *q, struct ledger *l, enum projection p,
	const struct window *w, struct err *err)
{
	enum err_code rc;

	buf_printf(&q->sql, " FROM %s WHERE 1", schema_shape_of(p)->name);
	rc = window_add_text(q, l, p, w, err);
	return rc == ERR_OK ? add_filters(q, p, w, err) : rc;
}

static enum err_code
query_start(
	sqlite3_stmt **out, struct ledger *l, struct query *q, struct err *err)
{
	enum err_code rc;

	rc = db_prepare(out, &l->db, q->sql.data, err);
	if (rc != ERR_OK)
		return rc;
	for (int i = 0; i < q->count; i++) {
		if (q->number[i])
			db_bind_int(
				*out, i + 1, strtoll(q->values[i], NULL, 10));
		else
			db_bind_str(*out, i + 1, q->values[i]);
	}
	return ERR_OK;
}

/* The sort value of the row `after`, as text. */
static enum err_code
load_after(char **out, struct ledger *l, enum projection p, const char *sort,
	const char *after, struct err *err)
{
	struct query q;
	sqlite3_stmt *stmt;
	enum err_code rc;
	bool row;

	query_init(&q);
	buf_printf(&q.sql, "SELECT %s FROM %s WHERE key=", sort,
		schema_shape_of(p)->name);
	add_value(&q, after, "", false);
	rc = query_start(&stmt, l, &q, err);
	if (rc != ERR_OK)
		goto out;
	rc = db_step(&row, &l->db, stmt, err);
	if (rc == ERR_OK && !row)
		rc = refuse(err, REFUSE_NO_ROW, after,
			WITH(arg_word(projection_word(p)), arg_text(after)));
	if (rc == ERR_OK)
		*out = mem_printf("%s", db_text(NULL, stmt, 0));
	(void)sqlite3_finalize(stmt);
out:
	query_release(&q);
	return rc;
}

/* *out is the column to sort by, NULL for the key. */
static enum err_code
sort_of(const struct schema_column **out, enum projection p,
	const struct window *w, struct err *err)
{
	*out = w->sort ? shape_column(p, w->sort) : NULL;
	if (w->sort && strcmp(w->sort, "key") != 0 && *out == NULL)
		return no_column(p, "sort", w->sort, err);
	/* a parent sorts as the key does, which begins with it */
	if (*out && (*out)->within)
		*out = NULL;
	return ERR_OK;
}

static enum err_code
add_after(struct query *q, struct ledger *l, enum projection p,
	const struct schema_column *sort, const struct window *w,
	struct err *err)
{
	const char *than = w->descending ? "<" : ">";
	char *from = NULL;
	enum err_code rc;

	if (w->after == NULL || *w->after == '\0')
		return ERR_OK;
	rc = load_after(
		&from, l, p, sort ? sort_name(sort) : "key", w->after, err);
	if (rc != ERR_OK)
		return rc;
	buf_puts(&q->sql, " AND (");
	if (sort) {
		buf_printf(&q->sql, "%s,key)%s(", sort_name(sort), than);
		add_value(q, from, "", is_number(sort));
		buf_putc(&q->sql, ',');
	} else {
		buf_printf(&q->sql, "key)%s(", than);
	}
	add_value(q, w->after, "", false);
	buf_putc(&q->sql, ')');
	free(from);
	return ERR_OK;
}

static void
add_order(struct query *q, const struct schema_column *sort,
	const struct window *w)
{
	const char *way = w->descending ? " DESC" : "";

	buf_puts(&q->sql, " ORDER BY ");
	if (sort)
		buf_printf(&q->sql, "%s%s,", sort_name(sort), way);
	buf_printf(&q->sql, "key%s", way);
}

static int
limit_of(const struct window *w)
{
	return w->limit > 0 && w->limit < WINDOW_MAX ? w->limit : WINDOW_MAX;
}

static enum err_code
window_damaged(const struct ledger *l, const char *why, struct err *err)
{
	return refuse(
		err, REFUSE_ROW_DAMAGED, l->db.path, WITH(arg_quoted(why)));
}

/* Adds the rows of the window as JSON text; one more says there is a next. */
static enum err_code
window_collect(struct window_rows *out, struct buf *text, struct ledger *l,
	sqlite3_stmt *stmt, int limit, struct err *err)
{
	char last[sizeof(out->next)] = "";
	enum err_code rc;
	const char *doc;
	size_t len;
	bool row;
	int n = 0;

	buf_putc(text, '[');
	while ((rc = db_step(&row, &l->db, stmt, err)) == ERR_OK && row) {
		if (n++ == limit) {
			memcpy(out->next, last, sizeof(last));
			break;
		}
		if (!fixed_try(last, sizeof(last), db_text(NULL, stmt, 0)))
			return window_damaged(l, "its key is too long", err);
		doc = db_text(&len, stmt, 1);
		if (!sqlite3_column_int(stmt, 2))
			return window_damaged(l, "it is no JSON", err);
		if (n > 1)
			buf_putc(text, ',');
		buf_add(text, doc, len);
	}
	buf_putc(text, ']');
	return rc;
}

static enum err_code
hand_over(struct window_rows *out, struct buf *text, struct ledger *l, bool raw,
	struct err *err)
{
	struct err why = { 0 };

	if (raw) {
		out->text = buf_take(text);
		return ERR_OK;
	}
	if (doc_parse(&out->rows, text->data, text->len, &why) == ERR_OK)
		return ERR_OK;
	return window_damaged(l, why.what, err);
}

/*
 * The rows are found and sorted first and their documents read after, so that
 * sorting ten thousand rows does not move ten thousand documents about.
 */
static enum err_code
list_query(struct query *q, struct ledger *l, enum projection p,
	const struct window *w, struct err *err)
{
	const struct schema_column *sort;
	enum err_code rc;

	buf_printf(&q->sql,
		"SELECT key,doc,%s FROM %s WHERE rowid IN (SELECT rowid",
		/* parsing finds a damaged document by itself */
		w->raw ? "json_valid(doc)" : "1", schema_shape_of(p)->name);
	rc = add_where(q, l, p, w, err);
	if (rc == ERR_OK)
		rc = sort_of(&sort, p, w, err);
	if (rc == ERR_OK)
		rc = add_after(q, l, p, sort, w, err);
	if (rc != ERR_OK)
		return rc;
	add_order(q, sort, w);
	buf_printf(&q->sql, " LIMIT %d)", limit_of(w) + 1);
	add_order(q, sort, w);
	return ERR_OK;
}

/*
 * What is typed to find one of all: the names are read through once, from the
 * newest row, and give the total as well as the rows to be shown.
 */
static bool
is_by_name_alone(enum projection p, const struct window *w)
{
	const struct schema_column *sort =
		w->sort ? shape_column(p, w->sort) : NULL;

	return has_text(w) && w->filter[0].column == NULL && sort &&
		sort->birth && w->descending &&
		(w->after == NULL || *w->after == '\0');
}

static enum err_code
found_names(int64_t at[WINDOW_MAX + 1], int64_t *total, struct ledger *l,
	enum projection p, const struct window *w, struct err *err)
{
	sqlite3_stmt *stmt = NULL;
	struct query q;
	char table[40];
	enum err_code rc;
	bool row;

	names_table(table, p);
	query_init(&q);
	buf_printf(&q.sql, "SELECT at FROM temp.%s WHERE ", table);
	add_like(&q, w->text, "name");
	buf_puts(&q.sql, " ORDER BY at DESC");
	rc = query_start(&stmt, l, &q, err);
	*total = 0;
	while (rc == ERR_OK) {
		rc = db_step(&row, &l->db, stmt, err);
		if (rc != ERR_OK || !row)
			break;
		if (*total <= limit_of(w))
			at[*total] = sqlite3_column_int64(stmt, 0);
		++*total;
	}
	(void)sqlite3_finalize(stmt);
	query_release(&q);
	return rc;
}

static void
add_rowids(struct query *q, enum projection p, const struct window *w,
	const int64_t *at, int64_t count)
{
	buf_printf(&q->sql, "SELECT key,doc,%s FROM %s WHERE rowid IN (",
		w->raw ? "json_valid(doc)" : "1", schema_shape_of(p)->name);
	for (int64_t n = 0; n < count; n++)
		buf_printf(&q->sql, "%s%lld", n ? "," : "", (long long)at[n]);
	buf_puts(&q->sql, ") ORDER BY rowid DESC");
}

static enum err_code
list_by_name(struct query *q, int64_t *total, struct ledger *l,
	enum projection p, const struct window *w, struct err *err)
{
	int64_t at[WINDOW_MAX + 1], count;
	enum err_code rc;

	rc = found_names(at, total, l, p, w, err);
	count = *total > limit_of(w) ? limit_of(w) + 1 : *total;
	if (rc == ERR_OK)
		add_rowids(q, p, w, at, count);
	return rc;
}

/* The statement that gives the rows; *total stays -1 where it does not say. */
static enum err_code
list_start(sqlite3_stmt **out, struct query *q, int64_t *total,
	struct ledger *l, enum projection p, const struct window *w,
	struct err *err)
{
	enum err_code rc = check_text(w, err);
	bool names = false;

	if (rc == ERR_OK && is_by_name_alone(p, w))
		rc = names_ready(&names, l, p, err);
	if (rc == ERR_OK)
		rc = names ? list_by_name(q, total, l, p, w, err)
			   : list_query(q, l, p, w, err);
	return rc == ERR_OK ? query_start(out, l, q, err) : rc;
}

enum err_code
projection_list(struct window_rows *out, struct ledger *l, enum projection p,
	const struct window *w, struct err *err)
{
	sqlite3_stmt *stmt = NULL;
	struct query q;
	struct buf text;
	enum err_code rc;

	memset(out, 0, sizeof(*out));
	out->total = -1;
	query_init(&q);
	buf_init(&text, SIZE_MAX / 2);
	rc = list_start(&stmt, &q, &out->total, l, p, w, err);
	if (rc == ERR_OK)
		rc = window_collect(out, &text, l, stmt, limit_of(w), err);
	if (rc == ERR_OK && !w->no_total && out->total < 0)
		rc = projection_count(&out->total, l, p, w, err);
	if (rc == ERR_OK)
		rc = hand_over(out, &text, l, w->raw, err);
	(void)sqlite3_finalize(stmt);
	buf_release(&text);
	query_release(&q);
	return rc;
}

enum err_code
projection_count(int64_t *out, struct ledger *l, enum projection p,
	const struct window *w, struct err *err)
{
	sqlite3_stmt *stmt = NULL;
	struct query q;
	enum err_code rc;
	bool row;

	rc = check_text(w, err);
	if (rc != ERR_OK)
		return rc;
	query_init(&q);
	buf_puts(&q.sql, "SELECT count(*)");
	rc = add_where(&q, l, p, w, err);
	if (rc == ERR_OK)
		rc = query_start(&stmt, l, &q, err);
	if (rc == ERR_OK)
		rc = db_step(&row, &l->db, stmt, err);
	if (rc == ERR_OK)
		*out = sqlite3_column_int64(stmt, 0);
	(void)sqlite3_finalize(stmt);
	query_release(&q);
	return rc;
}

void
window_rows_release(struct window_rows *rows)
{
	if (rows == NULL)
		return;
	json_decref(rows->rows);
	free(rows->text);
	memset(rows, 0, sizeof(*rows));
}
