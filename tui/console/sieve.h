/*
 * What is typed behind `/` to see less of a list: ids and words as they stand,
 * Chinese also by initials or readings. Part of every view; one that has lists
 * to look through has `sift` in its row.
 */
#ifndef CRIER_TUI_SIEVE_H
#define CRIER_TUI_SIEVE_H

#include <jansson.h>
#include <stdbool.h>

#include "tui/console/editor.h"
#include "tui/console/grid.h"
#include "tui/console/input.h"
#include "tui/console/request.h"

struct view;

struct sieve {
	struct editor typed;
	bool open; /* what was typed counts, also when keys are keys again */
	bool typing;
	json_t *all, *kept; /* the last array and what is left of it */
	char *plain; /* what was typed, in narrow signs */
	long long left, total; /* told beside it; total 0: not known */
};

void sieve_release(struct sieve *s);

/* Does the text hold what was typed: as it stands, or as readings? */
bool sieve_holds(const char *text, const char *typed);

/* What is looked for; "" where nothing is. */
const char *sieve_text(const struct view *v);

/* The rows that hold it in any of their texts; all, where nothing is looked
 * for. Borrowed until the next call. */
json_t *sieve_rows(struct view *v, json_t *rows);
bool sieve_finds(const struct view *v, const char *text);
bool sieve_finds_in(const struct view *v, const json_t *row);

/* The same as an array of its own, in place of the one taken over. */
json_t *sieve_left(struct view *v, json_t *rows);

/* A list that the station has looked through: how much of it is left. */
void sieve_tell(struct view *v, long long left);

/* True when the sieve took it: `/`, and what is typed behind it. */
bool sieve_request(struct view *v, enum request request);
void sieve_input(struct view *v, const struct input *in);

/* At the right of a row, with the cursor while it is typed. */
void sieve_draw(struct view *v, struct area a, int row);

#endif
