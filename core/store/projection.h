/*
 * The projections: what the entries come to, one row for each incident,
 * message, delivery, officer and account, kept in the ledger's transactions.
 * A row is a key and a JSON document that the station computes; what lists
 * filter and sort by are columns that SQLite generates from the document, as
 * the table in schema.c says. They can be cleared and rebuilt from the
 * entries at any time; compare tells whether somebody changed them by hand.
 */
#ifndef CRIER_STORE_PROJECTION_H
#define CRIER_STORE_PROJECTION_H

#include <jansson.h>

#include "base/err.h"
#include "base/hash.h"
#include "domain/rows.h"
#include "store/ledger.h"

/* The table's name in ledger.db: "incident" … */
const char *projection_word(enum projection p);

/*
 * Within an act, or a batch that fills projections again: inserts or replaces
 * the row; `doc` is borrowed.
 */
enum err_code projection_put(struct ledger *l, enum projection p,
	const char *key, const json_t *doc, struct err *err);

/* All rows of one application, in their order; a NULL document drops. */
enum err_code
projection_put_rows(struct ledger *l, const struct rows *rows, struct err *err);

/* Within an act: removes the row; one that is not there is no fault. */
enum err_code projection_drop(
	struct ledger *l, enum projection p, const char *key, struct err *err);

/* The row's document, the caller's; ERR_NOT_FOUND if there is none. */
enum err_code projection_load(json_t **out, struct ledger *l, enum projection p,
	const char *key, struct err *err);

/* Calls fn for every row in order of keys; an error of fn ends the walk. */
typedef enum err_code
projection_fn(void *ctx, const char *key, json_t *doc, struct err *err);
enum err_code projection_each(struct ledger *l, enum projection p,
	projection_fn *fn, void *ctx, struct err *err);

enum { WINDOW_MAX = 200, WINDOW_FILTERS = 16 };

struct window_filter {
	const char *column; /* "state", "mode", "incident" … */
	const char *value; /* equal to this; numbers as text, "1" is true */
};

/*
 * A window on a projection. Filters on one column are alternatives, filters
 * on different columns must all hold. Equal sort values are in key order.
 */
struct window {
	struct window_filter filter[WINDOW_FILTERS]; /* NULL column ends */
	const char *text; /* part of title, name or key; "" or NULL is all */
	const char *sort; /* a column, or NULL for the key */
	bool descending;
	const char *after; /* key of the row before the window; "" or NULL */
	int limit; /* 1 to WINDOW_MAX; 0 is WINDOW_MAX */
	bool no_total; /* do not count: total is -1 */
	bool raw; /* rows as text, not parsed */
};

struct window_rows {
	json_t *rows; /* array of documents; NULL if raw */
	char *text; /* the same array's JSON text; NULL unless raw */
	int64_t total; /* rows that match, in all windows */
	char next[128]; /* `after` of the next window, "" at the end */
};

void window_rows_release(struct window_rows *rows);

/*
 * ERR_INVALID for a column the projection does not have, ERR_NOT_FOUND for
 * an `after` that is no key. Release *out after success.
 */
enum err_code projection_list(struct window_rows *out, struct ledger *l,
	enum projection p, const struct window *w, struct err *err);

/* How many rows match w's filters and text; sort and after do not matter. */
enum err_code projection_count(int64_t *out, struct ledger *l,
	enum projection p, const struct window *w, struct err *err);

/*
 * Whether the rows must be built anew before anybody relies on them: this
 * Crier keeps other columns or documents than the one that wrote the folder.
 * ledger_open has emptied what did not fit; projection_clear and filling, in
 * one batch, mends it. Of a ledger opened for reading: whether ledger_open
 * would do so.
 */
enum err_code projection_is_stale(bool *out, struct ledger *l, struct err *err);

/* Within a batch: empties every projection, to be filled again. */
enum err_code projection_clear(struct ledger *l, struct err *err);

struct projection_diff {
	bool same;
	enum projection projection; /* of the first row that differs */
	char key[128];
	struct err why; /* a refusal */
};

/*
 * Compares every projection of `live` with `rebuilt`, the truth. The result
 * is in *out; an error means that the comparison could not be made.
 */
enum err_code projection_compare(struct projection_diff *out,
	struct ledger *live, struct ledger *rebuilt, struct err *err);

/* One digest over every row of every projection: tests compare it. */
enum err_code
projection_digest(char out[HASH_HEX], struct ledger *l, struct err *err);

#endif
