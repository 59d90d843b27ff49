/*
 * What news.c knows and how it is kept from one login to the next.
 */
#ifndef CRIER_TUI_NEWS_KEPT_H
#define CRIER_TUI_NEWS_KEPT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "crier/id.h"
#include "tui/console/app.h"

/* Rows that were there, by a number made of what they say. */
struct looked {
	uint64_t *marks;
	size_t count;
	bool known; /* else nobody knows which were */
};

struct news_row {
	char id[INCIDENT_ID];
	int64_t seen; /* all entries up to this one were */
	int64_t unseen; /* the first behind it that was not, 0: none is known */
	int64_t last; /* that is known of */
	bool listed; /* the station has told of it in this session */
	struct looked past; /* rows of its line of time */
};

struct news {
	struct news_row *rows; /* that looked at last stands last */
	size_t count;
	int64_t base; /* what has no row was seen up to here; 0: not known */
	struct looked waits;
	bool off; /* nothing can be kept */
};

bool looked_has(const struct looked *l, uint64_t mark);
void looked_add(struct looked *l, uint64_t mark);
void looked_clear(struct looked *l);

/* NULL if there is none, or there are too many to add it. */
struct news_row *news_row_of(struct news *n, const char *id, bool add);

/* As it was kept for this officer of this station, or empty. */
struct news *news_load(const struct app *app);
void news_keep(const struct app *app, const struct news *n);

#endif
