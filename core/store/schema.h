/*
 * The tables of ledger.db. The migrations are rows that are only ever added
 * to; the projections, which can be thrown away, are made from one table of
 * columns and made anew, empty, when that table has changed.
 */
#ifndef CRIER_STORE_SCHEMA_H
#define CRIER_STORE_SCHEMA_H

#include <stdbool.h>

#include "domain/rows.h"
#include "crier/refusal.h"
#include "store/db.h"

enum { SCHEMA_COLUMNS = 13, SCHEMA_INDEXES = 4 };

struct schema_column {
	const char *name; /* NULL ends the list */
	const char *type; /* TEXT or INTEGER; never NULL in the table;
			   * NULL: no column of its own, and one of: */
	const char *made; /* expression over key and doc; NULL: doc's field */
	char within; /* the key begins with the value and this */
	bool birth; /* sort only: the order in which rows were inserted */
};

/*
 * A row's document is the domain's. Whoever changes what a fold puts into it
 * raises the number beside its struct, so that rows of an older Crier are made
 * anew instead of being taken for rows that somebody changed.
 */
struct schema_shape {
	const char *name; /* of the table, and of the projection */
	int number; /* from 1 on; of the documents, not of the columns */
	const char *label; /* column that a text is looked for in, or NULL */
	struct schema_column columns[SCHEMA_COLUMNS];
	const char *indexes[SCHEMA_INDEXES]; /* columns, by comma */
};

const struct schema_shape *schema_shape_of(enum projection p);

/* NULL if the projection has no such column. */
const struct schema_column *shape_column(enum projection p, const char *name);

/* The names of its columns, as words that are possible. */
struct arg shape_words(enum projection p);

/* ERR_CONFLICT: it comes from a newer Crier. ERR_CORRUPT: it is no ledger. */
enum err_code schema_check(struct db *db, struct err *err);

/* Whether every projection has the shape that this Crier gives it. */
enum err_code schema_is_current(bool *out, struct db *db, struct err *err);

/*
 * Brings the schema up to date in one transaction. ERR_CONFLICT: it comes
 * from a newer Crier. *emptied tells that a projection was made anew.
 */
enum err_code schema_migrate(struct db *db, bool *emptied, struct err *err);

#endif
