/*
 * A list of the station read page by page: lists are windows of at most 200
 * rows. What was there stays shown until the new reading is complete.
 */
#ifndef CRIER_TUI_PAGER_H
#define CRIER_TUI_PAGER_H

#include <jansson.h>
#include <stdbool.h>

#include "tui/console/view.h"

enum { PAGER_ROWS = 200, PAGER_MAX = 4000 };

struct pager {
	const char *question; /* a constant */
	int tag;
	json_t *fields; /* of the question, without its place */
	json_t *rows; /* the last complete reading, NULL before the first */
	json_t *next; /* the reading under way */
};

/* Takes over `fields` (NULL: none). */
void pager_init(struct pager *p, const char *question, int tag, json_t *fields);
void pager_release(struct pager *p);

/* Begins to read, or to read again when the reading under way is done. */
void pager_load(struct pager *p, struct view *v);

/* Takes a reply with the pager's tag; true when `rows` is new. */
bool pager_reply(struct pager *p, struct view *v, const struct reply *r);

/* rows[i].name where rows[i].id is `id`; else `id` itself. */
const char *pager_name(const struct pager *p, const char *id);

#endif
