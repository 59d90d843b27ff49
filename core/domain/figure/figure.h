/*
 * Casualty and damage numbers. A figure is a document {"name", "value":
 * integer, "source", "as_of": ms, "verified": bool, "reason"}; a message
 * carries a list of them. Without a value, but with a source, it is being
 * verified: known to be asked about and not yet known. `reason` says why it
 * changed. An unverified figure is printed with words that say so.
 */
#ifndef CRIER_DOMAIN_FIGURE_FIGURE_H
#define CRIER_DOMAIN_FIGURE_FIGURE_H

#include <jansson.h>
#include <stdint.h>

#include "base/lang.h"
#include "crier/message.h"
#include "domain/library/playbook.h"
#include "domain/text/sink.h"

#define FIGURE_MAX 1000000000L
enum { FIGURE_REASON = 300 }; /* bytes */

struct incident;
struct message;

/*
 * Every figure is of the playbook, named once, an integer from 0 to
 * FIGURE_MAX or without value (then not verified), with a source and an as-of
 * time that is not after `now` (0: any): else REFUSE_FIGURE at "figures.NAME".
 * {"name", "remove": true}, which in an act takes the figure away, is fine,
 * and so are NULL and an empty list. Nothing else takes one away: a row that
 * lacks its source is a figure of which nobody has said who verifies it.
 */
enum err_code figure_check(const struct playbook *p, const json_t *figures,
	int64_t now, struct err *err);

/*
 * Lays the figures of an act over those before, by name; a new list. What it
 * says is to be removed is left out.
 */
json_t *figure_overlay(const json_t *under, const json_t *over);

/* The row of a figure, borrowed; NULL if it is not in the list. */
const json_t *figure_row(const json_t *figures, const char *name);

/* The value of a figure; -1 if it is not there or being verified. */
int64_t figure_value(const json_t *figures, const char *name);

/*
 * What the incident has told the public so far: for each figure the row that
 * was released last, by another message than `m`, with "number" of the
 * bulletin and "message" added. What was withdrawn does not count. A new
 * list; empty if nothing was told.
 */
json_t *figures_published(const struct incident *i, const struct message *m);

/* Its messages that are out, or may be yet, and are not withdrawn, but `m`, by
 * time of fire; of more than max the ones begun last. What no account took was
 * told to nobody. Returns how many. */
size_t incident_published(const struct message **out, size_t max,
	const struct incident *i, const struct message *m);

/* A withdrawal of it is out. */
bool message_is_taken_back(const struct incident *i, const struct message *m);

/*
 * "遇难5人（较第3号增加2人，原因：…），失联情况正在核实": all figures in the
 * playbook's order, with the change where `before` has the same figure and it
 * differs; rows of figures_published name the bulletin.
 */
void figure_phrase(struct sink *out, const struct playbook *p, enum lang lang,
	const json_t *figures, const json_t *before);

/*
 * The table of an incident's figures over its bulletins:
 * {"incident", "title", "mode", "figures": [{"id","label","role"}],
 * "bulletins": [{"message","number","kind","state","time","values":
 * {ID: {"value","verified","source","as_of","reason","change","title"}}}]},
 * oldest first, at most the newest 200; `change` against what was told before
 * it. What is not out yet stands last. `p` may be NULL: ids are the labels.
 */
json_t *figure_table(const struct incident *i, const struct playbook *p);

#endif
