/*
 * The rows of the board as one list: each has `is`, the part it stands in.
 */
#ifndef CRIER_TUI_VIEWS_DESK_LIST_H
#define CRIER_TUI_VIEWS_DESK_LIST_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "tui/console/app.h"

/* Copies of the rows, each with what it is. */
void desk_add_rows(json_t *rows, const json_t *from, const char *is);

/* Rows that are not asked for yet, so that they are counted; whoever goes to
 * them asks. */
void desk_add_unread(json_t *rows, int64_t count, const char *is);
bool desk_is_unread(const json_t *row);

/* What is real before every drill, then the nearest deadline: for doc_sort. */
int desk_by_need(const json_t *a, const json_t *b);

bool desk_is_late_row(const struct app *app, const json_t *row);

/* Since the officer looked last (news.h). What waits for others is not for
 * this officer to look at, and never is. */
bool desk_is_new(struct app *app, const json_t *row);

/* What is real and late goes before the rest, which stays as it is. */
void desk_late_first(const struct app *app, json_t *rows);

/* Whether two rows are the same thing, also after its words have changed. */
bool desk_is_same_wait(const json_t *a, const json_t *b);

/* The incidents of incident.list by need, and of each what it owes first, also
 * where that is a report inside the government. New reference. */
json_t *desk_incidents(const struct app *app, const json_t *from);

#endif
