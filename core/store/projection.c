/*
 * Rows of the projections: written within acts, read by key, compared whole.
 * Windows on them are in window.c.
 */
#include "store/projection.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/doc.h"
#include "base/fixed.h"
#include "base/mem.h"
#include "crier/refusal.h"
#include "store/internal.h"
#include "store/schema.h"

enum { SQL_MAX = 512 };

const char *
projection_word(enum projection p)
{
	return schema_shape_of(p)->name;
}

/* Runs a statement of an act; binding is the caller's. */
static enum err_code
projection_write_row(struct ledger *l, enum projection p, const char *key,
	const char *doc, struct err *err)
{
	int which = (int)(doc ? SQL_PUT : SQL_DROP) + (int)p;
	enum err_code rc = ledger_in_batch(l, err);
	struct err why = { 0 };
	sqlite3_stmt *stmt;

	if (rc != ERR_OK)
		return rc;
	rc = db_use(&stmt, &l->db, which, &why);
	if (rc == ERR_OK) {
		db_bind_str(stmt, 1, key);
		if (doc)
			db_bind_str(stmt, 2, doc);
		rc = db_run(&l->db, stmt, &why);
	}
	return rc == ERR_OK ? rc : ledger_failed(l, rc, &why, err);
}

enum err_code
projection_put(struct ledger *l, enum projection p, const char *key,
	const json_t *doc, struct err *err)
{
	char *text = doc_format(doc);
	enum err_code rc = projection_write_row(l, p, key, text, err);

	free(text);
	return rc;
}

enum err_code
projection_drop(
	struct ledger *l, enum projection p, const char *key, struct err *err)
{
	return projection_write_row(l, p, key, NULL, err);
}

enum err_code
projection_put_rows(struct ledger *l, const struct rows *rows, struct err *err)
{
	enum err_code rc = ERR_OK;

	for (size_t i = 0; rc == ERR_OK && i < rows->count; i++) {
		const struct row *r = &rows->items[i];

		if (r->doc)
			rc = projection_put(
				l, r->projection, r->key, r->doc, err);
		else
			rc = projection_drop(l, r->projection, r->key, err);
	}
	return rc;
}

static enum err_code
projection_prepare(sqlite3_stmt **out, struct ledger *l, enum projection p,
	const char *fmt, struct err *err)
{
	struct buf sql;
	enum err_code rc;

	buf_init(&sql, SQL_MAX);
	for (const char *s = fmt; *s; s++) {
		if (*s == '@')
			buf_puts(&sql, schema_shape_of(p)->name);
		else
			buf_putc(&sql, *s);
	}
	rc = db_prepare(out, &l->db, sql.data, err);
	buf_release(&sql);
	return rc;
}

static enum err_code
parse_row(json_t **out, struct ledger *l, const char *text, size_t len,
	struct err *err)
{
	struct err why = { 0 };

	if (doc_parse(out, text, len, &why) == ERR_OK)
		return ERR_OK;
	return refuse(err, REFUSE_ROW_DAMAGED, l->db.path,
		WITH(arg_quoted(why.what)));
}

enum err_code
projection_load(json_t **out, struct ledger *l, enum projection p,
	const char *key, struct err *err)
{
	sqlite3_stmt *stmt;
	enum err_code rc;
	const char *text;
	size_t len;
	bool row;

	rc = projection_prepare(
		&stmt, l, p, "SELECT doc FROM @ WHERE key=?1", err);
	if (rc != ERR_OK)
		return rc;
	db_bind_str(stmt, 1, key);
	rc = db_step(&row, &l->db, stmt, err);
	if (rc == ERR_OK && !row)
		rc = refuse(err, REFUSE_NO_ROW, key,
			WITH(arg_word(projection_word(p)), arg_text(key)));
	if (rc == ERR_OK) {
		text = db_text(&len, stmt, 0);
		rc = parse_row(out, l, text, len, err);
	}
	(void)sqlite3_finalize(stmt);
	return rc;
}

static const char all_rows[] = "SELECT key,doc FROM @ ORDER BY key";

enum err_code
projection_each(struct ledger *l, enum projection p, projection_fn *fn,
	void *ctx, struct err *err)
{
	sqlite3_stmt *stmt;
	enum err_code rc;
	const char *text;
	json_t *doc;
	size_t len;
	bool row;

	rc = projection_prepare(&stmt, l, p, all_rows, err);
	if (rc != ERR_OK)
		return rc;
	while ((rc = db_step(&row, &l->db, stmt, err)) == ERR_OK && row) {
		text = db_text(&len, stmt, 1);
		rc = parse_row(&doc, l, text, len, err);
		if (rc != ERR_OK)
			break;
		rc = fn(ctx, db_text(NULL, stmt, 0), doc, err);
		json_decref(doc);
		if (rc != ERR_OK)
			break;
	}
	(void)sqlite3_finalize(stmt);
	return rc;
}

enum err_code
projection_is_stale(bool *out, struct ledger *l, struct err *err)
{
	sqlite3_int64 n = 0;
	bool current = true;
	enum err_code rc;

	rc = schema_is_current(&current, &l->db, err);
	if (rc == ERR_OK && current)
		rc = db_query_int(
			&n, &l->db, "SELECT count(*) FROM stale", err);
	*out = !current || n > 0;
	return rc;
}

enum err_code
projection_clear(struct ledger *l, struct err *err)
{
	struct err why = { 0 };
	enum err_code rc = ERR_OK;
	sqlite3_stmt *stmt;

	assert(l->phase != PHASE_IDLE);
	for (int p = 0; rc == ERR_OK && p < PROJECTIONS; p++) {
		rc = projection_prepare(
			&stmt, l, (enum projection)p, "DELETE FROM @", &why);
		if (rc != ERR_OK)
			break;
		rc = db_run(&l->db, stmt, &why);
		(void)sqlite3_finalize(stmt);
	}
	if (rc == ERR_OK)
		rc = db_exec(&l->db, "DELETE FROM stale", &why);
	return rc == ERR_OK ? rc : ledger_failed(l, rc, &why, err);
}

/* One side of a comparison: a walk over a projection in order of keys. */
struct side {
	struct ledger *l;
	sqlite3_stmt *stmt;
	const char *key, *doc; /* borrowed until the next step */
	size_t len;
	bool row;
};

static enum err_code
side_next(struct side *s, struct err *err)
{
	enum err_code rc = db_step(&s->row, &s->l->db, s->stmt, err);

	if (rc != ERR_OK || !s->row)
		return rc;
	s->key = db_text(NULL, s->stmt, 0);
	s->doc = db_text(&s->len, s->stmt, 1);
	return ERR_OK;
}

/* What is wrong with the row that a's and b's walks stand at; NULL if none. */
static const struct both *
row_differs(const char **key, const struct side *live, const struct side *truth)
{
	static const struct both missing =
		BOTH("is missing, although the entries yield it",
			"缺失，而条目应产生该行");
	static const struct both stray =
		BOTH("does not follow from any entry", "不来自任何条目");
	static const struct both other =
		BOTH("is not what the entries yield", "与条目所得不符");
	int order = !live->row ? 1
		: !truth->row  ? -1
			       : strcmp(live->key, truth->key);

	*key = order > 0 ? truth->key : live->key;
	if (order > 0)
		return &missing;
	if (order < 0)
		return &stray;
	if (live->len != truth->len ||
		memcmp(live->doc, truth->doc, live->len) != 0)
		return &other;
	return NULL;
}

static enum err_code
compare_one(struct projection_diff *out, struct ledger *live,
	struct ledger *truth, enum projection p, struct err *err)
{
	struct side a = { .l = live }, b = { .l = truth };
	const struct both *what = NULL;
	const char *key;
	enum err_code rc;

	rc = projection_prepare(&a.stmt, live, p, all_rows, err);
	if (rc == ERR_OK)
		rc = projection_prepare(&b.stmt, truth, p, all_rows, err);
	for (;;) {
		if (rc == ERR_OK)
			rc = side_next(&a, err);
		if (rc == ERR_OK)
			rc = side_next(&b, err);
		if (rc != ERR_OK || (!a.row && !b.row))
			break;
		what = row_differs(&key, &a, &b);
		if (what)
			break;
	}
	if (rc == ERR_OK && what) {
		out->same = false;
		out->projection = p;
		/* a tampered key may be of any length */
		fixed_cut(out->key, sizeof(out->key), key);
		(void)refuse(&out->why, REFUSE_LIST_DIFFERS, "",
			WITH(arg_word(projection_word(p)), arg_text(out->key),
				arg_both(what)));
	}
	(void)sqlite3_finalize(a.stmt);
	(void)sqlite3_finalize(b.stmt);
	return rc;
}

enum err_code
projection_compare(struct projection_diff *out, struct ledger *live,
	struct ledger *rebuilt, struct err *err)
{
	enum err_code rc = ERR_OK;

	memset(out, 0, sizeof(*out));
	out->same = true;
	for (int p = 0; rc == ERR_OK && out->same && p < PROJECTIONS; p++)
		rc = compare_one(out, live, rebuilt, (enum projection)p, err);
	return rc;
}

/* Each row is hashed behind the digest of all before it. */
static enum err_code
digest_one(unsigned char digest[HASH_RAW], struct ledger *l, enum projection p,
	struct err *err)
{
	struct side s = { .l = l };
	struct buf row;
	enum err_code rc;

	buf_init(&row, SIZE_MAX / 2);
	rc = projection_prepare(&s.stmt, l, p, all_rows, err);
	while (rc == ERR_OK && (rc = side_next(&s, err)) == ERR_OK && s.row) {
		buf_reset(&row);
		buf_add(&row, digest, HASH_RAW);
		buf_add(&row, s.key, strlen(s.key) + 1);
		buf_add(&row, s.doc, s.len);
		hash_raw(digest, row.data, row.len);
	}
	(void)sqlite3_finalize(s.stmt);
	buf_release(&row);
	return rc;
}

enum err_code
projection_digest(char out[HASH_HEX], struct ledger *l, struct err *err)
{
	unsigned char digest[HASH_RAW] = { 0 };
	enum err_code rc = ERR_OK;

	for (int p = 0; rc == ERR_OK && p < PROJECTIONS; p++)
		rc = digest_one(digest, l, (enum projection)p, err);
	if (rc == ERR_OK)
		hash_to_hex(out, digest, HASH_RAW);
	return rc;
}
