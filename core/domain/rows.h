/*
 * Projection rows: what lists and start-up read instead of the whole ledger.
 * Applying an entry yields rows; the store writes them in the transaction of
 * the entry, and a rebuild yields the same rows again. A row is a key and a
 * document; a NULL document deletes the row.
 */
#ifndef CRIER_DOMAIN_ROWS_H
#define CRIER_DOMAIN_ROWS_H

#include <jansson.h>
#include <stddef.h>

enum projection {
	PROJ_STATION, /* one row "station": facts and counters */
	PROJ_OFFICER, /* key: officer's id */
	PROJ_ACCOUNT, /* key: account's id */
	PROJ_INCIDENT, /* key: incident's id */
	PROJ_MESSAGE, /* key: message's id */
	PROJ_DELIVERY, /* key: delivery's id */
	PROJ_CLAIM, /* key: claim's id */
	PROJ_PARTNER, /* key: partner's id */
	PROJ_IMPOSTOR, /* key: the case's id */
	PROJ_COMMENT, /* key: the comment's id */
	PROJECTIONS
};

/*
 * Each document of a projection has a number, beside the struct that it is
 * made from: a field more or less in it raises the number, and rows that an
 * older Crier wrote are then made anew instead of looking tampered with.
 */
struct row {
	enum projection projection;
	char *key;
	json_t *doc; /* NULL: the row is to go */
};

struct rows {
	struct row *items;
	size_t count;
};

void rows_init(struct rows *r);
void rows_release(struct rows *r);

/* Takes over doc; a later row of the same key stands for an earlier one. */
void rows_put(struct rows *r, enum projection projection, const char *key,
	json_t *doc);

#endif
