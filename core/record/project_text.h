/*
 * The forms of the readable files: Markdown for notes, CSV for tables. Pure;
 * part of project.h's frozen promise.
 */
#ifndef CRIER_RECORD_PROJECT_TEXT_H
#define CRIER_RECORD_PROJECT_TEXT_H

#include "base/buf.h"
#include "domain/entry.h"

struct project;

/* Kind, entry, time, who, then every field of the body. */
void
project_note(struct buf *b, const struct entry *e, const struct project *p);

/* The same under the body's title: an incident. */
void
project_titled(struct buf *b, const struct entry *e, const struct project *p);

/* A text made ready before it is needed: slots and how it would read. */
void
project_prepared(struct buf *b, const struct entry *e, const struct project *p);

/* A revision: slots, master text, variants written by hand. */
void
project_revision(struct buf *b, const struct entry *e, const struct project *p);

/* A variant as people read it: title, blank line, text. */
void project_variant(struct buf *b, const json_t *doc);

/* Figures, and the results of deliveries, one row each. */
void project_figures(struct buf *b, const json_t *body, int zone);
void
project_results(struct buf *b, const struct entry *e, const struct project *p);

#endif
