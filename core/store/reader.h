/*
 * Reading the ledger, in the station or, for what takes long, in a child or
 * thread with a connection of its own (ledger_open_read). Lines are borrowed
 * for the length of the call. A walk sees one state of the ledger, whatever
 * is appended meanwhile, and may be nested in another.
 */
#ifndef CRIER_STORE_READER_H
#define CRIER_STORE_READER_H

#include <jansson.h>

#include "crier/progress.h"
#include "store/ledger.h"

/* An error that the callback returns ends the walk and is passed on. */
typedef enum err_code ledger_line_fn(
	void *ctx, int64_t seq, const char *line, size_t len, struct err *err);
typedef enum err_code
ledger_entry_fn(void *ctx, const struct entry *e, struct err *err);

/*
 * From one to the other, everything that is read of the ledger and its lists
 * is as of one moment. Of a ledger opened for reading; does not nest.
 */
enum err_code ledger_hold(struct ledger *l, struct err *err);
void ledger_let_go(struct ledger *l);

/* Whom the walks tell how far they are, as this step; NULL: nobody. */
void ledger_tell(
	struct ledger *l, const struct progress *p, enum progress_step step);

/* Entries from..to, both included; a `to` of 0 is the head. */
enum err_code ledger_each(struct ledger *l, int64_t from, int64_t to,
	ledger_line_fn *fn, void *ctx, struct err *err);
enum err_code ledger_each_entry(struct ledger *l, int64_t from, int64_t to,
	ledger_entry_fn *fn, void *ctx, struct err *err);

/* The entries of one incident, from..to as above. */
enum err_code
ledger_each_of(struct ledger *l, const char *incident, int64_t from, int64_t to,
	ledger_line_fn *fn, void *ctx, struct err *err);
enum err_code
ledger_each_entry_of(struct ledger *l, const char *incident, int64_t from,
	int64_t to, ledger_entry_fn *fn, void *ctx, struct err *err);

/* How many of its entries a fold finds up to entry `to`. */
enum err_code ledger_count_of(int64_t *out, struct ledger *l,
	const char *incident, int64_t to, struct err *err);

/* One line, the caller's (free). ERR_NOT_FOUND if there is none. */
enum err_code
ledger_line(char **out, struct ledger *l, int64_t seq, struct err *err);

/* The hash of the line at seq. */
enum err_code
ledger_hash(char out[HASH_HEX], struct ledger *l, int64_t seq, struct err *err);

/* First and last entry of an act; *found says whether the ledger has it. */
enum err_code ledger_find_act(bool *found, int64_t *first, int64_t *last,
	struct ledger *l, const char *act_id, struct err *err);

/* Every kind of entry the ledger holds, each once. */
typedef enum err_code
ledger_kind_fn(void *ctx, const char *kind, struct err *err);
enum err_code ledger_each_kind(
	struct ledger *l, ledger_kind_fn *fn, void *ctx, struct err *err);

/* A window on the entries. */
struct ledger_window {
	const char *incident; /* "" or NULL is all */
	const char *kind; /* "" or NULL is all */
	int64_t after; /* only entries with seq > after; 0 is all */
	int64_t before; /* only entries with seq < before; 0 is all */
	int limit; /* 1 to 200; 0 is 200 */
	bool newest_first; /* take the newest that match, newest first */
	bool no_total; /* do not count: total is -1 */
};

/* Rows are entry documents in an array of the caller's (json_decref). */
enum err_code ledger_list(json_t **rows, int64_t *total, struct ledger *l,
	const struct ledger_window *w, struct err *err);

/* All entries of a kind with seq > after are added to the array `out`. */
enum err_code ledger_gather(json_t *out, struct ledger *l, const char *kind,
	int64_t after, struct err *err);

/* In the order of the ledger: for doc_sort. */
int ledger_order(const json_t *a, const json_t *b);

#endif
