/*
 * What is new since this officer looked: which incidents have entries behind
 * the last one that was there when the officer left them, which rows of their
 * line of time were not in it then, what waits on the board that did not. Kept
 * in the officer's own home; where it cannot be, nothing is new, since nothing
 * is known. What the officer has done here is not new.
 */
#ifndef CRIER_TUI_NEWS_H
#define CRIER_TUI_NEWS_H

#include <jansson.h>

#include "tui/console/app.h"

void news_free(struct news *n);

/* ---- what comes in ---- */

/* Rows of incident.list; one of incident.show is a row too. */
void news_take_incidents(struct app *app, const json_t *rows);

void news_take_push(struct app *app, const json_t *push);

/* The entries of an act that was made here. */
void news_take_own(struct app *app, const json_t *entries);

/* All that waits is known now: what is not among it has gone, and would be new
 * if it came again. */
void news_take_waits(struct app *app, const json_t *waits);

/* ---- what is new ---- */

bool news_is_incident(struct app *app, const json_t *incident);
bool news_is_wait(struct app *app, const json_t *wait);

/* Puts `new` into those of the rows of timeline_compile that are; returns how
 * many. */
int news_mark(struct app *app, const json_t *show, json_t *rows);

/* ---- what was looked at ---- */

/* The line of time of the incident was left. */
void
news_left_incident(struct app *app, const json_t *show, const json_t *rows);

/* The board was left on which these rows stood; `all`: there were no more. */
void news_left_board(struct app *app, const json_t *waits, bool all);

#endif
